/** The ledger: records of the type *AfterShip Package*. */

import * as record from 'N/record';
import * as search from 'N/search';
import type { Ledger, LedgerPatch, LedgerReading } from '../app/ports';
import { parseJsonObject } from '../core/json';
import { isReason, isState, reasonsWhere, stateOf, type Params, type State } from '../core/ledger/reasons';
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
import { SECONDS_PER_HOUR, type CalendarDate, type EpochSeconds } from '../core/values';
import { hash } from './hash';
import { PACKAGE } from './ids';
import { unlessGone } from './platform';
import { countRows, everyRow, firstRows } from './rows';
import { parseCalendarDate, parseFlag, parseInteger, parseText } from './values';

/** Fields that only people and the filters of searches read. */
const UNREAD: readonly string[] = [
  PACKAGE.type,
  PACKAGE.account,
  PACKAGE.state,
  PACKAGE.removalHour,
  PACKAGE.failedHour,
];

/** Columns of a row. */
export const COLUMNS: readonly string[] = Object.values(PACKAGE).filter((id) => !UNREAD.includes(id));

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
          filters: [ofAccount, 'and', ...lately(PACKAGE.removalHour, PACKAGE.removalAskedAt, since)],
        }),
      ),
    countFailingFulfillments: (since) => {
      const filters = [ofAccount, 'and', ...lately(PACKAGE.failedHour, PACKAGE.failedAt, since)];
      return new Set(findIds(filters, FAILING_ROWS)).size;
    },
    findWaiting: (now, { isOn, start, limit }) => {
      const isDue = [anyOf(PACKAGE.reason, 'is', WITH_DUE_TIME), 'and', [PACKAGE.dueAt, 'lessthanorequalto', now]];
      const terms = [[PACKAGE.retry, 'is', 'T'], ...(isOn ? ['or', isDue] : [])];
      const first = search.createColumn({ name: PACKAGE.dueAt, sort: search.Sort.ASC });
      const filters = [ofAccount, 'and', terms];
      const found = search.create({ type: PACKAGE.type, filters, columns: [first, PACKAGE.fulfillment] });
      const rows = firstRows(found, limit, start);
      return { fulfillmentIds: fulfillmentsOf(rows), isLast: rows.length < limit };
    },
  };
}

/** Reasons of rows that come up by themselves. Only their rows have a due time, and few rows of the ledger have them. */
const WITH_DUE_TIME = reasonsWhere(({ next }) => next === 'time');

/** Hours since `since`, of which no search asks longer than an hour later, and the hour after that. */
const HOURS_LATELY = 3;

/** A filter for times since `since`, among the rows of the hours since then, because these are few. */
function lately(hourField: string, timeField: string, since: EpochSeconds): unknown[] {
  const hours = Array.from({ length: HOURS_LATELY }, (_, later) => hourOf(since) + later);
  return [anyOf(hourField, 'equalto', hours), 'and', [timeField, 'greaterthanorequalto', since]];
}

function hourOf(time: EpochSeconds): number {
  return Math.floor(time / SECONDS_PER_HOUR);
}

/** `(a or b or c)`: the field has one of these values. */
function anyOf(field: string, operator: string, values: readonly (string | number)[]): unknown[] {
  return values.flatMap((value, index): unknown[] => {
    const term: unknown = [field, operator, value];
    return index === 0 ? [term] : ['or', term];
  });
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
  const putTime = (fieldId: string, hourFieldId: string, time: EpochSeconds | null | undefined): void => {
    put(fieldId, time);
    put(hourFieldId, time === undefined || time === null ? time : hourOf(time));
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
  putTime(PACKAGE.removalAskedAt, PACKAGE.removalHour, patch.removalAskedAt);
  put(PACKAGE.answerCode, patch.answerCode);
  put(PACKAGE.traceId, patch.traceId);
  put(PACKAGE.lookedAt, patch.lookedAt);
  putTime(PACKAGE.failedAt, PACKAGE.failedHour, patch.failedAt);
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
