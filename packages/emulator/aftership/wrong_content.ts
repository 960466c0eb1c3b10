/**
 * Answers that say 200 and hold something else than what was asked for. They have the form of a right answer, so that
 * only a look at ids and numbers tells them apart.
 */

import type { WireResponse } from '../wire';
import { isObject, parseText, type Json, type JsonObject } from './answers';
import type { WrongContent } from './faults';
import type { ApiRequest } from './handle';
import { presentTracking, type View } from './present';
import { createState, storeTracking, type StoredTracking } from './state';

/** Turns the right answer into a wrong one. A refusal becomes a success about another tracking. */
export function spoil(content: WrongContent, request: ApiRequest, right: WireResponse, view: View): WireResponse {
  const [path = ''] = request.path.split('?');
  const { meta, data } = JSON.parse(right.body) as { readonly meta: JsonObject; readonly data: Json };
  if (content === 'no data') return { ...right, status: 200, body: JSON.stringify({ meta: { code: 200 } }) };
  if (!/\/trackings(\/|$)/.test(path)) {
    throw new Error(`Not emulated: ${content} in the answer to ${request.method} ${path}.`);
  }

  const isRefused = right.status >= 300;
  const asList = request.method === 'GET' && path.endsWith('/trackings');
  const listed = isObject(data) && Array.isArray(data['trackings']) ? data['trackings'].filter(isObject) : [];
  const given = isRefused ? [] : asList ? listed : isObject(data) ? [data] : [];
  const stranger = strangerTo(request, given, view);
  const shown = presentTracking(stranger, view);
  const wrong = given.length === 0 ? [shown] : given.map((tracking) => spoilTracking(content, tracking, shown));
  const pagination = { total: wrong.length, next_cursor: '', has_next_page: false };
  return {
    ...right,
    status: isRefused ? 200 : right.status,
    body: JSON.stringify({
      meta: isRefused ? { code: 200 } : meta,
      data: asList ? { pagination, ...(isRefused ? {} : (data as JsonObject)), trackings: wrong } : wrong[0],
    }),
  };
}

/** Members that the right answer does not have, because `fields` left them out, are not added. */
function spoilTracking(content: WrongContent, tracking: JsonObject, stranger: JsonObject): JsonObject {
  const taken: readonly string[] =
    content === 'another id'
      ? ['id', 'legacy_id']
      : content === 'another number'
        ? ['tracking_number']
        : Object.keys(tracking);
  return Object.fromEntries(
    Object.entries(tracking).map(([name, value]) => [name, taken.includes(name) ? (stranger[name] ?? null) : value]),
  );
}

/** A tracking that the request is not about: one that AfterShip has, as far as it has any, else an invented one. */
function strangerTo(request: ApiRequest, given: readonly JsonObject[], { state, nowMs }: View): StoredTracking {
  const named = [parseText(request.body), ...given]
    .filter(isObject)
    .flatMap((part) => [part['id'], part['tracking_number']]);
  const about = new Set<unknown>([...decodeURIComponent(request.path).split(/[/?=&,]/), ...named]);
  const known = [...state.trackings.values()].find(
    ({ id, trackingNumber }) => !about.has(id) && !about.has(trackingNumber),
  );
  if (known !== undefined) return known;
  return storeTracking(createState({ apiKeys: [] }), { trackingNumber: '1Z999AA10123456784', slug: 'ups' }, nowMs);
}
