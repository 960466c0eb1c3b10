/**
 * What the console asks for about many packages at once. Started by the console only; it ticks rows and raises signals,
 * and sends nothing itself.
 *
 * @NApiVersion 2.1
 * @NScriptType MapReduceScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { parseBulkItem, readBulkResult, readBulkTask } from '../adapters/bulk_run';
import { consoleLedger } from '../adapters/console_ledger';
import { delivery, memory, outbox } from '../adapters/outbox';
import { account, clock, logger } from '../adapters/platform';
import { collectBulk, doBulk, finishBulk, type BulkItem } from '../app/bulk';

function getInputData(): object {
  return collectBulk(readBulkTask(), consoleLedger(account.id()));
}

function reduce(context: EntryPoints.MapReduce.reduceContext): void {
  const accountId = account.id();
  const item: BulkItem = parseBulkItem(context.values);
  doBulk(item, { clock, ledger: consoleLedger(accountId), signals: outbox(accountId) });
  context.write({ key: context.key, value: 'done' });
}

function summarize(summary: EntryPoints.MapReduce.summarizeContext): void {
  finishBulk(readBulkResult(summary), { delivery: delivery(clock), memory: memory(), log: logger });
}

export = { getInputData, reduce, summarize };
