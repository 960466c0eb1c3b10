/**
 * GET /trackings: filters, `fields` and paging by cursor. Since 2025-01 a bad filter is refused; before, it silently
 * became 120 days.
 */

import { isObject, refuse, type Json, type JsonObject, type Refusal } from './answers';
import type { AfterShipDials } from './dials';
import { isReturned, presentTracking, updatedAtMs, type View } from './present';
import { findByNumber, RETENTION_MS, type AfterShipState, type StoredTracking } from './state';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 200;
const MAX_TRACKING_NUMBERS = 50;
const LIST_FIELDS = ['title', 'order_id', 'tag', 'checkpoints'];
const TAGS = [
  'Pending',
  'InfoReceived',
  'InTransit',
  'OutForDelivery',
  'AttemptFail',
  'Delivered',
  'AvailableForPickup',
  'Exception',
  'Expired',
];

/** OAS: an offset, no `Z`, no milliseconds. An unescaped `+` arrives here as a space and fails. */
const FILTER_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+\d{2}:\d{2}$/;

type Filter = (tracking: StoredTracking) => boolean;

export function listPage(
  query: URLSearchParams,
  state: AfterShipState,
  nowMs: number,
  dials: AfterShipDials,
): { readonly data: JsonObject } | Refusal {
  const limitText = query.get('limit') ?? String(DEFAULT_LIMIT);
  const limit = /^\d+$/.test(limitText) ? Number(limitText) : 0;
  if (limit < 1 || limit > MAX_LIMIT) return refuse(400, `limit ${limitText} is not 1 to ${MAX_LIMIT}.`);

  const fields = splitList(query.get('fields'));
  const unknownField = fields.find((name) => !LIST_FIELDS.includes(name));
  if (unknownField) return refuse(400, `fields: ${unknownField} is none of ${LIST_FIELDS.join(', ')}.`);

  const filters = buildFilters(query, { state, dials, nowMs });
  if (!Array.isArray(filters)) return filters;

  const fingerprint = fingerprintQuery(query);
  const cursor = readCursor(query.get('cursor'), fingerprint, nowMs, dials);
  if (cursor === 'bad') return refuse(400, 'The cursor is not one of ours, has expired or belongs to another query.');

  const numbers = splitList(query.get('tracking_numbers'));
  const candidates =
    numbers.length > 0
      ? [...new Set(numbers)].flatMap((number) => [...findByNumber(state, number)])
      : [...state.trackings.values()];
  const direction = dials.listOrder === 'newest first' ? -1 : 1;
  const placeOf = (tracking: StoredTracking): Place => [
    dials.listKey === 'created' ? tracking.createdAtMs : updatedAtMs(tracking, dials),
    tracking.sequence,
  ];
  const matching = candidates
    .filter((tracking) => filters.every((filter) => filter(tracking)))
    .sort((one, other) => direction * comparePlaces(placeOf(one), placeOf(other)));
  const rest =
    cursor === null
      ? matching
      : matching.filter((tracking) => direction * comparePlaces(placeOf(tracking), cursor) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const hasNextPage = rest.length > page.length;

  const data = {
    pagination: {
      total: matching.length,
      next_cursor: hasNextPage && last ? writeCursor(placeOf(last), fingerprint, nowMs) : '',
      has_next_page: hasNextPage,
    },
    trackings: page.map((tracking) => {
      const shown = presentTracking(tracking, { state, dials, nowMs });
      if (fields.length === 0) return shown;
      return pick(shown, dials.listFields === 'those and id' ? ['id', ...fields] : fields);
    }),
  };
  return { data };
}

export function pick(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}

export function splitList(text: string | null): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function buildFilters(query: URLSearchParams, view: View): Filter[] | Refusal {
  const { dials, nowMs } = view;
  const filters: Filter[] = [];
  if (dials.listLagSeconds > 0) {
    filters.push((tracking) => nowMs >= tracking.createdAtMs + dials.listLagSeconds * 1000);
  }

  const bounds = {
    created_at_min: nowMs - RETENTION_MS,
    created_at_max: nowMs,
    updated_at_min: -Infinity,
    updated_at_max: Infinity,
  };
  for (const name of ['created_at_min', 'created_at_max', 'updated_at_min', 'updated_at_max'] as const) {
    const text = query.get(name);
    if (text === null) continue;
    const ms = FILTER_TIME.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(ms)) return refuse(400, `${name} "${text}" is not YYYY-MM-DDTHH:mm:ss+hh:mm.`);
    bounds[name] = ms;
  }
  // AfterShip shows whole seconds, so it compares whole seconds.
  const second = (ms: number): number => Math.floor(ms / 1000);
  filters.push(
    (tracking) =>
      second(tracking.createdAtMs) >= second(bounds.created_at_min) &&
      second(tracking.createdAtMs) <= second(bounds.created_at_max) &&
      second(updatedAtMs(tracking, dials)) >= second(bounds.updated_at_min) &&
      second(updatedAtMs(tracking, dials)) <= second(bounds.updated_at_max),
  );

  const numbers = splitList(query.get('tracking_numbers'));
  if (numbers.length > MAX_TRACKING_NUMBERS)
    return refuse(400, `tracking_numbers has more than ${MAX_TRACKING_NUMBERS}.`);
  const tag = query.get('tag');
  if (tag !== null && !TAGS.includes(tag)) return refuse(400, `tag: ${tag} is not one status.`);
  const returned = splitList(query.get('return_to_sender'));
  if (returned.some((value) => value !== 'true' && value !== 'false'))
    return refuse(400, 'return_to_sender is not true or false.');

  addListFilter(filters, query, 'slug', (tracking) => [tracking.slug]);
  if (tag !== null) filters.push((tracking) => tracking.tag === tag);
  addListFilter(filters, query, 'order_id', (tracking) => [tracking.fields['order_id'] ?? null]);
  addListFilter(filters, query, 'origin', (tracking) => [tracking.fields['origin_country_region'] ?? null]);
  addListFilter(filters, query, 'destination', (tracking) => [tracking.fields['destination_country_region'] ?? null]);
  addListFilter(filters, query, 'shipment_tags', (tracking) => {
    const tags = tracking.fields['shipment_tags'];
    return Array.isArray(tags) ? tags : [];
  });
  addListFilter(filters, query, 'courier_destination_country_region', (tracking) => [
    tracking.details.courier_destination_country_region ?? null,
  ]);
  addListFilter(filters, query, 'return_to_sender', (tracking) => [String(isReturned(tracking))]);
  const transitTime = query.get('transit_time');
  if (transitTime !== null) {
    filters.push((tracking) => String(presentTracking(tracking, view)['transit_time']) === transitTime);
  }
  const keyword = query.get('keyword')?.toLowerCase();
  if (keyword) filters.push((tracking) => hasKeyword(tracking, keyword));
  return filters;
}

