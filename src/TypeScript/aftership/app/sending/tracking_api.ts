/**
 * AfterShip's Tracking API, one function for each call. Each reads first whether the call may still be made: parallel
 * reduces share no memory, so a stop reaches them only through the connection.
 */

import { pauseAt, type SendPermission } from '../../core/connection';
import {
  aboutOneTracking,
  askedToWait,
  asList,
  classifyAnswer,
  holdAgainst,
  nextRequestAt,
  type ListOutcome,
  type OneOutcome,
  type Outcome,
} from '../../core/aftership/outcome';
import type { SentBody } from '../../core/aftership/said';
import type { CreateTrackingBody, UpdateTrackingBody } from '../../core/aftership/tracking';
import type { EpochSeconds } from '../../core/values';
import type { Http, HttpRequest, Random, WaitingClock } from '../ports';

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

/** A run waits this long at most for the end of a rate limit: AfterShip counts its limits by the second. */
export const LONGEST_WAIT_SECONDS = 2;
/** How often a request is made that AfterShip refuses because of its limit. */
const MOST_TRIES = 3;

export interface Patience {
  readonly clock: WaitingClock;
  readonly random: Random;
}

/**
 * `permission` is read again before every request; `secretId` names the API secret that holds the key. With `patience` a
 * request waits for the end of a rate limit that is near, and is tried again; without it a limit ends the call.
 */
export function trackingApi(
  http: Http,
  secretId: string,
  permission: () => SendPermission,
  patience: Patience | null = null,
): TrackingApi {
  /** Ends of limits that are near. AfterShip counts each kind of request apart. */
  const pauses = new Map<string, EpochSeconds>();
  const isNear = (until: EpochSeconds): boolean =>
    patience !== null && until <= patience.clock.now() + LONGEST_WAIT_SECONDS;

  /** Waits until the time, and for a part of a second, so that runs that were refused together do not return together. */
  const waitFor = (until: EpochSeconds): boolean => {
    if (patience === null || !isNear(until)) return false;
    patience.clock.waitUntil(until + patience.random.next());
    return true;
  };

  /** Waits before a request, as AfterShip asked. Returns the time to wait for when it is far. */
  const waitBefore = (kind: string, pausedUntil: EpochSeconds | null): EpochSeconds | null => {
    if (patience === null) return null;
    const now = patience.clock.now();
    const until = Math.max(pauseAt({ pausedUntil }, now) ?? 0, pauses.get(kind) ?? 0);
    return until <= now || waitFor(until) ? null : until;
  };

  const call = (method: HttpRequest['method'], path: string, body: SentBody | null = null): CallResult => {
    const kind = `${method} ${path.split(/[/?]/).length}`;
    for (let tries = 1; ; tries += 1) {
      const current = permission();
      if (current.kind !== 'send') return { kind: 'not permitted', permission: current };
      const until = waitBefore(kind, current.notBefore);
      if (until !== null) return askedToWait(until);
      const answer = http.send({ method, path, body: body === null ? null : JSON.stringify(body) }, secretId);
      const next = answer.kind === 'answer' ? nextRequestAt(answer) : null;
      // Of a limit that ends later, only a refusal is believed.
      if (next !== null && isNear(next)) pauses.set(kind, next);
      const result = classifyAnswer(answer, body);
      const isRefusedByLimit = result.kind === 'later' && !result.countsAsAttempt;
      if (!isRefusedByLimit || tries === MOST_TRIES || next === null || !waitFor(next)) return result;
    }
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
