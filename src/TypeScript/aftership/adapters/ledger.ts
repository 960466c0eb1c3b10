/** The ledger: records of the type *AfterShip Package*. */

import * as record from 'N/record';
import * as search from 'N/search';
import type { Ledger, LedgerPatch, LedgerReading } from '../app/ports';
import { parseJsonObject } from '../core/json';
import { isReason, isState, stateOf, type Params, type State } from '../core/ledger/reasons';
import {
  believable,
  holdingOf,
  isOwner,
  trackingIdOf,
  type LedgerRow,
  type RowContent,
  type TrackingId,
} from '../core/ledger/row';
import { trackingIdFor } from '../core/aftership/request';
import { generationOf } from '../core/ledger/transitions';
import type { CalendarDate } from '../core/values';
import { hash } from './hash';
import { PACKAGE } from './ids';
import { unlessGone } from './platform';
import { countRows, everyRow, firstRows } from './rows';
import { parseCalendarDate, parseFlag, parseInteger, parseText } from './values';

/** Columns of a row, without the account and without fields that only people read. */
export const COLUMNS: readonly string[] = Object.values(PACKAGE).filter(
  (id) => id !== PACKAGE.type && id !== PACKAGE.account && id !== PACKAGE.state,
);

/** Numbers in one search. Filter expressions of a few dozen terms are common; the limit is not documented. */
const NUMBERS_PER_SEARCH = 50;

type FieldValue = string | number | boolean | Date | null;

export function ledger(accountId: string): Ledger {
  const ofAccount = [PACKAGE.account, 'is', accountId];
  return {
    findFor: (fulfillmentId, numbers) => {
      const rows = new Map<number, LedgerRow>();
      const first: unknown[] = [PACKAGE.fulfillment, 'equalto', fulfillmentId];
      for (let start = 0; start === 0 || start < numbers.length; start += NUMBERS_PER_SEARCH) {
        const terms: unknown[] = start === 0 ? [first] : [];
        for (const number of numbers.slice(start, start + NUMBERS_PER_SEARCH)) {
          if (terms.length > 0) terms.push('or');
          terms.push([PACKAGE.number, 'is', number]);
        }
        for (const row of runAll(accountId, [ofAccount, 'and', terms])) rows.set(row.id, row);
      }
      return readLedger(fulfillmentId, [...rows.values()]);
    },
    add: (fulfillmentId, number, content, shippedOn) => add(accountId, fulfillmentId, number, content, shippedOn),
    change,
    findOwners: (trackingId) =>
      runAll(accountId, [ofAccount, 'and', [PACKAGE.trackingId, 'is', trackingId]]).filter(isOwner),
    countRemovalsSince: (since) =>
      countRows(
        search.create({
          type: PACKAGE.type,
          filters: [ofAccount, 'and', [PACKAGE.removalAskedAt, 'greaterthanorequalto', since]],
        }),
      ),
    countFailingFulfillments: (since) => {
      const filters = [ofAccount, 'and', [PACKAGE.failedAt, 'greaterthanorequalto', since]];
      return new Set(findIds(filters, FAILING_ROWS)).size;
    },
    findWaiting: (now, { isOn, start, limit }) => {
      const isDue = isOn ? ['or', [PACKAGE.dueAt, 'lessthanorequalto', now]] : [];
      const terms = [[PACKAGE.retry, 'is', 'T'], ...isDue];
      const first = search.createColumn({ name: PACKAGE.dueAt, sort: search.Sort.ASC });
      const filters = [ofAccount, 'and', terms];
      const found = search.create({ type: PACKAGE.type, filters, columns: [first, PACKAGE.fulfillment] });
      const rows = firstRows(found, limit, start);
      return { fulfillmentIds: fulfillmentsOf(rows), isLast: rows.length < limit };
    },
  };
}

/** Enough rows to find several fulfillments even if one has many failing packages. */
const FAILING_ROWS = 100;

/** Ids of the fulfillments of the rows found, each once. */
function findIds(filters: unknown[], limit: number): readonly number[] {
  return fulfillmentsOf(
    firstRows(search.create({ type: PACKAGE.type, filters, columns: [PACKAGE.fulfillment] }), limit),
  );
}

function fulfillmentsOf(rows: readonly search.Result[]): readonly number[] {
  const ids = rows.map((row) => parseInteger(row.getValue({ name: PACKAGE.fulfillment })));
  return [...new Set(ids.filter((id) => id !== null))];
}

function runAll(accountId: string, filters: unknown[]): readonly LedgerRow[] {
  return everyRow((byId) => search.create({ type: PACKAGE.type, filters, columns: [byId, ...COLUMNS] })).map((row) =>
    parseRow(Number(row.id), (fieldId) => row.getValue({ name: fieldId }), accountId),
  );
}

