/** Reads backfills for the console: the fulfillments of the chosen days and the progress of each backfill. */

import * as record from 'N/record';
import * as search from 'N/search';
import type { ConsoleBackfills } from '../../app/operator/console_ports';
import type { BackfillWish } from '../../core/backfill';
import {
  backfills,
  byFulfillment,
  fieldsOf,
  findBackfills,
  fulfillmentOf,
  readBackfill,
  windowFilters,
} from '../backfills';
import { countBy, countReasons, shippedFrom, shippedUntil } from './console_ledger';
import { BACKFILL, PACKAGE } from '../ids';
import { dateOf, parseState } from '../ledger';
import { countRows, firstRows } from '../rows';
import { parseGroup, parseInteger, parseText } from '../values';

export function consoleBackfills(accountId: string): ConsoleBackfills {
  const ofAccount = [PACKAGE.account, 'is', accountId];
  return {
    list: (limit) => findBackfills(accountId, ['running', 'paused', 'done', 'cancelled'], limit, search.Sort.DESC),
    findWaiting: backfills(accountId).findWaiting,
    create: (wish) => {
      const row = record.create({ type: BACKFILL.type });
      const values = {
        [BACKFILL.account]: accountId,
        [BACKFILL.from]: dateOf(wish.from),
        [BACKFILL.to]: dateOf(wish.to),
        [BACKFILL.contacts]: wish.withContacts,
        [BACKFILL.subsidiaries]: wish.subsidiaries.join(', '),
        [BACKFILL.locations]: wish.locations.join(', '),
        [BACKFILL.expected]: wish.expected,
        [BACKFILL.startedAt]: wish.startedAt,
        ...fieldsOf({ state: 'running', mode: wish.mode, cursor: 0, raised: 0, isComplete: false }),
      };
      for (const [fieldId, value] of Object.entries(values)) {
        if (value !== null && value !== '') row.setValue({ fieldId, value });
      }
      return Number(row.save());
    },
    change: (id, expected, change) => {
      const backfill = readBackfill(accountId, id);
      if (backfill?.state !== expected) return false;
      // The whole record is loaded and saved, so that its lock reports a save by a script or a person at the same
      // moment.
      const row = record.load({ type: BACKFILL.type, id });
      for (const [fieldId, value] of Object.entries(fieldsOf(change(backfill)))) row.setValue({ fieldId, value });
      row.save();
      return true;
    },
    countPackages: (ids) => {
      if (ids.length === 0) return [];
      const ofThese = ids.flatMap((id, index): unknown[] => {
        const term: unknown = [PACKAGE.backfill, 'equalto', id];
        return index === 0 ? [term] : ['or', term];
      });
      return countBy([ofAccount, 'and', ofThese], [PACKAGE.backfill, PACKAGE.state]).map(({ read, count }) => ({
        backfill: parseInteger(read(PACKAGE.backfill)) ?? 0,
        state: parseState(read(PACKAGE.state)),
        count,
      }));
    },
    countFulfillments: (wish) =>
      countRows(
        search.create({
          type: search.Type.ITEM_FULFILLMENT,
          filters: windowFilters(wish),
          columns: [byFulfillment()],
        }),
      ),
    listNumbers,
    countKnown: ({ from, to }) => countReasons([ofAccount, 'and', shippedFrom(from), 'and', shippedUntil(to)]),
  };
}

function listNumbers(wish: BackfillWish, limit: number): readonly number[] {
  const summary = search.Summary.GROUP;
  const columns = [byFulfillment(), search.createColumn({ name: 'trackingnumbers', summary })];
  const found = search.create({ type: search.Type.ITEM_FULFILLMENT, filters: windowFilters(wish), columns });
  const counts = new Map<number, number>();
  for (const row of firstRows(found, limit)) {
    const count = countNumbers(parseGroup(row.getValue({ name: 'trackingnumbers', summary })));
    counts.set(fulfillmentOf(row), Math.max(count, counts.get(fulfillmentOf(row)) ?? 0));
  }
  // Whether the row of an item line shows the numbers of its fulfillment is not documented; the main row does.
  if (wish.locations.length > 0) {
    const without = [...counts].filter(([, count]) => count === 0).map(([id]) => id);
    for (const [id, count] of numbersOf(without)) counts.set(id, count);
  }
  return [...counts.values()];
}

/** Values in one "any of" filter; the limit is not documented. */
const IDS_PER_SEARCH = 50;

/** Counts the numbers of these fulfillments, for 10 units for each 50. */
export function numbersOf(ids: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let start = 0; start < ids.length; start += IDS_PER_SEARCH) {
    const some = ids.slice(start, start + IDS_PER_SEARCH);
    const filters = [['mainline', 'is', 'T'], 'and', ['internalid', 'anyof', ...some]];
    const found = search.create({ type: search.Type.ITEM_FULFILLMENT, filters, columns: ['trackingnumbers'] });
    for (const row of firstRows(found, some.length)) {
      counts.set(Number(row.id), countNumbers(parseText(row.getValue({ name: 'trackingnumbers' })) ?? ''));
    }
  }
  return counts;
}

/** Counts numbers, which NetSuite returns in one text. The separator is not documented; public code splits at <BR>. */
function countNumbers(text: string): number {
  const numbers = text.split(/<br\s*\/?>|[\s,;]+/i).filter((number) => number !== '');
  return new Set(numbers).size;
}
