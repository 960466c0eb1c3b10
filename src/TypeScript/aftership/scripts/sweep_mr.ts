/**
 * Sweep: every hour, finds fulfillments that changed without a user event, deleted ones, and rows in doubt, and raises
 * signals for them. Sends nothing itself. Also removes ledger rows that are too old to matter.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { connections } from '../adapters/connections';
import { fulfillmentIndex } from '../adapters/fulfillment_index';
import { ledgerIndex } from '../adapters/ledger_index';
import { usage } from '../adapters/limits';
import { delivery, memory } from '../adapters/outbox';
import { account, clock, logger } from '../adapters/platform';
import { signals } from '../adapters/signals';
import { parseSweepTask, readSweepResult } from '../adapters/sweep_run';
import { collectSweep, doSweepTask, finishSweep } from '../app/schedule/sweep';

function getInputData(): object {
  const accountId = account.id();
  return collectSweep({
    clock,
    usage: usage(clock),
    connections: connections(accountId),
    signals: signals(accountId),
    fulfillments: fulfillmentIndex,
    ledger: ledgerIndex(accountId),
    log: logger,
  });
}

function map(context: EntryPoints.MapReduce.mapContext): void {
  const accountId = account.id();
  const task = parseSweepTask(context.value);
  const report = doSweepTask(task, {
    clock,
    signals: signals(accountId),
    ledger: ledgerIndex(accountId),
    log: logger,
  });
  context.write({ key: context.key, value: JSON.stringify(report) });
}

function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  const accountId = account.id();
  finishSweep(readSweepResult(summary), {
    connections: connections(accountId),
    delivery: delivery(clock),
    memory: memory(),
    log: logger,
  });
}

export = { getInputData, map, summarize };
