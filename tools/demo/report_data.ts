/**
 * Compares NetSuite with AfterShip, package by package, as plain values. It reads both sides itself and trusts neither
 * the ledger nor the scripts: a package is in step only if its tracking exists.
 */

import type { JournalEntry, StoredTracking } from '../../packages/emulator/aftership';
import type { EmulatedAccount, Execution, StoredRecord } from '../../packages/emulator/netsuite';
import { OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { messageOf } from '../../src/TypeScript/aftership/core/ledger/reasons';
import { accountOfTrackingId } from '../../src/TypeScript/aftership/core/aftership/request';
import { PACKAGE_LISTS, type PackageLine } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { readPackages } from '../../src/TypeScript/aftership/core/netsuite/packages';
import type { TimelineEntry } from './day';
import { readLedger, textOf, type ShownRow } from './ledger';
import { NUMBER_FIELDS } from './sample';

/** `explained`: the two sides differ, and the ledger says why. */
export type Verdict = 'in step' | 'explained' | 'out of step';

interface TrackingView {
  readonly id: string;
  readonly slug: string;
  readonly tag: string;
  readonly isOurs: boolean;
}

export interface PackageView {
  /** `IF1030`, or the internal id of a deleted fulfillment; empty for a tracking without one. */
  readonly fulfillment: string;
  readonly order: string;
  /** Shipped, Packed, Picked or Deleted. */
  readonly status: string;
  /** Cases of the sample that this fulfillment shows. */
  readonly shows: readonly string[];
  /** Empty when the fulfillment has no number. */
  readonly number: string;
  /** State of the ledger's row; null without a row. */
  readonly state: string | null;
  readonly tracking: TrackingView | null;
  readonly verdict: Verdict;
  readonly because: string;
}

interface Attention {
  readonly fulfillment: string;
  readonly number: string;
  readonly message: string;
}

interface UnitsView {
  readonly script: string;
  readonly stage: string;
  readonly runs: number;
  readonly averageUnits: number;
  readonly maxUnits: number;
  readonly limit: number;
  readonly errors: number;
}

interface RequestCount {
  readonly method: string;
  readonly count: number;
  readonly failed: number;
}

export interface DemoReport {
  readonly accountId: string;
  readonly timeZone: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly packages: readonly PackageView[];
  readonly totals: Readonly<Record<Verdict, number>>;
  /** Packages that were not sent to AfterShip. */
  readonly notSent: readonly PackageView[];
  readonly attention: readonly Attention[];
  /** Events left in the outbox, each with its reason. */
  readonly waiting: readonly string[];
  readonly units: readonly UnitsView[];
  readonly requests: readonly RequestCount[];
  readonly journal: readonly JournalEntry[];
  readonly timeline: readonly TimelineEntry[];
  readonly requestsInPreview: number;
}

interface ReportInput {
  readonly account: EmulatedAccount;
  readonly trackings: readonly StoredTracking[];
  readonly journal: readonly JournalEntry[];
  /** Cases of the sample that each fulfillment shows, by internal id. */
  readonly showsById: ReadonlyMap<number, readonly string[]>;
  readonly from: number;
  readonly timeline: readonly TimelineEntry[];
  readonly requestsInPreview: number;
}

export function buildReport(input: ReportInput): DemoReport {
  const { account, journal } = input;
  const sides = readSides(input);
  const packages = compare(sides);
  const count = (verdict: Verdict): number => packages.filter((entry) => entry.verdict === verdict).length;
  return {
    accountId: account.options.accountId,
    timeZone: account.options.timeZone,
    from: input.from,
    to: account.now(),
    packages,
    totals: { 'in step': count('in step'), explained: count('explained'), 'out of step': count('out of step') },
    notSent: packages.filter((entry) => entry.tracking === null && entry.verdict === 'explained'),
    attention: listAttention(sides, packages),
    waiting: account.all(OUTBOX.type).map((event) => describeEvent(sides, event)),
    units: summarizeUnits(account.executions()),
    requests: countRequests(journal),
    journal,
    timeline: input.timeline,
    requestsInPreview: input.requestsInPreview,
  };
}

// ── Both sides ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Sides {
  readonly fulfillments: ReadonlyMap<number, StoredRecord>;
  readonly orders: ReadonlyMap<number, StoredRecord>;
  readonly ledger: readonly ShownRow[];
  readonly trackings: ReadonlyMap<string, StoredTracking>;
  /** Fulfillments with an event in the outbox. */
  readonly waiting: ReadonlySet<number>;
  /** Fulfillment whose content a tracking has: the newest of its owners, by tracking id. */
  readonly contentOwner: ReadonlyMap<string, number>;
  readonly showsById: ReadonlyMap<number, readonly string[]>;
}

