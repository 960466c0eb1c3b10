/** What the sweep asks about many ledger rows at once. */

import * as record from 'N/record';
import * as search from 'N/search';
import type { LedgerIndex } from '../app/ports';
import { isOpen } from '../core/ledger/shipment';
import type { EpochSeconds } from '../core/values';
import { SHIPMENT } from './ids';
import { unlessGone } from './platform';
import { findIds, PAGE, parseState, stateText } from './shipments';
import { parseInteger, parseText } from './values';

/** Ten pages of a search, at ten units each. */
const RECENT_ROWS = 10_000;

export function ledgerIndex(accountId: string): LedgerIndex {
  const ofAccount = [SHIPMENT.account, 'is', accountId];
  const openRows = [
    [SHIPMENT.state, 'isnot', stateText('removed')],
    'and',
    [SHIPMENT.state, 'isnot', stateText('let go')],
  ];
  return {
    findLooks: (fulfillmentIds) => {
      const looks = new Map<number, EpochSeconds | null>();
      if (fulfillmentIds.length === 0) return looks;
      const ofThese = fulfillmentIds.flatMap((id, index) => {
        const term: unknown = [SHIPMENT.fulfillment, 'equalto', id];
        return index === 0 ? [term] : ['or', term];
      });
      for (const row of rowsOf(
        [ofAccount, 'and', openRows, 'and', ofThese],
        [SHIPMENT.fulfillment, SHIPMENT.lookedAt],
        null,
      )) {
        const id = parseInteger(row.getValue({ name: SHIPMENT.fulfillment }));
        const lookedAt = parseInteger(row.getValue({ name: SHIPMENT.lookedAt }));
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
      const neverLooked = rowsOf(ofOpenRows(SHIPMENT.lookedAt, 'isempty', ''), [SHIPMENT.lookedAt], 1);
      if (neverLooked.length > 0) return since;
      const [oldest] = rowsOf(
        ofOpenRows(SHIPMENT.lookedAt, 'greaterthanorequalto', since),
        [search.createColumn({ name: SHIPMENT.lookedAt, sort: search.Sort.ASC })],
        1,
      );
      return parseInteger(oldest?.getValue({ name: SHIPMENT.lookedAt }));
    },
    findOrphans: (afterRowId, limit) =>
      rowsOf(
        [
          ofAccount,
          'and',
          openRows,
          'and',
          // Its removal is decided already.
          [SHIPMENT.state, 'isnot', stateText('removal due')],
          'and',
          [SHIPMENT.transaction, 'anyof', '@NONE@'],
          'and',
          ['internalidnumber', 'greaterthan', afterRowId],
        ],
        [search.createColumn({ name: 'internalid', sort: search.Sort.ASC }), SHIPMENT.fulfillment],
        limit,
      ).flatMap((row) => {
        const fulfillmentId = parseInteger(row.getValue({ name: SHIPMENT.fulfillment }));
        return fulfillmentId === null ? [] : [{ rowId: Number(row.id), fulfillmentId }];
      }),
    findDoubtful: (lookedBefore, limit) =>
      findIds(
        [
          ofAccount,
          'and',
          [SHIPMENT.state, 'is', stateText('in doubt')],
          'and',
          [SHIPMENT.lookedAt, 'lessthan', lookedBefore],
        ],
        limit,
      ),
    findDoubles: (lookedSince) => {
      const recent = rowsOf(
        [ofAccount, 'and', [SHIPMENT.lookedAt, 'greaterthanorequalto', lookedSince]],
        [
          search.createColumn({ name: SHIPMENT.lookedAt, sort: search.Sort.DESC }),
          SHIPMENT.number,
          SHIPMENT.state,
          SHIPMENT.trackingId,
          SHIPMENT.fulfillment,
        ],
        RECENT_ROWS,
      ).map((row) => ({
        number: parseText(row.getValue({ name: SHIPMENT.number })) ?? '',
        fulfillmentId: parseInteger(row.getValue({ name: SHIPMENT.fulfillment })),
        trackingId: isOpen(parseState(row.getValue({ name: SHIPMENT.state })))
          ? parseText(row.getValue({ name: SHIPMENT.trackingId }))
          : null,
      }));
      const rowsOfPackage = new Map<string, number>();
      const trackingsOfNumber = new Map<string, Set<string>>();
      for (const { number, fulfillmentId, trackingId } of recent) {
        const key = `${fulfillmentId} ${number}`;
        rowsOfPackage.set(key, (rowsOfPackage.get(key) ?? 0) + 1);
        if (trackingId === null) continue;
        trackingsOfNumber.set(number, (trackingsOfNumber.get(number) ?? new Set()).add(trackingId));
      }
      const ids = recent
        .filter(
          ({ number, fulfillmentId }) =>
            (rowsOfPackage.get(`${fulfillmentId} ${number}`) ?? 0) > 1 ||
            (trackingsOfNumber.get(number)?.size ?? 0) > 1,
        )
        .map(({ fulfillmentId }) => fulfillmentId);
      return [...new Set(ids.filter((id) => id !== null))];
    },
    findAged: (lookedBefore, limit) =>
      rowsOf(
        [
          ofAccount,
          'and',
          [SHIPMENT.lookedAt, 'lessthan', lookedBefore],
          'and',
          [SHIPMENT.retry, 'is', 'F'],
          'and',
          [SHIPMENT.state, 'isnot', stateText('removal due')],
          'and',
          [SHIPMENT.state, 'isnot', stateText('waiting')],
          'and',
          [SHIPMENT.state, 'isnot', stateText('in doubt')],
        ],
        [SHIPMENT.number],
        limit,
      ).map((row) => Number(row.id)),
    remove: (rowId) => unlessGone(() => record.delete({ type: SHIPMENT.type, id: rowId })),
  };
}

/** `limit` null = every row. */
function rowsOf(
  filters: unknown[],
  columns: (string | search.Column)[],
  limit: number | null,
): readonly search.Result[] {
  const results = search.create({ type: SHIPMENT.type, filters, columns }).run();
  const rows: search.Result[] = [];
  for (let start = 0; ; start += PAGE) {
    const end = Math.min(start + PAGE, limit ?? Infinity);
    const page = results.getRange({ start, end });
    rows.push(...page);
    if (page.length < PAGE || end === limit) return rows;
  }
}
