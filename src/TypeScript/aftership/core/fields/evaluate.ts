/** What the field mapping says of one package: each of AfterShip's fields with its content, and what a fingerprint takes for it. */

import { mappingKey, type ShipMethod } from '../carrier/mapping';
import { splitEmails } from '../aftership/emails';
import type { DeliveryType, PromisedDelivery } from '../aftership/tracking';
import { deliveryType, FORMS, midnightOf, readText, type KeyedValue, type Taken } from './forms';
import { targetKey, writtenSource, type FieldLine, type FieldMapping, type FieldSection, type Source } from './mapping';
import {
  MOST_CUSTOM_FIELDS,
  MOST_TAGS,
  writtenTarget,
  type MappedField,
  type Target,
  type TargetKind,
} from './targets';
import { valueOfText, type Named, type SourceValues } from './values';

/** What sections ask for. */
export interface MappedPlace {
  readonly subsidiary: Named | null;
  /** The fulfillment's own and those of its lines. */
  readonly locations: readonly Named[];
  readonly method: ShipMethod | null;
}

/** Fields of the request by their names. One that is there and undefined is left out, whatever would stand there else. */
export type MappedFields = Partial<
  Record<Exclude<MappedField, 'order_promised_delivery_date' | 'delivery_type'>, string>
> & {
  readonly order_promised_delivery_date?: PromisedDelivery;
  readonly delivery_type?: DeliveryType;
};

export interface EvaluatedFields {
  /** Of a create and an update. */
  readonly fields: MappedFields;
  /** Of a create alone. */
  readonly courierConnectionId: string | null;
  readonly customFields: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /** What is read like a package line, and the mapping's line that says so; null when no other field has numbers. */
  readonly numbers: { readonly text: string; readonly line: number } | null;
  /** One more text that names the carrier. Its id is the text, or `custbody_x=7` where it is chosen from a list. */
  readonly carrier: Named | null;
  /** What counts as the ship method: the fulfillment's own, where the mapping names none. */
  readonly shipMethod: ShipMethod | null;
  /** In a fingerprint, in place of the fields of these names: ids and days, never a text that NetSuite translates. */
  readonly fingerprintParts: Readonly<Record<string, unknown>>;
  /** A plain sentence for each thing that was left out or cut. None repeats a value. */
  readonly notes: readonly string[];
}

// ── Which lines count ────────────────────────────────────────────────────────────────────────────────────────────────

/** A name may be written without those of the companies above it: `Parent : Child`. */
function isNamed({ id, name }: Named, wanted: string): boolean {
  const own = name.split(' : ').at(-1) ?? name;
  return id === wanted || [name, own].some((each) => mappingKey(each) === mappingKey(wanted));
}

function fits(section: FieldSection | null, { subsidiary, locations, method }: MappedPlace): boolean {
  if (section === null) return true;
  const candidates = { subsidiary: [subsidiary], location: locations, method: [method] }[section.kind];
  return candidates.some((each) => each !== null && isNamed(each, section.name));
}

/** The last line of each target that fits; of tags every one. */
function countingLines(lines: readonly FieldLine[], where: MappedPlace): readonly FieldLine[] {
  const counting = new Map(lines.filter(({ section }) => fits(section, where)).map((line) => [targetKey(line), line]));
  return [...counting.values()];
}

// ── What a line says ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Empty: the mapping leaves the target out. */
interface Outcome extends Pick<FieldLine, 'line' | 'target'> {
  readonly taken: readonly Taken[];
}

/** An id of one list says nothing in another: the field is named with it. A day may be written in the user's own form. */
function valuesOf(source: Source, values: SourceValues): readonly KeyedValue[] {
  if (source.place === 'constant') return [{ ...valueOfText(source.text), key: source.text }];
  return values[source.place]
    .flatMap((fields) => fields.get(source.field) ?? [])
    .filter(({ text }) => text.trim() !== '')
    .map((each) => ({
      ...each,
      key: each.day ?? (each.value === each.text ? each.value : `${writtenSource(source)}=${each.value}`),
    }));
}

/** Null: the target does not take it. */
function take({ kind, form, longest }: Target, values: readonly KeyedValue[]): readonly Taken[] | null {
  const each =
    kind === 'tags' ? values.map((value) => readText([value], longest)) : [FORMS[form].read(values, longest)];
  const taken = each.flatMap((one) => one ?? []);
  return taken.length > 0 ? taken : null;
}

/** A field may hold more than its id says. Numbers are judged where they are read, and not sent as they stand. */
function namesPerson(target: Target, source: Source, values: readonly KeyedValue[]): boolean {
  if (source.place === 'constant' || target.kind === 'numbers') return false;
  return values.some(({ text }) => splitEmails(text).valid.length > 0);
}

