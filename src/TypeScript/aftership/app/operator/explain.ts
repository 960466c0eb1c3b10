/**
 * Explains what sending would do about a fulfillment now, and why. It makes the same plan as sending, writes nothing
 * and calls nobody.
 */

import { parseAccountCouriers } from '../../core/carrier/account_couriers';
import { parseCarrierMapping } from '../../core/carrier/mapping';
import { carrierOf, whatDisagreed } from '../../core/carrier/of_package';
import type { Connection } from '../../core/connection';
import type { ShownField } from '../../core/fields/evaluate';
import { parseFieldMapping } from '../../core/fields/mapping';
import { fieldsOfPackage, shownFieldsOf } from '../../core/fields/of_fulfillment';
import type { Fulfillment } from '../../core/netsuite/fulfillment';
import { packagesOf } from '../../core/netsuite/packages';
import type { Ignored } from '../../core/numbers/reading';
import { messageOf } from '../../core/ledger/reasons';
import { isOpen, type LedgerRow, type RowChange } from '../../core/ledger/row';
import type { Call } from '../../core/plan/calls';
import { notesBefore } from '../../core/plan/desired';
import { planReconcile } from '../../core/plan/plan';
import { maskContacts, maskEmailsIn } from '../../core/aftership/request';
import type { ConsoleLedger } from './console_ports';
import type { Account, Clock, Fulfillments, Hash } from '../ports';

export interface ExplainPorts {
  readonly clock: Clock;
  readonly hash: Hash;
  readonly account: Pick<Account, 'id' | 'isProduction'>;
  readonly fulfillments: Fulfillments;
  readonly ledger: Pick<ConsoleLedger, 'findRelated'>;
}

export interface PackageExplanation {
  readonly number: string;
  readonly decision: Decision;
  /**
   * Notes about fields that were trimmed or left out of the request, and about evidence that disagrees about the
   * carrier.
   */
  readonly notes: readonly string[];
  /** Body of the request with masked contacts; null when no request would be sent. */
  readonly body: string | null;
  readonly hasContact: boolean;
}

export type Decision =
  | { readonly kind: 'in step' }
  /** The number is no longer on the fulfillment. The row only remembers it. */
  | { readonly kind: 'gone' }
  /** The plan would only write this reason to the ledger. */
  | { readonly kind: 'noted'; readonly message: string }
  | { readonly kind: Call['kind']; readonly sharedWith: number | null };

export type Explanation =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | {
      readonly kind: 'found';
      readonly fulfillment: Fulfillment;
      readonly missing: readonly string[];
      readonly packages: readonly PackageExplanation[];
      /**
       * Values that the field mapping takes from the fulfillment, with masked e-mail addresses; null when the mapping
       * is empty.
       */
      readonly mapped: readonly ShownField[] | null;
      /** Sources of the field mapping that are not fields of this account. */
      readonly absent: readonly string[];
      /** Texts of the number fields that are certainly not tracking numbers. They have no rows. */
      readonly ignored: readonly Ignored[];
      /** Rows of this fulfillment. */
      readonly rows: readonly LedgerRow[];
    };

export function explain(fulfillmentId: number, connection: Connection, ports: ExplainPorts): Explanation {
  const fieldMapping = parseFieldMapping(connection.fieldMapping);
  const reading = ports.fulfillments.read(fulfillmentId, fieldMapping);
  if (reading.kind !== 'found') return reading;
  const { fulfillment, missing } = reading;
  const typed = packagesOf(fulfillment, fieldMapping);
  const numbers = typed.packages.map(({ number }) => number);
  const carrierMapping = parseCarrierMapping(connection.carrierMapping);
  const related = ports.ledger.findRelated(fulfillmentId, numbers);
  const rows = related.filter((row) => row.fulfillmentId === fulfillmentId);
  const plan = planReconcile({
    fulfillmentId,
    fulfillment,
    own: firstOfEachNumber(rows),
    others: related.filter((row) => row.fulfillmentId !== fulfillmentId),
    connection,
    carrierMapping,
    fieldMapping,
    couriers: parseAccountCouriers(connection.couriers),
    account: { id: ports.account.id(), isProduction: ports.account.isProduction() },
    now: ports.clock.now(),
    sha256Hex: (text) => ports.hash.sha256Hex(text),
  });
  const explained = new Map<string, PackageExplanation>();
  for (const row of rows) explained.set(row.number, plain(row.number, { kind: isOpen(row) ? 'in step' : 'gone' }));
  const disagreed = new Map(
    typed.packages.map((pkg) => {
      const fields = fieldsOfPackage(fulfillment, fieldMapping, pkg.lines);
      return [pkg.number, whatDisagreed(carrierOf(pkg, fields, carrierMapping))];
    }),
  );
  const wanted = (number: string, decision: Decision): PackageExplanation => {
    const note = disagreed.get(number) ?? null;
    return { ...plain(number, decision), notes: note === null ? [] : [note] };
  };
  for (const number of numbers) explained.set(number, wanted(number, { kind: 'in step' }));
  for (const { number, change } of plan.writes) {
    const message = noteOf(change);
    explained.set(number, wanted(number, message === '' ? { kind: 'in step' } : { kind: 'noted', message }));
  }
  for (const call of plan.calls) explained.set(call.number, explainCall(call));
  const shown = shownFieldsOf(fulfillment, fieldMapping).map((each) => ({ ...each, text: maskEmailsIn(each.text) }));
  const mapped = fieldMapping.lines.length === 0 ? null : shown;
  const { absent } = fulfillment.fieldReading;
  const ignored = typed.ignored.map((each) => ({ ...each, text: maskEmailsIn(each.text) }));
  return { kind: 'found', fulfillment, missing, packages: [...explained.values()], mapped, absent, ignored, rows };
}

/** Keeps the first row of each number. Sending would merge the second row into it, but here nothing is written. */
function firstOfEachNumber(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  const first = new Map<string, LedgerRow>();
  for (const row of [...rows].sort((left, right) => left.id - right.id)) {
    if (!first.has(row.number)) first.set(row.number, row);
  }
  return [...first.values()];
}

function plain(number: string, decision: Decision): PackageExplanation {
  return { number, decision, notes: [], body: null, hasContact: false };
}

function noteOf({ reason, params = {}, answerCode = null }: RowChange): string {
  return reason === undefined ? '' : messageOf({ reason, params, answerCode });
}

function explainCall(call: Call): PackageExplanation {
  const sharedWith = call.kind === 'claim' ? call.owner.fulfillmentId : null;
  const decision: Decision = { kind: call.kind, sharedWith };
  if (call.kind === 'remove' || call.kind === 'ask') return plain(call.number, decision);
  const { desired } = call;
  const isUnsent = call.kind === 'claim' && !call.sendContent;
  const body = call.kind === 'create' ? desired.create : isUnsent ? null : desired.update;
  return {
    number: call.number,
    decision,
    notes: call.kind === 'create' ? notesBefore(desired) : desired.notes,
    body: body === null ? null : JSON.stringify(maskContacts(body), null, 2),
    hasContact: body !== null && desired.hasContact,
  };
}
