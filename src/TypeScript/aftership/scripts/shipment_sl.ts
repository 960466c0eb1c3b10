/**
 * One fulfillment for those whose role may see shipments. Runs in the visitor's own role; *Send again* raises an event and
 * sends nothing itself.
 *
 * @NApiVersion 2.1
 * @NScriptType Suitelet
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import { readAsked, sendBackToShipment, sendPlainPage, session, show } from '../adapters/console/console_form';
import { consoleLedger } from '../adapters/console/console_ledger';
import { consoleAccount, consoleConnections } from '../adapters/console/console_records';
import { fulfillmentIndex } from '../adapters/fulfillment_index';
import { fulfillments } from '../adapters/fulfillments';
import { hash } from '../adapters/hash';
import { sending, memory } from '../adapters/outbox';
import { clock, describeError, logger } from '../adapters/platform';
import { events } from '../adapters/events';
import { answerShipment } from '../console/pages/shipment_page';

function onRequest({ request, response }: EntryPoints.Suitelet.onRequestContext): void {
  const accountId = consoleAccount.id();
  const answered = answerShipment(readAsked(request), {
    account: consoleAccount,
    clock,
    connections: consoleConnections(accountId),
    sending: sending(clock),
    describe: describeError,
    exists: (id) => fulfillmentIndex.findExisting([id]).has(id),
    fulfillments,
    hash,
    ledger: consoleLedger(accountId),
    log: logger,
    memory: memory(),
    session,
    show,
    events: events(accountId),
  });
  if (answered.kind === 'page') sendPlainPage(response, answered.page);
  else sendBackToShipment(answered.fulfillmentId, answered.done);
}

export = { onRequest };
