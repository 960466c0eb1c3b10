/** The ledger as the console sees it: counts by summary searches, rows by ranges. Each search costs 10 units a 1,000 rows. */

import * as format from 'N/format';
import * as record from 'N/record';
import * as search from 'N/search';
import type { ConsoleLedger, RowFilter } from '../../app/operator/console_ports';
import { SHOWN_SHARED, SHOWN_WITH_EMAIL, type Shipment } from '../../core/ledger/shipment';
import type { CalendarDate, EpochSeconds } from '../../core/values';
import { SHIPMENT } from '../ids';
import { unlessGone } from '../platform';
import { COLUMNS, dateOf, parseShipment, parseState, stateText } from '../shipments';
import { parseCalendarDate, parseInteger, parseText } from '../values';

const PAGE = 1000;

/** The field holds an integer, so there is no "any of"; how long an expression may be is not documented. */
const IDS_PER_SEARCH = 50;

/** How NetSuite shows an empty value that a summary groups by; whether getValue gives it is not documented. */
const EMPTY_GROUP = '- None -';

export function consoleLedger(accountId: string): ConsoleLedger {
  const ofAccount = [SHIPMENT.account, 'is', accountId];
  return {
    countByReason: () =>
      countBy(ofAccount, [SHIPMENT.state, SHIPMENT.reason]).map(({ read, count }) => ({
        state: parseState(read(SHIPMENT.state)),
        reason: parseGroup(read(SHIPMENT.reason)),
        count,
      })),
    countByDay: (from) =>
      countBy([ofAccount, 'and', shippedFrom(from)], [SHIPMENT.shippedOn, SHIPMENT.state]).flatMap(
        ({ read, count }) => {
          const day = parseCalendarDate(read(SHIPMENT.shippedOn));
          return day === null ? [] : [{ day, state: parseState(read(SHIPMENT.state)), count }];
        },
      ),
    countByCarrier: (from) =>
      countBy([ofAccount, 'and', shippedFrom(from)], [SHIPMENT.slug, SHIPMENT.state]).map(({ read, count }) => ({
        slug: parseGroup(read(SHIPMENT.slug)),
        state: parseState(read(SHIPMENT.state)),
        count,
      })),
    countPreviews: () =>
      countBy(
        [ofAccount, 'and', [SHIPMENT.state, 'is', stateText('would send')]],
        [SHIPMENT.shippedOn, SHIPMENT.reason],
      ).map(({ read, count }) => ({
        day: parseCalendarDate(read(SHIPMENT.shippedOn)),
        hasEmail: parseGroup(read(SHIPMENT.reason)) === SHOWN_WITH_EMAIL,
        isShared: parseGroup(read(SHIPMENT.reason)) === SHOWN_SHARED,
        count,
      })),
    list: (filter, start, limit) => list([ofAccount, 'and', ...rowFilter(filter)], start, limit),
    listEvery: (filter, limit) =>
      findEvery([ofAccount, 'and', ...rowFilter(filter)], limit, LIST_COLUMNS).map(toShipment(LIST_COLUMNS)),
    findByIds: (ids) =>
      ids.length === 0 ? [] : list([ofAccount, 'and', ['internalid', 'anyof', ...ids]], 0, Math.min(ids.length, PAGE)),
    findRelated: (fulfillmentId, numbers) => {
      const terms: unknown[] = [[SHIPMENT.fulfillment, 'equalto', fulfillmentId]];
      for (const number of numbers) terms.push('or', [SHIPMENT.number, 'is', number]);
      return list([ofAccount, 'and', terms], 0, PAGE, COLUMNS);
    },
    findByNumber: (number) => list([ofAccount, 'and', [SHIPMENT.number, 'is', number]], 0, PAGE),
    findOfFulfillments: (fulfillmentIds) => {
      const rows: Shipment[] = [];
      for (let start = 0; start < fulfillmentIds.length; start += IDS_PER_SEARCH) {
        const terms = fulfillmentIds.slice(start, start + IDS_PER_SEARCH).flatMap((id, index): unknown[] => {
          const term: unknown = [SHIPMENT.fulfillment, 'equalto', id];
          return index === 0 ? [term] : ['or', term];
        });
        rows.push(...findEvery([ofAccount, 'and', terms], Infinity, LIST_COLUMNS).map(toShipment(LIST_COLUMNS)));
      }
      return rows;
    },
    requestRetry: (id) => {
      unlessGone(() => record.submitFields({ type: SHIPMENT.type, id, values: { [SHIPMENT.retry]: true } }));
    },
    countSentByCarrier: (since) =>
      countBy([ofAccount, 'and', ...sentFrom(since)], [SHIPMENT.slug]).map(({ read, count }) => ({
        slug: parseGroup(read(SHIPMENT.slug)),
        count,
      })),
    findSentByCarrier: (slug, since, limit) => {
      const ofCarrier = slug === '' ? [SHIPMENT.slug, 'isempty', ''] : [SHIPMENT.slug, 'is', slug];
      const filters = [ofAccount, 'and', ...sentFrom(since), 'and', ofCarrier];
      const rows = findEvery(filters, limit, [SHIPMENT.fulfillment]);
      const ids = new Set(rows.map((row) => parseInteger(row.getValue({ name: SHIPMENT.fulfillment })) ?? 0));
      ids.delete(0);
      return [...ids];
    },
    erase: (id, { message, history, keepsLook }) => {
      const values = {
        [SHIPMENT.message]: message,
        [SHIPMENT.history]: history,
        [SHIPMENT.updatePrint]: '',
        ...(keepsLook ? {} : { [SHIPMENT.lookedAt]: '' }),
      };
      unlessGone(() => record.submitFields({ type: SHIPMENT.type, id, values }));
    },
  };
}

