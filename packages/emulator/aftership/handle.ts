/**
 * AfterShip's Tracking API 2026-07 as a function of request, state, time and dials. It changes the state in place and
 * returns the changes. Documented endpoints that are not needed here throw "not emulated".
 */

import type { WireResponse } from '../wire';
import {
  answerRefusal,
  answerSuccess,
  DETECTION_TEXTS,
  isObject,
  refuse,
  type Json,
  type JsonObject,
  type Refusal,
} from './answers';
import { detectCouriers, findCourier, findGroup, listCouriers, type Courier } from './couriers';
import type { AfterShipDials } from './dials';
import { ADDITIONAL_FIELDS, checkBody, checkId, findMissingFields, isDate, pickFields } from './fields';
import { listPage, pick, splitList } from './list';
import { presentTracking } from './present';
import { quoteSent } from './quote';
import { addCheckpoint, settle } from './progress';
import {
  dropTracking,
  findByNumber,
  findTracking,
  lacksConnection,
  nextHex,
  noteDeleted,
  noteDue,
  storeTracking,
  type AfterShipState,
  type StoredTracking,
} from './state';

export interface ApiRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** Header names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

interface StateChange {
  readonly kind: 'created' | 'updated' | 'deleted' | 'retracked' | 'completed';
  readonly id: string;
}

export interface Handled {
  readonly response: WireResponse;
  readonly changes: readonly StateChange[];
  /** Our explanation of a refusal. */
  readonly reason: string | null;
}

const BASE_PATH = '/tracking/2026-07';

interface Call {
  readonly state: AfterShipState;
  readonly dials: AfterShipDials;
  readonly nowMs: number;
  readonly query: URLSearchParams;
  readonly body: string | null;
  /** The `{id}` of the path. */
  readonly id: string;
  readonly changes: StateChange[];
}

type Result = { readonly status: 200 | 201; readonly data: Json } | Refusal;

interface Endpoint {
  readonly method: string;
  readonly path: RegExp;
  /** Requests in a second for the organization (quickstart/rate-limit). */
  readonly limit: number;
  readonly run: (call: Call) => Result;
}

const ENDPOINTS: readonly Endpoint[] = [
  { method: 'POST', path: /^\/trackings$/, limit: 20, run: createTracking },
  { method: 'GET', path: /^\/trackings$/, limit: 6, run: listTrackingPage },
  { method: 'GET', path: /^\/trackings\/([^/]+)$/, limit: 5, run: getTracking },
  { method: 'PUT', path: /^\/trackings\/([^/]+)$/, limit: 5, run: updateTracking },
  { method: 'DELETE', path: /^\/trackings\/([^/]+)$/, limit: 5, run: deleteTracking },
  { method: 'POST', path: /^\/trackings\/([^/]+)\/retrack$/, limit: 5, run: retrack },
  { method: 'POST', path: /^\/trackings\/([^/]+)\/mark-as-completed$/, limit: 5, run: markAsCompleted },
  { method: 'GET', path: /^\/couriers$/, limit: 5, run: getCouriers },
  { method: 'POST', path: /^\/couriers\/detect$/, limit: 3, run: detect },
];

/** The limit in the error text of 429, used when no endpoint matches. */
const DEFAULT_LIMIT = 10;

const DOCUMENTED_ELSEWHERE = /^\/(estimated-delivery-date\/|courier-connections)/;

