/**
 * AfterShip as a direct call without a network, for simulations and measurements. It also holds what both transports
 * share: AfterShip's host, and the errors of N/https.
 */

import { type Transport, WireError, type WireRequest, type WireResponse } from '../wire';
import type { AfterShipDials } from './dials';
import type { FaultRule } from './faults';
import type { ApiRequest } from './handle';
import { correctCarrier, progress, report, settle, tell } from './progress';
import { serve, type Served } from './serve';
import {
  addForeignTracking,
  clearJournal,
  listJournal,
  listTrackings,
  removeByPerson,
  type AfterShipState,
  type JournalEntry,
  type StoredTracking,
} from './state';

const AFTERSHIP_HOST = 'api.aftership.com';

/**
 * Actions of tests and the demo that bypass the API. They are the same over both transports and take and return plain
 * data.
 */
const CONTROLS = {
  /** Everything that AfterShip holds now. */
  trackings: (state: AfterShipState, nowMs: number): readonly StoredTracking[] => {
    settle(state, nowMs);
    return listTrackings(state);
  },
  journal: (state: AfterShipState): readonly JournalEntry[] => listJournal(state),
  clearJournal,
  addForeignTracking,
  removeByPerson,
  progress,
  report,
  tell,
  correctCarrier,
  addFault: (state: AfterShipState, rule: FaultRule): void => {
    state.faults.push({ ...rule });
  },
  clearFaults: (state: AfterShipState): void => {
    state.faults.length = 0;
  },
  setKeys: (
    state: AfterShipState,
    keys: { readonly right: readonly string[]; readonly refused: readonly string[] },
  ) => {
    state.apiKeys.clear();
    for (const key of keys.right) state.apiKeys.add(key);
    state.refusedKeys.clear();
    for (const key of keys.refused) state.refusedKeys.add(key);
  },
  retireCourier: (state: AfterShipState, slug: string): void => {
    state.retiredCouriers.add(slug);
  },
  enforceFormat: (state: AfterShipState, slug: string, regex: string): void => {
    state.enforcedFormats.set(slug, regex);
  },
} as const;

type Controls = typeof CONTROLS;
export type ControlName = keyof Controls;
export type ControlArguments<K extends ControlName> =
  Parameters<Controls[K]> extends [AfterShipState, ...infer Rest] ? Rest : never;
export type ControlResult<K extends ControlName> = ReturnType<Controls[K]>;

export interface EmulatedAfterShip extends Transport {
  control<K extends ControlName>(name: K, ...args: ControlArguments<K>): ControlResult<K>;
  setDials(dials: AfterShipDials): void;
  stop(): void;
}

export interface TransportOptions {
  /** Called with the extra seconds of a slow request, so that the caller can move its clock. */
  readonly onDelay?: (seconds: number) => void;
}

export function inProcessTransport(
  state: AfterShipState,
  dials: AfterShipDials,
  options: TransportOptions = {},
): EmulatedAfterShip {
  let current = dials;
  return {
    send: (request, nowMs) => finishServed(serve(toApiRequest(request), state, nowMs, current), options),
    control: (name, ...args) => runControl(state, name, args),
    setDials: (changed) => {
      current = changed;
    },
    stop: () => undefined,
  };
}

export function runControl<K extends ControlName>(
  state: AfterShipState,
  name: K,
  args: ControlArguments<K>,
): ControlResult<K> {
  // The name selects one of many functions, whose type the compiler cannot infer.
  const control = CONTROLS[name] as unknown as (
    state: AfterShipState,
    ...rest: ControlArguments<K>
  ) => ControlResult<K>;
  return control(state, ...args);
}

/** Refuses requests that N/https would refuse before they reach AfterShip (section_4567630582, section_N3539978). */
export function toApiRequest(request: WireRequest): ApiRequest {
  const url = parseUrl(request.url);
  if (url?.protocol !== 'https:') throw new WireError('SSS_INVALID_URL', `The URL ${request.url} is not an https one.`);
  if (url.host !== AFTERSHIP_HOST) {
    throw new WireError('SSS_UNKNOWN_HOST', `The host you requested ${url.host} is unknown or cannot be found.`);
  }
  // The path is taken as written, because `URL` would correct the caller's mistakes.
  const path = request.url.slice(request.url.indexOf(url.host) + url.host.length);
  return {
    method: request.method.toUpperCase(),
    path: path === '' ? '/' : path,
    headers: request.headers,
    body: request.body,
  };
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

export function finishServed(served: Served, options: TransportOptions): WireResponse {
  if (served.delaySeconds > 0) options.onDelay?.(served.delaySeconds);
  if (served.kind === 'answer') return served.response;
  throw new WireError(served.error, served.message);
}
