/** Parses and checks a visitor's request. No value from a browser is trusted. */

import { isLookedAtAgain, isReason, isRefusal } from '../core/ledger/reasons';
import type { RowFilter } from '../app/operator/console_ports';
import { BACKFILL_CHANGES, LONGEST_IDS, type BackfillAsked, type BackfillSteer } from './pages/backfill_page';
import { SEND_CHANGES, type SendChange } from './pages/connection_page';
import { PAGE_NAMES, type PageName } from './page';

/** The raw request: parameters of the address or fields of the form, and the ids of ticked rows. */
export interface Asked {
  readonly method: string;
  readonly values: Readonly<Record<string, string>>;
  readonly ticked: readonly string[];
}

export interface Note {
  /** Part of the key of a text, such as `retried`. */
  readonly done: string;
  readonly count: number;
}

export type PlainPage = Exclude<PageName, 'attention' | 'backfill' | 'carriers' | 'erase' | 'fulfillment'>;

export type ConsoleRequest =
  | {
      readonly kind: 'plain page';
      readonly page: PlainPage;
      readonly number: string;
      readonly customerId: number | null;
      readonly note: Note;
    }
  | { readonly kind: 'attention'; readonly filter: RowFilter | null; readonly start: number; readonly note: Note }
  | { readonly kind: 'fulfillment'; readonly id: number; readonly note: Note }
  /** `slug` is null before a carrier is chosen. */
  | { readonly kind: 'carriers'; readonly slug: string | null; readonly note: Note }
  | { readonly kind: 'erase'; readonly customerId: number; readonly note: Note }
  /** `asked` is null before days are chosen. */
  | { readonly kind: 'backfill'; readonly asked: BackfillAsked | null; readonly note: Note }
  | { readonly kind: 'export'; readonly filter: RowFilter; readonly start: number }
  | { readonly kind: 'change'; readonly token: string; readonly change: Change }
  | { readonly kind: 'change by address' }
  | { readonly kind: 'nothing chosen' }
  | { readonly kind: 'unknown'; readonly what: string };

export type Change =
  | { readonly kind: 'retry'; readonly ids: readonly number[]; readonly back: Back }
  | { readonly kind: 'retry all'; readonly filter: RowFilter }
  | { readonly kind: 'look again'; readonly fulfillmentId: number }
  | { readonly kind: 'look at all'; readonly filter: RowFilter }
  /** `was` is the state that the page showed; `rules` are the rules under which it counted. */
  | { readonly kind: 'sending'; readonly change: SendChange; readonly was: string; readonly rules: string }
  | { readonly kind: 'apply carrier'; readonly slug: string }
  | { readonly kind: 'erase'; readonly customerId: number; readonly isConfirmed: boolean }
  | { readonly kind: 'count backfill'; readonly asked: BackfillAsked }
  /** `was` is the state of the connection that the page showed. */
  | { readonly kind: 'start backfill'; readonly asked: BackfillAsked; readonly was: string }
  | {
      readonly kind: 'steer backfill';
      readonly id: number;
      readonly change: BackfillSteer;
      /** State of the backfill that the page showed. */
      readonly stood: string;
      readonly was: string;
    }
  | { readonly kind: 'note release' }
  | { readonly kind: 'check key' }
  | { readonly kind: 'test tracking' }
  | { readonly kind: 'create connection'; readonly secretId: string }
  | { readonly kind: 'find'; readonly number: string; readonly fulfillment: string; readonly customer: string };

/** Page to which a change returns. */
export type Back =
  | { readonly page: 'attention'; readonly filter: RowFilter | null }
  | { readonly page: 'fulfillment'; readonly fulfillmentId: number };

const LONGEST_VALUE = 200;

export function parseRequest(asked: Asked): ConsoleRequest {
  const read = (name: string): string => {
    const isList = name === 'subsidiaries' || name === 'locations';
    return (asked.values[name] ?? '').trim().slice(0, isList ? LONGEST_IDS + 1 : LONGEST_VALUE);
  };
  if (asked.method === 'POST') {
    if (asked.values['action'] !== undefined && read('action') === '') return { kind: 'nothing chosen' };
    const change = parseChange(read, asked.ticked);
    return change === null
      ? { kind: 'unknown', what: read('action') }
      : { kind: 'change', token: read('token'), change };
  }
  if (asked.values['action'] !== undefined) return { kind: 'change by address' };
  if (read('file') !== '') {
    const filter = parseFilter(read);
    return filter === null
      ? { kind: 'unknown', what: read('file') }
      : { kind: 'export', filter, start: parseStart(read) };
  }
  return parsePage(read);
}