export function handle(request: ApiRequest, state: AfterShipState, nowMs: number, dials: AfterShipDials): Handled {
  settle(state, nowMs);
  const [path = '', queryText = ''] = splitOnce(request.path, '?');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const route = findRoute(request.method, path);
  const changes: StateChange[] = [];

  const finish = (result: Result, remaining: number): Handled => {
    const isRefused = 'code' in result;
    const said = isRefused && dials.refusedValue === 'quoted' ? quoteSent(result, request.body) : result;
    const response = 'code' in said ? answerRefusal(said) : answerSuccess(said.status, said.data);
    const headers = { ...response.headers, ...buildHeaders(route, state, nowMs, remaining) };
    return { response: { ...response, headers }, changes, reason: isRefused ? result.reason : null };
  };

  const key = headers['as-api-key'] ?? '';
  if (!state.apiKeys.has(key) && !state.refusedKeys.has(key)) {
    return finish(refuse(401, 'The header as-api-key names no key of this organization.'), getLimit(route));
  }
  if (path.startsWith(`${BASE_PATH}/`) && DOCUMENTED_ELSEWHERE.test(path.slice(BASE_PATH.length))) {
    throw new Error(`Not emulated: AfterShip's ${request.method} ${path}.`);
  }
  const remaining = countRequest(state, route, nowMs);
  if (remaining < 0) return finish(refuse(429, 'More requests in this second than the endpoint allows.'), 0);
  if (state.refusedKeys.has(key)) return finish(refuse(403, 'This key may not do this.'), remaining);
  if (!route) return finish(refuse(404, `${request.method} ${path} is no endpoint of ${BASE_PATH}.`), remaining);
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
  if (!isJson && dials.missingContentType === 'refused') {
    return finish(refuse(400, 'The header Content-Type is not application/json.'), remaining);
  }

  const call: Call = {
    state,
    dials,
    nowMs,
    query: new URLSearchParams(queryText),
    body: request.body,
    id: route.id,
    changes,
  };
  return finish(route.endpoint.run(call), remaining);
}

/** Headers of every answer: its trace, and the rest of the endpoint's limit in this second. */
function buildHeaders(
  route: Route | null,
  state: AfterShipState,
  nowMs: number,
  remaining: number,
): Readonly<Record<string, string>> {
  return {
    'as-api-version': '2026-07',
    'as-req-source': 'gateway',
    'as-trace-id': nextHex(state, 32),
    'X-RateLimit-Limit': String(getLimit(route)),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(Math.floor(nowMs / 1000) + 1),
  };
}

/** A refusal without a cause in the request: 5xx, 403, a burst of 429. */
export function refuseForced(
  request: ApiRequest,
  state: AfterShipState,
  nowMs: number,
  refusal: Refusal,
): WireResponse {
  const route = findRoute(request.method, splitOnce(request.path, '?')[0] ?? '');
  const response = answerRefusal(refusal);
  const remaining = refusal.code === 429 ? 0 : getLimit(route);
  return { ...response, headers: { ...response.headers, ...buildHeaders(route, state, nowMs, remaining) } };
}

