/** The outbox for the sending job. */

import * as record from 'N/record';
import * as search from 'N/search';
import type { Events } from '../app/ports';
import type { OutboxEvent } from '../core/event';
import { countRows } from './count_rows';
import { OUTBOX } from './ids';
import { outbox } from './outbox';
import { unlessGone } from './platform';
import { parseFlag, parseInteger, parseText } from './values';

const COLUMNS = [OUTBOX.fulfillment, OUTBOX.deleted, OUTBOX.attempts, OUTBOX.backfillId, OUTBOX.inFlight] as const;

export function events(accountId: string): Events {
  const ofAccount = [OUTBOX.account, 'is', accountId];
  const due = (now: number, includeSystemOnly: boolean): unknown[] => {
    const filters: unknown[] = [ofAccount, 'and', [OUTBOX.due, 'lessthanorequalto', now]];
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
          },
        }),
      ),
  };
}

function run(filters: unknown[], limit: number): readonly OutboxEvent[] {
  return search
    .create({
      type: OUTBOX.type,
      filters,
      columns: [
        search.createColumn({ name: OUTBOX.backfill, sort: search.Sort.ASC }),
        search.createColumn({ name: OUTBOX.due, sort: search.Sort.ASC }),
        ...COLUMNS,
      ],
    })
    .run()
    .getRange({ start: 0, end: Math.min(limit, 1000) })
    .map((row) => ({
      id: Number(row.id),
      fulfillmentId: parseInteger(row.getValue({ name: OUTBOX.fulfillment })) ?? 0,
      deleted: parseFlag(row.getValue({ name: OUTBOX.deleted })),
      dueAt: parseInteger(row.getValue({ name: OUTBOX.due })) ?? 0,
      attempts: parseInteger(row.getValue({ name: OUTBOX.attempts })) ?? 0,
      backfill: parseFlag(row.getValue({ name: OUTBOX.backfill })),
      backfillId: parseInteger(row.getValue({ name: OUTBOX.backfillId })),
      inFlight: parseText(row.getValue({ name: OUTBOX.inFlight })) ?? '',
    }));
}

/** `(a or b or c)`: the field holds an integer, so "any of" does not exist. */
function anyFulfillment(ids: readonly number[]): unknown[] {
  return ids.flatMap((id, index) => {
    const filter: unknown = [OUTBOX.fulfillment, 'equalto', id];
    return index === 0 ? [filter] : ['or', filter];
  });
}
