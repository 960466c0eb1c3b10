/**
 * Filter expressions. A search parses the expression when it is made, and looks for its names, operators and dates only
 * when it runs. The result is a tree that tests rows and, where equalities or bounds of the internal id allow, says which
 * rows need no test.
 */

import type { FieldValue } from '../contract';
import { parseDateTime } from '../runtime/calendar';
import type { Engine } from '../runtime/engine';
import { NotEmulated, ScriptFault } from '../runtime/faults';
import { oracleMembers } from '../runtime/oracle_members';
import { preferencesOf } from '../runtime/preferences';
import { isDate } from '../runtime/realm';
import { columnOf, typesOf, type Column } from './columns';
import { idsOf } from './multiselect';
import { keyOf, type IdRange } from './store';
import type { Hit } from './transaction_rows';
import type { FieldKind } from './types';

export interface Filter {
  matches(hit: Hit): boolean;
  /** Candidate rows of this type; null for all. */
  candidates(type: string): ReadonlySet<number> | null;
  /** Internal ids outside of this range do not match. */
  readonly range: IdRange;
}

export const ANY_ID: IdRange = { from: 0, to: Number.MAX_SAFE_INTEGER - 1 };

/** A parsed expression, whose names are looked up for a search of a type. */
export type BindFilter = (engine: Engine, searchType: string) => Filter;

const everything: Filter = { matches: () => true, candidates: () => null, range: ANY_ID };

export function parseFilters(filters: unknown): BindFilter {
  if (filters === null || filters === undefined) return () => everything;
  return parseExpression(filters);
}

function badExpression(detail: string): ScriptFault {
  return new ScriptFault('SSS_INVALID_SRCH_FILTER_EXPR', `Malformed search filter expression: ${detail}`);
}

function parseExpression(expression: unknown): BindFilter {
  if (!Array.isArray(expression)) return parseFilterObject(expression);
  if (expression.length === 0) return () => everything;
  const [first] = expression;
  if (typeof first === 'string' && first.toLowerCase() !== 'not') {
    return parseLeaf(first, String(expression[1] ?? ''), expression.slice(2));
  }
  return parseTerms(expression);
}

/** Parses `search.createFilter` objects and plain objects of the same form. */
function parseFilterObject(filter: unknown): BindFilter {
  if (typeof filter !== 'object' || filter === null || !('name' in filter) || !('operator' in filter)) {
    throw badExpression(JSON.stringify(filter) ?? 'nothing');
  }
  const join = 'join' in filter ? filter.join : null;
  const name = typeof join === 'string' && join !== '' ? `${join}.${String(filter.name)}` : String(filter.name);
  const values = 'values' in filter ? filter.values : undefined;
  const list = values === undefined || values === null ? [] : Array.isArray(values) ? values : [values];
  return parseLeaf(name, String(filter.operator), [list]);
}

/** Parses `a and b or c`: `and` binds tighter, and adjacent terms are joined by `and`. */
function parseTerms(terms: readonly unknown[]): BindFilter {
  const alternatives: BindFilter[][] = [[]];
  let isNegated = false;
  for (const term of terms) {
    if (typeof term === 'string') {
      const word = term.toLowerCase();
      if (word === 'not') isNegated = !isNegated;
      else if (word === 'or') alternatives.push([]);
      else if (word !== 'and') throw badExpression(term);
      continue;
    }
    const parsed = parseExpression(term);
    alternatives.at(-1)?.push(isNegated ? (engine, searchType) => not(parsed(engine, searchType)) : parsed);
    isNegated = false;
  }
  return (engine, searchType) => {
    const joined = alternatives.map((parts) => all(parts.map((part) => part(engine, searchType))));
    return joined.length === 1 && joined[0] !== undefined ? joined[0] : any(joined);
  };
}

function not(filter: Filter): Filter {
  return { matches: (hit) => !filter.matches(hit), candidates: () => null, range: ANY_ID };
}

function all(filters: readonly Filter[]): Filter {
  return {
    matches: (hit) => filters.every((filter) => filter.matches(hit)),
    candidates: (type) => {
      let smallest: ReadonlySet<number> | null = null;
      for (const filter of filters) {
        const found = filter.candidates(type);
        if (found !== null && (smallest === null || found.size < smallest.size)) smallest = found;
      }
      return smallest;
    },
    range: intersectionOf(filters),
  };
}

function any(filters: readonly Filter[]): Filter {
  return {
    matches: (hit) => filters.some((filter) => filter.matches(hit)),
    candidates: (type) => {
      const union = new Set<number>();
      for (const filter of filters) {
        const found = filter.candidates(type);
        if (found === null) return null;
        found.forEach((id) => union.add(id));
      }
      return union;
    },
    range: hullOf(filters),
  };
}