/** Our ids of the number, by generation. */
function ownId(accountId: string, number: string): (generation: number) => TrackingId {
  return (generation) => trackingIdFor({ accountId, number, generation }, (text) => hash.sha256Hex(text));
}

function readLedger(fulfillmentId: number, rows: readonly LedgerRow[]): LedgerReading {
  const ordered = [...rows].sort((left, right) => left.id - right.id);
  const own = new Map<string, LedgerRow>();
  for (const row of ordered) {
    if (row.fulfillmentId !== fulfillmentId) continue;
    const first = own.get(row.number);
    own.set(row.number, first === undefined ? row : merge(first, row));
  }
  return { own: [...own.values()], others: ordered.filter((row) => row.fulfillmentId !== fulfillmentId) };
}

/**
 * Merges two rows of one package, which exist when two runs raced and the platform accepted the second external id (not
 * documented). The lower id stays and takes over what the other row knows about AfterShip.
 */
function merge(first: LedgerRow, second: LedgerRow): LedgerRow {
  const knowsMore = second.holding.at !== 'nothing' && first.holding.at === 'nothing';
  const { id, retryRequested } = first;
  const merged: LedgerRow = knowsMore ? { ...second, id, retryRequested } : first;
  if (knowsMore) change(id, { ...merged, retryRequested: undefined });
  unlessGone(() => record.delete({ type: PACKAGE.type, id: second.id }));
  return merged;
}

function add(
  accountId: string,
  fulfillmentId: number,
  number: string,
  content: RowContent,
  shippedOn: CalendarDate | null,
): number {
  const key = `aftership-${accountId}-${fulfillmentId}-${number}`;
  const save = (extra: Readonly<Record<string, FieldValue>>): number => {
    const row = record.create({ type: PACKAGE.type });
    const values = {
      [PACKAGE.account]: accountId,
      [PACKAGE.fulfillment]: fulfillmentId,
      [PACKAGE.number]: number,
      ...fieldsOf({ ...content, shippedOn }),
      ...extra,
    };
    for (const [fieldId, value] of Object.entries(values)) {
      if (value !== null && value !== '') row.setValue({ fieldId, value });
    }
    return Number(row.save());
  };
  try {
    return save({ externalid: key, [PACKAGE.transaction]: fulfillmentId });
  } catch (error) {
    // The error for a second external id is not documented, nor whether a script may set one. So the existing row is
    // searched, and if there is none, the row is saved without the two fields that are not essential.
    const found = search.create({
      type: PACKAGE.type,
      filters: [
        [PACKAGE.account, 'is', accountId],
        'and',
        [PACKAGE.fulfillment, 'equalto', fulfillmentId],
        'and',
        [PACKAGE.number, 'is', number],
      ],
      columns: [PACKAGE.number],
    });
    const [existing] = firstRows(found, 1);
    if (existing === undefined) return saveOrThrow(() => save({}), error);
    change(Number(existing.id), { ...content, shippedOn });
    return Number(existing.id);
  }
}

/** Saves the plain row. When that fails, too, it throws the first error, which tells more. */
function saveOrThrow(save: () => number, firstError: unknown): number {
  try {
    return save();
  } catch {
    throw firstError;
  }
}

function change(id: number, patch: WrittenPatch): void {
  record.submitFields({ type: PACKAGE.type, id, values: fieldsOf(patch) });
}

type WrittenPatch = LedgerPatch & { readonly shippedOn?: CalendarDate | null };

/** Field values of a patch. Fields that the patch does not name stay. */
function fieldsOf(patch: WrittenPatch): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {};
  const put = (fieldId: string, value: FieldValue | undefined): void => {
    if (value !== undefined) values[fieldId] = value ?? '';
  };
  const { holding, reason, params } = patch;
  if (holding !== undefined && reason !== undefined) put(PACKAGE.state, stateOf(reason, holding.at));
  put(PACKAGE.reason, reason);
  put(PACKAGE.params, params === undefined ? undefined : paramsText(params));
  put(PACKAGE.holding, holding?.at);
  put(PACKAGE.trackingId, holding === undefined ? undefined : trackingIdOf(holding));
  put(PACKAGE.generation, holding === undefined ? undefined : generationOf({ holding }));
  put(PACKAGE.dueAt, patch.dueAt);
  put(PACKAGE.slug, patch.slug);
  put(PACKAGE.slugAsked, patch.slugAsked);
  put(PACKAGE.evidence, patch.evidence);
  put(PACKAGE.fingerprint, patch.fingerprint);
  put(PACKAGE.sentFields, patch.sentFields === undefined ? undefined : (patch.sentFields ?? []).join(','));
  put(PACKAGE.contentAt, patch.contentAt);
  put(PACKAGE.hasContact, patch.hasContact);
  put(PACKAGE.madeAt, patch.madeAt);
  put(PACKAGE.removalAskedAt, patch.removalAskedAt);
  put(PACKAGE.answerCode, patch.answerCode);
  put(PACKAGE.traceId, patch.traceId);
  put(PACKAGE.lookedAt, patch.lookedAt);
  put(PACKAGE.failedAt, patch.failedAt);
  put(PACKAGE.history, patch.history);
  put(PACKAGE.backfill, patch.backfill);
  put(PACKAGE.withoutContact, patch.withoutContact);
  put(PACKAGE.retry, patch.retryRequested);
  put(PACKAGE.shippedOn, patch.shippedOn === undefined ? undefined : dateOf(patch.shippedOn));
  return values;
}

