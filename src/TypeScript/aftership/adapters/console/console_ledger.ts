/** Reads the ledger for the console: counts by summary searches, and rows. */

import * as format from 'N/format';
import * as record from 'N/record';
import * as search from 'N/search';
import type { ConsoleLedger, ReasonCount, RowFilter } from '../../app/operator/console_ports';
import type { Lacking } from '../../core/carrier/mapping_findings';
import { courierFieldNamed } from '../../core/carrier/requirements';
import { isReason, isRefusal, newInPreview } from '../../core/ledger/reasons';
import type { LedgerRow } from '../../core/ledger/row';
import type { CalendarDate, EpochSeconds } from '../../core/values';
import { PACKAGE } from '../ids';
import { unlessGone } from '../platform';
import { COLUMNS, dateOf, paramsText, parseRow, parseState } from '../ledger';
import { firstRows, newestRows, PAGE } from '../rows';
import { parseCalendarDate, parseGroup, parseInteger } from '../values';

/**
 * Ids in one filter expression. The field holds an integer, so "any of" does not exist; the longest expression is not
 * documented.
 */
const IDS_PER_SEARCH = 50;

export function consoleLedger(accountId: string): ConsoleLedger {
  const ofAccount = [PACKAGE.account, 'is', accountId];
  return {
    countByReason: () => countReasons([ofAccount]),
    countByDay: (from) =>
      countBy([ofAccount, 'and', shippedFrom(from)], [PACKAGE.shippedOn, PACKAGE.state]).flatMap(({ read, count }) => {
        const day = parseCalendarDate(read(PACKAGE.shippedOn));
        return day === null ? [] : [{ day, state: parseState(read(PACKAGE.state)), count }];
      }),
    countByCarrier: (from) =>
      countBy([ofAccount, 'and', shippedFrom(from)], [PACKAGE.slug, PACKAGE.state]).map(({ read, count }) => ({
        slug: parseGroup(read(PACKAGE.slug)),
        state: parseState(read(PACKAGE.state)),
        count,
      })),
    countByEvidence: (from) =>
      countBy([ofAccount, 'and', shippedFrom(from)], [PACKAGE.evidence]).map(({ read, count }) => ({
        evidence: parseGroup(read(PACKAGE.evidence)),
        count,
      })),
    countPreviews: () =>
      countBy([ofAccount, 'and', anyOf(PACKAGE.reason, newInPreview())], [PACKAGE.shippedOn, PACKAGE.reason]).map(
        ({ read, count }) => ({
          day: parseCalendarDate(read(PACKAGE.shippedOn)),
          hasEmail: parseGroup(read(PACKAGE.reason)) === 'preview_create_email',
          isShared: parseGroup(read(PACKAGE.reason)) === 'preview_share',
          count,
        }),
      ),
    countLacking: () => {
      const filters = [ofAccount, 'and', anyOf(PACKAGE.reason, newInPreview())];
      return countFields(list(filters, 0, PAGE));
    },
    list: (filter, start, limit) => list([ofAccount, 'and', ...rowFilter(filter)], start, limit),
    listEvery: (filter, limit) => list([ofAccount, 'and', ...rowFilter(filter)], 0, limit),
    findByIds: (ids) =>
      ids.length === 0 ? [] : list([ofAccount, 'and', ['internalid', 'anyof', ...ids]], 0, Math.min(ids.length, PAGE)),
    findRelated: (fulfillmentId, numbers) => {
      const terms: unknown[] = [[PACKAGE.fulfillment, 'equalto', fulfillmentId]];
      for (const number of numbers) terms.push('or', [PACKAGE.number, 'is', number]);
      return list([ofAccount, 'and', terms], 0, PAGE, COLUMNS);
    },
    findByNumber: (number) => list([ofAccount, 'and', [PACKAGE.number, 'is', number]], 0, PAGE),
    findOfFulfillments: (fulfillmentIds) => {
      const rows: LedgerRow[] = [];
      for (let start = 0; start < fulfillmentIds.length; start += IDS_PER_SEARCH) {
        const terms = fulfillmentIds.slice(start, start + IDS_PER_SEARCH).flatMap((id, index): unknown[] => {
          const term: unknown = [PACKAGE.fulfillment, 'equalto', id];
          return index === 0 ? [term] : ['or', term];
        });
        rows.push(...list([ofAccount, 'and', terms], 0, Infinity));
      }
      return rows;
    },
    requestRetry: (id) => {
      unlessGone(() => record.submitFields({ type: PACKAGE.type, id, values: { [PACKAGE.retry]: true } }));
    },
    countSentByCarrier: (since) =>
      countBy([ofAccount, 'and', ...sentFrom(since)], [PACKAGE.slug]).map(({ read, count }) => ({
        slug: parseGroup(read(PACKAGE.slug)),
        count,
      })),
    findSentByCarrier: (slug, since, limit) => {
      const ofCarrier = slug === '' ? [PACKAGE.slug, 'isempty', ''] : [PACKAGE.slug, 'is', slug];
      const filters = [ofAccount, 'and', ...sentFrom(since), 'and', ofCarrier];
      const rows = newestRows(
        (byId) => search.create({ type: PACKAGE.type, filters, columns: [byId, PACKAGE.fulfillment] }),
        { limit },
      );
      const ids = new Set(rows.map((row) => parseInteger(row.getValue({ name: PACKAGE.fulfillment })) ?? 0));
      ids.delete(0);
      return [...ids];
    },
    erase: (id, { params, history, keepsLook }) => {
      const values = {
        [PACKAGE.params]: paramsText(params),
        [PACKAGE.history]: history,
        [PACKAGE.fingerprint]: '',
        ...(keepsLook ? {} : { [PACKAGE.lookedAt]: '' }),
      };
      unlessGone(() => record.submitFields({ type: PACKAGE.type, id, values }));
    },
  };
}