const ORDER_TYPES = ['salesorder', 'transferorder', 'vendorreturnauthorization', 'purchaseorder'] as const;

function readSides({ account, trackings, showsById }: ReportInput): Sides {
  const byId = (records: readonly StoredRecord[]): ReadonlyMap<number, StoredRecord> =>
    new Map(records.map((record) => [record.id, record]));
  const ledger = readLedger(account);
  const contentOwner = new Map<string, number>();
  for (const { trackingId, state, fulfillmentId } of ledger) {
    if (trackingId === null || (state !== 'In AfterShip' && state !== 'Already in AfterShip')) continue;
    contentOwner.set(trackingId, Math.max(fulfillmentId, contentOwner.get(trackingId) ?? 0));
  }
  return {
    fulfillments: byId(account.all('itemfulfillment')),
    orders: byId(ORDER_TYPES.flatMap((type) => account.all(type))),
    ledger,
    trackings: new Map(trackings.map((tracking) => [tracking.id, tracking])),
    waiting: new Set(account.all(OUTBOX.type).map(({ fields }) => Number(fields[OUTBOX.fulfillment]))),
    contentOwner,
    showsById,
  };
}

function linesOf({ sublists }: StoredRecord): readonly PackageLine[] {
  return PACKAGE_LISTS.flatMap((list) =>
    (sublists[list] ?? []).map((values, line) => ({
      list,
      line,
      trackingNumber: textOf(values[NUMBER_FIELDS[list].number]),
      description: null,
    })),
  );
}

const STATUS_NAMES: Readonly<Record<string, string>> = { A: 'Picked', B: 'Packed', C: 'Shipped' };

function statusOf(fulfillment: StoredRecord | undefined): string {
  if (fulfillment === undefined) return 'Deleted';
  return STATUS_NAMES[textOf(fulfillment.fields['shipstatus'])] ?? 'unknown';
}

function nameOf(sides: Sides, fulfillmentId: number): string {
  const fulfillment = sides.fulfillments.get(fulfillmentId);
  return fulfillment === undefined ? `internal id ${fulfillmentId}` : textOf(fulfillment.fields['tranid']);
}

/** The order that the customer knows; for a drop shipment, the sales order behind the purchase order. */
function orderOf(sides: Sides, fulfillment: StoredRecord | undefined): StoredRecord | undefined {
  const order = sides.orders.get(Number(fulfillment?.fields['createdfrom']));
  const behind = order?.type === 'purchaseorder' ? sides.orders.get(Number(order.fields['createdfrom'])) : undefined;
  return behind ?? order;
}

function ownNumbersOf(sides: Sides, fulfillment: StoredRecord): readonly string[] {
  return [fulfillment, orderOf(sides, fulfillment)].flatMap((of) => textOf(of?.fields['tranid']) || []);
}

// ── The comparison ───────────────────────────────────────────────────────────────────────────────────────────────────

interface Judgement {
  readonly verdict: Verdict;
  readonly because: string;
}

function inStep(because: string): Judgement {
  return { verdict: 'in step', because };
}

function explained(because: string): Judgement {
  return { verdict: 'explained', because };
}

function outOfStep(because: string): Judgement {
  return { verdict: 'out of step', because };
}

