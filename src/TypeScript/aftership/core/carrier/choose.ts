/**
 * Chooses the slug of a package, or none. AfterShip refuses a wrong slug or tracks somebody else's parcel with it;
 * without a slug AfterShip detects the carrier. The chosen slug is the one that all evidence allows.
 */

import type { Evidence, NumberForm } from './evidence';
import { courierOf, followsOtherNumber, needsConnection } from './slugs';

export interface CarrierChoice {
  /** The slug; null when AfterShip has to detect the carrier. */
  readonly slug: string | null;
  /** The evidence that the choice follows. */
  readonly because: readonly Evidence[];
  /**
   * The evidence that contradicts the choice. When no slug is chosen, it is the evidence that contradicts other
   * evidence.
   */
  readonly contradicted: readonly Evidence[];
  /** Evidence for a carrier that cannot have given the number, even when the choice follows that evidence. */
  readonly againstNumber: readonly Evidence[];
}

type Decided = Omit<CarrierChoice, 'againstNumber'>;

/** The couriers of slugs. A slug that works only with a connection becomes the plain one, so that the two agree. */
function couriers(slugs: Iterable<string>): ReadonlySet<string> {
  return new Set([...slugs].map(courierOf));
}

function allows({ slugs, tolerated }: Evidence, courier: string): boolean {
  return couriers([...slugs, ...tolerated]).has(courier);
}

function ofNumber({ number, allowed }: NumberForm): readonly Evidence[] {
  if (allowed === null) return [];
  return [{ source: 'number', text: number, slugs: allowed, tolerated: new Set(), line: null }];
}

/** The couriers that give numbers of a form. */
function couriersOfForm(allowed: ReadonlySet<string>): readonly string[] {
  return [...allowed].filter((slug) => !needsConnection(slug) && !followsOtherNumber(slug));
}

/** The slug that the number alone proves; null when it proves none, or may belong to several. */
function provedSlug({ allowed, isProved }: NumberForm): string | null {
  if (allowed === null || !isProved) return null;
  const plain = couriersOfForm(allowed);
  return plain.length === 1 ? (plain[0] ?? null) : null;
}

/**
 * Follows the mapping lines that say `always`. If they name different slugs, none is chosen, and a person has to
 * correct the mapping.
 */
function byOrder(evidence: readonly Evidence[], number: NumberForm): Decided | null {
  const orders = evidence.filter(({ line }) => line?.isAlways === true);
  if (orders.length === 0) return null;
  const slugs = new Set(orders.flatMap(({ slugs: of }) => [...of]));
  const [slug = null] = slugs;
  if (slugs.size > 1 || slug === null) return { slug: null, because: [], contradicted: orders };
  const rest = [...evidence.filter((each) => !orders.includes(each)), ...ofNumber(number)];
  return { slug, because: orders, contradicted: rest.filter((each) => !allows(each, courierOf(slug))) };
}

/**
 * Follows the mapping lines that leave the choice to AfterShip. A slug that somebody typed beside the number still
 * counts.
 */
function byDetection(evidence: readonly Evidence[]): Decided | null {
  const lines = evidence.filter(({ line }) => line !== null && line.slug === null);
  const isTyped = evidence.some(({ source }) => source === 'typed');
  return lines.length === 0 || isTyped ? null : { slug: null, because: lines, contradicted: [] };
}

/** Whether a person named the carrier, in the carrier mapping or beside the number. */
function isExplicit({ line, source }: Evidence): boolean {
  return line !== null || source === 'typed';
}

/** Couriers that give every parcel a USPS number, because USPS delivers it on the last mile. */
const WITH_USPS_NUMBERS: ReadonlySet<string> = new Set([
  ...['usps', 'ups-mi', 'dhl-global-mail', 'osm-worldwide', 'newgistics', 'pitney-bowes', 'asendia-usa', 'apc'],
  ...['globegistics', 'firstmile', 'epostglobal'],
]);

/**
 * Whether the courier that evidence names may have given the number. What a person said stands, unless the number
 * proves that it is another courier's. A name is weaker evidence, because one ship method is used for the parcels of
 * several carriers, so any form of another carrier contradicts it. A proved number that many carriers give supports no
 * name: an SSCC, which is the shipper's own number, or a USPS number, which does not show who else had the parcel.
 */
function mayBeOf(slug: string, evidence: Evidence, { allowed, isProved, couldBe }: NumberForm): boolean {
  const ofForm = allowed === null || allowed.has(slug) || couriersOfForm(allowed).includes(courierOf(slug));
  if (isExplicit(evidence)) return isProved ? ofForm : couldBe(slug);
  if (isProved && allowed === null) return false;
  const isShared = isProved && allowed?.has('usps') === true && couriersOfForm(allowed).length > 1;
  return ofForm && couldBe(slug) && (!isShared || WITH_USPS_NUMBERS.has(slug));
}

