/** N/search over the store: filters, columns, sorting, ranges, pages, and lookupFields. */

import type { FieldValue } from '../contract';
import { columnOf, typesOf, type Column } from '../records/columns';
import { ANY_ID, parseFilters, type BindFilter, type Filter } from '../records/filters';
import { keyOf, type Row } from '../records/store';
import { hitsOf, type Hit } from '../records/transaction_rows';
import { field as makeField, type RecordTypeInfo } from '../records/types';
import { asDialed, lookupValue, resultText, resultValue } from '../records/values';
import type { Engine } from '../runtime/engine';
import { NotEmulated, ScriptFault, unnamedFault } from '../runtime/faults';
import { durationMs, searchUnits } from '../runtime/governance';
import { guardObject } from '../runtime/members';
import { demandSearch, may } from '../runtime/permissions';
import { internalId, options, text } from './arguments';
import { mapReduceValues, resultJson } from './search_json';

const FREE = { units: 0, ms: durationMs.free };
/** Rows of a ResultSet, and of one call of each. */
const MOST_ROWS = 4000;
const RANGE_LIMIT = 1000;

interface ColumnSpec {
  readonly name: string;
  readonly join: string | null;
  readonly summary: string | null;
  sort: string | null;
  label: string | null;
}

/** A search as it was made. Its names are looked up when rows are asked for, as in NetSuite (public reports). */
interface Definition {
  readonly searchType: string;
  readonly filter: BindFilter;
  readonly specs: readonly ColumnSpec[];
  readonly shown: readonly object[];
}

/** One result row: a record, a line of a transaction, or a group of a summary. */
interface ResultRow {
  readonly recordType: string | null;
  readonly id: number | null;
  value(index: number): FieldValue;
}

interface Plan extends Omit<Definition, 'filter'> {
  readonly filter: Filter;
  readonly columns: readonly Column[];
}

const definitions = new WeakMap<object, Definition>();

function bind(engine: Engine, definition: Definition): Plan {
  const { searchType, specs } = definition;
  const columns = specs.map((spec) => requireColumn(engine, searchType, fullName(spec)));
  demandSummaries(specs);
  return { ...definition, filter: definition.filter(engine, searchType), columns };
}

/** Results of a search object, as Map/Reduce reads them; null for any other value. */
export function resultsOfSearch(engine: Engine, value: unknown): readonly [string, string][] | null {
  const definition = typeof value === 'object' && value !== null ? definitions.get(value) : undefined;
  if (definition === undefined) return null;
  if (definition.specs.some(({ summary }) => summary !== null)) {
    throw new NotEmulated('a search with summaries as the result of getInputData');
  }
  const plan = bind(engine, definition);
  return [...hitsInOrder(engine, plan)].map((hit) => {
    const values = mapReduceValues(
      engine,
      plan.columns.map((column, index) => ({ ...cellOf(plan, index), field: column.field, value: column.read(hit) })),
    );
    const id = String(hit.row.id);
    return [id, JSON.stringify({ recordType: hit.row.type, id, values })];
  });
}

function cellOf(plan: Plan, index: number): { readonly name: string; readonly join: string | null } {
  return { name: plan.specs[index]?.name ?? '', join: plan.specs[index]?.join ?? null };
}

function fullName(spec: ColumnSpec): string {
  return spec.join === null ? spec.name : `${spec.join}.${spec.name}`;
}

