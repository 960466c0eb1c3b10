/** Backfill records, their events, and the fulfillments of their windows. */

import * as format from 'N/format';
import * as record from 'N/record';
import * as search from 'N/search';
import type { BackfillChange, Backfills, DatedFulfillments } from '../app/ports';
import { searchDays, type Backfill, type BackfillState, type BackfillWish } from '../core/backfill';
import type { Mode } from '../core/connection';
import type { CalendarDate } from '../core/values';
import { BACKFILL, MODE_LABELS, OUTBOX } from './ids';
import { dateOf } from './ledger';
import { describeError } from './platform';
import { firstRows, PAGE } from './rows';
import { parseCalendarDate, parseFlag, parseInteger, parseLabel, parseList, parseText } from './values';

const STATE_LABELS: Readonly<Record<BackfillState, string>> = {
  running: 'Running',
  paused: 'Paused',
  done: 'Done',
  cancelled: 'Cancelled',
};

export const BACKFILL_COLUMNS: readonly string[] = Object.values(BACKFILL).filter((id) => id !== BACKFILL.type);

export function backfills(accountId: string): Backfills {
  return {
    read: (id) => readBackfill(accountId, id),
    findRunning: () => findBackfills(accountId, ['running'], 1, search.Sort.ASC)[0] ?? null,
    change: (id, change) => {
      record.submitFields({ type: BACKFILL.type, id, values: fieldsOf(change) });
    },
    findWaiting: (id) => {
      const waiting = search.create({
        type: OUTBOX.type,
        filters: [[OUTBOX.account, 'is', accountId], 'and', [OUTBOX.backfillId, 'equalto', id]],
        columns: [OUTBOX.fulfillment],
      });
      const ids = firstRows(waiting, PAGE).map((row) => parseInteger(row.getValue({ name: OUTBOX.fulfillment })));
      return [...new Set(ids.filter((found) => found !== null))];
    },
  };
}

/**
 * Null when this account has no such backfill or this run may not see it: how a look-up reports the difference is not
 * documented.
 */
export function readBackfill(accountId: string, id: number): Backfill | null {
  try {
    const found: Record<string, unknown> = search.lookupFields({
      type: BACKFILL.type,
      id,
      columns: [...BACKFILL_COLUMNS],
    });
    return parseBackfill(accountId, id, (fieldId) => found[fieldId]);
  } catch (error) {
    const { name } = describeError(error);
    if (name === 'RCRD_DSNT_EXIST' || name === 'INSUFFICIENT_PERMISSION') return null;
    throw error;
  }
}

export function findBackfills(
  accountId: string,
  states: readonly BackfillState[],
  limit: number,
  sort: search.Sort,
): readonly Backfill[] {
  const anyState = states.flatMap((state, index): unknown[] => {
    const term: unknown = [BACKFILL.state, 'is', STATE_LABELS[state]];
    return index === 0 ? [term] : ['or', term];
  });
  const found = search.create({
    type: BACKFILL.type,
    filters: [[BACKFILL.account, 'is', accountId], 'and', anyState],
    columns: [search.createColumn({ name: 'internalid', sort }), ...BACKFILL_COLUMNS],
  });
  return firstRows(found, limit).flatMap(
    (row) => parseBackfill(accountId, Number(row.id), (fieldId) => row.getValue({ name: fieldId })) ?? [],
  );
}

function parseBackfill(accountId: string, id: number, read: (fieldId: string) => unknown): Backfill | null {
  const from = parseCalendarDate(read(BACKFILL.from));
  const to = parseCalendarDate(read(BACKFILL.to));
  const state = parseLabel(read(BACKFILL.state), STATE_LABELS);
  const mode = parseLabel<Mode>(read(BACKFILL.mode), MODE_LABELS);
  if (parseText(read(BACKFILL.account)) !== accountId) return null;
  if (from === null || to === null || state === null || mode === null) return null;
  return {
    id,
    state,
    reason: parseText(read(BACKFILL.reason)) ?? '',
    from,
    to,
    withContacts: parseFlag(read(BACKFILL.contacts)),
    subsidiaries: parseList(read(BACKFILL.subsidiaries)),
    locations: parseList(read(BACKFILL.locations)),
    mode,
    expected: parseInteger(read(BACKFILL.expected)) ?? 0,
    raised: parseInteger(read(BACKFILL.raised)) ?? 0,
    cursor: parseInteger(read(BACKFILL.cursor)) ?? 0,
    isComplete: parseFlag(read(BACKFILL.complete)),
    startedAt: parseInteger(read(BACKFILL.startedAt)) ?? 0,
    endedAt: parseInteger(read(BACKFILL.endedAt)),
  };
}

