/** Shows people a fulfillment that NetSuite does not let be read. Its event goes on trying. */

import { ATTEMPTS_OF_A_DAY } from '../../core/backoff';
import { isContained, newContent, unreadable } from '../../core/ledger/transitions';
import { UNREADABLE_KEY } from '../../core/netsuite/packages';
import type { Ledger, Log, ReconcileTask } from '../ports';
import { attemptsOf } from './event_ends';

const LONGEST_CAUSE = 300;

/**
 * Adds a row after about a day of failed attempts. The row has no time of a look, because the fulfillment was never
 * read, so the hourly check still finds it if its event is lost.
 */
export function noteUnreadable(
  task: ReconcileTask,
  error: string,
  { ledger, log }: { readonly ledger: Pick<Ledger, 'findFor' | 'add' | 'change'>; readonly log: Log },
): void {
  if (attemptsOf(task) + 1 < ATTEMPTS_OF_A_DAY) return;
  const { fulfillmentId } = task;
  const change = { ...unreadable(error.slice(0, LONGEST_CAUSE)), lookedAt: null };
  const row = ledger.findFor(fulfillmentId, []).own.find(({ number }) => number === UNREADABLE_KEY);
  if (row !== undefined && isContained(row, change)) return;
  if (row === undefined) ledger.add(fulfillmentId, UNREADABLE_KEY, newContent(change), null);
  else ledger.change(row.id, change);
  log.error('Fulfillment cannot be read', { fulfillment: fulfillmentId, error: change.params });
}
