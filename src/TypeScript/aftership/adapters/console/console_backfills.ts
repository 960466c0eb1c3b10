/** Reads backfills for the console: the fulfillments of the chosen days and the progress of each backfill. */

import * as record from 'N/record';
import * as search from 'N/search';
import type { ConsoleBackfills } from '../../app/operator/console_ports';
import { backfills, fieldsOf, findBackfills, readBackfill, windowFilters } from '../backfills';
import { countBy, countReasons, shippedFrom, shippedUntil } from './console_ledger';
import { BACKFILL, PACKAGE } from '../ids';
import { dateOf, parseState } from '../ledger';
import { countRows, firstRows } from '../rows';
import { parseInteger, parseText } from '../values';

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
      countRows(search.create({ type: search.Type.ITEM_FULFILLMENT, filters: windowFilters(wish) })),
    listNumbers: (wish, limit) => listNumbers(windowFilters(wish), limit),
    countKnown: ({ from, to }) => countReasons([ofAccount, 'and', shippedFrom(from), 'and', shippedUntil(to)]),
  };
}

/**
 * Counts the numbers of each fulfillment, which NetSuite returns in one text. The separator is not documented; public
 * code splits at <BR>.
 */
export function listNumbers(filters: unknown[], limit: number): readonly number[] {
  const columns = [search.createColumn({ name: 'internalid', sort: search.Sort.ASC }), 'trackingnumbers'];
  const found = search.create({ type: search.Type.ITEM_FULFILLMENT, filters, columns });
  return firstRows(found, limit).map((row) => countNumbers(parseText(row.getValue({ name: 'trackingnumbers' })) ?? ''));
}

function countNumbers(text: string): number {
  const numbers = text.split(/<br\s*\/?>|[\s,;]+/i).filter((number) => number !== '');
  return new Set(numbers).size;
}
