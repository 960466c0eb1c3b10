/**
 * Hourly check: every hour, finds fulfillments that changed without a user event, deleted ones, and rows in doubt, and raises
 * events for them. Sends nothing itself. Also removes ledger rows that are too old to matter, and counts the shipments of
 * the last days.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { connections } from '../adapters/connections';
import { dayCounts } from '../adapters/day_counts';
import { fulfillmentIndex } from '../adapters/fulfillment_index';
import { ledgerIndex } from '../adapters/ledger_index';
import { usage } from '../adapters/limits';
import { sending, memory } from '../adapters/outbox';
import { account, clock, logger } from '../adapters/platform';
import { events } from '../adapters/events';
import { parseCheckTask, readCheckResult } from '../adapters/check_run';
import { collectHourlyCheck, doCheckTask, finishHourlyCheck } from '../app/schedule/hourly_check';

function getInputData(): object {
  const accountId = account.id();
  return collectHourlyCheck({
    clock,
    usage: usage(clock),
    connections: connections(accountId),
    events: events(accountId),
    fulfillments: fulfillmentIndex,
    ledger: ledgerIndex(accountId),
    days: dayCounts(accountId),
    log: logger,
  });
}

function map(context: EntryPoints.MapReduce.mapContext): void {
  const accountId = account.id();
  const task = parseCheckTask(context.value);
  const report = doCheckTask(task, {
    clock,
    events: events(accountId),
    ledger: ledgerIndex(accountId),
    log: logger,
  });
  context.write({ key: context.key, value: JSON.stringify(report) });
}

function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  const accountId = account.id();
  finishHourlyCheck(readCheckResult(summary), {
    connections: connections(accountId),
    sending: sending(clock),
    memory: memory(),
    log: logger,
  });
}

export = { getInputData, map, summarize };
