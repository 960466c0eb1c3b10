/**
 * Delivery: brings every fulfillment that has a due signal and AfterShip into step. There is no map stage: the input is
 * grouped by fulfillment, so each fulfillment has one worker. The only deployment is Not Scheduled, so that it can be
 * submitted, and the platform keeps a second run of it away.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { backfills } from '../adapters/backfills';
import { connections } from '../adapters/connections';
import { fulfillments } from '../adapters/fulfillments';
import { hash } from '../adapters/hash';
import { http } from '../adapters/http';
import { usage } from '../adapters/limits';
import { delivery, memory } from '../adapters/outbox';
import { account, clock, logger } from '../adapters/platform';
import { isAskedBySystem, parseTask, readRunResult } from '../adapters/run';
import { shipments } from '../adapters/shipments';
import { signals } from '../adapters/signals';
import { collectTasks, finishRun } from '../app/delivery/deliver';
import { reconcile } from '../app/delivery/reconcile';

const random = { next: () => Math.random() };

function getInputData(): object {
  const accountId = account.id();
  return collectTasks(isAskedBySystem(), {
    clock,
    connections: connections(accountId),
    signals: signals(accountId),
    backfills: backfills(accountId),
    log: logger,
  });
}

function reduce(context: EntryPoints.MapReduce.reduceContext): void {
  const accountId = account.id();
  const report = reconcile(parseTask(context.values), {
    clock,
    random,
    hash,
    usage: usage(clock),
    log: logger,
    account,
    fulfillments,
    connections: connections(accountId),
    signals: signals(accountId),
    shipments: shipments(accountId),
    http,
    backfills: backfills(accountId),
  });
  context.write({ key: context.key, value: JSON.stringify(report) });
}

function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  const accountId = account.id();
  finishRun(readRunResult(summary), isAskedBySystem(), {
    clock,
    random,
    signals: signals(accountId),
    delivery: delivery(clock),
    memory: memory(),
    log: logger,
  });
}

export = { getInputData, reduce, summarize };