export function searchModule(engine: Engine): object {
  return {
    create: (...given: unknown[]) => {
      const call = 'search.create';
      const set = options(call, given, ['type', 'filters', 'columns', 'filterExpression'], ['type']);
      const type = text(call, set['type'], 'type');
      return engine.call('N/search.create', type, FREE, () => {
        typesOf(engine, type);
        return searchObject(engine, type, set);
      });
    },
    createColumn: (...given: unknown[]) => {
      const set = options(
        'search.createColumn',
        given,
        ['name', 'join', 'sort', 'label', 'summary', 'formula', 'function'],
        ['name'],
      );
      if (set['formula'] !== undefined || set['function'] !== undefined) {
        throw new NotEmulated('N/search columns with formula or function');
      }
      return columnObject(engine, columnSpec(set));
    },
    createFilter: (...given: unknown[]) => {
      const set = options(
        'search.createFilter',
        given,
        ['name', 'join', 'operator', 'values', 'summary', 'formula'],
        ['name', 'operator'],
      );
      if (set['summary'] !== undefined || set['formula'] !== undefined)
        throw new NotEmulated('N/search filters with summary or formula');
      return engine.realm.plain({
        name: set['name'],
        join: set['join'] ?? null,
        operator: set['operator'],
        values: set['values'] ?? null,
      });
    },
    lookupFields: (...given: unknown[]) => {
      const set = options('search.lookupFields', given, ['type', 'id', 'columns'], ['type', 'id', 'columns']);
      const type = text('search.lookupFields', set['type'], 'type');
      const cost = { units: searchUnits['search.lookupFields'], ms: durationMs.lookup };
      return engine.call('N/search.lookupFields', type, cost, () =>
        lookup(engine, type, internalId('search.lookupFields', set['id'], 'id'), set['columns']),
      );
    },
  };
}

function lookup(engine: Engine, searchType: string, id: number, columns: unknown): unknown {
  const identity = engine.current();
  const types = typesOf(engine, searchType);
  demandSearch(engine, identity, types[0]?.recordClass === 'transaction');
  if (types.length === 1 && types[0] !== undefined && !may(engine, identity, types[0], 'VIEW')) {
    if (engine.dials.missingPermission === 'INSUFFICIENT_PERMISSION') {
      throw new ScriptFault(
        'INSUFFICIENT_PERMISSION',
        `Permission Violation: you need more permission to view ${searchType}.`,
      );
    }
    return lookupOfMissing(engine);
  }
  const names = Array.isArray(columns) ? columns.map(String) : [String(columns)];
  const found = names.map((name) => [name, requireColumn(engine, searchType, name)] as const);
  const type = types.find((known) => engine.store.find(known.id, id) !== null && may(engine, identity, known, 'VIEW'));
  const row = type === undefined ? null : engine.store.find(type.id, id);
  if (row === null) return lookupOfMissing(engine);
  const values: Record<string, unknown> = {};
  for (const [name, column] of found) {
    values[name] = lookupValue(engine, column.field, column.read({ row, line: null }));
  }
  return engine.realm.plain(values);
}

function lookupOfMissing(engine: Engine): unknown {
  if (engine.dials.lookupOfMissing === 'empty object') return engine.realm.emptyObject();
  throw new ScriptFault('RCRD_DSNT_EXIST', 'That record does not exist.');
}

function requireColumn(engine: Engine, searchType: string, name: string): Column {
  const column = columnOf(engine, searchType, name, 'column');
  if (column === null) {
    throw new ScriptFault(
      'SSS_INVALID_SRCH_COL',
      `An nlobjSearchColumn contains an invalid column, or is not in proper syntax: ${name}.`,
    );
  }
  return column;
}

function columnSpec(set: Readonly<Record<string, unknown>>): ColumnSpec {
  const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  return {
    name: String(set['name']),
    join: textOrNull(set['join']),
    summary: textOrNull(set['summary'])?.toUpperCase() ?? null,
    sort: textOrNull(set['sort']),
    label: textOrNull(set['label']),
  };
}

function columnObject(engine: Engine, spec: ColumnSpec): object {
  const members = { ...spec, formula: null, function: null, toString: () => 'search.Column' };
  return guardObject(engine, 'N/search.Column', 'search/Column', members, ['sort', 'label']);
}