/** What the first source gives that the target takes; null when none does, so that the mapping says nothing of it. */
function outcomeOf({ line, target, sources }: FieldLine, values: SourceValues, notes: string[]): Outcome | null {
  const written = writtenTarget(target);
  for (const source of sources) {
    if (source.place === 'constant' && source.text === '') return { line, target, taken: [] };
    const found = valuesOf(source, values);
    if (found.length === 0) continue;
    if (namesPerson(target, source, found)) {
      notes.push(`${writtenSource(source)} holds an e-mail address and is left out of ${written}.`);
      continue;
    }
    const taken = take(target, found);
    if (taken !== null) {
      if (taken.some(({ isCut }) => isCut)) notes.push(`${written} is cut to ${target.longest} characters.`);
      return { line, target, taken };
    }
    notes.push(`${writtenSource(source)} is left out of ${written}, which takes ${FORMS[target.form].takes}.`);
  }
  return null;
}

// ── What all lines say ───────────────────────────────────────────────────────────────────────────────────────────────

/** AfterShip takes no part of the origin's address beside the id of one of its own locations. */
function withoutOrigin(fields: ReadonlyMap<string, Taken | undefined>): ReadonlyMap<string, Taken | undefined> {
  if (fields.get('location_id') === undefined) return fields;
  const origin = ['origin_country_region', 'origin_state', 'origin_city', 'origin_postal_code'] satisfies MappedField[];
  return new Map([...fields, ...origin.map((name): [string, undefined] => [name, undefined])]);
}

function bodyOf(fields: ReadonlyMap<string, Taken | undefined>): MappedFields {
  const texts = Object.fromEntries([...fields].map(([name, taken]) => [name, taken?.text]));
  const { order_date: ordered, order_promised_delivery_date: promised, delivery_type: delivery, ...others } = texts;
  return {
    ...others,
    ...('order_date' in texts && { order_date: ordered === undefined ? undefined : midnightOf(ordered) }),
    ...('order_promised_delivery_date' in texts && { order_promised_delivery_date: promisedOn(promised) }),
    ...('delivery_type' in texts && { delivery_type: deliveryType(delivery ?? '') ?? undefined }),
  };
}

function promisedOn(day: string | undefined): PromisedDelivery | undefined {
  if (day === undefined) return undefined;
  return { promised_delivery_date: day, promised_delivery_date_min: null, promised_delivery_date_max: null };
}

function upTo<Item>(most: number, items: readonly Item[], name: string, notes: string[]): readonly Item[] {
  if (items.length > most) notes.push(`Only the first ${most} of ${items.length} ${name} are sent, AfterShip's limit.`);
  return items.slice(0, most);
}

function keysOf(entries: Iterable<readonly [string, Taken | undefined]>): Record<string, string> {
  return Object.fromEntries([...entries].flatMap(([name, taken]) => (taken === undefined ? [] : [[name, taken.key]])));
}

/**
 * `values.package` are the lines of the package lists where the package's number stands; all of them when it is the
 * numbers that are asked for.
 */
export function evaluateFields(
  { lines }: Pick<FieldMapping, 'lines'>,
  values: SourceValues,
  where: MappedPlace,
): EvaluatedFields {
  const notes: string[] = [];
  const outcomes = countingLines(lines, where).flatMap((line) => outcomeOf(line, values, notes) ?? []);
  const allOf = (kind: TargetKind): readonly Outcome[] => outcomes.filter(({ target }) => target.kind === kind);
  const oneOf = (kind: TargetKind): Taken | undefined => allOf(kind)[0]?.taken[0];
  const [numbers] = allOf('numbers').flatMap(({ line, taken }) => taken.map(({ text }) => ({ line, text })));
  const named = (taken: Taken | undefined): Named | null =>
    taken === undefined ? null : { id: taken.key, name: taken.text };

  const fields = withoutOrigin(new Map(allOf('field').map(({ target, taken }) => [target.name, taken[0]])));
  const allCustom = allOf('custom field').flatMap(({ target, taken }) =>
    taken.map((one) => [target.name, one] as const),
  );
  const custom = upTo(MOST_CUSTOM_FIELDS, allCustom, 'custom fields', notes);
  const tags = new Set(allOf('tags').flatMap(({ taken }) => taken.map(({ text }) => text)));
  return {
    fields: bodyOf(fields),
    courierConnectionId: oneOf('create only')?.text ?? null,
    customFields: Object.fromEntries(custom.map(([name, { text }]) => [name, text])),
    tags: upTo(MOST_TAGS, [...tags], 'tags', notes),
    numbers: numbers ?? null,
    carrier: named(oneOf('carrier')),
    shipMethod: allOf('ship method').length > 0 ? named(oneOf('ship method')) : where.method,
    fingerprintParts: { ...keysOf(fields), ...(custom.length > 0 && { custom_fields: keysOf(custom) }) },
    notes,
  };
}

export interface ShownField {
  readonly line: number;
  /** As people write it in a line. */
  readonly target: string;
  /** Empty: the mapping leaves the target out. */
  readonly text: string;
}

/** What each line that counts puts where, for people. */
export function shownFields(
  { lines }: Pick<FieldMapping, 'lines'>,
  values: SourceValues,
  where: MappedPlace,
): readonly ShownField[] {
  return countingLines(lines, where)
    .flatMap((line) => outcomeOf(line, values, []) ?? [])
    .map(({ line, target, taken }) => ({
      line,
      target: writtenTarget(target),
      text: taken.map(({ text }) => text).join(', '),
    }));
}
