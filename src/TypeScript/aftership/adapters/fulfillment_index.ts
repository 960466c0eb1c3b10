/** Searches of the hourly check over many fulfillments. */

import * as format from 'N/format';
import * as query from 'N/query';
import * as search from 'N/search';
import type { FulfillmentIndex } from '../app/ports';
import type { DatabaseSeconds } from '../core/look';
import { clock, describeError, logger } from './platform';
import { firstRows, PAGE } from './rows';
import { parseEpochSeconds, parseInteger } from './values';

const DAY_MS = 86_400_000;

export const fulfillmentIndex: FulfillmentIndex = {
  findChanged: (since, afterId) => {
    // The filter is a day, because whether a search accepts a time with seconds is not documented. It is a day earlier,
    // because the search uses the running user's time zone.
    const day: unknown = format.format({ value: new Date(since * 1000 - DAY_MS), type: format.Type.DATE });
    const found = search.create({
      type: search.Type.ITEM_FULFILLMENT,
      filters: [
        ['mainline', 'is', 'T'],
        'and',
        ['lastmodifieddate', 'onorafter', String(day)],
        'and',
        ['internalidnumber', 'greaterthan', afterId],
      ],
      // Each search starts above the last id, so a row that changes meanwhile does not hide another row.
      columns: [search.createColumn({ name: 'internalid', sort: search.Sort.ASC }), 'lastmodifieddate'],
    });
    return firstRows(found, PAGE).map((row) => ({
      id: Number(row.id),
      modifiedAt: parseEpochSeconds(row.getValue({ name: 'lastmodifieddate' })),
    }));
  },
  findSeconds: (ids) => {
    const told = new Map<number, DatabaseSeconds>();
    if (ids.length === 0) return told;
    // SuiteQL's page of functions has TO_CHAR (section_158513731864). That it gives seconds, and SYSDATE, are public
    // practice: without them every change of the last minutes is looked at once more.
    const statement = `SELECT id, TO_CHAR(lastmodifieddate, 'MI:SS') AS changed, TO_CHAR(SYSDATE, 'SS') AS told FROM transaction WHERE id IN (${ids.join(', ')})`;
    try {
      const rows = query.runSuiteQL({ query: statement }).asMappedResults();
      const readAt = clock.now();
      for (const row of rows) {
        const [minute = null, second = null] = String(row['changed']).split(':').map(parseInteger);
        const nowSecond = parseInteger(row['told']);
        if (minute === null || second === null || nowSecond === null) continue;
        told.set(Number(row['id']), { minute, second, nowSecond, readAt });
      }
    } catch (error) {
      logger.audit('SuiteQL does not tell the seconds of changes', { error: describeError(error).message });
    }
    // Where all are 0, the database keeps times to the minute.
    return [...told.values()].some(({ second }) => second !== 0) ? told : new Map<number, DatabaseSeconds>();
  },
  findExisting: (ids) => {
    if (ids.length === 0) return new Set();
    const found = search.create({
      type: search.Type.ITEM_FULFILLMENT,
      filters: [['mainline', 'is', 'T'], 'and', ['internalid', 'anyof', ...ids.map(String)]],
      columns: ['internalid'],
    });
    return new Set(firstRows(found, ids.length).map((row) => Number(row.id)));
  },
};
