/**
 * AfterShip's Tracking API, one function for each call. Each reads first whether the call may still be made: parallel
 * reduces share no memory, so a stop reaches them only through the connection.
 */

import type { SendPermission } from '../../core/connection';
import { aboutOneTracking, classifyAnswer, type Outcome } from '../../core/aftership/outcome';
import type { CreateTrackingBody, UpdateTrackingBody } from '../../core/aftership/tracking';
import type { Http, HttpRequest } from '../ports';

export type CallResult = Outcome | { readonly kind: 'not permitted'; readonly permission: SendPermission };

export interface TrackingApi {
  create(body: CreateTrackingBody): CallResult;
  get(id: string): CallResult;
  /**
   * Finds every tracking with this number under any carrier, because auto-correction may have changed the requested
   * one.
   */
  findByNumber(number: string): CallResult;
  /**
   * Whether AfterShip accepts an empty list of customers is not documented. When it refuses the list, the update is
   * repeated without it.
   */
  update(id: string, body: UpdateTrackingBody): CallResult;
  remove(id: string): CallResult;
  /** Couriers on the account's own list. */
  ownCouriers(): CallResult;
  /** Couriers with one of these slugs that AfterShip knows. */
  couriers(slugs: readonly string[]): CallResult;
  /** The cheapest call that every valid key may make. */
  probe(): CallResult;
}

/** `permission` is read again before every call; `secretId` names the API secret that holds the key. */
export function trackingApi(http: Http, secretId: string, permission: () => SendPermission): TrackingApi {
  const call = (method: HttpRequest['method'], path: string, body: object | null = null): CallResult => {
    const current = permission();
    if (current.kind !== 'send') return { kind: 'not permitted', permission: current };
    return classifyAnswer(http.send({ method, path, body: body === null ? null : JSON.stringify(body) }, secretId));
  };
  const callOne = (method: HttpRequest['method'], id: string, body: object | null = null): CallResult => {
    const result = call(method, `/trackings/${encodeURIComponent(id)}`, body);
    return result.kind === 'not permitted' ? result : aboutOneTracking(result);
  };
  return {
    create: (body) => call('POST', '/trackings', body),
    get: (id) => callOne('GET', id),
    findByNumber: (number) => call('GET', `/trackings?tracking_numbers=${encodeURIComponent(number)}`),
    update: (id, { customers, ...rest }) => {
      const updated = callOne('PUT', id, customers === undefined ? rest : { ...rest, customers });
      return updated.kind === 'rejected' && customers?.length === 0 ? callOne('PUT', id, rest) : updated;
    },
    remove: (id) => callOne('DELETE', id),
    ownCouriers: () => call('GET', '/couriers?active=true'),
    couriers: (slugs) => call('GET', `/couriers?slug=${encodeURIComponent(slugs.join(','))}`),
    probe: () => call('GET', '/trackings?limit=1'),
  };
}