function specsOf(engine: Engine, columns: unknown): readonly { readonly spec: ColumnSpec; readonly shown: object }[] {
  const list = columns === undefined || columns === null ? [] : Array.isArray(columns) ? columns : [columns];
  return list.map((column: unknown) => {
    if (typeof column === 'string') {
      const [first = '', second] = column.split('.');
      const spec = {
        name: second ?? first,
        join: second === undefined ? null : first,
        summary: null,
        sort: null,
        label: null,
      };
      return { spec, shown: columnObject(engine, spec) };
    }
    if (typeof column !== 'object' || column === null) {
      throw new ScriptFault('SSS_INVALID_SRCH_COLUMN', 'A column is neither a text nor a search.Column.');
    }
    const set = options('search.create', [column], ['name', 'join', 'summary', 'sort', 'label'], ['name']);
    return { spec: columnSpec(set), shown: column };
  });
}

function searchObject(engine: Engine, searchType: string, set: Readonly<Record<string, unknown>>): object {
  const described = specsOf(engine, set['columns']);
  const definition: Definition = {
    searchType,
    filter: parseFilters(set['filters'] ?? set['filterExpression']),
    specs: described.map(({ spec }) => spec),
    shown: described.map(({ shown }) => shown),
  };
  const object = guardObject(engine, 'N/search.Search', 'search/SearchInstance', {
    searchType,
    run: () => engine.call('N/search.run', searchType, FREE, () => resultSet(engine, definition)),
    runPaged: (...given: unknown[]) => {
      const pageSize = Number(options('Search.runPaged', given, ['pageSize'])['pageSize'] ?? 50);
      if (pageSize < 5 || pageSize > 1000) {
        throw new ScriptFault('SSS_INVALID_TYPE_ARG', 'Search.runPaged: a page has 5 to 1000 results.');
      }
      const cost = { units: searchUnits['Search.runPaged'], ms: durationMs.searchPage };
      return engine.call('N/search.runPaged', searchType, cost, () => pagedData(engine, definition, pageSize));
    },
    toString: () => 'search.Search',
  });
  definitions.set(object, definition);
  return object;
}

const SUMMARIES: readonly string[] = ['GROUP', 'COUNT', 'SUM', 'MIN', 'MAX'];

/** "If you apply grouping, all columns must include a summary property" (section_46917053222). */
function demandSummaries(specs: readonly ColumnSpec[]): void {
  const used = specs.flatMap(({ summary }) => summary ?? []);
  const unknown = used.find((summary) => !SUMMARIES.includes(summary));
  if (unknown !== undefined) throw new NotEmulated(`N/search columns with the summary ${unknown}`);
  if (used.length === 0 || used.length === specs.length) return;
  throw unnamedFault('SUMMARY_MISSING', 'With a summary on one column, every column needs one.');
}

function resultSet(engine: Engine, definition: Definition): object {
  const { searchType } = definition;
  const firstRows = lazyRows(engine, definition);
  const rows = (count = Infinity): Rows => {
    if (engine.dials.resultSetRows === 'all') return firstRows(count);
    const found = firstRows(Math.min(count, MOST_ROWS));
    return { ...found, rows: found.rows.slice(0, MOST_ROWS) };
  };
  return guardObject(engine, 'N/search.ResultSet', 'search/ResultSet', {
    columns: engine.realm.plain([...definition.shown]),
    getRange: (...given: unknown[]) => {
      const set = options('ResultSet.getRange', given, ['start', 'end'], ['start', 'end']);
      const [start, end] = [Number(set['start']), Number(set['end'])];
      if (start < 0)
        throw new ScriptFault('SSS_INVALID_SEARCH_RESULT_INDEX', 'ResultSet.getRange starts at 0 or later.');
      if (end - start > RANGE_LIMIT) {
        throw new ScriptFault(
          'SSS_SEARCH_RESULT_LIMIT_EXCEEDED',
          `ResultSet.getRange gives at most ${RANGE_LIMIT} results.`,
        );
      }
      const cost = { units: searchUnits['ResultSet.getRange'], ms: durationMs.searchPage };
      return engine.call('N/search.getRange', searchType, cost, () => {
        const found = rows(end);
        return engine.realm.plain(found.rows.slice(start, end).map((row) => resultObject(engine, found.plan, row)));
      });
    },
    each: (...given: unknown[]) => {
      const [callback] = given;
      if (typeof callback !== 'function')
        throw new ScriptFault('SSS_MISSING_REQD_ARGUMENT', 'ResultSet.each: Missing a required argument: callback');
      const cost = { units: searchUnits['ResultSet.each'], ms: durationMs.searchPage };
      return engine.call('N/search.each', searchType, cost, () => {
        const found = rows();
        for (const [index, row] of found.rows.entries()) {
          if (index >= MOST_ROWS) {
            throw new ScriptFault(
              'SSS_SEARCH_FOR_EACH_LIMIT_EXCEEDED',
              `ResultSet.each gives at most ${MOST_ROWS} results.`,
            );
          }
          const goesOn: unknown = engine.callBack(() =>
            Reflect.apply(callback, undefined, [resultObject(engine, found.plan, row)]),
          );
          if (goesOn !== true) break;
        }
        return undefined;
      });
    },
    toString: () => 'search.ResultSet',
  });
}

