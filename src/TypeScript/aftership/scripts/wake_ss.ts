/**
 * Scheduled every 15 minutes: finds what is due and asks for delivery; probes a connection that stopped itself, and
 * tells administrators when it stays stopped.
 *
 * @NApiVersion 2.1
 * @NScriptType ScheduledScript
 * @NModuleScope SameAccount
 */

import { backfills, datedFulfillments } from '../adapters/backfills';
import { connections } from '../adapters/connections';
import { http } from '../adapters/http';
import { mailer } from '../adapters/mail';
import { delivery, memory } from '../adapters/outbox';
import { account, clock, logger } from '../adapters/platform';
import { shipments } from '../adapters/shipments';
import { signals } from '../adapters/signals';
import { wake } from '../app/schedule/wake';

function execute(): void {
  const accountId = account.id();
  wake({
    clock,
    connections: connections(accountId),
    signals: signals(accountId),
    shipments: shipments(accountId),
    backfills: backfills(accountId),
    fulfillments: datedFulfillments,
    delivery: delivery(clock),
    memory: memory(),
    http,
    mailer,
    account,
    log: logger,
  });
}

export = { execute };
