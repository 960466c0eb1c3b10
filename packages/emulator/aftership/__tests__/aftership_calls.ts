/** Requests to the emulated AfterShip for the tests in this folder. */

import type { JsonObject } from '../answers';
import { setDials, type AfterShipDials } from '../dials';
import { handle, type Handled } from '../handle';
import { createState, type AfterShipState, type StateOptions } from '../state';

export const KEY = 'asat_of_the_tests';
export const NOW = Date.parse('2026-11-24T10:00:00Z');
export const SECOND = 1000;
export const DAY = 24 * 3600 * SECOND;
export const HEADERS = { 'as-api-key': KEY, 'content-type': 'application/json' };
/** A documented sample number of USPS. */
export const USPS_NUMBER = '9400111206206406260787';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly code: number;
  readonly type: string;
  readonly message: string;
  readonly data: Record<string, unknown>;
  readonly handled: Handled;
}

export interface AfterShip {
  readonly state: AfterShipState;
  call(method: string, path: string, body?: unknown, more?: { atMs?: number; headers?: Record<string, string> }): Reply;
  create(body: JsonObject, atMs?: number): Reply;
}

export function openAfterShip(dials: Partial<AfterShipDials> = {}, options: Partial<StateOptions> = {}): AfterShip {
  const state = createState({ apiKeys: [KEY], rateLimits: false, ...options });
  const all = setDials(dials);
  const call: AfterShip['call'] = (method, path, body, more = {}) => {
    const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
    const request = { method, path: `/tracking/2026-07${path}`, headers: more.headers ?? HEADERS, body: text };
    const handled = handle(request, state, more.atMs ?? NOW, all);
    const { meta, data } = JSON.parse(handled.response.body);
    return {
      status: handled.response.status,
      headers: handled.response.headers,
      code: meta.code,
      type: meta.type,
      message: meta.message,
      data,
      handled,
    };
  };
  return { state, call, create: (body, atMs) => call('POST', '/trackings', body, { atMs: atMs ?? NOW }) };
}