/** Counts rows by the carrier and the missing field that Preview wrote down. */
function countFields(rows: readonly LedgerRow[]): readonly Lacking[] {
  const counts = new Map<string, Lacking>();
  for (const { params } of rows) {
    const slug = String(params['carrier'] ?? '');
    for (const name of String(params['lacks'] ?? '').split(' ')) {
      const field = courierFieldNamed(name);
      if (field === null) continue;
      const key = `${slug} ${field}`;
      counts.set(key, { slug, field, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...counts.values()];
}

/** Filters for trackings that we made and AfterShip still has. Only these can have their carrier corrected. */
function sentFrom(since: EpochSeconds): unknown[] {
  const states = [PACKAGE.state, 'is', 'In AfterShip'];
  return [states, 'and', [PACKAGE.madeAt, 'greaterthanorequalto', since]];
}

function rowFilter({ reason, code }: RowFilter): unknown[] {
  const ofCode = code === null ? [] : ['and', [PACKAGE.answerCode, 'equalto', code]];
  return [[PACKAGE.reason, 'is', reason], ...ofCode];
}

function anyOf(field: string, values: readonly string[]): unknown[] {
  return values.flatMap((value, index): unknown[] => {
    const term: unknown = [field, 'is', value];
    return index === 0 ? [term] : ['or', term];
  });
}

/** Counts rows by state, reason and AfterShip's code of a refusal. */
export function countReasons(filters: unknown[]): readonly ReasonCount[] {
  const counts = new Map<string, ReasonCount>();
  for (const { read, count } of countBy(filters, [PACKAGE.state, PACKAGE.reason, PACKAGE.answerCode])) {
    const reason = parseGroup(read(PACKAGE.reason));
    if (!isReason(reason)) continue;
    const state = parseState(read(PACKAGE.state));
    const code = isRefusal(reason) ? parseInteger(parseGroup(read(PACKAGE.answerCode))) : null;
    const key = `${state}|${reason}|${code ?? ''}`;
    counts.set(key, { state, reason, code, count: count + (counts.get(key)?.count ?? 0) });
  }
  return [...counts.values()];
}

/** A date in a filter is a text in the running user's format, which only N/format knows. */
export function shippedFrom(day: CalendarDate): unknown[] {
  return [PACKAGE.shippedOn, 'onorafter', format.format({ value: dateOf(day), type: format.Type.DATE })];
}

export function shippedUntil(day: CalendarDate): unknown[] {
  return [PACKAGE.shippedOn, 'onorbefore', format.format({ value: dateOf(day), type: format.Type.DATE })];
}

export interface Group {
  readonly read: (fieldId: string) => unknown;
  readonly count: number;
}

/** Groups are days, states, carriers, or ways in which a carrier was chosen; no account has as many of them. */
const MOST_GROUPS = 4000;

export function countBy(filters: unknown[], fields: readonly string[]): readonly Group[] {
  const groups = fields.map((name) => search.createColumn({ name, summary: search.Summary.GROUP }));
  const counted = search.createColumn({ name: 'internalid', summary: search.Summary.COUNT });
  const found = search.create({ type: PACKAGE.type, filters, columns: [...groups, counted] });
  return firstRows(found, MOST_GROUPS).map((row) => ({
    read: (name) => row.getValue({ name, summary: search.Summary.GROUP }),
    count: parseInteger(row.getValue({ name: 'internalid', summary: search.Summary.COUNT })) ?? 0,
  }));
}

/** Columns of long lists, without the history, which only the page of one fulfillment shows. */
const LIST_COLUMNS = COLUMNS.filter((id) => id !== PACKAGE.history);

function list(
  filters: unknown[],
  start: number,
  limit: number,
  columns: readonly string[] = LIST_COLUMNS,
): readonly LedgerRow[] {
  const make = (byId: search.Column): search.Search =>
    search.create({ type: PACKAGE.type, filters, columns: [byId, ...columns] });
  return newestRows(make, { start, limit }).map(toRow(columns));
}

function toRow(columns: readonly string[]): (row: search.Result) => LedgerRow {
  return (row) =>
    parseRow(Number(row.id), (fieldId) => (columns.includes(fieldId) ? row.getValue({ name: fieldId }) : null));
}