/** What AfterShip holds and we made: a carrier is corrected on no other. */
function sentFrom(since: EpochSeconds): unknown[] {
  const states = [[SHIPMENT.state, 'is', stateText('tracked')], 'or', [SHIPMENT.state, 'is', stateText('linked')]];
  const time = [SHIPMENT.sentAt, 'greaterthanorequalto', since];
  return [states, 'and', [SHIPMENT.foreign, 'is', 'F'], 'and', time];
}

function rowFilter({ state, reason }: RowFilter): unknown[] {
  const terms: unknown[] = [[SHIPMENT.state, 'is', stateText(state)]];
  if (reason === null) return terms;
  return [...terms, 'and', reason === '' ? [SHIPMENT.reason, 'isempty', ''] : [SHIPMENT.reason, 'is', reason]];
}

/** A date in a filter is a text in the running user's format, which only N/format knows. */
export function shippedFrom(day: CalendarDate): unknown[] {
  return [SHIPMENT.shippedOn, 'onorafter', format.format({ value: dateOf(day), type: format.Type.DATE })];
}

export function shippedUntil(day: CalendarDate): unknown[] {
  return [SHIPMENT.shippedOn, 'onorbefore', format.format({ value: dateOf(day), type: format.Type.DATE })];
}

export interface Group {
  readonly read: (fieldId: string) => unknown;
  readonly count: number;
}

export function countBy(filters: unknown[], fields: readonly string[]): readonly Group[] {
  const groups = fields.map((name) => search.createColumn({ name, summary: search.Summary.GROUP }));
  const counted = search.createColumn({ name: 'internalid', summary: search.Summary.COUNT });
  return search
    .create({ type: SHIPMENT.type, filters, columns: [...groups, counted] })
    .run()
    .getRange({ start: 0, end: PAGE })
    .map((row) => ({
      read: (name) => row.getValue({ name, summary: search.Summary.GROUP }),
      count: parseInteger(row.getValue({ name: 'internalid', summary: search.Summary.COUNT })) ?? 0,
    }));
}

export function parseGroup(value: unknown): string {
  const text = parseText(value);
  return text === null || text === EMPTY_GROUP ? '' : text;
}

/** Long lists go without what only the page of one fulfillment shows. */
const LIST_COLUMNS = COLUMNS.filter((id) => id !== SHIPMENT.history);

function list(
  filters: unknown[],
  start: number,
  limit: number,
  columns: readonly string[] = LIST_COLUMNS,
): readonly Shipment[] {
  const newestFirst = search.createColumn({ name: 'internalid', sort: search.Sort.DESC });
  const results = search.create({ type: SHIPMENT.type, filters, columns: [newestFirst, ...columns] }).run();
  const rows: Shipment[] = [];
  while (rows.length < limit) {
    const at = start + rows.length;
    const page = results.getRange({ start: at, end: at + Math.min(PAGE, limit - rows.length) });
    rows.push(...page.map(toShipment(columns)));
    if (page.length < PAGE) break;
  }
  return rows;
}

function toShipment(columns: readonly string[]): (row: search.Result) => Shipment {
  return (row) =>
    parseShipment(Number(row.id), (fieldId) => (columns.includes(fieldId) ? row.getValue({ name: fieldId }) : null));
}

/**
 * Newest first, part after part below the last id: rows that change meanwhile cannot shift others out of sight. The
 * first part goes without `internalidnumber`, which is documented for transactions only.
 */
function findEvery(filters: unknown[], limit: number, columns: readonly string[]): readonly search.Result[] {
  const newestFirst = search.createColumn({ name: 'internalid', sort: search.Sort.DESC });
  const rows: search.Result[] = [];
  let below: unknown[] = [];
  while (rows.length < limit) {
    const part = search
      .create({ type: SHIPMENT.type, filters: [filters, ...below], columns: [newestFirst, ...columns] })
      .run()
      .getRange({ start: 0, end: Math.min(PAGE, limit - rows.length) });
    rows.push(...part);
    const last = part[part.length - 1];
    if (last === undefined || part.length < PAGE) break;
    below = ['and', ['internalidnumber', 'lessthan', Number(last.id)]];
  }
  return rows;
}