function intersectionOf(filters: readonly Filter[]): IdRange {
  const narrow = filters.map(({ range }) => range).filter((range) => range !== ANY_ID);
  if (narrow.length === 0) return ANY_ID;
  return { from: Math.max(...narrow.map(({ from }) => from)), to: Math.min(...narrow.map(({ to }) => to)) };
}

/** The range from the first to the last id of all. */
function hullOf(filters: readonly Filter[]): IdRange {
  const ranges = filters.map(({ range }) => range);
  if (ranges.length === 0 || ranges.includes(ANY_ID)) return ANY_ID;
  return { from: Math.min(...ranges.map(({ from }) => from)), to: Math.max(...ranges.map(({ to }) => to)) };
}

function parseLeaf(name: string, operator: string, given: readonly unknown[]): BindFilter {
  const values = given.flat();
  return (engine, searchType) => leaf(engine, searchType, name, operator, values);
}

function leaf(engine: Engine, searchType: string, name: string, operator: string, values: readonly unknown[]): Filter {
  const column = columnOf(engine, searchType, name, 'filter');
  if (column === null) throw new ScriptFault('SSS_INVALID_SRCH_FILTER', `${searchType} has no search filter ${name}.`);
  for (const value of values.map(String)) {
    if (column.isKnownValue?.(value) === false) throw new NotEmulated(`the value ${value} of the filter ${name}`);
  }
  const { test, equals, range } = testOf(engine, column, name, operator.toLowerCase(), values);
  const isId = column.field.id === 'internalid' && !name.includes('.');
  return {
    range: (isId ? range : undefined) ?? ANY_ID,
    matches: (hit) => test(column.read(hit)),
    candidates: (type) => {
      if (equals === null) return null;
      if (isId) return new Set(equals.map(Number));
      const { indexField } = column;
      if (indexField === null || !typesOf(engine, searchType).some((known) => known.id === type)) return null;
      if (equals.length === 1) return engine.store.idsWith(type, indexField, equals[0] ?? '');
      return new Set(equals.flatMap((key) => [...engine.store.idsWith(type, indexField, key)]));
    },
  };
}

interface Test {
  readonly test: (value: FieldValue) => boolean;
  /** Keys of which a matching value must have one. */
  readonly equals: readonly string[] | null;
  /** Bounds of a number. */
  readonly range?: IdRange;
}

function testOf(engine: Engine, column: Column, name: string, operator: string, values: readonly unknown[]): Test {
  const { kind } = column.field;
  const test = isEmptyTest(kind, operator) ?? testOfKind(engine, column, operator, values);
  if (test !== null) return test;
  // Oracle's table says which operators go with a type (article_4094344956), but public code uses others as well.
  const operators = Object.values(oracleMembers('search')?.enumerations['Operator'] ?? {});
  if (operators.includes(operator)) throw new NotEmulated(`the operator ${operator} of the filter ${name} (${kind})`);
  throw new ScriptFault('SSS_INVALID_SRCH_OPERATOR', `There is no search operator ${operator} (${name}).`);
}

/** Lists and check boxes have another way to say that they are empty. */
function isEmptyTest(kind: FieldKind, operator: string): Test | null {
  if (kind === 'select' || kind === 'multiselect' || kind === 'checkbox') return null;
  if (operator === 'isempty') return { test: isEmpty, equals: [''] };
  return operator === 'isnotempty' ? { test: (value) => !isEmpty(value), equals: null } : null;
}

function testOfKind(engine: Engine, column: Column, operator: string, values: readonly unknown[]): Test | null {
  const { kind } = column.field;
  switch (kind) {
    case 'text':
      return textTest(operator, values, engine.dials.textSearch === 'exact case');
    case 'checkbox': {
      const wanted = values[0] === true || String(values[0]).toUpperCase() === 'T';
      return operator === 'is'
        ? { test: (value) => (value === true) === wanted, equals: wanted ? [keyOf(true)] : [keyOf(false), keyOf(null)] }
        : null;
    }
    case 'select':
    case 'multiselect':
      return selectTest(kind, operator, values);
    case 'integer':
    case 'float':
      return numberTest(operator, values.map(Number), (value) => (value === null ? null : Number(value)));
    case 'date':
    case 'datetime': {
      const bounds = values.map((value) => momentOf(engine, column, value));
      return dateTest(operator, bounds, kind === 'date');
    }
  }
}

function isEmpty(value: FieldValue): boolean {
  return value === null || value === '';
}

