/**
 * Searches of the hourly check over many ledger rows. Each finds its rows by their ids or by exact values, so it does not
 * test all that the ledger has.
 */

import * as record from 'N/record';
import * as search from 'N/search';
import type { LedgerIndex } from '../app/ports';
import { isReason, STATES, type State } from '../core/ledger/reasons';
import { isKnownToBeGone } from '../core/ledger/row';
import type { EpochSeconds } from '../core/values';
import { PACKAGE } from './ids';
import { unlessGone } from './platform';
import { everyRow, newestRows, rowsAbove } from './rows';
import { parseEpochSeconds, parseFlag, parseInteger, parseText } from './values';

export function ledgerIndex(accountId: string): LedgerIndex {
  const ofAccount = [PACKAGE.account, 'is', accountId];
  const openRows = noneOf(GONE);
  const rowsOf = (
    further: readonly unknown[],
    columns: readonly string[],
    part: Parameters<typeof rowsAbove>[1],
  ): ReturnType<typeof rowsAbove> =>
    rowsAbove((byId, afterId) => {
      const filters = [ofAccount, 'and', ['internalidnumber', 'greaterthan', afterId], ...further];
      return search.create({ type: PACKAGE.type, filters, columns: [byId, ...columns] });
    }, part);
  return {
    findLooks: (fulfillmentIds) => {
      const looks = new Map<number, EpochSeconds | null>();
      if (fulfillmentIds.length === 0) return looks;
      const ofThese = fulfillmentIds.flatMap((id, index) => {
        const term: unknown = [PACKAGE.fulfillment, 'equalto', id];
        return index === 0 ? [term] : ['or', term];
      });
      const filters = [ofAccount, 'and', openRows, 'and', ofThese];
      const rows = everyRow((byId) =>
        search.create({ type: PACKAGE.type, filters, columns: [byId, PACKAGE.fulfillment, PACKAGE.lookedAt] }),
      );
      for (const row of rows) {
        const id = parseInteger(row.getValue({ name: PACKAGE.fulfillment }));
        const lookedAt = parseInteger(row.getValue({ name: PACKAGE.lookedAt }));
        if (id === null) continue;
        const oldest = looks.get(id);
        looks.set(
          id,
          oldest === undefined ? lookedAt : oldest === null || lookedAt === null ? null : Math.min(oldest, lookedAt),
        );
      }
      return looks;
    },
    newestRow: () => {
      const found = (byId: search.Column) => search.create({ type: PACKAGE.type, filters: ofAccount, columns: [byId] });
      return Number(newestRows(found, { limit: 1 })[0]?.id ?? 0);
    },
    findOrphans: (afterRowId, limit) => {
      const showNone = ['and', [PACKAGE.transaction, 'anyof', '@NONE@']];
      const { rows, ...part } = rowsOf(showNone, [PACKAGE.fulfillment, PACKAGE.reason], { afterId: afterRowId, limit });
      const found = rows.flatMap((row) => {
        const reason = parseText(row.getValue({ name: PACKAGE.reason })) ?? '';
        const fulfillmentId = parseInteger(row.getValue({ name: PACKAGE.fulfillment }));
        const isKnown = isReason(reason) && isKnownToBeGone({ reason });
        return fulfillmentId === null || isKnown ? [] : [{ rowId: Number(row.id), fulfillmentId }];
      });
      return { ...part, found };
    },
    findAdded: (afterRowId, limit) => {
      const { rows, ...part } = rowsOf([], [PACKAGE.number, PACKAGE.fulfillment], { afterId: afterRowId, limit });
      const found = rows.flatMap((row) => {
        const fulfillmentId = parseInteger(row.getValue({ name: PACKAGE.fulfillment }));
        const number = parseText(row.getValue({ name: PACKAGE.number })) ?? '';
        return fulfillmentId === null ? [] : [{ rowId: Number(row.id), fulfillmentId, number }];
      });
      return { ...part, found };
    },
    findAged: (lookedBefore, afterRowId, limit) => {
      const isBeyond = (row: search.Result): boolean =>
        (parseEpochSeconds(row.getValue({ name: CREATED })) ?? 0) >= lookedBefore;
      const columns = [CREATED, PACKAGE.lookedAt, PACKAGE.retry, PACKAGE.state];
      const { rows, ...part } = rowsOf([], columns, { afterId: afterRowId, limit, isBeyond });
      const isAged = (row: search.Result): boolean => {
        const lookedAt = parseInteger(row.getValue({ name: PACKAGE.lookedAt }));
        const state = parseText(row.getValue({ name: PACKAGE.state }));
        const waits = parseFlag(row.getValue({ name: PACKAGE.retry })) || WAITING.some((one) => one === state);
        return lookedAt !== null && lookedAt < lookedBefore && !waits;
      };
      return { ...part, found: rows.filter(isAged).map(({ id }) => Number(id)) };
    },
    remove: (rowId) => unlessGone(() => record.delete({ type: PACKAGE.type, id: rowId })),
  };
}

/** States of rows of packages that are gone. */
const GONE = Object.keys(STATES).filter((state): state is State => STATES[state as State].group === 'gone');

/** States in which something is still to be done, however long ago the row was looked at. */
const WAITING: readonly State[] = ['Removal due', 'Waiting', 'Confirming'];

/** When NetSuite made the record. */
const CREATED = 'created';

/** Filters for rows in none of these states. */
function noneOf(states: readonly State[]): unknown[] {
  return states.flatMap((state, index): unknown[] => {
    const term: unknown = [PACKAGE.state, 'isnot', state];
    return index === 0 ? [term] : ['and', term];
  });
}
