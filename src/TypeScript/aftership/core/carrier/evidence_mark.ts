/**
 * Writes which evidence chose the carrier of a package as a text that the package's row keeps. The text is a list of
 * signed names.
 *
 *     ["!:ups ground","+number"]       the number contradicts the line UPS Ground, and names the carrier itself
 *     ["-description:*ltl*","+typed"]  a slug typed beside the number outweighs the line for descriptions
 *
 * A name belongs to a line of the carrier mapping, with its place, or to a source. No text from a fulfillment is among
 * them, so the ledger has few different marks and a search can count them.
 */

import { parseJson } from '../json';
import type { CarrierChoice } from './choose';
import type { Evidence } from './evidence';
import { nameOfLine } from './mapping';

export interface EvidenceMark {
  /** Names of the evidence that the choice follows. */
  readonly agreed: readonly string[];
  /** Names of the evidence that other evidence contradicts. */
  readonly outweighed: readonly string[];
  /** Names of the evidence that the number itself contradicts. */
  readonly againstNumber: readonly string[];
}

const SIGNS = [
  ['!', 'againstNumber'],
  ['-', 'outweighed'],
  ['+', 'agreed'],
] as const satisfies readonly (readonly [string, keyof EvidenceMark])[];

/** A free-form text field of NetSuite takes 300 characters. */
const LONGEST = 300;

/** Whether the name belongs to a line. Names of lines have a colon, and names of sources have none. */
export function isNameOfLine(name: string): boolean {
  return name.includes(':');
}

/**
 * The name of an evidence. A package list of NetSuite has its own id as name, because each list has a carrier of its
 * own.
 */
function nameOf({ source, text, line }: Evidence): string {
  if (line !== null) return nameOfLine(line);
  return source === 'list' ? text : source;
}

/**
 * Writes the mark. Contradicted evidence comes first, and lines come before sources, so that a mark which is too long
 * loses what says least.
 */
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

/** Reads a mark. A text that no script wrote counts as empty. */
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

/**
 * Counts, for each line by name, how often it agreed with the carrier of a package and how often it was contradicted.
 */
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
