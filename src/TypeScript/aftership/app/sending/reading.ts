/** Reads the fulfillment of a look, and says when what this run sees proves nothing. */

import { mayBeMappedByOtherName, parseCarrierMapping } from '../../core/carrier/mapping';
import type { Connection } from '../../core/connection';
import type { Fulfillment } from '../../core/netsuite/fulfillment';
import { mayBeLeftOutByOtherName } from '../../core/plan/rules';
import type { Fulfillments, ReconcileTask } from '../ports';

export type FulfillmentState =
  | { readonly kind: 'known'; readonly fulfillment: Fulfillment | null }
  | { readonly kind: 'unknown'; readonly reason: string; readonly countsAsAttempt: boolean };

/** *Gone* needs a proof: the delete event itself, or an absence seen by the System user, whom no permission hides it from. */
export function readFulfillment(
  task: ReconcileTask,
  ports: { readonly fulfillments: Fulfillments },
  connection: Connection,
): FulfillmentState {
  if (task.events.some((event) => event.deleted)) return { kind: 'known', fulfillment: null };
  const reading = ports.fulfillments.read(task.fulfillmentId, connection);
  switch (reading.kind) {
    case 'found': {
      // What a clerk's role or language hides would change the request: the System user decides what is really there.
      const hidden = task.asSystem ? [] : [...reading.missing, ...unsureNames(task, connection, reading.fulfillment)];
      return hidden.length === 0
        ? { kind: 'known', fulfillment: reading.fulfillment }
        : {
            kind: 'unknown',
            reason: `This run could not read: ${hidden.join(', ')}. A scheduled run looks again.`,
            countsAsAttempt: false,
          };
    }
    case 'absent':
      return task.asSystem
        ? { kind: 'known', fulfillment: null }
        : {
            kind: 'unknown',
            reason: 'The fulfillment was not found by the user of this run. A scheduled run looks again.',
            countsAsAttempt: false,
          };
    case 'unreadable':
      // A scheduled run that cannot read it either will not do so a moment later: it waits longer each time.
      return {
        kind: 'unknown',
        reason: `The fulfillment could not be read: ${reading.detail}`,
        countsAsAttempt: task.asSystem,
      };
  }
}

/** A run speaks the language of who submitted it, and NetSuite translates the names of shipping items. */
function unsureNames(
  task: ReconcileTask,
  connection: Connection,
  { shipMethod, status }: Fulfillment,
): readonly string[] {
  if (status !== 'shipped') return [];
  const mapping = parseCarrierMapping(task.carrierMapping);
  return mayBeMappedByOtherName(mapping, shipMethod) || mayBeLeftOutByOtherName(connection, shipMethod)
    ? [`whether ship method ${shipMethod?.id ?? ''} is one that the connection names in the account's language`]
    : [];
}