/** A search cuts a text column off, at 1,300 characters in the worst case (section_4345776651). */
const PARAMS_CHARACTERS = 1200;

/** Shortens the longest texts until all of them fit. */
export function paramsText(params: Params): string {
  let kept: Params = params;
  for (;;) {
    const text = JSON.stringify(kept);
    if (text.length <= PARAMS_CHARACTERS) return text === '{}' ? '' : text;
    const [name = '', value = ''] = Object.entries(kept).sort(
      ([, left], [, right]) => String(right).length - String(left).length,
    )[0] ?? ['', ''];
    kept = { ...kept, [name]: `${String(value).slice(0, Math.floor(String(value).length / 2))}…` };
  }
}

/** Empty where somebody edited the locked field, so that the message is shown without its values. */
function parseParams(value: unknown): Params {
  const values = Object.entries(parseJsonObject(parseText(value) ?? ''));
  return Object.fromEntries(
    values.filter(([, each]) => typeof each === 'string' || typeof each === 'number'),
  ) as Params;
}

/** Midnight in the engine's time zone, because date fields are read in that zone. */
export function dateOf(day: CalendarDate | null): Date | null {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  return year && month && date ? new Date(year, month - 1, date) : null;
}

/** Parses the state of a grouped search. An unknown word is a person's edit of a locked field. */
export function parseState(value: unknown): State {
  const text = parseText(value) ?? '';
  return isState(text) ? text : 'Needs attention';
}

/** `accountId` is null for rows that are only shown: their tracking ids are not compared with their numbers. */
export function parseRow(id: number, read: (fieldId: string) => unknown, accountId: string | null = null): LedgerRow {
  const reason = parseText(read(PACKAGE.reason)) ?? '';
  const number = parseText(read(PACKAGE.number)) ?? '';
  const stored = {
    at: parseText(read(PACKAGE.holding)),
    trackingId: parseText(read(PACKAGE.trackingId)),
    generation: parseInteger(read(PACKAGE.generation)) ?? 1,
  };
  const row: LedgerRow = {
    id,
    fulfillmentId: parseInteger(read(PACKAGE.transaction)) ?? parseInteger(read(PACKAGE.fulfillment)) ?? 0,
    number,
    holding: holdingOf(stored, accountId === null ? null : ownId(accountId, number)),
    reason: 'again',
    params: parseParams(read(PACKAGE.params)),
    dueAt: parseInteger(read(PACKAGE.dueAt)),
    slug: parseText(read(PACKAGE.slug)),
    slugAsked: parseText(read(PACKAGE.slugAsked)),
    evidence: parseText(read(PACKAGE.evidence)) ?? '',
    fingerprint: parseText(read(PACKAGE.fingerprint)) ?? '',
    sentFields: parseText(read(PACKAGE.sentFields))?.split(',') ?? null,
    contentAt: parseInteger(read(PACKAGE.contentAt)),
    hasContact: parseFlag(read(PACKAGE.hasContact)),
    madeAt: parseInteger(read(PACKAGE.madeAt)),
    removalAskedAt: parseInteger(read(PACKAGE.removalAskedAt)),
    answerCode: parseInteger(read(PACKAGE.answerCode)),
    traceId: parseText(read(PACKAGE.traceId)),
    lookedAt: parseInteger(read(PACKAGE.lookedAt)),
    failedAt: parseInteger(read(PACKAGE.failedAt)),
    history: parseText(read(PACKAGE.history)) ?? '',
    backfill: parseInteger(read(PACKAGE.backfill)),
    withoutContact: parseFlag(read(PACKAGE.withoutContact)),
    retryRequested: parseFlag(read(PACKAGE.retry)),
    shippedOn: parseCalendarDate(read(PACKAGE.shippedOn)),
  };
  return believable(row, isReason(reason) ? reason : null);
}
