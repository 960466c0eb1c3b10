/** N/query, as far as one statement: the seconds of the last change of transactions. */

import type { Engine } from '../runtime/engine';
import { databaseNow } from '../records/commit';
import { wallClockIn } from '../runtime/calendar';
import { missingArgument, NotEmulated, unnamedFault } from '../runtime/faults';
import { durationMs, queryUnits } from '../runtime/governance';
import { guardObject } from '../runtime/members';
import { demand } from '../runtime/permissions';
import { options, text } from './arguments';

/** Most rows of a result (suitescript-runtime: SuiteQL silently gives 5,000). */
const MOST_ROWS = 5000;
/** The database refuses a longer list of expressions (ORA-01795). */
const LONGEST_LIST = 1000;

const STATEMENT =
  /^SELECT id, TO_CHAR\(lastmodifieddate, '([^']+)'\) AS (\w+), TO_CHAR\(SYSDATE, '([^']+)'\) AS (\w+) FROM transaction WHERE id IN \(((?:\d+)(?:, \d+)*)\)$/;

export function queryModule(engine: Engine): object {
  return {
    runSuiteQL: (...given: unknown[]) => {
      const set = options('query.runSuiteQL', given, ['query', 'params'], ['query']);
      const sql = text('query.runSuiteQL', set['query'], 'query');
      if (sql.trim() === '') throw missingArgument('query.runSuiteQL', 'query');
      if (set['params'] !== undefined) throw new NotEmulated('params of N/query.runSuiteQL');
      const cost = { units: queryUnits['query.runSuiteQL'], ms: durationMs.searchPage };
      const rows = engine.call('N/query.runSuiteQL', '', cost, () => run(engine, sql));
      return guardObject(engine, 'N/query.ResultSet', 'query/ResultSet', {
        asMappedResults: () => engine.realm.plain(rows),
      });
    },
  };
}

function run(engine: Engine, sql: string): readonly object[] {
  const match = STATEMENT.exec(sql);
  if (match === null) throw new NotEmulated(`the SuiteQL statement ${sql.slice(0, 200)}`);
  const [, changedForm = '', changed = '', nowForm = '', now = '', list = ''] = match;
  const ids = [...new Set(list.split(', ').map(Number))];
  if (engine.dials.suiteqlSeconds === 'refused' || ids.length > LONGEST_LIST)
    throw unnamedFault('SUITEQL_REFUSED', 'Search error occurred: Invalid or unsupported search.');
  const { timeZone } = engine.options;
  const rows = [...engine.types.values()]
    .filter(({ recordClass }) => recordClass === 'transaction')
    .flatMap((type) => {
      const found = ids.flatMap((id) => engine.store.find(type.id, id) ?? []);
      if (found.length > 0) demand(engine, engine.current(), type, 'VIEW');
      return found;
    });
  return rows.slice(0, MOST_ROWS).flatMap(({ id, fields }) => {
    const at = fields['lastmodifieddate'];
    if (!(at instanceof Date)) return [];
    const seconds = engine.dials.suiteqlSeconds === 'always 00' ? 0 : null;
    return [
      {
        id,
        [changed.toLowerCase()]: written(timeZone, at.getTime(), changedForm, seconds),
        // The database's own zone is Pacific.
        [now.toLowerCase()]: written('America/Los_Angeles', databaseNow(engine), nowForm, null),
      },
    ];
  });
}

function written(zone: string, ms: number, form: string, seconds: number | null): string {
  const { year, month, day, hour, minute, second } = wallClockIn(zone, ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const parts: Readonly<Record<string, string>> = {
    YYYY: String(year),
    MM: two(month),
    DD: two(day),
    HH24: two(hour),
    MI: two(minute),
    SS: two(seconds ?? second),
  };
  const known = /YYYY|HH24|MM|DD|MI|SS/g;
  if (/[A-Za-z]/.test(form.replace(known, ''))) throw new NotEmulated(`the form ${form} of TO_CHAR`);
  return form.replace(known, (part) => parts[part] ?? part);
}
