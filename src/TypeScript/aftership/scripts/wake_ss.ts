/**
 * Scheduled every 15 minutes: finds what is due and asks for sending; probes a connection that stopped itself, and
 * tells administrators when it stays stopped.
 *
 * @NApiVersion 2.1
 * @NScriptType ScheduledScript
 * @NModuleScope SameAccount
 */

import { backfills } from '../adapters/backfills';
import { connections } from '../adapters/connections';
import { http } from '../adapters/http';
import { mailer } from '../adapters/mail';
import { sending, memory } from '../adapters/outbox';
import { account, clock, logger } from '../adapters/platform';
import { ledger } from '../adapters/ledger';
import { events } from '../adapters/events';
import { wake } from '../app/schedule/wake';

function execute(): void {
  const accountId = account.id();
  wake({
    clock,
    connections: connections(accountId),
    events: events(accountId),
    ledger: ledger(accountId),
    backfills: backfills(accountId),
    sending: sending(clock),
    memory: memory(),
    http,
    mailer,
    account,
    log: logger,
  });
}

export = { execute };
