/** Describes the tracking that a package should have, from the fulfillment as it is now. */

import { buildCreate, buildUpdate, containsContact, fingerprintOf, trackingIdFor } from '../aftership/request';
import { filledFields, takeBack } from '../aftership/taking_back';
import type { UpdateTrackingBody } from '../aftership/tracking';
import { needsOf } from '../carrier/account_couriers';
import { describeLack, lacksOf } from '../carrier/needs';
import { encodeEvidence } from '../carrier/evidence_mark';
import { carrierOf, isSaidByPerson, whatDisagreed } from '../carrier/of_package';
import type { Connection } from '../connection';
import { fieldsOfPackage } from '../fields/of_fulfillment';
import type { SentContent } from '../ledger/transitions';
import type { TrackingId } from '../ledger/row';
import type { Fulfillment } from '../netsuite/fulfillment';
import type { Package } from '../netsuite/packages';
import type { BackfillMark, Desired, PlanInput } from './calls';

export function idOf({ account, sha256Hex }: PlanInput, number: string, generation: number): TrackingId {
  return trackingIdFor({ accountId: account.id, number, generation }, sha256Hex);
}

export function describeTracking(
  input: PlanInput,
  fulfillment: Fulfillment,
  pkg: Package,
  trackingId: TrackingId,
  mark: BackfillMark,
): Desired {
  const { connection, account } = input;
  const fields = fieldsOfPackage(fulfillment, input.fieldMapping, pkg.lines);
  const choice = carrierOf(pkg, fields, input.carrierMapping);
  const { slug } = choice;
  const needs = needsOf(slug, input.couriers);
  const contacts = contactsOf(connection, fulfillment, mark);
  const parts = { trackingId, pkg, fulfillment, connection: contacts, fields, account, slug, needs };
  const { body: create, notes: built } = buildCreate(parts);
  const mayName = account.isProduction && (connection.sendName || connection.sendEmail || connection.sendPhone);
  const isUnread = mayName && mark.withoutContact !== true && isCustomerUnread(fulfillment);
  const disagreed = whatDisagreed(choice);
  const notes = [
    ...built,
    ...(isUnread ? ['Without contacts: its customer could not be read.'] : []),
    ...(disagreed === null ? [] : [disagreed]),
    ...fulfillment.fieldReading.absent.map((source) => `${source} of the field mapping is no field of this account.`),
  ];
  const { body: update } = buildUpdate(parts);
  const fingerprint = fingerprintOf(create, fields, input.sha256Hex);
  return {
    create,
    update,
    slug,
    isSlugMapped: isSaidByPerson(choice),
    fingerprint,
    sentFields: filledFields(create),
    takesBack: false,
    hasContact: containsContact(create),
    notes,
    lacks: lacksOf(create, needs.required),
    mark: { ...mark, evidence: encodeEvidence(choice) },
  };
}

/**
 * The connection's settings for contacts. Contacts are turned off for a customer who asked for it, for what a backfill
 * sent without contacts, and for a customer who could not be read, because their wish is not known (as when the order
 * names a project).
 */
function contactsOf(connection: Connection, fulfillment: Fulfillment, { withoutContact }: BackfillMark): Connection {
  const isUnread = isCustomerUnread(fulfillment);
  if (!isUnread && fulfillment.customer?.withoutContact !== true && withoutContact !== true) return connection;
  return { ...connection, sendName: false, sendEmail: false, sendPhone: false };
}

function isCustomerUnread({ customer, order }: Fulfillment): boolean {
  return customer === null && order.kind !== 'transferorder';
}

/**
 * What a person should know before the tracking is created: what was left out of it, and which fields its carrier asks
 * for.
 */
export function notesBefore({ slug, notes, lacks }: Desired): readonly string[] {
  return [...notes, ...lacks.map((field) => describeLack(slug ?? '', field))];
}

/** What the ledger remembers of the content after AfterShip has accepted it. */
export function sentContent({ slug, fingerprint, sentFields, hasContact, notes }: Desired): SentContent {
  return { slugAsked: slug, fingerprint, sentFields, hasContact, notes: notes.join(' ') };
}

/**
 * The desired content for a tracking that has fields already. Its update empties the fields that the fulfillment does
 * not have any more.
 */
export function takingBack(desired: Desired, sent: readonly string[] | null): Desired {
  const { fields, kept } = takeBack(sent, desired.create);
  const stays = kept.map((field) => `AfterShip keeps the ${field.replace(/_/g, ' ')}, which is empty here now.`);
  return {
    ...desired,
    update: { ...desired.update, ...fields },
    sentFields: [...desired.sentFields, ...kept],
    takesBack: Object.keys(fields).length > 0,
    notes: [...desired.notes, ...stays],
  };
}

/**
 * The body of an update. It names the carrier only when the carrier has to change, and empties contacts that AfterShip
 * may have, because an update does not change the fields that it leaves out.
 */
export function updateBody(
  { update, hasContact }: Desired,
  { namesCarrier, mayNameOthers }: { readonly namesCarrier: boolean; readonly mayNameOthers: boolean },
): UpdateTrackingBody {
  const body = { ...update };
  if (!namesCarrier) delete body.slug;
  return mayNameOthers && !hasContact ? { ...body, customers: [] } : body;
}