function compare(sides: Sides): readonly PackageView[] {
  const views: PackageView[] = [];
  const judged = new Set<ShownRow>();
  const push = (fulfillmentId: number, number: string, row: ShownRow | null, judgement: Judgement): void => {
    if (row !== null) judged.add(row);
    views.push(viewPackage(sides, fulfillmentId, number, row, judgement));
  };

  for (const fulfillment of [...sides.fulfillments.values()].sort((left, right) => left.id - right.id)) {
    const rowOf = (number: string): ShownRow | null =>
      sides.ledger.find((row) => row.fulfillmentId === fulfillment.id && row.number === number) ?? null;
    const { packages, unclear, ignored } = readPackages(linesOf(fulfillment), ownNumbersOf(sides, fulfillment));
    const isShipped = fulfillment.fields['shipstatus'] === 'C';
    for (const { number } of packages) {
      const row = rowOf(number);
      const judgement = isShipped
        ? judgeWanted(sides, fulfillment, number, row)
        : judgeUnwanted(sides, fulfillment.id, row, `Not sent: it is ${statusOf(fulfillment)}, not shipped.`);
      push(fulfillment.id, number, row, judgement);
    }
    for (const { key, raw, reason, params } of unclear) {
      const message = messageOf({ reason, params, answerCode: null });
      const row = rowOf(key);
      const isTold = !isShipped || row?.state === 'Needs attention';
      push(
        fulfillment.id,
        raw,
        row,
        isTold ? explained(message) : outOfStep('No row of the ledger says that it is unclear.'),
      );
    }
    if (packages.length + unclear.length === 0) {
      const typed = ignored.map(({ text }) => text).join(', ');
      const why = isShipped ? describeNoNumber(typed) : 'it is not shipped';
      push(fulfillment.id, typed, null, explained(`Not sent: ${why}.`));
    }
    // Numbers that were removed from the fulfillment.
    for (const row of sides.ledger) {
      if (row.fulfillmentId !== fulfillment.id || judged.has(row)) continue;
      push(fulfillment.id, row.number, row, judgeUnwanted(sides, fulfillment.id, row, ''));
    }
  }
  for (const row of sides.ledger) {
    if (!judged.has(row)) push(row.fulfillmentId, row.number, row, judgeUnwanted(sides, row.fulfillmentId, row, ''));
  }
  return [...views, ...listUnclaimed(sides)];
}

/** `typed` is the text of the number fields. */
function describeNoNumber(typed: string): string {
  return typed === ''
    ? 'it has no tracking number yet'
    : 'what is typed is certainly no tracking number, and nobody is asked';
}

function viewPackage(
  sides: Sides,
  fulfillmentId: number,
  number: string,
  row: ShownRow | null,
  judgement: Judgement,
): PackageView {
  const fulfillment = sides.fulfillments.get(fulfillmentId);
  const tracking = trackingOf(sides, row);
  return {
    fulfillment: nameOf(sides, fulfillmentId),
    order: textOf(orderOf(sides, fulfillment)?.fields['tranid']),
    status: statusOf(fulfillment),
    shows: sides.showsById.get(fulfillmentId) ?? [],
    // The ledger keys a corrected unclear text by a generated word that nobody typed.
    number: number.startsWith('UNCLEAR-') ? '(unclear text, corrected)' : number,
    state: row === null ? null : (row.state ?? 'unknown word'),
    tracking: tracking === null ? null : viewTracking(tracking),
    ...judgement,
  };
}

function viewTracking({ id, slug, tag }: StoredTracking): TrackingView {
  return { id, slug, tag, isOurs: accountOfTrackingId(id) !== null };
}

function trackingOf(sides: Sides, row: ShownRow | null): StoredTracking | null {
  return row === null || row.trackingId === null ? null : (sides.trackings.get(row.trackingId) ?? null);
}

/** Judges a package of a shipped fulfillment: AfterShip should have it. */
function judgeWanted(sides: Sides, fulfillment: StoredRecord, number: string, row: ShownRow | null): Judgement {
  const isWaiting = sides.waiting.has(fulfillment.id);
  if (row === null) {
    return isWaiting
      ? explained('It waits in the outbox.')
      : outOfStep('NetSuite has this package, but no row of the ledger and no event knows it.');
  }
  const tracking = trackingOf(sides, row);
  switch (row.state) {
    case 'In AfterShip':
    case 'Already in AfterShip': {
      if (tracking === null) return outOfStep('The ledger names a tracking that AfterShip does not have.');
      if (tracking.trackingNumber !== number) return outOfStep('AfterShip has another number under this id.');
      return judgeContent(sides, fulfillment, row, tracking) ?? inStep(row.message);
    }
    case 'Not sent (rule)':
    case 'Needs attention':
      return tracking === null || row.isForeign
        ? explained(row.message)
        : outOfStep('The ledger says that it was not sent, but AfterShip has it.');
    case 'Ready (Preview)':
      return explained(row.message);
    case 'Confirming':
      return isWaiting ? explained(row.message) : outOfStep('Its fate is unknown, and no event will settle it.');
    default:
      return outOfStep(`NetSuite has this package, but the ledger says "${row.state ?? 'unknown word'}".`);
  }
}