function pagedData(engine: Engine, definition: Definition, pageSize: number): object {
  const rows = lazyRows(engine, definition);
  const count = rows().rows.length;
  const pages = Math.ceil(count / pageSize);
  if (pages > 1000)
    throw new ScriptFault('SSS_SEARCH_RESULT_LIMIT_EXCEEDED', 'Search.runPaged gives at most 1000 pages.');
  return guardObject(engine, 'N/search.PagedData', 'search/SearchPagedData', {
    count,
    pageSize,
    pageRanges: engine.realm.plain(Array.from({ length: pages }, (_page, index) => ({ index }))),
    fetch: (...given: unknown[]) => {
      const index = Number(options('PagedData.fetch', given, ['index'], ['index'])['index']);
      // These error names are from N/query's page; the facts do not name those of N/search.
      if (!Number.isInteger(index) || index < 0 || index >= Math.max(pages, 1)) {
        throw new ScriptFault('INVALID_PAGE_RANGE', `There is no page ${index}.`);
      }
      const cost = { units: searchUnits['PagedData.fetch'], ms: durationMs.searchPage };
      return engine.call('N/search.fetch', definition.searchType, cost, () => {
        const found = rows();
        const page = found.rows.slice(index * pageSize, (index + 1) * pageSize);
        const data = engine.realm.plain(page.map((row) => resultObject(engine, found.plan, row)));
        const members = { data, isFirst: index === 0, isLast: index >= pages - 1, toString: () => 'search.Page' };
        return guardObject(engine, 'N/search.Page', null, members);
      });
    },
  });
}

function resultObject(engine: Engine, plan: Plan, row: ResultRow): object {
  const find = (call: string, given: readonly unknown[]): number => {
    const set = options(call, given, ['name', 'join', 'summary'], ['name']);
    const join = typeof set['join'] === 'string' && set['join'] !== '' ? `${set['join']}.` : '';
    const name = `${join}${String(set['name'])}`;
    const summary = typeof set['summary'] === 'string' ? set['summary'].toUpperCase() : null;
    const index = plan.specs.findIndex((spec) => fullName(spec) === name && spec.summary === summary);
    if (index < 0) throw new NotEmulated(`${call} of a column that the search does not have: ${name}`);
    return index;
  };
  return guardObject(engine, 'N/search.Result', 'search/Result', {
    recordType: row.recordType,
    id: row.id === null ? null : asDialed(engine, row.id),
    columns: plan.shown,
    getValue: (...given: unknown[]) => {
      const index = find('Result.getValue', given);
      const value = row.value(index);
      const isEmptyGroup = plan.specs[index]?.summary === 'GROUP' && (value === null || value === '');
      if (isEmptyGroup && engine.dials.emptyGroup === '- None -') return '- None -';
      return resultValue(engine, fieldOfColumn(plan, index), value);
    },
    getText: (...given: unknown[]) => {
      const index = find('Result.getText', given);
      return resultText(engine, fieldOfColumn(plan, index), row.value(index));
    },
    toJSON: () =>
      resultJson(
        engine,
        { recordType: row.recordType, id: row.id },
        plan.specs.map((spec, index) => ({
          ...spec,
          field: fieldOfColumn(plan, index),
          value: row.value(index),
        })),
      ),
    toString: () => 'search.Result',
  });
}

