/** The outbox for the sending job. */

import * as record from 'N/record';
import * as search from 'N/search';
import type { Events } from '../app/ports';
import { believableAttempts, LATEST_DUE_SECONDS, type OutboxEvent } from '../core/event';
import { countRows } from './count_rows';
import { OUTBOX } from './ids';
import { outbox } from './outbox';
import { unlessGone } from './platform';
import { parseFlag, parseInteger, parseText } from './values';

const COLUMNS = [OUTBOX.fulfillment, OUTBOX.attempts, OUTBOX.backfillId, OUTBOX.inFlight, OUTBOX.unreadable] as const;

export function events(accountId: string): Events {
  const ofAccount = [OUTBOX.account, 'is', accountId];
  const due = (now: number, includeSystemOnly: boolean): unknown[] => {
    const isDue: unknown[] = [
      [OUTBOX.due, 'lessthanorequalto', now],
      'or',
      [OUTBOX.due, 'greaterthan', now + LATEST_DUE_SECONDS],
      'or',
      [OUTBOX.due, 'isempty', ''],
    ];
    const filters: unknown[] = [ofAccount, 'and', isDue];
    if (!includeSystemOnly) filters.push('and', [OUTBOX.systemOnly, 'is', 'F']);
    return filters;
  };
  return {
    ...outbox(accountId),
    findDue: (now, limit, { includeSystemOnly }) => run(due(now, includeSystemOnly), limit),
    findByFulfillment: (fulfillmentIds) =>
      fulfillmentIds.length === 0 ? [] : run([ofAccount, 'and', anyFulfillment(fulfillmentIds)], 1000),
    hasDue: (now, { includeSystemOnly }) =>
      countRows(search.create({ type: OUTBOX.type, filters: due(now, includeSystemOnly) })) > 0,
    hasDueForSystem: (now) =>
      countRows(
        search.create({
          type: OUTBOX.type,
          filters: [due(now, true), 'and', [OUTBOX.systemOnly, 'is', 'T'], 'and', [OUTBOX.backfill, 'is', 'F']],
        }),
      ) > 0,
    findUnreadable: () => {
      const found = new Map<number, string>();
      for (const row of firstRows(
        [ofAccount, 'and', [OUTBOX.unreadable, 'is', 'T']],
        [OUTBOX.fulfillment, OUTBOX.waitReason],
        1000,
      ))
        found.set(fulfillmentOf(row), parseText(row.getValue({ name: OUTBOX.waitReason })) ?? '');
      return [...found].map(([fulfillmentId, reason]) => ({ fulfillmentId, reason }));
    },
    findForeign: (limit) =>
      firstRows(
        [[OUTBOX.account, 'isnot', accountId], 'or', [OUTBOX.account, 'isempty', '']],
        [OUTBOX.account],
        limit,
      ).map((row) => Number(row.id)),
    markInFlight: (id, mark) =>
      unlessGone(() => record.submitFields({ type: OUTBOX.type, id, values: { [OUTBOX.inFlight]: mark } })),
    acknowledge: (id) => unlessGone(() => record.delete({ type: OUTBOX.type, id })),
    putBack: (id, change) =>
      unlessGone(() =>
        record.submitFields({
          type: OUTBOX.type,
          id,
          values: {
            [OUTBOX.due]: change.dueAt,
            [OUTBOX.attempts]: change.attempts,
            [OUTBOX.waitReason]: change.reason.slice(0, 3900),
            [OUTBOX.systemOnly]: change.needsSystemRun,
            [OUTBOX.unreadable]: change.unreadable,
          },
        }),
      ),
  };
}

function firstRows(filters: unknown[], columns: (string | search.Column)[], limit: number): readonly search.Result[] {
  const found = search.create({ type: OUTBOX.type, filters, columns }).run();
  return found.getRange({ start: 0, end: Math.min(limit, 1000) });
}

function fulfillmentOf(row: search.Result): number {
  return parseInteger(row.getValue({ name: OUTBOX.fulfillment })) ?? 0;
}

function run(filters: unknown[], limit: number): readonly OutboxEvent[] {
  const sorted = [OUTBOX.backfill, OUTBOX.due].map((name) => search.createColumn({ name, sort: search.Sort.ASC }));
  return firstRows(filters, [...sorted, ...COLUMNS], limit).map((row) => ({
    id: Number(row.id),
    fulfillmentId: fulfillmentOf(row),
    dueAt: parseInteger(row.getValue({ name: OUTBOX.due })) ?? 0,
    attempts: believableAttempts(parseInteger(row.getValue({ name: OUTBOX.attempts }))),
    backfill: parseFlag(row.getValue({ name: OUTBOX.backfill })),
    backfillId: parseInteger(row.getValue({ name: OUTBOX.backfillId })),
    inFlight: parseText(row.getValue({ name: OUTBOX.inFlight })) ?? '',
    unreadable: parseFlag(row.getValue({ name: OUTBOX.unreadable })),
  }));
}

/** `(a or b or c)`: the field holds an integer, so "any of" does not exist. */
function anyFulfillment(ids: readonly number[]): unknown[] {
  return ids.flatMap((id, index) => {
    const filter: unknown = [OUTBOX.fulfillment, 'equalto', id];
    return index === 0 ? [filter] : ['or', filter];
  });
}
