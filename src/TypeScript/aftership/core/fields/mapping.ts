/**
 * The connection's field mapping has one line for each target:
 *
 *     order_number        = order.custbody_shop_number, order.tranid      the first source that has a value counts
 *     carrier             = custbody_3pl_carrier                          a body field of the fulfillment
 *     custom_fields.box   = package.packagedescr                          a field of the package line with the number
 *     order_promised_delivery_date = line.custcol_promised                item lines: the latest date, or all texts
 *     custom_fields.brand = "Acme"                                        a constant; "" leaves the target out
 *     [subsidiary 7]                                                      an internal id or a name; location, method
 *     custom_fields.brand = "Beta"                                        counts for these fulfillments alone
 *
 * A section ends where the next one begins. Of the lines of a target that fit the fulfillment, the last one counts, so
 * that a line in a section outweighs a line above all sections. Only the lines of `shipment_tags` add up.
 */

import { mappingKey } from '../carrier/mapping';
import { FORMS } from './forms';
import {
  isPersonalIn,
  LONGEST_CUSTOM_NAME,
  MOST_CUSTOM_FIELDS,
  NOT_MAPPED,
  targetMeant,
  targetNamed,
  writtenTarget,
  type Target,
} from './targets';
import { valueOfText, type SourcePlace } from './values';

export type Source =
  { readonly place: SourcePlace; readonly field: string } | { readonly place: 'constant'; readonly text: string };

export type SectionKind = 'subsidiary' | 'location' | 'method';

export interface FieldSection {
  /** Line number of the section's first line, counted from 1. */
  readonly line: number;
  readonly kind: SectionKind;
  /**
   * An internal id or a name, as typed. Names of ship methods are in the language of the running user, and ids are the
   * same for everybody.
   */
  readonly name: string;
}

export interface FieldLine {
  readonly line: number;
  /** The section of the line; null when the line counts for every fulfillment. */
  readonly section: FieldSection | null;
  readonly target: Target;
  readonly sources: readonly Source[];
}

/**
 * Why a line does not count:
 * - no_equals, no_target, no_source: a part of the line is missing
 * - unknown_target: AfterShip has no such field; `suggestion` is the field that is meant, if it is clear
 * - not_mapped: no mapping sets this field
 * - custom_name: the custom field has no name, or its name is too long
 * - too_many_custom_fields: the lines above all sections set more custom fields than AfterShip takes
 * - not_a_source: the source is neither the id of a field nor a constant
 * - unknown_place: the word before the dot is no place
 * - open_quote: the closing quote of a constant is missing
 * - after_constant: a source behind a constant can never count
 * - bad_constant: the target does not take the constant
 * - personal: the field holds personal data, which must not be sent in this place
 * - repeated: line `first` of the same section sets the same target to something else, and that line counts
 * - not_a_section, no_section_name: the first line of a section does not say what the section is for
 * - under_bad_section: the line belongs to such a section
 */
export type FieldProblemCode =
  | 'no_equals'
  | 'no_target'
  | 'no_source'
  | 'unknown_target'
  | 'not_mapped'
  | 'custom_name'
  | 'too_many_custom_fields'
  | 'not_a_source'
  | 'unknown_place'
  | 'open_quote'
  | 'after_constant'
  | 'bad_constant'
  | 'personal'
  | 'repeated'
  | 'not_a_section'
  | 'no_section_name'
  | 'under_bad_section';

export interface FieldProblem {
  readonly line: number;
  readonly code: FieldProblemCode;
  readonly params: Readonly<Record<string, string>>;
}

export interface FieldMapping {
  readonly lines: readonly FieldLine[];
  readonly sections: readonly FieldSection[];
  readonly problems: readonly FieldProblem[];
}

/** The most characters of a line that a message quotes. */
const QUOTED = 60;

type Refusal = Omit<FieldProblem, 'line'>;

const refusal = (code: FieldProblemCode, params: FieldProblem['params'] = {}): Refusal => ({ code, params });

const isRefusal = (parsed: object): parsed is Refusal => 'code' in parsed;