function textTest(operator: string, values: readonly unknown[], isExact: boolean): Test | null {
  const given = String(values[0] ?? '');
  const key = given.toLowerCase();
  const wanted = isExact ? given : key;
  const shown = (value: FieldValue): string => (isExact ? String(value ?? '') : keyOf(value));
  switch (operator) {
    case 'is':
      return { test: (value) => shown(value) === wanted, equals: [key] };
    case 'isnot':
      return { test: (value) => shown(value) !== wanted, equals: null };
    case 'contains':
      return { test: (value) => shown(value).includes(wanted), equals: null };
    case 'doesnotcontain':
      return { test: (value) => !shown(value).includes(wanted), equals: null };
    case 'startswith':
      return { test: (value) => shown(value).startsWith(wanted), equals: null };
    case 'doesnotstartwith':
      return { test: (value) => !shown(value).startsWith(wanted), equals: null };
    default:
      return null;
  }
}

function selectTest(kind: FieldKind, operator: string, values: readonly unknown[]): Test | null {
  // '@NONE@' stands for an empty selection.
  const wanted = values.map((value) => (value === '@NONE@' ? '' : String(value).toLowerCase()));
  const set = new Set(wanted);
  const isMultiple = kind === 'multiselect';
  const hasAny = (value: FieldValue): boolean => {
    const ids = isMultiple ? idsOf(value) : [keyOf(value)];
    return ids.length === 0 ? set.has('') : ids.some((id) => set.has(id));
  };
  if (operator === 'anyof') return { test: hasAny, equals: isMultiple ? null : wanted };
  if (operator === 'noneof') return { test: (value) => !hasAny(value), equals: null };
  return null;
}

function numberTest(
  operator: string,
  bounds: readonly number[],
  read: (value: FieldValue) => number | null,
): Test | null {
  const [low = Number.NaN, high = Number.NaN] = bounds;
  const test = (compare: (value: number) => boolean, range: Partial<IdRange> = {}): Test => {
    if (Number.isNaN(low)) throw badExpression(`${operator} needs a number.`);
    return {
      test: (value) => {
        const found = read(value);
        return found !== null && compare(found);
      },
      equals: operator === 'equalto' ? [String(low)] : null,
      range: { ...ANY_ID, ...range },
    };
  };
  switch (operator) {
    case 'equalto':
      return test((value) => value === low);
    case 'notequalto':
      return { ...test(() => true), test: (value) => read(value) !== low };
    case 'lessthan':
    case 'notgreaterthanorequalto':
      return test((value) => value < low, { to: Math.ceil(low) - 1 });
    case 'lessthanorequalto':
    case 'notgreaterthan':
      return test((value) => value <= low, { to: Math.floor(low) });
    case 'greaterthan':
    case 'notlessthanorequalto':
      return test((value) => value > low, { from: Math.floor(low) + 1 });
    case 'greaterthanorequalto':
    case 'notlessthan':
      return test((value) => value >= low, { from: Math.ceil(low) });
    case 'between':
      return test((value) => value >= low && value <= high, { from: Math.ceil(low), to: Math.floor(high) });
    case 'notbetween':
      return test((value) => value < low || value > high);
    default:
      return null;
  }
}

function momentOf(engine: Engine, column: Column, value: unknown): number {
  if (isDate(value)) return value.getTime();
  const { dateFormat, timeZone } = preferencesOf(engine);
  const zone = column.field.kind === 'date' ? Intl.DateTimeFormat().resolvedOptions().timeZone : timeZone;
  const found = parseDateTime(dateFormat, zone, String(value));
  if (found === null && /^[a-z]+\d*$/i.test(String(value))) {
    throw new NotEmulated(`the date ${String(value)} in a filter`);
  }
  if (found === null) throw badExpression(`${String(value)} is not a date in the user's format (${dateFormat}).`);
  return found;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Compares dates by day and times by minute, as their texts show. */
function dateTest(operator: string, bounds: readonly number[], isDay: boolean): Test | null {
  const [from = Number.NaN, to = Number.NaN] = bounds;
  const unit = isDay ? DAY_MS : MINUTE_MS;
  const test = (compare: (ms: number) => boolean): Test => ({
    test: (value) => value instanceof Date && compare(value.getTime()),
    equals: null,
  });
  switch (operator) {
    case 'on':
      // A field of days has each day as one value.
      return { ...test((ms) => ms >= from && ms < from + unit), equals: isDay ? [String(from)] : null };
    case 'noton':
      return test((ms) => ms < from || ms >= from + unit);
    case 'before':
    case 'notonorafter':
      return test((ms) => ms < from);
    case 'onorbefore':
    case 'notafter':
      return test((ms) => ms < from + unit);
    case 'after':
    case 'notonorbefore':
      return test((ms) => ms >= from + unit);
    case 'onorafter':
    case 'notbefore':
      return test((ms) => ms >= from);
    case 'within':
      return test((ms) => ms >= from && ms < to + unit);
    case 'notwithin':
      return test((ms) => ms < from || ms >= to + unit);
    default:
      return null;
  }
}
