/** Chooses the carrier of one package, and explains the choice in words. */

import type { EvaluatedFields } from '../fields/evaluate';
import type { Package } from '../netsuite/packages';
import { allowedSlugs, couldBe, isProvedNumber } from '../numbers/proofs';
import { chooseCarrier, type CarrierChoice } from './choose';
import { evidenceOf, type Evidence } from './evidence';
import type { CarrierMapping } from './mapping';

/** The slug to name for a package, with the evidence for and against it. */
export function carrierOf(
  pkg: Pick<Package, 'number' | 'list' | 'description' | 'typedSlug'>,
  fields: Pick<EvaluatedFields, 'shipMethod' | 'carrier'>,
  mapping: Pick<CarrierMapping, 'lines'>,
): CarrierChoice {
  const { number, list, description, typedSlug } = pkg;
  const texts = { typedSlug, list, method: fields.shipMethod, description, field: fields.carrier };
  return chooseCarrier(evidenceOf(texts, mapping), {
    number,
    allowed: allowedSlugs(number),
    isProved: isProvedNumber(number),
    couldBe: (slug) => couldBe(number, slug),
  });
}

/**
 * Whether a person chose the carrier, in the mapping or beside the number. A name alone does not count, because it may
 * read differently in another user's language.
 */
export function isSaidByPerson({ slug, because }: CarrierChoice): boolean {
  return slug !== null && because.some(({ line, source }) => line !== null || source === 'typed');
}

const LONGEST_TEXT = 60;

function quoted(text: string): string {
  return `"${text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text}"`;
}

function nameOf({ source, text, line }: Evidence): string {
  if (line !== null) return `line ${line.line} of the carrier mapping (${line.name})`;
  switch (source) {
    case 'number':
      return 'the form of the number';
    case 'typed':
      return `the slug ${quoted(text)} beside the number`;
    case 'list':
      return `the package list ${text}`;
    case 'method':
      return `the ship method ${quoted(text)}`;
    case 'description':
      return `the package's description ${quoted(text)}`;
    case 'field':
      return `the field mapping's carrier ${quoted(text)}`;
  }
}

function listOf(evidence: readonly Evidence[]): string {
  const names = [...new Set(evidence.map(nameOf))];
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Says in one sentence which evidence chose the carrier. */
export function whyChosen({ slug, because, contradicted }: CarrierChoice): string {
  if (slug !== null) return sentence(`${listOf(because)} ${because.length > 1 ? 'name' : 'names'} ${slug}`);
  if (because.length === 1) return sentence(`${listOf(because)} leaves the carrier to AfterShip`);
  if (because.length > 1) return sentence(`${listOf(because)} name several carriers: AfterShip detects it`);
  if (contradicted.length === 0) return 'Nothing names the carrier: AfterShip detects it.';
  return sentence(
    `${listOf(contradicted)} ${contradicted.length > 1 ? 'disagree' : 'does not fit the number'}: AfterShip detects the carrier`,
  );
}

/** Tells people what disagreed with the choice; null when nothing did. */
export function whatDisagreed(choice: CarrierChoice): string | null {
  const { slug, contradicted } = choice;
  if (contradicted.length === 0) return null;
  if (slug === null) return whyChosen(choice);
  return sentence(
    `the carrier is ${slug}, although ${listOf(contradicted)} ${contradicted.length > 1 ? 'name' : 'names'} another carrier`,
  );
}