function getLimit(route: Route | null): number {
  return route?.endpoint.limit ?? DEFAULT_LIMIT;
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

interface Route {
  readonly endpoint: Endpoint;
  readonly id: string;
}

function findRoute(method: string, path: string): Route | null {
  if (!path.startsWith(`${BASE_PATH}/`)) return null;
  for (const endpoint of ENDPOINTS) {
    const match = endpoint.method === method ? endpoint.path.exec(path.slice(BASE_PATH.length)) : null;
    if (match) return { endpoint, id: decode(match[1] ?? '') };
  }
  return null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Longer than the clocks of two senders differ: an hour, the longest that a script may run. */
const SECONDS_KEPT = 3600;

/** Requests left in this second after this one; below 0 when this one exceeds the limit. */
function countRequest(state: AfterShipState, route: Route | null, nowMs: number): number {
  const limit = getLimit(route);
  if (!state.hasRateLimits) return limit;
  const name = route ? `${route.endpoint.method} ${route.endpoint.path.source}` : 'no endpoint';
  const second = Math.floor(nowMs / 1000);
  const counts = state.rateWindows.get(name) ?? new Map<number, number>();
  state.rateWindows.set(name, counts);
  const count = (counts.get(second) ?? 0) + 1;
  counts.set(second, count);
  const [oldest] = counts.keys();
  if (counts.size > SECONDS_KEPT && oldest !== undefined) counts.delete(oldest);
  return limit - count;
}

function parseBody(body: string | null): { readonly body: JsonObject } | Refusal {
  let value: unknown;
  try {
    value = JSON.parse(body ?? '');
  } catch {
    return refuse(4001, 'The body is not JSON.');
  }
  return isObject(value) ? { body: value } : refuse(400, 'The body is not a JSON object.');
}

function createTracking(call: Call): Result {
  const { state, dials, nowMs } = call;
  const parsed = parseBody(call.body);
  if ('code' in parsed) return parsed;
  const { body } = parsed;
  const wrong = checkBody(body, 'create', dials) ?? checkReferences(body, state);
  if (wrong) return wrong;

  const { id, tracking_number: trackingNumber } = body;
  const fields = omit(pickFields(body, 'create', dials), ['id', 'tracking_number', 'slug', 'slug_group']);
  if (typeof trackingNumber !== 'string') return refuse(4007, 'There is no tracking_number.');
  const chosen = chooseCourier(body, trackingNumber, state, dials);
  if (typeof chosen !== 'string') return chosen;
  const malformed = checkForCourier(chosen, trackingNumber, fields, state, dials);
  if (malformed) return malformed;
  const duplicate = findDuplicate(chosen, trackingNumber, fields, state, dials);
  if (duplicate) return refuseDuplicate(duplicate, dials);
  if (typeof id === 'string') {
    const taken = state.trackings.get(id);
    if (taken) return refuseTakenId(taken, dials);
  }
  if (isDeletedLately(call, `${chosen} ${trackingNumber}`) || isDeletedLately(call, `id ${String(id)}`)) {
    return refuse(4003, 'It was deleted a short while ago.');
  }

  const stored = storeTracking(
    state,
    { trackingNumber, slug: chosen, fields, ...(typeof id === 'string' ? { id } : {}) },
    nowMs,
  );
  // The answer is made before AfterShip asks the carrier, so it is always Pending.
  call.changes.push({ kind: 'created', id: stored.id });
  return { status: 201, data: presentTracking(stored, call) };
}

function omit(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** Checks names of the account's other objects: locations, carrier connections, last-mile carriers. */
function checkReferences(body: JsonObject, state: AfterShipState): Refusal | null {
  const unknown = (fieldName: string): Refusal => refuse(4008, `${fieldName} is not known.`, { fieldName });
  const location = body['location_id'];
  if (typeof location === 'string' && !state.locations.has(location)) return unknown('location_id');
  const connection = body['courier_connection_id'];
  if (typeof connection === 'string' && !state.courierConnections.has(connection))
    return unknown('courier_connection_id');
  const lastMile = body['last_mile'];
  if (isObject(lastMile) && typeof lastMile['slug'] === 'string' && !isCourier(lastMile['slug'], state)) {
    return unknown('last_mile.slug');
  }
  return null;
}

function isCourier(slug: string, state: AfterShipState): boolean {
  return courierOf(slug, state) !== null;
}

function courierOf(slug: string, state: AfterShipState): Courier | null {
  return state.extraCouriers.get(slug) ?? findCourier(slug);
}

function chooseCourier(
  body: JsonObject,
  trackingNumber: string,
  state: AfterShipState,
  dials: AfterShipDials,
): string | Refusal {
  const slug = body['slug'];
  if (typeof slug === 'string') return checkCourier(slug, state) ?? slug;

  const matching = detectCouriers(trackingNumber);
  const groupName = body['slug_group'];
  if (typeof groupName === 'string') {
    const group = findGroup(groupName);
    if (!group) return refuse(4008, `slug_group ${groupName} is not known.`, { fieldName: 'slug_group' });
    const inGroup = matching.find((candidate) => group.includes(candidate));
    if (inGroup) return inGroup;
    const [first] = group;
    // A number of unknown format may belong to any of them, so the first is taken.
    if (matching.length === 0 && first) return first;
    return refuseDetection('notInGroup');
  }

  const usable = matching.filter(
    (candidate) => state.enabledCouriers.size === 0 || state.enabledCouriers.has(candidate),
  );
  const first = usable.find((candidate) => !state.retiredCouriers.has(candidate));
  if (first) return first;
  if (usable.length > 0) return refuseDetection('notSupported');
  if (matching.length > 0) return refuseDetection('notApproved');
  if (dials.unrecognizedNumber === 'accepted') return 'unrecognized';
  return refuseDetection(/\d/.test(trackingNumber) ? 'notRecognized' : 'invalidFormat');
}

function refuseDetection(text: keyof typeof DETECTION_TEXTS): Refusal {
  return refuse(4012, `Detection: ${text}.`, { message: DETECTION_TEXTS[text] });
}

function checkCourier(slug: string, state: AfterShipState): Refusal | null {
  if (!isCourier(slug, state)) return refuse(4010, `slug ${slug} is not known.`);
  return state.retiredCouriers.has(slug) ? refuseDetection('notSupported') : null;
}

function checkForCourier(
  slug: string,
  trackingNumber: string,
  fields: JsonObject,
  state: AfterShipState,
  dials: AfterShipDials,
): Refusal | null {
  if (dials.withoutConnection === 'refused' && lacksConnection(state, slug)) {
    return refuse(400, `The account has no connection to ${slug}.`);
  }
  const format = state.enforcedFormats.get(slug);
  if (format !== undefined && !new RegExp(format).test(trackingNumber)) {
    return refuse(4017, `tracking_number is not of the form of ${slug}.`);
  }
  const missing = findMissingFields(courierOf(slug, state)?.requiredFields ?? [], fields);
  if (missing.length === 0) return null;
  return refuse(4011, `${slug} needs ${missing.join(', ')}.`, { fieldName: missing.join(', ') });
}

function findDuplicate(
  slug: string,
  trackingNumber: string,
  fields: JsonObject,
  state: AfterShipState,
  dials: AfterShipDials,
): StoredTracking | null {
  const others = findByNumber(state, trackingNumber);
  return (
    others.find((other) => {
      if (other.slug !== slug) return dials.secondSlug === 'refused';
      if (dials.uniqueKey === 'slug and number') return true;
      return ADDITIONAL_FIELDS.every((name) => (other.fields[name] ?? '') === (fields[name] ?? ''));
    }) ?? null
  );
}

function refuseDuplicate(existing: StoredTracking, dials: AfterShipDials): Refusal {
  return refuse(
    4003,
    `Tracking ${existing.id} has it.`,
    dials.duplicateData === 'with id' ? { data: { id: existing.id } } : {},
  );
}

function refuseTakenId(existing: StoredTracking, dials: AfterShipDials): Refusal {
  switch (dials.sameIdOtherNumber) {
    case '4003':
      return refuseDuplicate(existing, dials);
    case '4015':
      return refuse(4015, 'The id is taken by another number.');
    case '400':
      return refuse(400, 'The id is taken by another number.');
  }
}

function isDeletedLately(call: Call, what: string): boolean {
  const deletedAtMs = call.state.deletedAtMs.get(what);
  return deletedAtMs !== undefined && call.nowMs < deletedAtMs + call.dials.refusedAfterDeleteSeconds * 1000;
}

function listTrackingPage(call: Call): Result {
  const page = listPage(call.query, call.state, call.nowMs, call.dials);
  return 'code' in page ? page : { status: 200, data: page.data };
}

/** The tracking in the path. */
function findNamed(call: Call): StoredTracking | Refusal {
  return checkId(call.id) ?? findTracking(call.state, call.id) ?? refuse(4004, `There is no tracking ${call.id}.`);
}

function getTracking(call: Call): Result {
  const tracking = findNamed(call);
  if ('code' in tracking) return tracking;
  const shown = presentTracking(tracking, call);
  const fields = splitList(call.query.get('fields'));
  const unknown = fields.find((name) => !Object.hasOwn(shown, name));
  if (unknown) return refuse(400, `fields: ${unknown} is not a member of a tracking.`);
  return { status: 200, data: fields.length > 0 ? pick(shown, fields) : shown };
}

function updateTracking(call: Call): Result {
  const { state, dials, nowMs } = call;
  const parsed = parseBody(call.body);
  if ('code' in parsed) return parsed;
  const { body } = parsed;
  const tracking = findNamed(call);
  if ('code' in tracking) return tracking;
  const wrong = checkBody(body, 'update', dials) ?? checkReferences(body, state);
  if (wrong) return wrong;

  const { slug, ...given } = pickFields(body, 'update', dials);
  const fields: Record<string, Json> = { ...tracking.fields };
  for (const [name, value] of Object.entries(given)) fields[name] = mergeValue(name, fields[name], value, dials);
  const newSlug = typeof slug === 'string' ? slug : tracking.slug;
  if (newSlug !== tracking.slug) {
    const refusal = checkSlugChange(tracking, newSlug, fields, state, dials);
    if (refusal) return refusal;
  }

  tracking.fields = fields;
  // The new carrier may have data that the old one had not.
  if (newSlug !== tracking.slug) noteDue(state, nowMs);
  tracking.slug = newSlug;
  if (dials.updatedAtOnUpdate === 'moves') tracking.updatedAtMs = nowMs;
  call.changes.push({ kind: 'updated', id: tracking.id });
  return { status: 200, data: presentTracking(tracking, call) };
}

function checkSlugChange(
  tracking: StoredTracking,
  slug: string,
  fields: JsonObject,
  state: AfterShipState,
  dials: AfterShipDials,
): Refusal | null {
  if (tracking.tag === 'Expired' && dials.slugOfExpired === 'refused') {
    return refuse(400, 'The slug of an expired tracking cannot be changed.');
  }
  const refusal = checkCourier(slug, state) ?? checkForCourier(slug, tracking.trackingNumber, fields, state, dials);
  if (refusal) return refusal;
  const taken = findByNumber(state, tracking.trackingNumber).find((other) => other !== tracking && other.slug === slug);
  return taken && dials.slugTaken === '4003' ? refuseDuplicate(taken, dials) : null;
}

function mergeValue(name: string, old: Json | undefined, value: Json, dials: AfterShipDials): Json {
  if (dials.objectsOnUpdate === 'replaced') return value;
  if (name === 'custom_fields' && isObject(old) && isObject(value)) return { ...old, ...value };
  if (name !== 'customers' || !Array.isArray(old) || !Array.isArray(value)) return value;
  const customers: Json[] = value.map((customer: Json, index) => {
    const before: unknown = old[index];
    return isObject(before) && isObject(customer) ? { ...before, ...customer } : customer;
  });
  return [...customers, ...old.slice(customers.length)];
}

function deleteTracking(call: Call): Result {
  const tracking = findNamed(call);
  if ('code' in tracking) return tracking;
  dropTracking(call.state, tracking);
  noteDeleted(call.state, tracking, call.nowMs);
  call.changes.push({ kind: 'deleted', id: tracking.id });
  return { status: 200, data: presentTracking(tracking, call) };
}

function retrack(call: Call): Result {
  const tracking = findNamed(call);
  if ('code' in tracking) return tracking;
  if (tracking.active) return refuse(4013, 'It is still tracked.');
  const allowed = call.dials.retracks === 'once' ? 1 : 3;
  if (tracking.retracks >= allowed) return refuse(4016, `It was retracked ${tracking.retracks} times.`);

  tracking.retracks += 1;
  tracking.active = true;
  tracking.isCompleted = false;
  tracking.waitingSinceMs = call.nowMs;
  tracking.updatedAtMs = call.nowMs;
  if (tracking.tag === 'Expired') {
    tracking.tag = 'Pending';
    tracking.subtag = 'Pending_001';
  }
  // Planned scans that were not read while the tracking was stopped are due now.
  noteDue(call.state, call.nowMs);
  call.changes.push({ kind: 'retracked', id: tracking.id });
  return { status: 200, data: presentTracking(tracking, call) };
}

const COMPLETIONS = {
  DELIVERED: { tag: 'Delivered', subtag: 'Delivered_001' },
  LOST: { tag: 'Exception', subtag: 'Exception_013' },
  RETURNED_TO_SENDER: { tag: 'Exception', subtag: 'Exception_011' },
} as const;

function markAsCompleted(call: Call): Result {
  const parsed = parseBody(call.body);
  if ('code' in parsed) return parsed;
  const { body } = parsed;
  const tracking = findNamed(call);
  if ('code' in tracking) return tracking;
  const reason = body['reason'];
  if (reason === undefined) return refuse(4009, 'There is no reason.', { fieldName: 'reason' });
  if (typeof reason !== 'string') return refuse(400, 'reason must be text.');
  if (reason !== 'DELIVERED' && reason !== 'LOST' && reason !== 'RETURNED_TO_SENDER') {
    return refuse(4008, `reason ${reason} is not known.`, { fieldName: 'reason' });
  }
  const time = body['event_datetime'];
  if (time !== undefined && typeof time !== 'string') return refuse(400, 'event_datetime must be text.');
  if (time !== undefined && !isDate(time)) {
    return refuse(4008, 'event_datetime is not a date of the documented form.', { fieldName: 'event_datetime' });
  }

  const scan = { ...COMPLETIONS[reason], ...(time === undefined ? {} : { checkpointTime: time }) };
  addCheckpoint(call.state, tracking, scan, 'user', call.nowMs);
  tracking.active = false;
  tracking.isCompleted = true;
  call.changes.push({ kind: 'completed', id: tracking.id });
  return { status: 200, data: presentTracking(tracking, call) };
}

function getCouriers(call: Call): Result {
  const active = call.query.get('active');
  if (active !== null && active !== 'true' && active !== 'false') return refuse(400, 'active is not true or false.');
  const slugs = splitList(call.query.get('slug'));
  const { state, dials } = call;
  const unknown = slugs.find((slug) => !isCourier(slug, state));
  if (unknown !== undefined && dials.unknownSlugAsked === 'refused')
    return refuse(4010, `slug ${unknown} is not known.`);
  const all = new Map([...listCouriers().map((courier) => [courier.slug, courier] as const), ...state.extraCouriers]);
  const isActive = (slug: string): boolean =>
    state.enabledCouriers.has(slug) || (state.enabledCouriers.size === 0 && dials.couriersWithoutList === 'all');
  const couriers = [...all.values()].filter(
    ({ slug }) =>
      !state.retiredCouriers.has(slug) &&
      (slugs.length === 0 || slugs.includes(slug)) &&
      (active !== 'true' || isActive(slug)),
  );
  return { status: 200, data: { total: couriers.length, couriers: couriers.map(presentCourier) } };
}

/** A courier with what the facts know of it; the rest is null or absent. */
function presentCourier(courier: Courier): JsonObject {
  return {
    slug: courier.slug,
    name: courier.name,
    phone: null,
    other_name: courier.otherName,
    web_url: null,
    required_fields: courier.requiredFields,
    optional_fields: courier.optionalFields,
    default_language: null,
    support_languages: null,
    service_from_country_regions: null,
    ...(courier.credentials.length > 0 && {
      credentials: { fields: courier.credentials.map((field) => ({ ...field })) },
    }),
  };
}

function detect(call: Call): Result {
  const parsed = parseBody(call.body);
  if ('code' in parsed) return parsed;
  const { body } = parsed;
  const number = body['tracking_number'];
  if (number === undefined) return refuse(4007, 'There is no tracking_number.');
  const wrong = checkBody({ tracking_number: number }, 'create', call.dials);
  if (wrong) return wrong;
  if (typeof number !== 'string') return refuse(400, 'tracking_number must be text.');
  const { slug: slugs, slug_group: group } = body;
  if (slugs !== undefined && group !== undefined) return refuse(400, 'slug and slug_group exclude each other.');
  if (slugs !== undefined && !Array.isArray(slugs)) return refuse(400, 'slug must be a list here.');
  if (group !== undefined && (typeof group !== 'string' || !findGroup(group))) {
    return refuse(4008, 'slug_group is not known.', { fieldName: 'slug_group' });
  }

  const allowed = Array.isArray(slugs) ? slugs : typeof group === 'string' ? findGroup(group) : null;
  const couriers = detectCouriers(number)
    .filter((slug) => (allowed ? allowed.includes(slug) : isEnabled(slug, call.state)))
    .flatMap((slug) => findCourier(slug) ?? []);
  return { status: 200, data: { total: couriers.length, couriers: couriers.map(presentCourier) } };
}

function isEnabled(slug: string, state: AfterShipState): boolean {
  return state.enabledCouriers.size === 0 || state.enabledCouriers.has(slug);
}
