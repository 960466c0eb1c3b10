/**
 * AfterShip's Tracking API, one function for each call. Each reads first whether the call may still be made: parallel
 * reduces share no memory, so a stop reaches them only through the connection.
 */

import type { SendPermission } from '../../core/connection';
import {
  aboutOneTracking,
  asList,
  classifyAnswer,
  holdAgainst,
  type ListOutcome,
  type OneOutcome,
  type Outcome,
} from '../../core/aftership/outcome';
import type { SentBody } from '../../core/aftership/said';
import type { CreateTrackingBody, UpdateTrackingBody } from '../../core/aftership/tracking';
import type { Http, HttpRequest } from '../ports';

interface NotPermitted {
  readonly kind: 'not permitted';
  readonly permission: SendPermission;
}

/** The result of a call about one tracking. */
export type OneResult = OneOutcome | NotPermitted;
export type CallResult = Outcome | NotPermitted;

/** Every answer about a tracking is held against its id and its number. */
export interface TrackingApi {
  create(body: CreateTrackingBody): OneResult;
  get(id: string, number: string): OneResult;
  /**
   * Finds every tracking with this number under any carrier, because auto-correction may have changed the requested
   * one.
   */
  findByNumber(number: string): ListOutcome | NotPermitted;
  /**
   * Whether AfterShip accepts an empty list of customers is not documented. When it refuses the list, the update is
   * repeated without it.
   */
  update(id: string, number: string, body: UpdateTrackingBody): OneResult;
  remove(id: string, number: string): OneResult;
  /** Couriers on the account's own list. */
  ownCouriers(): CallResult;
  /** Couriers with one of these slugs that AfterShip knows. */
  couriers(slugs: readonly string[]): CallResult;
  /** The cheapest call that every valid key may make. */
  probe(): ListOutcome | NotPermitted;
}

/** `permission` is read again before every call; `secretId` names the API secret that holds the key. */
export function trackingApi(http: Http, secretId: string, permission: () => SendPermission): TrackingApi {
  const call = (method: HttpRequest['method'], path: string, body: SentBody | null = null): CallResult => {
    const current = permission();
    if (current.kind !== 'send') return { kind: 'not permitted', permission: current };
    const answer = http.send({ method, path, body: body === null ? null : JSON.stringify(body) }, secretId);
    return classifyAnswer(answer, body);
  };
  const callOne = (
    method: HttpRequest['method'],
    { id, number }: { readonly id: string; readonly number: string },
    body: SentBody | null = null,
  ): OneResult => {
    const result = call(method, `/trackings/${encodeURIComponent(id)}`, body);
    return result.kind === 'not permitted' ? result : holdAgainst(aboutOneTracking(result), { id, number });
  };
  const list = (query: string): ListOutcome | NotPermitted => {
    const result = call('GET', `/trackings?${query}`);
    return result.kind === 'not permitted' ? result : asList(result);
  };
  return {
    create: (body) => {
      const result = call('POST', '/trackings', body);
      if (result.kind === 'not permitted') return result;
      return holdAgainst(result, { id: body.id, number: body.tracking_number });
    },
    get: (id, number) => callOne('GET', { id, number }),
    findByNumber: (number) => list(`tracking_numbers=${encodeURIComponent(number)}`),
    update: (id, number, { customers, ...rest }) => {
      const updated = callOne('PUT', { id, number }, customers === undefined ? rest : { ...rest, customers });
      const isListRefused = updated.kind === 'rejected' && customers?.length === 0;
      return isListRefused ? callOne('PUT', { id, number }, rest) : updated;
    },
    remove: (id, number) => callOne('DELETE', { id, number }),
    ownCouriers: () => call('GET', '/couriers?active=true'),
    couriers: (slugs) => call('GET', `/couriers?slug=${encodeURIComponent(slugs.join(','))}`),
    probe: () => list('limit=1'),
  };
}
