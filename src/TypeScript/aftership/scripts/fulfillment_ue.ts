/**
 * User event on Item Fulfillment: after every save, one row in the outbox and a request for sending.
 *
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */

import type { EntryPoints } from 'N/types';
import * as runtime from 'N/runtime';
import { sending, outbox, memory } from '../adapters/outbox';
import { account, clock, logger } from '../adapters/platform';
import { raiseEvent } from '../app/save/raise_event';
import type { FulfillmentEvent } from '../app/save/raise_event';

type Context = EntryPoints.UserEvent.afterSubmitContext;

function afterSubmit(context: Context): void {
  const event = eventOf(context);
  if (event === null) return;
  raiseEvent(
    {
      id: Number(context.newRecord?.id ?? context.oldRecord?.id),
      event,
      executionContext: String(runtime.executionContext),
      editedFields: () => context.newRecord.getFields(),
    },
    {
      events: outbox(account.id()),
      sending: sending(clock),
      memory: memory(),
      clock,
      log: logger,
      account,
    },
  );
}

/**
 * A fulfillment ships by one of these types (section_N3195884, section_4407992596); every other type leaves its
 * trackings unchanged.
 */
function eventOf(context: Context): FulfillmentEvent | null {
  const types = context.UserEventType;
  switch (context.type) {
    case types.CREATE:
      return 'create';
    case types.EDIT:
      return 'edit';
    case types.XEDIT:
      return 'xedit';
    case types.SHIP:
      return 'ship';
    case types.PACK:
      return 'pack';
    case types.DELETE:
      return 'delete';
    default:
      return null;
  }
}

export = { afterSubmit };
