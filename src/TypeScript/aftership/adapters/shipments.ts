/** The ledger. */

import * as record from 'N/record';
import * as search from 'N/search';
import type { LedgerReading, ShipmentPatch, Shipments } from '../app/ports';
import {
  isOwner,
  isShipmentState,
  PREVIEW_REASONS,
  type OtherOwner,
  type Shipment,
  type ShipmentContent,
  type ShipmentState,
} from '../core/ledger/shipment';
import type { CalendarDate } from '../core/values';
import { countRows } from './count_rows';
import { SHIPMENT } from './ids';
import { unlessGone } from './platform';
import { parseCalendarDate, parseFlag, parseInteger, parseText } from './values';

/** Everything of a row but the account and what is for display only. */
export const COLUMNS: readonly string[] = Object.values(SHIPMENT).filter(
  (id) => id !== SHIPMENT.type && id !== SHIPMENT.account && id !== SHIPMENT.transaction,
);

/** Numbers in one search: a filter expression of a few dozen terms is common, its limit is not documented. */
const NUMBERS_PER_SEARCH = 50;
export const PAGE = 1000;

type FieldValue = string | number | boolean | Date | null;

export function shipments(accountId: string): Shipments {
  const ofAccount = [SHIPMENT.account, 'is', accountId];
  return {
    findFor: (fulfillmentId, numbers) => {
      const rows = new Map<number, Shipment>();
      const first: unknown[] = [SHIPMENT.fulfillment, 'equalto', fulfillmentId];
      for (let start = 0; start === 0 || start < numbers.length; start += NUMBERS_PER_SEARCH) {
        const terms: unknown[] = start === 0 ? [first] : [];
        for (const number of numbers.slice(start, start + NUMBERS_PER_SEARCH)) {
          if (terms.length > 0) terms.push('or');
          terms.push([SHIPMENT.number, 'is', number]);
        }
        for (const row of runAll([ofAccount, 'and', terms])) rows.set(row.id, row);
      }
      return readLedger(fulfillmentId, [...rows.values()]);
    },
    add: (fulfillmentId, number, content, shippedOn) => add(accountId, fulfillmentId, number, content, shippedOn),
    change,
    findOwners: (trackingId) => runAll([ofAccount, 'and', [SHIPMENT.trackingId, 'is', trackingId]]).filter(isOwner),
    countRemovedSince: (since) =>
      countRows(
        search.create({
          type: SHIPMENT.type,
          filters: [
            ofAccount,
            'and',
            [SHIPMENT.reason, 'is', 'number_gone'],
            'and',
            [SHIPMENT.removedAt, 'greaterthanorequalto', since],
          ],
        }),
      ),
    countFailingFulfillments: (since) => {
      const filters = [ofAccount, 'and', [SHIPMENT.failedAt, 'greaterthanorequalto', since]];
      return new Set(findIds(filters, FAILING_ROWS)).size;
    },
    findWaiting: (now, limit, { isOn }) => {
      const terms: unknown[] = [[SHIPMENT.retry, 'is', 'T']];
      if (isOn) {
        for (const reason of PREVIEW_REASONS) terms.push('or', [SHIPMENT.reason, 'is', reason]);
        terms.push('or', [
          [SHIPMENT.state, 'is', stateText('removal due')],
          'and',
          // A removal that the brake holds has another reason: it waits for a person.
          [SHIPMENT.reason, 'is', 'number_gone'],
          'and',
          [SHIPMENT.dueAt, 'lessthanorequalto', now],
        ]);
        terms.push('or', [
          [SHIPMENT.state, 'is', stateText('waiting')],
          'and',
          [SHIPMENT.dueAt, 'lessthanorequalto', now],
        ]);
      }
      return findIds([ofAccount, 'and', terms], limit);
    },
  };
}

/** Enough rows to see several fulfillments among the packages of one that has many. */
const FAILING_ROWS = 100;

/** Ids of the fulfillments of the rows found, each once. */
export function findIds(filters: unknown[], limit: number): readonly number[] {
  const rows = search
    .create({ type: SHIPMENT.type, filters, columns: [SHIPMENT.fulfillment] })
    .run()
    .getRange({ start: 0, end: Math.min(limit, PAGE) });
  const ids = rows.map((row) => parseInteger(row.getValue({ name: SHIPMENT.fulfillment })));
  return [...new Set(ids.filter((id) => id !== null))];
}