const COUNTED = makeField('count', 'integer');

function fieldOfColumn(plan: Plan, index: number): Column['field'] {
  return plan.specs[index]?.summary === 'COUNT' ? COUNTED : (plan.columns[index]?.field ?? COUNTED);
}

/** Rows with the plan that found them. */
interface Rows {
  readonly plan: Plan;
  readonly rows: readonly ResultRow[];
}

/**
 * Results that are kept until the next write, at least so many as asked for. The names are looked up each time, because
 * dials may change.
 */
function lazyRows(engine: Engine, definition: Definition): (count?: number) => Rows {
  let kept: { readonly rows: ResultRow[]; readonly further: Iterator<ResultRow>; readonly at: number } | null = null;
  return (count = Infinity) => {
    const plan = bind(engine, definition);
    const isFresh = kept?.at === engine.store.changes;
    const known =
      isFresh && kept !== null ? kept : { rows: [], further: rowsOfPlan(engine, plan), at: engine.store.changes };
    // Kept only when no row fails, so that an error comes again.
    kept = null;
    while (known.rows.length < count) {
      const next = known.further.next();
      if (next.done === true) break;
      known.rows.push(next.value);
    }
    kept = known;
    return { plan, rows: known.rows };
  };
}

function* rowsOfPlan(engine: Engine, plan: Plan): IterableIterator<ResultRow> {
  if (plan.specs.some(({ summary }) => summary !== null)) {
    yield* summarize(plan, [...hitsOfPlan(engine, plan)]);
    return;
  }
  for (const hit of hitsInOrder(engine, plan)) {
    yield {
      recordType: hit.row.type,
      id: hit.row.id,
      value: (index) => plan.columns[index]?.read(hit) ?? null,
    };
  }
}

function summarize(plan: Plan, hits: readonly Hit[]): readonly ResultRow[] {
  const groups = new Map<string, { readonly first: Hit; readonly values: FieldValue[] }>();
  for (const hit of hits) {
    const read = plan.columns.map((column) => column.read(hit));
    const key = JSON.stringify(read.filter((_, index) => plan.specs[index]?.summary === 'GROUP'));
    let group = groups.get(key);
    if (group === undefined) {
      const start = read.map((value, index) => (plan.specs[index]?.summary === 'GROUP' ? value : null));
      groups.set(key, (group = { first: hit, values: start }));
    }
    const { values } = group;
    read.forEach((value, index) => {
      values[index] = summarized(plan.specs[index]?.summary ?? null, values[index] ?? null, value);
    });
  }
  const rows = [...groups.values()].map(({ values }): ResultRow => ({
    recordType: null,
    id: null,
    value: (index) => values[index] ?? null,
  }));
  return rows.sort((left, right) => {
    for (const [index, { sort }] of plan.specs.entries()) {
      const difference = compareValues(left.value(index), right.value(index));
      if (sort !== null && difference !== 0) return sort === 'DESC' ? -difference : difference;
    }
    return 0;
  });
}

function summarized(summary: string | null, known: FieldValue, value: FieldValue): FieldValue {
  switch (summary) {
    case 'COUNT':
      return Number(known ?? 0) + (value === null || value === '' ? 0 : 1);
    case 'SUM':
      return Number(known ?? 0) + Number(value ?? 0);
    case 'MIN':
      return value === null || (known !== null && compareValues(known, value) <= 0) ? known : value;
    case 'MAX':
      return value === null || (known !== null && compareValues(known, value) >= 0) ? known : value;
    default:
      return known;
  }
}

