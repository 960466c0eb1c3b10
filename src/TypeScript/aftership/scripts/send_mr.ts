/**
 * Sending: brings every fulfillment that has a due event and AfterShip into step. There is no map stage: the input is
 * grouped by fulfillment, so each fulfillment has one worker. The only deployment is Not Scheduled, so that it can be
 * submitted, and the platform keeps a second run of it away.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { backfills, datedFulfillments } from '../adapters/backfills';
import { connections } from '../adapters/connections';
import { fulfillments } from '../adapters/fulfillments';
import { hash } from '../adapters/hash';
import { http } from '../adapters/http';
import { usage, waitingClock } from '../adapters/limits';
import { sending, memory } from '../adapters/outbox';
import { account, clock, logger } from '../adapters/platform';
import { isAskedBySystem, parseTask, readRunResult } from '../adapters/run';
import { ledger } from '../adapters/ledger';
import { events } from '../adapters/events';
import { collectTasks, finishRun } from '../app/sending/run';
import { reconcile } from '../app/sending/reconcile';

const random = { next: () => Math.random() };

function getInputData(): object {
  const accountId = account.id();
  return collectTasks(isAskedBySystem(), {
    clock: waitingClock,
    connections: connections(accountId),
    events: events(accountId),
    ledger: ledger(accountId),
    backfills: backfills(accountId),
    fulfillments: datedFulfillments,
    log: logger,
  });
}

function reduce(context: EntryPoints.MapReduce.reduceContext): void {
  const accountId = account.id();
  const ports = {
    clock: waitingClock,
    random,
    hash,
    usage: usage(clock),
    log: logger,
    account,
    fulfillments,
    connections: connections(accountId),
    events: events(accountId),
    ledger: ledger(accountId),
    http,
    backfills: backfills(accountId),
    memory: memory(),
  };
  const report = reconcile(parseTask(context.values), ports, context.isRestarted);
  context.write({ key: context.key, value: JSON.stringify(report) });
}

function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  const accountId = account.id();
  finishRun(readRunResult(summary), isAskedBySystem(), {
    clock,
    random,
    events: events(accountId),
    backfills: backfills(accountId),
    sending: sending(clock),
    memory: memory(),
    log: logger,
  });
}

export = { getInputData, reduce, summarize };