function runAll(filters: unknown[]): readonly Shipment[] {
  const results = search.create({ type: SHIPMENT.type, filters, columns: [...COLUMNS] }).run();
  const rows: Shipment[] = [];
  for (let start = 0; ; start += PAGE) {
    const page = results.getRange({ start, end: start + PAGE });
    rows.push(...page.map((row) => parseShipment(Number(row.id), (fieldId) => row.getValue({ name: fieldId }))));
    if (page.length < PAGE) return rows;
  }
}

function readLedger(fulfillmentId: number, rows: readonly Shipment[]): LedgerReading {
  const ordered = [...rows].sort((left, right) => left.id - right.id);
  const own = new Map<string, Shipment>();
  for (const row of ordered) {
    if (row.fulfillmentId !== fulfillmentId) continue;
    const first = own.get(row.number);
    own.set(row.number, first === undefined ? row : merge(first, row));
  }
  const others: OtherOwner[] = ordered.filter((row) => row.fulfillmentId !== fulfillmentId);
  return { own: [...own.values()], others };
}

/**
 * Two rows of one package: two runs raced, and the platform accepted the second external id (not documented whether it
 * does). The lower id stays and takes over what the other one knows about AfterShip.
 */
function merge(first: Shipment, second: Shipment): Shipment {
  const knowsMore = second.sentAt !== null && first.sentAt === null;
  const merged: Shipment = knowsMore ? { ...second, id: first.id, retryRequested: first.retryRequested } : first;
  if (knowsMore) change(first.id, { ...merged, retryRequested: undefined });
  unlessGone(() => record.delete({ type: SHIPMENT.type, id: second.id }));
  return merged;
}

function add(
  accountId: string,
  fulfillmentId: number,
  number: string,
  content: ShipmentContent,
  shippedOn: CalendarDate | null,
): number {
  const key = `aftership-${accountId}-${fulfillmentId}-${number}`;
  const save = (extra: Readonly<Record<string, FieldValue>>): number => {
    const row = record.create({ type: SHIPMENT.type });
    const values = {
      [SHIPMENT.account]: accountId,
      [SHIPMENT.fulfillment]: fulfillmentId,
      [SHIPMENT.number]: number,
      ...fieldsOf({ ...content, shippedOn }),
      ...extra,
    };
    for (const [fieldId, value] of Object.entries(values)) {
      if (value !== null && value !== '') row.setValue({ fieldId, value });
    }
    return Number(row.save());
  };
  try {
    return save({ externalid: key, [SHIPMENT.transaction]: fulfillmentId });
  } catch (error) {
    // With which error a second external id is refused is not documented, nor whether a script may set one: look whether
    // the row is there, and else save it without the two fields that are not essential.
    const existing = search
      .create({
        type: SHIPMENT.type,
        filters: [
          [SHIPMENT.account, 'is', accountId],
          'and',
          [SHIPMENT.fulfillment, 'equalto', fulfillmentId],
          'and',
          [SHIPMENT.number, 'is', number],
        ],
        columns: [SHIPMENT.number],
      })
      .run()
      .getRange({ start: 0, end: 1 })[0];
    if (existing === undefined) return saveOrThrow(() => save({}), error);
    change(Number(existing.id), { ...content, shippedOn });
    return Number(existing.id);
  }
}

/** When the plain row fails too, the first error tells more. */
function saveOrThrow(save: () => number, firstError: unknown): number {
  try {
    return save();
  } catch {
    throw firstError;
  }
}

function change(id: number, patch: ShipmentPatch): void {
  record.submitFields({ type: SHIPMENT.type, id, values: fieldsOf(patch) });
}