/** The hits in the order of the search. Where that is the order of ids, only the rows before its end are tested. */
function hitsInOrder(engine: Engine, plan: Plan): Iterable<Hit> {
  const sorted = plan.specs.filter(({ sort }) => sort !== null && sort !== 'NONE');
  const [first] = sorted;
  const isOfId = sorted.length === 1 && first?.join === null && (first.name === 'internalid' || first.name === 'id');
  if (isOfId && typesOf(engine, plan.searchType).length === 1)
    return hitsOfPlan(engine, plan, first.sort === 'DESC' ? 'descending' : 'ascending');
  return [...hitsOfPlan(engine, plan)].sort(comparisonOf(plan));
}

type Order = 'ascending' | 'descending';

function* hitsOfPlan(engine: Engine, plan: Plan, order: Order | null = null): IterableIterator<Hit> {
  const identity = engine.current();
  const types = typesOf(engine, plan.searchType);
  demandSearch(engine, identity, types[0]?.recordClass === 'transaction');
  const visible = types.filter((type) => may(engine, identity, type, 'VIEW'));
  if (visible.length === 0)
    throw new ScriptFault(
      'INSUFFICIENT_PERMISSION',
      `Permission Violation: you need more permission to view ${plan.searchType}.`,
    );
  if (plan.searchType === 'scriptdeployment') {
    if (engine.dials.deploymentSearch === 'nothing') return;
    if (engine.dials.deploymentSearch === 'refused')
      throw new ScriptFault('INSUFFICIENT_PERMISSION', 'Script deployments are not shown to a script of no bundle.');
  }
  for (const type of visible) {
    for (const row of rowsOf(engine, plan, type, order)) {
      const { rowsTested } = engine.current();
      rowsTested[type.id] = (rowsTested[type.id] ?? 0) + 1;
      for (const hit of hitsOf(type, row)) if (plan.filter.matches(hit)) yield hit;
    }
  }
}

/** The rows that need a test. How a search comes to them is not documented (FIDELITY.md). */
function* rowsOf(engine: Engine, plan: Plan, type: RecordTypeInfo, order: Order | null): IterableIterator<Row> {
  const { filter } = plan;
  const candidates = filter.candidates(type.id);
  const isDescending = order === 'descending';
  const isWide = candidates === null || 8 * candidates.size > engine.store.count(type.id);
  if (isWide && (order !== null || filter.range !== ANY_ID)) {
    for (const row of engine.store.inRange(type.id, { ...filter.range, isDescending })) {
      if (candidates?.has(row.id) !== false) yield row;
    }
    return;
  }
  if (candidates === null) {
    yield* engine.store.each(type.id);
    return;
  }
  const ids = [...candidates].filter((id) => id >= filter.range.from && id <= filter.range.to);
  if (order !== null) ids.sort((left, right) => (isDescending ? right - left : left - right));
  for (const id of ids) {
    const row = engine.store.find(type.id, id);
    if (row !== null) yield row;
  }
}

function comparisonOf(plan: Plan): (left: Hit, right: Hit) => number {
  const sorted = plan.specs.flatMap((spec, index) => {
    const column = plan.columns[index];
    const sign = spec.sort === 'ASC' ? 1 : spec.sort === 'DESC' ? -1 : 0;
    return sign === 0 || column === undefined ? [] : [{ column, sign }];
  });
  return (left, right) => {
    for (const { column, sign } of sorted) {
      const difference = compareValues(column.read(left), column.read(right));
      if (difference !== 0) return difference * sign;
    }
    return left.row.id - right.row.id;
  };
}

function compareValues(left: FieldValue, right: FieldValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  const [a, b] = [keyOf(left), keyOf(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}
