/** The outbox as the delivery job sees it. */

import * as record from 'N/record';
import * as search from 'N/search';
import type { Signals } from '../app/ports';
import type { Signal } from '../core/signal';
import { countRows } from './count_rows';
import { SIGNAL } from './ids';
import { outbox } from './outbox';
import { unlessGone } from './platform';
import { parseFlag, parseInteger } from './values';

const COLUMNS = [SIGNAL.fulfillment, SIGNAL.deleted, SIGNAL.attempts, SIGNAL.backfillId] as const;

export function signals(accountId: string): Signals {
  const ofAccount = [SIGNAL.account, 'is', accountId];
  const due = (now: number, includeSystemOnly: boolean): unknown[] => {
    const filters: unknown[] = [ofAccount, 'and', [SIGNAL.due, 'lessthanorequalto', now]];
    if (!includeSystemOnly) filters.push('and', [SIGNAL.systemOnly, 'is', 'F']);
    return filters;
  };
  return {
    ...outbox(accountId),
    findDue: (now, limit, { includeSystemOnly }) => run(due(now, includeSystemOnly), limit),
    findByFulfillment: (fulfillmentIds) =>
      fulfillmentIds.length === 0 ? [] : run([ofAccount, 'and', anyFulfillment(fulfillmentIds)], 1000),
    hasDue: (now, { includeSystemOnly }) =>
      countRows(search.create({ type: SIGNAL.type, filters: due(now, includeSystemOnly) })) > 0,
    hasDueForSystem: (now) =>
      countRows(
        search.create({
          type: SIGNAL.type,
          filters: [due(now, true), 'and', [SIGNAL.systemOnly, 'is', 'T'], 'and', [SIGNAL.backfill, 'is', 'F']],
        }),
      ) > 0,
    acknowledge: (id) => unlessGone(() => record.delete({ type: SIGNAL.type, id })),
    putBack: (id, change) =>
      unlessGone(() =>
        record.submitFields({
          type: SIGNAL.type,
          id,
          values: {
            [SIGNAL.due]: change.dueAt,
            [SIGNAL.attempts]: change.attempts,
            [SIGNAL.waitReason]: change.reason.slice(0, 3900),
            [SIGNAL.systemOnly]: change.needsSystemRun,
          },
        }),
      ),
  };
}

function run(filters: unknown[], limit: number): readonly Signal[] {
  return search
    .create({
      type: SIGNAL.type,
      filters,
      columns: [
        search.createColumn({ name: SIGNAL.backfill, sort: search.Sort.ASC }),
        search.createColumn({ name: SIGNAL.due, sort: search.Sort.ASC }),
        ...COLUMNS,
      ],
    })
    .run()
    .getRange({ start: 0, end: Math.min(limit, 1000) })
    .map((row) => ({
      id: Number(row.id),
      fulfillmentId: parseInteger(row.getValue({ name: SIGNAL.fulfillment })) ?? 0,
      deleted: parseFlag(row.getValue({ name: SIGNAL.deleted })),
      dueAt: parseInteger(row.getValue({ name: SIGNAL.due })) ?? 0,
      attempts: parseInteger(row.getValue({ name: SIGNAL.attempts })) ?? 0,
      backfill: parseFlag(row.getValue({ name: SIGNAL.backfill })),
      backfillId: parseInteger(row.getValue({ name: SIGNAL.backfillId })),
    }));
}

/** `(a or b or c)`: the field holds an integer, so there is no "any of". */
function anyFulfillment(ids: readonly number[]): unknown[] {
  return ids.flatMap((id, index) => {
    const filter: unknown = [SIGNAL.fulfillment, 'equalto', id];
    return index === 0 ? [filter] : ['or', filter];
  });
}