type FieldValue = string | number | boolean | Date;

/** Field values of a change. Fields that the change does not name stay. */
export function fieldsOf(change: BackfillChange & Partial<Pick<Backfill, 'mode'>>): Record<string, FieldValue> {
  return {
    ...(change.state !== undefined && { [BACKFILL.state]: STATE_LABELS[change.state] }),
    ...(change.mode !== undefined && { [BACKFILL.mode]: MODE_LABELS[change.mode] }),
    ...(change.reason !== undefined && { [BACKFILL.reason]: change.reason }),
    ...(change.cursor !== undefined && { [BACKFILL.cursor]: change.cursor }),
    ...(change.raised !== undefined && { [BACKFILL.raised]: change.raised }),
    ...(change.isComplete !== undefined && { [BACKFILL.complete]: change.isComplete }),
    ...(change.endedAt !== undefined && { [BACKFILL.endedAt]: change.endedAt ?? '' }),
  };
}

export const datedFulfillments: DatedFulfillments = {
  find: (wish, afterId, limit) => {
    // Each search starts above the last id, so a row that changes meanwhile does not hide another row.
    const filters = [...windowFilters(wish), 'and', ['internalidnumber', 'greaterthan', afterId]];
    const found = search.create({ type: search.Type.ITEM_FULFILLMENT, filters, columns: [byFulfillment()] });
    return firstRows(found, limit).map(fulfillmentOf);
  },
};

/** A column that gives each fulfillment once, in the order of the ids, however many of its rows a search finds. */
export function byFulfillment(): search.Column {
  return search.createColumn({ name: 'internalid', summary: search.Summary.GROUP, sort: search.Sort.ASC });
}

export function fulfillmentOf(row: search.Result): number {
  return Number(row.getValue({ name: 'internalid', summary: search.Summary.GROUP }));
}

/**
 * Filters for fulfillments that may have shipped in the window. Only the loaded record shows whether they did. Without
 * locations they find the main row of each fulfillment, else any of its rows.
 */
export function windowFilters(wish: BackfillWish): unknown[] {
  const days = searchDays(wish);
  const filters: unknown[] = [
    wish.locations.length === 0 ? ['mainline', 'is', 'T'] : fromLocations(wish.locations),
    'and',
    [
      [['trandate', 'onorafter', dayText(days.from)], 'and', ['trandate', 'onorbefore', dayText(days.to)]],
      'or',
      [
        ['trandate', 'onorafter', dayText(days.earliest)],
        'and',
        ['trandate', 'before', dayText(days.from)],
        'and',
        ['lastmodifieddate', 'onorafter', dayText(days.changedSince)],
      ],
      'or',
      [
        ['trandate', 'after', dayText(days.to)],
        'and',
        ['trandate', 'onorbefore', dayText(days.latest)],
        'and',
        ['datecreated', 'onorbefore', dayText(days.madeUntil)],
      ],
    ],
  ];
  if (wish.subsidiaries.length > 0) filters.push('and', ['subsidiary', 'anyof', ...wish.subsidiaries]);
  return filters;
}

/** The type of a purchase order in a search. The fulfillment of a drop shipment is made from one. */
export const PURCHASE_ORDER = 'PurchOrd';

/**
 * A filter that one row of a fulfillment has to pass: its item lines have the locations, and the main row has none. A
 * drop shipment has no location of ours and passes.
 */
function fromLocations(locations: readonly string[]): unknown[] {
  return [['location', 'anyof', ...locations], 'or', ['createdfrom.type', 'anyof', PURCHASE_ORDER]];
}

/** A date in a filter is a text in the running user's format, which only N/format knows. */
function dayText(day: CalendarDate): string {
  return String(format.format({ value: dateOf(day), type: format.Type.DATE }));
}
