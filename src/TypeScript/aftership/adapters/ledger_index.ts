/** Searches of the hourly check over many ledger rows. */

import * as record from 'N/record';
import * as search from 'N/search';
import type { LedgerIndex } from '../app/ports';
import { reasonsWhere, STATES, type State } from '../core/ledger/reasons';
import type { EpochSeconds } from '../core/values';
import { PACKAGE } from './ids';
import { unlessGone } from './platform';
import { everyRow, firstRows, newestRows } from './rows';
import { parseInteger, parseText } from './values';

/** Twenty pages of a search, at five units each. */
const RECENT_ROWS = 20_000;

export function ledgerIndex(accountId: string): LedgerIndex {
  const ofAccount = [PACKAGE.account, 'is', accountId];
  const openRows = noneOf(...GONE);
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
    findOldestLook: (since) => {
      const ofOpenRows = (...term: unknown[]) => [ofAccount, 'and', openRows, 'and', term];
      const neverLooked = rowsOf(ofOpenRows(PACKAGE.lookedAt, 'isempty', ''), [PACKAGE.lookedAt], 1);
      if (neverLooked.length > 0) return since;
      const [oldest] = rowsOf(
        ofOpenRows(PACKAGE.lookedAt, 'greaterthanorequalto', since),
        [search.createColumn({ name: PACKAGE.lookedAt, sort: search.Sort.ASC })],
        1,
      );
      return parseInteger(oldest?.getValue({ name: PACKAGE.lookedAt }));
    },
    findOrphans: (afterRowId, limit) =>
      rowsOf(
        [
          ofAccount,
          'and',
          openRows,
          'and',
          allBut(PACKAGE.reason, KNOWN_TO_BE_GONE),
          'and',
          [PACKAGE.transaction, 'anyof', '@NONE@'],
          'and',
          ['internalidnumber', 'greaterthan', afterRowId],
        ],
        [search.createColumn({ name: 'internalid', sort: search.Sort.ASC }), PACKAGE.fulfillment],
        limit,
      ).flatMap((row) => {
        const fulfillmentId = parseInteger(row.getValue({ name: PACKAGE.fulfillment }));
        return fulfillmentId === null ? [] : [{ rowId: Number(row.id), fulfillmentId }];
      }),
    findDoubles: (lookedSince) => {
      const filters = [ofAccount, 'and', [PACKAGE.lookedAt, 'greaterthanorequalto', lookedSince]];
      const recent = newestRows(
        (byId) => search.create({ type: PACKAGE.type, filters, columns: [byId, PACKAGE.number, PACKAGE.fulfillment] }),
        { limit: RECENT_ROWS },
      ).map((row) => ({
        id: Number(row.id),
        number: parseText(row.getValue({ name: PACKAGE.number })) ?? '',
        fulfillmentId: parseInteger(row.getValue({ name: PACKAGE.fulfillment })),
      }));
      const rowsOfPackage = new Map<string, Set<number>>();
      const keyOf = ({ number, fulfillmentId }: (typeof recent)[number]): string => `${fulfillmentId} ${number}`;
      for (const row of recent) rowsOfPackage.set(keyOf(row), (rowsOfPackage.get(keyOf(row)) ?? new Set()).add(row.id));
      const ids = recent
        .filter((row) => (rowsOfPackage.get(keyOf(row))?.size ?? 0) > 1)
        .map((row) => row.fulfillmentId);
      return [...new Set(ids.filter((id) => id !== null))];
    },
    findAged: (lookedBefore, limit) =>
      rowsOf(
        [
          ofAccount,
          'and',
          [PACKAGE.lookedAt, 'lessthan', lookedBefore],
          'and',
          [PACKAGE.retry, 'is', 'F'],
          'and',
          noneOf('Removal due', 'Waiting', 'Confirming'),
        ],
        [PACKAGE.number],
        limit,
      ).map((row) => Number(row.id)),
    remove: (rowId) => unlessGone(() => record.delete({ type: PACKAGE.type, id: rowId })),
  };
}

/** States of rows of packages that are gone. */
const GONE = Object.keys(STATES).filter((state): state is State => STATES[state as State].group === 'gone');

/**
 * Reasons of open rows that already record that their number is gone, so the deletion of the fulfillment changes
 * nothing for them.
 */
const KNOWN_TO_BE_GONE = reasonsWhere(({ wanted, state }) => wanted === false && STATES[state].group !== 'gone');

/** Filters for rows in none of these states. */
function noneOf(...states: readonly State[]): unknown[] {
  return allBut(PACKAGE.state, states);
}

function allBut(field: string, values: readonly string[]): unknown[] {
  return values.flatMap((value, index): unknown[] => {
    const term: unknown = [field, 'isnot', value];
    return index === 0 ? [term] : ['and', term];
  });
}

/** The first rows that the filters find. */
function rowsOf(filters: unknown[], columns: (string | search.Column)[], limit: number): readonly search.Result[] {
  return firstRows(search.create({ type: PACKAGE.type, filters, columns }), limit);
}
