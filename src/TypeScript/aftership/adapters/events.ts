/** The outbox for the sending job. */

import * as record from 'N/record';
import * as search from 'N/search';
import type { Events } from '../app/ports';
import {
  believableAttempts,
  byPriority,
  LATEST_DUE_SECONDS,
  PRIORITIES,
  type OutboxEvent,
  type Priority,
} from '../core/event';
import { OUTBOX, STORED_PRIORITY } from './ids';
import { outbox } from './outbox';
import { unlessGone } from './platform';
import { countRows, everyRow, firstRows, newestRows, PAGE } from './rows';
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
    findDue: (now, limit, { includeSystemOnly }) => {
      const found = search.create({
        type: OUTBOX.type,
        filters: due(now, includeSystemOnly),
        columns: [
          search.createColumn({ name: OUTBOX.priority, sort: search.Sort.ASC }),
          search.createColumn({ name: OUTBOX.due, sort: search.Sort.ASC }),
          ...COLUMNS,
        ],
      });
      return firstRows(found, Math.min(limit, PAGE)).map(toEvent);
    },
    findByFulfillment: (fulfillmentIds) => {
      if (fulfillmentIds.length === 0) return [];
      const filters = [ofAccount, 'and', anyFulfillment(fulfillmentIds)];
      const columns = [OUTBOX.priority, OUTBOX.due, ...COLUMNS];
      return everyRow((byId) => search.create({ type: OUTBOX.type, filters, columns: [byId, ...columns] }))
        .map(toEvent)
        .sort(byPriority);
    },
    hasDue: (now, { includeSystemOnly }) =>
      countRows(search.create({ type: OUTBOX.type, filters: due(now, includeSystemOnly) })) > 0,
    hasDueForSystem: (now) =>
      countRows(
        search.create({
          type: OUTBOX.type,
          filters: [
            due(now, true),
            'and',
            [OUTBOX.systemOnly, 'is', 'T'],
            'and',
            [OUTBOX.priority, 'notequalto', STORED_PRIORITY.past],
          ],
        }),
      ) > 0,
    findUnreadable: () => {
      const filters = [ofAccount, 'and', [OUTBOX.unreadable, 'is', 'T']];
      const columns = [OUTBOX.fulfillment, OUTBOX.waitReason];
      const rows = firstRows(search.create({ type: OUTBOX.type, filters, columns }), PAGE);
      const reasons = new Map(
        rows.map((row) => [fulfillmentOf(row), parseText(row.getValue({ name: OUTBOX.waitReason })) ?? '']),
      );
      return [...reasons].map(([fulfillmentId, reason]) => ({ fulfillmentId, reason }));
    },
    findForeign: (limit) => {
      const filters = [[OUTBOX.account, 'isnot', accountId], 'or', [OUTBOX.account, 'isempty', '']];
      const make = (byId: search.Column): search.Search =>
        search.create({ type: OUTBOX.type, filters, columns: [byId] });
      return newestRows(make, { limit }).map((row) => Number(row.id));
    },
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

function fulfillmentOf(row: search.Result): number {
  return parseInteger(row.getValue({ name: OUTBOX.fulfillment })) ?? 0;
}

/** A number that no script writes was written by hand. */
function priorityOf(stored: number | null): Priority {
  return PRIORITIES.find((priority) => STORED_PRIORITY[priority] === stored) ?? 'check';
}

function toEvent(row: search.Result): OutboxEvent {
  return {
    id: Number(row.id),
    fulfillmentId: fulfillmentOf(row),
    dueAt: parseInteger(row.getValue({ name: OUTBOX.due })) ?? 0,
    attempts: believableAttempts(parseInteger(row.getValue({ name: OUTBOX.attempts }))),
    priority: priorityOf(parseInteger(row.getValue({ name: OUTBOX.priority }))),
    backfillId: parseInteger(row.getValue({ name: OUTBOX.backfillId })),
    inFlight: parseText(row.getValue({ name: OUTBOX.inFlight })) ?? '',
    unreadable: parseFlag(row.getValue({ name: OUTBOX.unreadable })),
  };
}

/** `(a or b or c)`: the field holds an integer, so "any of" does not exist. */
function anyFulfillment(ids: readonly number[]): unknown[] {
  return ids.flatMap((id, index) => {
    const filter: unknown = [OUTBOX.fulfillment, 'equalto', id];
    return index === 0 ? [filter] : ['or', filter];
  });
}
