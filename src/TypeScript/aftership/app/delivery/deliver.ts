/**
 * The delivery job around its reduces: which fulfillments to look at, and what to do when all of them were looked at.
 */

import { decideRetry } from '../../core/backoff';
import { sendPermission } from '../../core/connection';
import type { Signal } from '../../core/signal';
import { takeTurns } from '../backfill';
import { findSignals } from '../other_looks';
import type {
  Backfills,
  Clock,
  Connections,
  Delivery,
  Log,
  Memory,
  Random,
  ReconcileTask,
  RunResult,
  Signals,
} from '../ports';

/** One page of a search (getRange gives at most 1,000 rows a call, section_N3352288); the rest waits for the next run. */
export const SIGNALS_PER_RUN = 1000;

export interface InputPorts {
  readonly clock: Clock;
  readonly connections: Pick<Connections, 'find'>;
  readonly signals: Pick<Signals, 'findDue'>;
  readonly backfills: Pick<Backfills, 'read'>;
  readonly log: Log;
}

/** One task a fulfillment, keyed by its id: one worker a fulfillment, and no map stage is needed. */
export function collectTasks(asSystem: boolean, ports: InputPorts): Readonly<Record<string, ReconcileTask>> {
  const reading = ports.connections.find();
  if (reading.kind === 'unusable') {
    ports.log.error('Connection is unusable', { problem: reading.problem });
    return {};
  }
  if (reading.kind === 'connection' && sendPermission(reading.connection).kind === 'stopped') return {};

  if (reading.kind === 'none' && reading.otherAccounts.length > 0) {
    ports.log.audit('No connection for this account', { accountsWithConnection: reading.otherAccounts });
  }
  const connectionId = reading.kind === 'connection' ? reading.connection.id : null;
  const carrierMapping = reading.kind === 'connection' ? reading.connection.carrierMapping : '';
  const due = ports.signals.findDue(ports.clock.now(), SIGNALS_PER_RUN, { includeSystemOnly: asSystem });
  const taken = takeTurns(due, reading.kind === 'connection' ? reading.connection : null, ports);
  const tasks: Record<string, ReconcileTask> = {};
  for (const [fulfillmentId, signals] of groupByFulfillment(taken)) {
    tasks[String(fulfillmentId)] = { version: 2, fulfillmentId, signals, connectionId, carrierMapping, asSystem };
  }
  return tasks;
}

function groupByFulfillment(signals: readonly Signal[]): ReadonlyMap<number, readonly Signal[]> {
  const groups = new Map<number, Signal[]>();
  for (const signal of signals) {
    const group = groups.get(signal.fulfillmentId);
    if (group === undefined) groups.set(signal.fulfillmentId, [signal]);
    else group.push(signal);
  }
  return groups;
}

export interface FinishPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly signals: Pick<Signals, 'findByFulfillment' | 'putBack' | 'hasDue'>;
  readonly delivery: Delivery;
  readonly memory: Pick<Memory, 'rememberRequest' | 'rememberRun' | 'reserve' | 'isReserved'>;
  readonly log: Log;
}

export function finishRun(result: RunResult, asSystem: boolean, ports: FinishPorts): void {
  const now = ports.clock.now();
  const summary = describeRun(result);
  ports.log.audit('Delivery run ended', { summary, units: result.unitsUsed });
  if (result.inputError !== null) ports.log.error('Delivery could not read its input', { error: result.inputError });
  putBackFailures(result, ports);

  ports.memory.rememberRun({ at: now, summary, units: result.unitsUsed });

  if (asSystem) ports.memory.reserve(null);
  else if (ports.memory.isReserved(now)) return;
  // Only after progress: a run that could do nothing would otherwise chase its own tail until the cause is gone.
  const hasProgress = result.reports.some((report) => report.end === 'done' || report.end === 'discarded');
  if (hasProgress && ports.signals.hasDue(now, { includeSystemOnly: asSystem }))
    ports.memory.rememberRequest(ports.delivery.request({ asSystem }));
}

/** A reduce that threw could not give its signals back itself; without this it would fail again at once, for ever. */
function putBackFailures(result: RunResult, ports: FinishPorts): void {
  if (result.failures.length === 0) return;
  for (const failure of result.failures) {
    ports.log.error('Fulfillment could not be reconciled', {
      fulfillment: failure.fulfillmentId,
      error: failure.message,
    });
  }
  const messages = new Map(result.failures.map((failure) => [failure.fulfillmentId, failure.message]));
  for (const signal of findSignals([...messages.keys()], ports.signals)) {
    const retry = decideRetry({ attempts: signal.attempts, now: ports.clock.now(), random: ports.random.next() });
    ports.signals.putBack(signal.id, {
      ...retry,
      reason: `The script failed: ${messages.get(signal.fulfillmentId) ?? 'unknown error'}`,
      needsSystemRun: false,
    });
  }
}

/** `3 fulfillments: 2 created, 1 held` */
export function describeRun(result: RunResult): string {
  const totals = new Map<string, number>();
  for (const report of result.reports) {
    for (const [what, count] of Object.entries(report.counts)) totals.set(what, (totals.get(what) ?? 0) + count);
  }
  if (result.failures.length > 0) totals.set('failed', result.failures.length);
  const parts = [...totals].map(([what, count]) => `${count} ${what}`);
  const count = result.reports.length + result.failures.length;
  const looked = `${count} ${count === 1 ? 'fulfillment' : 'fulfillments'} looked at`;
  return parts.length === 0 ? looked : `${looked}: ${parts.join(', ')}`;
}