/** Field values of a patch; what the patch does not name is not touched. */
function fieldsOf(patch: ShipmentPatch): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {};
  const put = (fieldId: string, value: FieldValue | undefined): void => {
    if (value !== undefined) values[fieldId] = value ?? '';
  };
  put(SHIPMENT.state, patch.state === undefined ? undefined : stateText(patch.state));
  put(SHIPMENT.reason, patch.reason);
  put(SHIPMENT.message, patch.message?.slice(0, 3900));
  put(SHIPMENT.trackingId, patch.trackingId);
  put(SHIPMENT.generation, patch.generation);
  put(SHIPMENT.foreign, patch.foreign);
  put(SHIPMENT.slug, patch.slug);
  put(SHIPMENT.slugAsked, patch.slugAsked);
  put(SHIPMENT.createPrint, patch.createPrint);
  put(SHIPMENT.updatePrint, patch.updatePrint);
  put(SHIPMENT.sentAt, patch.sentAt);
  put(SHIPMENT.dueAt, patch.dueAt);
  put(SHIPMENT.removedAt, patch.removedAt);
  put(SHIPMENT.answerCode, patch.answerCode);
  put(SHIPMENT.traceId, patch.traceId);
  put(SHIPMENT.hasContact, patch.hasContact);
  put(SHIPMENT.lookedAt, patch.lookedAt);
  put(SHIPMENT.failedAt, patch.failedAt);
  put(SHIPMENT.alongside, patch.alongside?.join('\n'));
  put(SHIPMENT.history, patch.history);
  put(SHIPMENT.backfill, patch.backfill);
  put(SHIPMENT.withoutContact, patch.withoutContact);
  put(SHIPMENT.retry, patch.retryRequested);
  put(SHIPMENT.shippedOn, patch.shippedOn === undefined ? undefined : dateOf(patch.shippedOn));
  return values;
}

/** Midnight of the engine's own zone, which is how date fields come out, too. */
export function dateOf(day: CalendarDate | null): Date | null {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  return year && month && date ? new Date(year, month - 1, date) : null;
}

/** A state as people read it in a list: `Needs attention`. */
export function stateText(state: ShipmentState): string {
  return state.charAt(0).toUpperCase() + state.slice(1);
}

export function parseState(value: unknown): ShipmentState {
  const text = parseText(value)?.toLowerCase();
  // An unknown word would be a person's edit of a locked field: asking AfterShip again settles what is true.
  return text !== undefined && isShipmentState(text) ? text : 'in doubt';
}

export function parseShipment(id: number, read: (fieldId: string) => unknown): Shipment {
  return {
    id,
    fulfillmentId: parseInteger(read(SHIPMENT.fulfillment)) ?? 0,
    number: parseText(read(SHIPMENT.number)) ?? '',
    state: parseState(read(SHIPMENT.state)),
    reason: parseText(read(SHIPMENT.reason)) ?? '',
    message: parseText(read(SHIPMENT.message)) ?? '',
    trackingId: parseText(read(SHIPMENT.trackingId)),
    generation: parseInteger(read(SHIPMENT.generation)) ?? 1,
    foreign: parseFlag(read(SHIPMENT.foreign)),
    slug: parseText(read(SHIPMENT.slug)),
    slugAsked: parseText(read(SHIPMENT.slugAsked)),
    createPrint: parseText(read(SHIPMENT.createPrint)) ?? '',
    updatePrint: parseText(read(SHIPMENT.updatePrint)) ?? '',
    sentAt: parseInteger(read(SHIPMENT.sentAt)),
    dueAt: parseInteger(read(SHIPMENT.dueAt)),
    removedAt: parseInteger(read(SHIPMENT.removedAt)),
    answerCode: parseInteger(read(SHIPMENT.answerCode)),
    traceId: parseText(read(SHIPMENT.traceId)),
    hasContact: parseFlag(read(SHIPMENT.hasContact)),
    lookedAt: parseInteger(read(SHIPMENT.lookedAt)),
    failedAt: parseInteger(read(SHIPMENT.failedAt)),
    alongside: (parseText(read(SHIPMENT.alongside)) ?? '').split(/\s+/).filter((number) => number !== ''),
    history: parseText(read(SHIPMENT.history)) ?? '',
    backfill: parseInteger(read(SHIPMENT.backfill)),
    withoutContact: parseFlag(read(SHIPMENT.withoutContact)),
    retryRequested: parseFlag(read(SHIPMENT.retry)),
    shippedOn: parseCalendarDate(read(SHIPMENT.shippedOn)),
  };
}