const quoted = (text: string): string => text.slice(0, QUOTED);

// ── One line ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function parseTarget(text: string): Target | Refusal {
  if (text === '') return refusal('no_target');
  const why = NOT_MAPPED.get(text.toLowerCase());
  if (why !== undefined) return refusal('not_mapped', { target: text.toLowerCase(), why });
  const target = targetNamed(text);
  if (target === null) return refusal('unknown_target', { found: quoted(text), suggestion: targetMeant(text) });
  const isNamed = target.name.length > 0 && target.name.length <= LONGEST_CUSTOM_NAME;
  return target.kind !== 'custom field' || isNamed ? target : refusal('custom_name', { found: quoted(text) });
}

function parseSource(text: string): Source | Refusal {
  const constant = /^"([^"]*)"$/.exec(text)?.[1];
  if (constant !== undefined) return { place: 'constant', text: constant.trim() };
  const [, place, field] = /^(?:(\w+)\.)?([a-z][a-z0-9_]*)$/.exec(text) ?? [];
  if (field === undefined) return refusal('not_a_source', { found: quoted(text) });
  if (place === undefined) return { place: 'fulfillment', field };
  if (place === 'order' || place === 'package' || place === 'line') return { place, field };
  return refusal('unknown_place', { found: quoted(place), field: quoted(field) });
}

/** Why a line of the target cannot have the source; null when it can. */
function refusedIn(target: Target, source: Source): Refusal | null {
  const written = writtenTarget(target);
  if (source.place !== 'constant') {
    const field = quoted(writtenSource(source));
    return isPersonalIn(target, source.field) ? refusal('personal', { field, target: written }) : null;
  }
  if (source.text === '') return null;
  const { takes, read } = FORMS[target.form];
  const taken = read([{ ...valueOfText(source.text), key: source.text }], target.longest);
  if (taken !== null && !taken.isCut) return null;
  const wanted = taken === null ? takes : `a text of up to ${target.longest} characters`;
  return refusal('bad_constant', { found: quoted(source.text), target: written, takes: wanted });
}

/** Reads the sources behind the equals sign. Within a constant, a comma separates nothing and `#` begins no comment. */
function parseSources(target: Target, right: string): readonly Source[] | Refusal {
  const [text] = /^(?:"[^"]*"|[^"])*?(?=\s#|$)/.exec(right) ?? [];
  if (text === undefined) return refusal('open_quote', { found: quoted(right.slice(right.lastIndexOf('"'))) });
  const pieces = (text.match(/(?:"[^"]*"|[^",])+/g) ?? []).map((piece) => piece.trim()).filter((piece) => piece !== '');
  const sources: Source[] = [];
  for (const piece of pieces) {
    const last = sources.at(-1);
    if (last?.place === 'constant')
      return refusal('after_constant', { constant: quoted(last.text), found: quoted(piece) });
    const source = parseSource(piece);
    const problem = isRefusal(source) ? source : refusedIn(target, source);
    if (problem !== null) return problem;
    if (!isRefusal(source)) sources.push(source);
  }
  return sources.length > 0 ? sources : refusal('no_source', { target: writtenTarget(target) });
}

function parsePair(text: string): Pick<FieldLine, 'target' | 'sources'> | Refusal {
  const equals = text.indexOf('=');
  if (equals < 0) return refusal('no_equals', { found: quoted(text) });
  const target = parseTarget(text.slice(0, equals).trim());
  if (isRefusal(target)) return target;
  const sources = parseSources(target, ` ${text.slice(equals + 1).trim()}`);
  return isRefusal(sources) ? sources : { target, sources };
}

