/** Reads the fulfillment of a look and says when the reading proves nothing. */

import { mayBeMappedByOtherName, parseCarrierMapping } from '../../core/carrier/mapping';
import type { Connection } from '../../core/connection';
import type { FieldMapping } from '../../core/fields/mapping';
import { fieldsOf, mayFitByOtherName } from '../../core/fields/of_fulfillment';
import type { Fulfillment } from '../../core/netsuite/fulfillment';
import { mayBeLeftOutByOtherName } from '../../core/plan/rules';
import type { Fulfillments, ReconcileTask } from '../ports';

interface Settings {
  readonly connection: Connection;
  readonly fieldMapping: FieldMapping;
}

export type FulfillmentState =
  | { readonly kind: 'known'; readonly fulfillment: Fulfillment | null }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly countsAsAttempt: boolean;
      /** NetSuite's error when the System user could not read the record; null for every other cause. */
      readonly error: string | null;
    };

/**
 * A fulfillment counts as deleted only when the System user, who has every permission, does not find it. An event of a
 * deletion proves nothing, because every user may write one.
 */
export function readFulfillment(
  task: ReconcileTask,
  ports: { readonly fulfillments: Fulfillments },
  settings: Settings,
): FulfillmentState {
  const reading = ports.fulfillments.read(task.fulfillmentId, settings.fieldMapping);
  switch (reading.kind) {
    case 'found': {
      // A user's role or language may hide fields and so change the request, so a run of the System user has to read
      // the record.
      const { missing, refused, fulfillment } = reading;
      const { absent } = fulfillment.fieldReading;
      const hidden = task.asSystem
        ? []
        : [...missing, ...refused, ...absent, ...unsureNames(task, settings, fulfillment)];
      return hidden.length === 0
        ? { kind: 'known', fulfillment }
        : {
            kind: 'unknown',
            reason: `This run could not read: ${hidden.join(', ')}. A scheduled run looks again.`,
            countsAsAttempt: false,
            error: null,
          };
    }
    case 'absent':
      return task.asSystem
        ? { kind: 'known', fulfillment: null }
        : {
            kind: 'unknown',
            reason: 'The fulfillment was not found by the user of this run. A scheduled run looks again.',
            countsAsAttempt: false,
            error: null,
          };
    case 'unreadable':
      // An immediate retry of a scheduled run would fail the same way, so its pause grows with each attempt.
      return {
        kind: 'unknown',
        reason: `The fulfillment could not be read: ${reading.detail}`,
        countsAsAttempt: task.asSystem,
        error: task.asSystem ? reading.detail : null,
      };
  }
}

/**
 * Lists names that may be translated: a run uses the language of its submitter, and NetSuite translates the names of
 * shipping items and list values.
 */
function unsureNames(
  task: ReconcileTask,
  { connection, fieldMapping }: Settings,
  fulfillment: Fulfillment,
): readonly string[] {
  const { shipMethod, status } = fulfillment;
  if (status !== 'shipped') return [];
  const carriers = parseCarrierMapping(task.carrierMapping);
  const fields = fieldsOf(fulfillment, fieldMapping);
  const isMethodUnsure =
    mayBeMappedByOtherName(carriers, 'method', fields.shipMethod) ||
    mayBeLeftOutByOtherName(connection, shipMethod) ||
    mayFitByOtherName(fieldMapping, shipMethod);
  const isCarrierUnsure = mayBeMappedByOtherName(carriers, 'field', fields.carrier);
  return [
    ...(isMethodUnsure
      ? [`whether ship method ${shipMethod?.id ?? ''} is one that the connection names in the account's language`]
      : []),
    ...(isCarrierUnsure
      ? [`whether ${fields.carrier?.id ?? ''} is a carrier that the connection names in the account's language`]
      : []),
  ];
}
