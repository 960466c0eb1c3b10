/**
 * Evaluates the field mapping for one package: the content of each AfterShip field, and the value that a fingerprint
 * uses in its place.
 */

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

/** The values by which a section of the mapping fits a fulfillment or not. */
export interface MappedPlace {
  readonly subsidiary: Named | null;
  /** The locations of the fulfillment's item lines. */
  readonly locations: readonly Named[];
  readonly method: ShipMethod | null;
}

/**
 * Fields of the request by name. A field that is present but undefined is left out of the request, even when it has a
 * default value.
 */
export type MappedFields = Partial<
  Record<Exclude<MappedField, 'order_promised_delivery_date' | 'delivery_type'>, string>
> & {
  readonly order_promised_delivery_date?: PromisedDelivery;
  readonly delivery_type?: DeliveryType;
};

export interface EvaluatedFields {
  /** Fields of both a create and an update. */
  readonly fields: MappedFields;
  /** A field of a create only. */
  readonly courierConnectionId: string | null;
  readonly customFields: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  /**
   * A text that is read for numbers like a package line, and the line of the mapping that names it; null when no other
   * field has numbers.
   */
  readonly numbers: { readonly text: string; readonly line: number } | null;
  /**
   * One more text that names the carrier. Its id is the text itself, or `custbody_x=7` when people choose it from a
   * list.
   */
  readonly carrier: Named | null;
  /** The text that counts as the ship method. It is the fulfillment's own when the mapping names none. */
  readonly shipMethod: ShipMethod | null;
  /**
   * Values that a fingerprint uses in place of these fields. They are ids and days, never a text that NetSuite
   * translates.
   */
  readonly fingerprintParts: Readonly<Record<string, unknown>>;
  /** One plain sentence for each value that was left out or cut. No sentence repeats a value. */
  readonly notes: readonly string[];
}

// ── Which lines count ────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Whether the wanted text is the record's id or name. A name such as `Parent : Child` may be written without the names of
 * its parents.
 */
function isNamed({ id, name }: Named, wanted: string): boolean {
  const own = name.split(' : ').at(-1) ?? name;
  return id === wanted || [name, own].some((each) => mappingKey(each) === mappingKey(wanted));
}

function fits(section: FieldSection | null, { subsidiary, locations, method }: MappedPlace): boolean {
  if (section === null) return true;
  const candidates = { subsidiary: [subsidiary], location: locations, method: [method] }[section.kind];
  return candidates.some((each) => each !== null && isNamed(each, section.name));
}

/** The lines that count: for each target the last line that fits, and for tags every line that fits. */
function countingLines(lines: readonly FieldLine[], where: MappedPlace): readonly FieldLine[] {
  const counting = new Map(lines.filter(({ section }) => fits(section, where)).map((line) => [targetKey(line), line]));
  return [...counting.values()];
}

// ── What a line says ─────────────────────────────────────────────────────────────────────────────────────────────────

/** What a line gives for its target. An empty list means that the mapping leaves the target out. */
interface Outcome extends Pick<FieldLine, 'line' | 'target'> {
  readonly taken: readonly Taken[];
}

/**
 * The values of a source with their keys. An id says nothing without its list, so the key of a list's value names the
 * field too. Users write days in different forms, so the key of a date is its day.
 */
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

/** Brings values into the form of a target; null when the target does not take them. */
function take({ kind, form, longest }: Target, values: readonly KeyedValue[]): readonly Taken[] | null {
  const each =
    kind === 'tags' ? values.map((value) => readText([value], longest)) : [FORMS[form].read(values, longest)];
  const taken = each.flatMap((one) => one ?? []);
  return taken.length > 0 ? taken : null;
}

/**
 * Whether a value holds an e-mail address, although the field's id does not show it. Texts with numbers may hold one,
 * because only the numbers in them are sent.
 */
function namesPerson(target: Target, source: Source, values: readonly KeyedValue[]): boolean {
  if (source.place === 'constant' || target.kind === 'numbers') return false;
  return values.some(({ text }) => splitEmails(text).valid.length > 0);
}

/**
 * The value of the first source that the target takes. Null when it takes none, so that the mapping does not set the
 * target.
 */
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

/**
 * Removes the origin's address when the request has the id of one of AfterShip's own locations, because AfterShip does
 * not take both.
 */
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
 * Evaluates all lines for one package. `values.package` has the package lines with the package's number, or all package
 * lines when only the numbers are needed.
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
  /** The target as people write it in a line. */
  readonly target: string;
  /** Empty when the mapping leaves the target out. */
  readonly text: string;
}

/** Shows people what each line that counts puts into which field. */
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
