/**
 * What the console asks for about many packages at once. Started by the console only; it ticks and erases rows and raises
 * events, and sends nothing itself.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { parseBulkItem, readBulkResult, readBulkTask } from '../adapters/bulk_run';
import { consoleLedger } from '../adapters/console/console_ledger';
import { consoleCustomers } from '../adapters/console/console_records';
import { sending, memory } from '../adapters/outbox';
import { account, clock, logger } from '../adapters/platform';
import { events } from '../adapters/events';
import { collectBulk, doBulk, finishBulk } from '../app/operator/bulk';

function getInputData(): object {
  return collectBulk(readBulkTask(), { clock, customers: consoleCustomers, ledger: consoleLedger(account.id()) });
}

function reduce(context: EntryPoints.MapReduce.reduceContext): void {
  const accountId = account.id();
  doBulk(parseBulkItem(context.values), { clock, ledger: consoleLedger(accountId), events: events(accountId) });
  context.write({ key: context.key, value: 'done' });
}

function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  finishBulk(readBulkResult(summary), { sending: sending(clock), memory: memory(), log: logger });
}

export = { getInputData, reduce, summarize };
