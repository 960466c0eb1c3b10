/**
 * The administrator's pages. Looking changes nothing; a change is a setting, a tick or an event, never a call that sends.
 *
 * @NApiVersion 2.1
 * @NScriptType Suitelet
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { consoleBackfills } from '../adapters/console/console_backfills';
import { consoleDays } from '../adapters/console/console_days';
import { consoleInventory } from '../adapters/console/console_inventory';
import { consoleLedger } from '../adapters/console/console_ledger';
import {
  bulkWork,
  consoleAccount,
  consoleConnections,
  consoleCustomers,
  consoleOutbox,
} from '../adapters/console/console_records';
import { readAsked, sendFile, sendOn, sendPage, session, show } from '../adapters/console/console_form';
import { fulfillments } from '../adapters/fulfillments';
import { hash } from '../adapters/hash';
import { http } from '../adapters/http';
import { sending, memory } from '../adapters/outbox';
import { clock, describeError, logger } from '../adapters/platform';
import { events } from '../adapters/events';
import { answer } from '../console/console';

function onRequest({ request, response }: EntryPoints.Suitelet.onRequestContext): void {
  const accountId = consoleAccount.id();
  const answered = answer(readAsked(request), {
    account: consoleAccount,
    backfills: consoleBackfills(accountId),
    bulk: bulkWork,
    clock,
    connections: consoleConnections(accountId),
    customers: consoleCustomers,
    days: consoleDays(accountId),
    sending: sending(clock),
    describe: describeError,
    fulfillments,
    hash,
    http,
    inventory: consoleInventory,
    ledger: consoleLedger(accountId),
    log: logger,
    memory: memory(),
    outbox: consoleOutbox(accountId),
    session,
    show,
    events: events(accountId),
  });
  switch (answered.kind) {
    case 'page':
      return sendPage(response, answered.page);
    case 'sent on':
      return sendOn(answered.page, answered.parameters);
    case 'file':
      return sendFile(response, answered.name, answered.text);
  }
}

export = { onRequest };