/** Compares the order's number as a sample of the content. Null when it is right or when the content is not ours. */
function judgeContent(
  sides: Sides,
  fulfillment: StoredRecord,
  row: ShownRow,
  tracking: StoredTracking,
): Judgement | null {
  if (row.isForeign || sides.contentOwner.get(tracking.id) !== fulfillment.id) return null;
  const expected = textOf(orderOf(sides, fulfillment)?.fields['tranid']);
  const sent = tracking.fields['order_number'];
  if (expected === '' || sent === expected) return null;
  return outOfStep(`AfterShip shows order ${JSON.stringify(sent ?? 'none')}, NetSuite has ${expected}.`);
}

/**
 * Judges a package that was removed or has not shipped: AfterShip should not have it, or the ledger explains why it
 * does.
 */
function judgeUnwanted(sides: Sides, fulfillmentId: number, row: ShownRow | null, reason: string): Judgement {
  if (row === null) return explained(reason);
  const isThere = trackingOf(sides, row) !== null;
  switch (row.state) {
    case 'Removed':
      return isThere && row.reason !== 'still_shared'
        ? outOfStep('The ledger says that the tracking was removed, but AfterShip has it.')
        : inStep(row.message);
    case 'Kept in AfterShip':
    case 'Removal due':
      return explained(row.message);
    default:
      return sides.waiting.has(fulfillmentId)
        ? explained('It waits in the outbox.')
        : outOfStep(`The package is gone or not shipped, but the ledger says "${row.state ?? 'unknown word'}".`);
  }
}

/** Trackings that no row of the ledger names. */
function listUnclaimed(sides: Sides): readonly PackageView[] {
  const claimed = new Set(sides.ledger.map(({ trackingId }) => trackingId));
  return [...sides.trackings.values()]
    .filter(({ id }) => !claimed.has(id))
    .map((tracking) => {
      const view = viewTracking(tracking);
      const judgement = view.isOurs
        ? outOfStep('AfterShip has a tracking of this account that no row of the ledger names.')
        : explained('Somebody else made it, and no fulfillment here has this number.');
      const empty = { fulfillment: '', order: '', status: '', shows: [], state: null };
      return { ...empty, number: tracking.trackingNumber, tracking: view, ...judgement };
    });
}

// ── Attention, waiting, units, requests ──────────────────────────────────────────────────────────────────────────────

function listAttention(sides: Sides, packages: readonly PackageView[]): readonly Attention[] {
  const needy = packages.filter((entry) => entry.state === 'Needs attention' || entry.verdict === 'out of step');
  const unknownCarrier = sides.ledger.filter((row) => row.reason === 'carrier_unknown');
  return [
    ...needy.map(({ fulfillment, number, because }) => ({ fulfillment, number, message: because })),
    ...unknownCarrier.map((row) => ({
      fulfillment: nameOf(sides, row.fulfillmentId),
      number: row.number,
      message: row.message,
    })),
  ];
}

function describeEvent(sides: Sides, { fields }: StoredRecord): string {
  const reason = textOf(fields[OUTBOX.waitReason]);
  return `${nameOf(sides, Number(fields[OUTBOX.fulfillment]))}: ${reason === '' ? 'waits for the next run' : reason}`;
}

function summarizeUnits(executions: readonly Execution[]): readonly UnitsView[] {
  const groups = new Map<string, Execution[]>();
  for (const execution of executions) {
    const key = `${execution.script} ${execution.entry}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [execution]);
    else group.push(execution);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const units = group.map((execution) => execution.units);
    return {
      script: first.script,
      stage: first.entry,
      runs: group.length,
      averageUnits: units.reduce((sum, value) => sum + value, 0) / group.length,
      maxUnits: Math.max(...units),
      limit: first.unitLimit,
      errors: group.filter((execution) => execution.error !== null).length,
    };
  });
}

function countRequests(journal: readonly JournalEntry[]): readonly RequestCount[] {
  const methods = [...new Set(journal.map((entry) => entry.method))];
  return methods.map((method) => {
    const ofMethod = journal.filter((entry) => entry.method === method);
    return { method, count: ofMethod.length, failed: ofMethod.filter(({ status }) => status >= 400).length };
  });
}
