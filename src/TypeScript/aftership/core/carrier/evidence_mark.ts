/**
 * Which evidence chose the carrier of a package, as a text that its row keeps: a list of signed names.
 *
 *     ["!:ups ground","+number"]       the number speaks against the line UPS Ground, and names the carrier itself
 *     ["-description:*ltl*","+typed"]  a slug typed beside the number outweighs the line for descriptions
 *
 * A name is that of a line of the carrier mapping, with the place that it stands for, or that of a source. Nothing that
 * was typed on a fulfillment is among them, so that few different texts stand in the ledger and a search can count them.
 */

import { parseJson } from '../json';
import type { CarrierChoice } from './choose';
import type { Evidence } from './evidence';
import { nameOfLine } from './mapping';

export interface EvidenceMark {
  /** The choice follows it. */
  readonly agreed: readonly string[];
  /** Other evidence speaks against it. */
  readonly outweighed: readonly string[];
  /** The number itself speaks against it. */
  readonly againstNumber: readonly string[];
}

const SIGNS = [
  ['!', 'againstNumber'],
  ['-', 'outweighed'],
  ['+', 'agreed'],
] as const satisfies readonly (readonly [string, keyof EvidenceMark])[];

/** A free-form text field of NetSuite takes 300 characters. */
const LONGEST = 300;

/** Names of lines have a colon, names of sources have none. */
export function isNameOfLine(name: string): boolean {
  return name.includes(':');
}

/** NetSuite's package lists stand for themselves: each has a carrier of its own. */
function nameOf({ source, text, line }: Evidence): string {
  if (line !== null) return nameOfLine(line);
  return source === 'list' ? text : source;
}

/** What speaks against a choice comes first, and lines before sources: what is too long loses what tells least. */
export function encodeEvidence({ because, contradicted, againstNumber }: CarrierChoice): string {
  const signs = new Map<string, string>();
  for (const each of because) signs.set(nameOf(each), '+');
  for (const each of contradicted) signs.set(nameOf(each), '-');
  for (const each of againstNumber) signs.set(nameOf(each), '!');
  const order = SIGNS.map(([sign]) => sign).join('');
  const names = [...signs].sort(
    ([left, signOfLeft], [right, signOfRight]) =>
      order.indexOf(signOfLeft) - order.indexOf(signOfRight) ||
      Number(isNameOfLine(right)) - Number(isNameOfLine(left)) ||
      (left < right ? -1 : 1),
  );
  const kept: string[] = [];
  for (const [name, sign] of names) {
    if (JSON.stringify([...kept, `${sign}${name}`]).length <= LONGEST) kept.push(`${sign}${name}`);
  }
  return kept.length === 0 ? '' : JSON.stringify(kept);
}

/** A text that no script wrote says nothing. */
export function decodeEvidence(text: string): EvidenceMark {
  const stored = parseJson(text);
  const names = Array.isArray(stored) ? stored.filter((name): name is string => typeof name === 'string') : [];
  const of = (wanted: string): readonly string[] =>
    names.filter((name) => name.startsWith(wanted)).map((name) => name.slice(1));
  const [[against], [outweighed], [agreed]] = SIGNS;
  return { agreed: of(agreed), outweighed: of(outweighed), againstNumber: of(against) };
}

export interface LineUse {
  readonly agreed: number;
  readonly contradicted: number;
}

/** How often each line agreed with the carrier of a package and was contradicted, by its name. */
export function countLines(
  counts: readonly { readonly evidence: string; readonly count: number }[],
): ReadonlyMap<string, LineUse> {
  const uses = new Map<string, LineUse>();
  for (const { evidence, count } of counts) {
    const { agreed, outweighed, againstNumber } = decodeEvidence(evidence);
    const add = (name: string, more: LineUse): void => {
      const known = uses.get(name) ?? { agreed: 0, contradicted: 0 };
      uses.set(name, {
        agreed: known.agreed + more.agreed,
        contradicted: known.contradicted + more.contradicted,
      });
    };
    for (const name of agreed) add(name, { agreed: count, contradicted: 0 });
    for (const name of [...outweighed, ...againstNumber]) add(name, { agreed: 0, contradicted: count });
  }
  return uses;
}