function addListFilter(
  filters: Filter[],
  query: URLSearchParams,
  name: string,
  read: (tracking: StoredTracking) => readonly Json[],
): void {
  const wanted = splitList(query.get(name));
  if (wanted.length > 0) {
    filters.push((tracking) => read(tracking).some((value) => typeof value === 'string' && wanted.includes(value)));
  }
}

function hasKeyword(tracking: StoredTracking, keyword: string): boolean {
  const { customers, custom_fields: customFields } = tracking.fields;
  const people = Array.isArray(customers)
    ? customers.filter(isObject).flatMap(({ name, email, phone_number: phone }) => [name, email, phone])
    : [];
  const texts = [
    tracking.trackingNumber,
    tracking.fields['title'],
    tracking.fields['order_id'],
    ...(isObject(customFields) ? Object.values(customFields) : []),
    ...people,
  ];
  return texts.some((text) => typeof text === 'string' && text.toLowerCase().includes(keyword));
}

/** The parts of a query that must stay the same on every page. */
function fingerprintQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'cursor' && name !== 'limit')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');
}

/** Place in a list: a time, and the number of the creation within it. */
type Place = readonly [atMs: number, sequence: number];

function comparePlaces([atMs, sequence]: Place, [otherAtMs, otherSequence]: Place): number {
  return atMs === otherAtMs ? sequence - otherSequence : atMs - otherAtMs;
}

function writeCursor(place: Place, fingerprint: string, nowMs: number): string {
  return Buffer.from(JSON.stringify([...place, nowMs, fingerprint])).toString('base64url');
}

/** The place after which the page starts; null for the first page. */
function readCursor(
  text: string | null,
  fingerprint: string,
  nowMs: number,
  dials: AfterShipDials,
): Place | null | 'bad' {
  if (text === null || text === '') return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(parts)) return 'bad';
    const [atMs, sequence, madeAtMs, madeFor] = parts as unknown[];
    if (typeof atMs !== 'number' || typeof sequence !== 'number' || typeof madeAtMs !== 'number') return 'bad';
    if (madeFor !== fingerprint) return 'bad';
    const isExpired = dials.cursorLifetimeSeconds > 0 && nowMs > madeAtMs + dials.cursorLifetimeSeconds * 1000;
    return isExpired ? 'bad' : [atMs, sequence];
  } catch {
    return 'bad';
  }
}
