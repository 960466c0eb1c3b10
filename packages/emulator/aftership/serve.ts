/** Serves one request: injected faults, the API, and the journal. Every transport calls it. */

import type { WireResponse } from '../wire';
import { refuse } from './answers';
import type { AfterShipDials } from './dials';
import { describeFault, HTTPS_TIMEOUT_SECONDS, takeFault, type Fault } from './faults';
import { handle, refuseForced, type ApiRequest } from './handle';
import type { AfterShipState, JournalEntry } from './state';

export type Served =
  | { readonly kind: 'answer'; readonly response: WireResponse; readonly delaySeconds: number }
  | {
      readonly kind: 'no answer';
      readonly error: 'SSS_REQUEST_TIME_EXCEEDED' | 'SSS_CONNECTION_TIME_OUT' | 'SSS_CONNECTION_CLOSED';
      readonly delaySeconds: number;
    };

const HTML =
  '<!DOCTYPE html>\n<html><head><title>Service unavailable</title></head><body><h1>Please try again later</h1></body></html>\n';

/** Headers that may contain a secret; the journal leaves them out. */
const SECRET_HEADERS = /^(as-api-key|aftership-api-key|authorization|as-signature-.*)$/i;

export function serve(request: ApiRequest, state: AfterShipState, nowMs: number, dials: AfterShipDials): Served {
  const fault = takeFault(state.faults, request);
  if (fault !== null) {
    const name = describeFault(fault);
    state.struck.set(name, (state.struck.get(name) ?? 0) + 1);
  }
  // Only the caller knows of this request, so the journal does not have it.
  if (fault?.kind === 'not connected') return { kind: 'no answer', error: 'SSS_CONNECTION_TIME_OUT', delaySeconds: 5 };

  const isRun = !(fault && 'strikes' in fault && fault.strikes === 'before effect');
  const handled = isRun ? handle(request, state, nowMs, dials) : null;
  const own = fault ? buildFaultAnswer(fault, request, state, nowMs, dials, handled?.response ?? null) : null;
  const response = own ?? handled?.response ?? null;
  if (state.isJournalKept) {
    state.journal.push(describe(request, nowMs, response, handled?.reason ?? null, fault));
  }

  if (fault?.kind === 'no answer') {
    return { kind: 'no answer', error: 'SSS_REQUEST_TIME_EXCEEDED', delaySeconds: HTTPS_TIMEOUT_SECONDS };
  }
  if (fault?.kind === 'connection closed')
    return { kind: 'no answer', error: 'SSS_CONNECTION_CLOSED', delaySeconds: 0 };
  const delaySeconds = fault?.kind === 'slow' ? fault.seconds : 0;
  if (delaySeconds >= HTTPS_TIMEOUT_SECONDS || !response) {
    return { kind: 'no answer', error: 'SSS_REQUEST_TIME_EXCEEDED', delaySeconds: HTTPS_TIMEOUT_SECONDS };
  }
  return { kind: 'answer', response, delaySeconds };
}

/** `"email":"…","phone_number":"…"` of a request, as a refusal might quote it; null without contacts. */
function quoteContact(body: string | null): string | null {
  const found = [...(body ?? '').matchAll(/"(?:email|phone_number)":"[^"]*"/g)].map(([text]) => text);
  return found.length === 0 ? null : found.join(',');
}

function buildFaultAnswer(
  fault: Fault,
  request: ApiRequest,
  state: AfterShipState,
  nowMs: number,
  dials: AfterShipDials,
  right: WireResponse | null,
): WireResponse | null {
  switch (fault.kind) {
    case 'refusal': {
      const quoted = fault.code === 4008 && dials.refusedValue === 'quoted' ? quoteContact(request.body) : null;
      const name = fault.fieldName ?? quoted;
      const fieldName = name === null ? {} : { fieldName: name };
      const forced = refuseForced(request, state, nowMs, refuse(fault.code, 'An injected fault.', fieldName));
      if (fault.resetSeconds === undefined) return forced;
      const reset = String(Math.floor(nowMs / 1000) + fault.resetSeconds);
      return { ...forced, headers: { ...forced.headers, 'X-RateLimit-Reset': reset } };
    }
    case 'html':
      return { status: fault.status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: HTML };
    case 'empty':
      return { status: fault.status, headers: {}, body: '' };
    case 'half json':
      return right && { ...right, body: right.body.slice(0, Math.floor(right.body.length / 2)) };
    case 'no answer':
    case 'not connected':
    case 'connection closed':
    case 'slow':
      return null;
  }
}

function describe(
  request: ApiRequest,
  nowMs: number,
  response: WireResponse | null,
  reason: string | null,
  fault: Fault | null,
): JournalEntry {
  return {
    at: nowMs,
    method: request.method,
    path: request.path,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !SECRET_HEADERS.test(name))),
    body: parseText(request.body),
    status: response?.status ?? 0,
    answer: parseText(response?.body ?? null),
    ...(reason === null ? {} : { reason }),
    ...(fault === null ? {} : { fault: describeFault(fault) }),
  };
}

function parseText(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