/** The couriers that all evidence allows and at least one evidence names. */
function namedByAll(evidence: readonly Evidence[]): readonly string[] {
  const named = couriers(evidence.flatMap(({ slugs }) => [...slugs]));
  return [...named].filter((courier) => evidence.every((each) => allows(each, courier)));
}

/** The named couriers that may have given the number. */
function fitting(named: readonly string[], evidence: readonly Evidence[], number: NumberForm): readonly string[] {
  const possible = couriers(evidence.flatMap((each) => [...each.slugs].filter((slug) => mayBeOf(slug, each, number))));
  return named.filter((courier) => possible.has(courier));
}

/**
 * Whether the number's form decides between several named couriers, such as a family. It does not when the form fits
 * two of them. Unless the number is proved, it also does not when other companies have the form too, as bare digits fit
 * many.
 */
function isTold(named: readonly string[], { allowed, isProved }: NumberForm): boolean {
  if (named.length < 2 || allowed === null) return true;
  const ofForm = couriersOfForm(allowed);
  if (isProved) return ofForm.filter((courier) => named.includes(courier)).length === 1;
  return ofForm.every((courier) => named.includes(courier));
}

/** The slug of a courier as the evidence writes it. A mapping may name the slug of a connection to the courier. */
function slugOf(courier: string, evidence: readonly Evidence[]): string {
  const written = evidence.filter(isExplicit).flatMap(({ slugs }) => [...slugs]);
  return written.find((slug) => courierOf(slug) === courier) ?? courier;
}

function isPossible(evidence: Evidence, number: NumberForm): boolean {
  return [...evidence.slugs].some((slug) => mayBeOf(slug, evidence, number));
}

/**
 * The evidence that decides. A slug that a person typed beside the number outweighs names, which many packages share.
 */
function decisive(evidence: readonly Evidence[]): readonly Evidence[] {
  const typed = evidence.filter(({ source }) => source === 'typed');
  return typed.length > 0 ? typed : evidence;
}

/** The couriers that the evidence agrees on: one, several that nothing distinguishes, or none. */
function agreed(evidence: readonly Evidence[], number: NumberForm): readonly string[] {
  const named = namedByAll(evidence);
  const left = fitting(named, evidence, number);
  return left.length === 1 && !isTold(named, number) ? named : left;
}

/**
 * The couriers that remain without the evidence that the number contradicts, if the number confirms them by its form. A
 * service without a slug is never set aside, because the other evidence may name the company that runs the service.
 */
function confirmed(evidence: readonly Evidence[], number: NumberForm): readonly string[] {
  if (evidence.some(({ slugs }) => slugs.size === 0)) return [];
  const possible = evidence.filter((each) => isPossible(each, number));
  const left = agreed(possible, number);
  const { allowed } = number;
  return allowed !== null && left.every((courier) => couriersOfForm(allowed).includes(courier)) ? left : [];
}

function byAgreement(evidence: readonly Evidence[], number: NumberForm): Decided | null {
  const asked = decisive(evidence);
  const common = agreed(asked, number);
  const left = common.length > 0 ? common : confirmed(asked, number);
  const [courier] = left;
  if (courier === undefined) return null;
  const all = [...evidence, ...ofNumber(number)];
  if (left.length > 1) return { slug: null, because: all, contradicted: [] };
  return {
    slug: slugOf(courier, evidence),
    because: all.filter((each) => allows(each, courier)),
    contradicted: evidence.filter((each) => !allows(each, courier)),
  };
}

/** The evidence that the number contradicts, or else the evidence that contradicts other evidence. */
function disagreeing(evidence: readonly Evidence[], number: NumberForm): readonly Evidence[] {
  const impossible = evidence.filter((each) => !isPossible(each, number));
  if (impossible.length > 0) return impossible;
  const isAgainst = (left: Evidence, right: Evidence): boolean =>
    ![...couriers(left.slugs)].some((courier) => allows(right, courier));
  return evidence.filter((left) => evidence.some((right) => isAgainst(left, right) && isAgainst(right, left)));
}

function decide(evidence: readonly Evidence[], number: NumberForm): Decided {
  const decided = byOrder(evidence, number) ?? byDetection(evidence) ?? byAgreement(evidence, number);
  if (decided !== null) return decided;
  const proved = provedSlug(number);
  if (proved !== null) {
    return { slug: proved, because: ofNumber(number), contradicted: evidence.filter((each) => !allows(each, proved)) };
  }
  return { slug: null, because: [], contradicted: disagreeing(evidence, number) };
}

/** Chooses the slug of a package, with the evidence for and against it. */
export function chooseCarrier(evidence: readonly Evidence[], number: NumberForm): CarrierChoice {
  const againstNumber = evidence.filter((each) => each.slugs.size > 0 && !isPossible(each, number));
  return { ...decide(evidence, number), againstNumber };
}