function parsePage(read: (name: string) => string): ConsoleRequest {
  const note = { done: read('done'), count: parseId(read('count')) ?? 0 };
  const page = parsePageName(read('page'));
  switch (page) {
    case null:
      return { kind: 'unknown', what: read('page') };
    case 'attention':
      return { kind: 'attention', filter: parseFilter(read), start: parseStart(read), note };
    case 'fulfillment': {
      const id = parseId(read('fulfillment'));
      return id === null ? { kind: 'unknown', what: read('fulfillment') } : { kind: 'fulfillment', id, note };
    }
    case 'backfill': {
      const asked = readBackfill(read);
      return { kind: 'backfill', asked: asked.first === '' && asked.last === '' ? null : asked, note };
    }
    case 'carriers':
      return { kind: 'carriers', slug: parseSlug(read('carrier')), note };
    case 'erase': {
      const customerId = parseId(read('customer'));
      return customerId === null ? { kind: 'unknown', what: read('customer') } : { kind: 'erase', customerId, note };
    }
    default:
      return { kind: 'plain page', page, number: read('number'), customerId: parseId(read('customer')), note };
  }
}

function parseChange(read: (name: string) => string, ticked: readonly string[]): Change | null {
  const action = read('action');
  const sending = SEND_CHANGES.find((known) => known === action);
  if (sending !== undefined) return { kind: 'sending', change: sending, was: read('was'), rules: read('rules') };
  const steer = BACKFILL_CHANGES.find((known) => `backfill_${known}` === action);
  if (steer !== undefined) {
    const id = parseId(read('backfill'));
    return id === null ? null : { kind: 'steer backfill', id, change: steer, stood: read('stood'), was: read('was') };
  }
  switch (action) {
    case 'retry': {
      const ids = ticked.flatMap((text) => parseId(text) ?? []);
      const fulfillmentId = parseId(read('fulfillment'));
      const back: Back =
        fulfillmentId === null
          ? { page: 'attention', filter: parseFilter(read) }
          : { page: 'fulfillment', fulfillmentId };
      return { kind: 'retry', ids, back };
    }
    case 'retry_all': {
      const filter = parseFilter(read);
      return filter === null ? null : { kind: 'retry all', filter };
    }
    case 'look_again': {
      const fulfillmentId = parseId(read('fulfillment'));
      return fulfillmentId === null ? null : { kind: 'look again', fulfillmentId };
    }
    case 'look_at_all': {
      const filter = parseFilter(read);
      return filter === null || !isLookedAtAgain(filter.reason) ? null : { kind: 'look at all', filter };
    }
    case 'apply_carrier': {
      const slug = parseSlug(read('carrier'));
      return slug === null ? null : { kind: 'apply carrier', slug };
    }
    case 'erase': {
      const customerId = parseId(read('customer'));
      return customerId === null ? null : { kind: 'erase', customerId, isConfirmed: read('confirm') === 'T' };
    }
    case 'backfill_count':
      return { kind: 'count backfill', asked: readBackfill(read) };
    case 'backfill_start':
      return { kind: 'start backfill', asked: readBackfill(read), was: read('was') };
    case 'note_release':
      return { kind: 'note release' };
    case 'check_key':
      return { kind: 'check key' };
    case 'test_tracking':
      return { kind: 'test tracking' };
    case 'create_connection':
      return { kind: 'create connection', secretId: read('secret') };
    case 'find':
      return { kind: 'find', number: read('number'), fulfillment: read('fulfillment'), customer: read('customer') };
    default:
      return null;
  }
}

function readBackfill(read: (name: string) => string): BackfillAsked {
  return {
    first: read('first'),
    last: read('last'),
    contacts: read('contacts') === 'T',
    subsidiaries: read('subsidiaries'),
    locations: read('locations'),
  };
}

function parsePageName(text: string): PageName | null {
  if (text === '') return 'overview';
  return PAGE_NAMES.find((name) => name === text) ?? null;
}

/** Parses a filter. A reason that the scripts do not know is neither searched for nor shown. */
function parseFilter(read: (name: string) => string): RowFilter | null {
  const reason = read('reason');
  const code = parseId(read('code'));
  return isReason(reason) ? { reason, code: isRefusal(reason) ? code : null } : null;
}

/** Stands for the unknown carrier in an address. No slug equals it, because a slug has a letter or a digit. */
export const NO_CARRIER = '-';

function parseSlug(text: string): string | null {
  if (text === NO_CARRIER) return '';
  return /^[a-z0-9][a-z0-9_-]{0,60}$/.test(text) ? text : null;
}

function parseStart(read: (name: string) => string): number {
  return parseId(read('start')) ?? 0;
}

/** Parses a whole number from 0 up to the largest safe integer. */
export function parseId(text: string): number | null {
  if (!/^\d{1,15}$/.test(text)) return null;
  return Number(text);
}