/** Reads the first line of a section: `[subsidiary 7]`, also with a colon, or with a comment behind it. */
function parseSection(text: string): Omit<FieldSection, 'line'> | Refusal {
  const inside = /^\[(.*?)\]\s*(?:#.*)?$/.exec(text)?.[1]?.trim();
  const [, kind, name] = /^(subsidiary|location|method)(?:\s*:\s*|\s+|$)(.*)$/i.exec(inside ?? '') ?? [];
  if (kind === undefined || name === undefined) return refusal('not_a_section', { found: quoted(text) });
  if (name === '') return refusal('no_section_name', { kind: kind.toLowerCase() });
  return { kind: kind.toLowerCase() as SectionKind, name };
}

// ── All lines ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The key that two lines share when only one of them counts. Every line of tags has a key of its own. */
export function targetKey({ line, target }: Pick<FieldLine, 'line' | 'target'>): string {
  return target.kind === 'tags' ? `tags ${line}` : mappingKey(writtenTarget(target));
}

function scopeKey(line: FieldLine): string {
  const { section } = line;
  return `${section === null ? '' : `${section.kind} ${mappingKey(section.name)}`} = ${targetKey(line)}`;
}

/**
 * Why a line cannot stand below the lines above it; null when it can. `above` has the first line that counts for each
 * section and target.
 */
function refusedBeside(line: FieldLine, above: ReadonlyMap<string, FieldLine>): Refusal | null {
  const same = above.get(scopeKey(line));
  if (same !== undefined) {
    const says = (each: FieldLine): string => JSON.stringify([each.target, each.sources]);
    if (says(same) === says(line)) return null;
    return refusal('repeated', { target: writtenTarget(line.target), first: String(same.line) });
  }
  const isGeneral = ({ section, target }: FieldLine): boolean => section === null && target.kind === 'custom field';
  if (!isGeneral(line) || [...above.values()].filter(isGeneral).length < MOST_CUSTOM_FIELDS) return null;
  return refusal('too_many_custom_fields', { target: writtenTarget(line.target), most: String(MOST_CUSTOM_FIELDS) });
}

/** Replaces typographic quotes, into which a word processor turns all quotes of a text. */
function withStraightQuotes(text: string): string {
  return text.includes('"') ? text : text.replace(/[“”„]/g, '"');
}

/**
 * Reads the mapping: every line that counts, and the problem of each line that does not. Empty lines and lines that
 * begin with `#` are skipped.
 */
export function parseFieldMapping(text: string): FieldMapping {
  const lines: FieldLine[] = [];
  const sections: FieldSection[] = [];
  const problems: FieldProblem[] = [];
  const first = new Map<string, FieldLine>();
  let section: FieldSection | null = null;
  let badSection: number | null = null;

  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const line = index + 1;
    const trimmed = withStraightQuotes(raw.trim());
    if (trimmed === '' || trimmed.startsWith('#')) return;
    if (trimmed.startsWith('[')) {
      const parsed = parseSection(trimmed);
      badSection = isRefusal(parsed) ? line : null;
      if (isRefusal(parsed)) problems.push({ line, ...parsed });
      else sections.push((section = { line, ...parsed }));
      return;
    }
    const pair =
      badSection === null ? parsePair(trimmed) : refusal('under_bad_section', { section: String(badSection) });
    const parsed = isRefusal(pair) ? pair : { line, section, ...pair };
    const problem = isRefusal(parsed) ? parsed : refusedBeside(parsed, first);
    if (problem !== null) problems.push({ line, ...problem });
    if (problem !== null || isRefusal(parsed)) return;
    lines.push(parsed);
    if (!first.has(scopeKey(parsed))) first.set(scopeKey(parsed), parsed);
  });
  return { lines, sections, problems };
}

/** The source as people write it in a line. */
export function writtenSource(source: Source): string {
  if (source.place === 'constant') return `"${source.text}"`;
  return source.place === 'fulfillment' ? source.field : `${source.place}.${source.field}`;
}

/** The ids of the fields that have to be read in each place. */
export function sourcesOf({ lines }: Pick<FieldMapping, 'lines'>): Readonly<Record<SourcePlace, readonly string[]>> {
  const sources = lines.flatMap((line) => line.sources);
  const fieldsOf = (place: SourcePlace): readonly string[] => [
    ...new Set(sources.flatMap((source) => (source.place === place ? source.field : []))),
  ];
  return {
    fulfillment: fieldsOf('fulfillment'),
    order: fieldsOf('order'),
    package: fieldsOf('package'),
    line: fieldsOf('line'),
  };
}
