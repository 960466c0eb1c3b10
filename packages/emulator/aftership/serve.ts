/** Serves one request: injected faults, the API, and the journal. Every transport calls it. */

import type { WireResponse } from '../wire';
import { answerRefusal, parseText, refuse } from './answers';
import type { AfterShipDials } from './dials';
import { describeFault, HTTPS_TIMEOUT_SECONDS, takeFault, type Fault } from './faults';
import { handle, refuseForced, type ApiRequest } from './handle';
import { quoteSent } from './quote';
import type { AfterShipState, JournalEntry } from './state';
import { spoil } from './wrong_content';

export type Served =
  | { readonly kind: 'answer'; readonly response: WireResponse; readonly delaySeconds: number }
  | {
      readonly kind: 'no answer';
      /** Name and text of the error that N/https throws. */
      readonly error: string;
      readonly message: string;
      readonly delaySeconds: number;
    };

/** Oracle gives no text for a closed connection. */
const LOSSES = {
  SSS_REQUEST_TIME_EXCEEDED: 'The host you are trying to connect to has exceeded the maximum allowed response time.',
  SSS_CONNECTION_TIME_OUT: 'The host you are trying to connect to is not responding.',
  SSS_CONNECTION_CLOSED: 'The connection was closed.',
} as const;

function lose(error: keyof typeof LOSSES, delaySeconds: number): Served {
  return { kind: 'no answer', error, message: LOSSES[error], delaySeconds };
}

/** The text of UNEXPECTED_ERROR where public code tells it, of other modules of N/. */
const UNLISTED_MESSAGE = 'An unexpected SuiteScript error has occurred';

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
  // Only the caller knows of these requests, so the journal does not have them.
  if (fault?.kind === 'not connected') return lose('SSS_CONNECTION_TIME_OUT', 5);
  if (fault?.kind === 'unlisted error' && fault.strikes === 'before effect') return loseUnlisted(fault);

  const isRun = !(fault && 'strikes' in fault && fault.strikes === 'before effect');
  const handled = isRun ? handle(request, state, nowMs, dials) : null;
  const right = (): WireResponse => handled?.response ?? answerWithoutEffect(request, state, nowMs, dials);
  const own = fault ? buildFaultAnswer(fault, request, state, nowMs, dials, right) : null;
  const response = own ?? handled?.response ?? null;
  if (state.isJournalKept) {
    const kept = fault?.kind === 'giant' ? (handled?.response ?? null) : response;
    state.journal.push(describe(request, nowMs, kept, handled?.reason ?? null, fault));
  }

  if (fault?.kind === 'unlisted error') return loseUnlisted(fault);
  if (fault?.kind === 'no answer') return lose('SSS_REQUEST_TIME_EXCEEDED', HTTPS_TIMEOUT_SECONDS);
  if (fault?.kind === 'connection closed') return lose('SSS_CONNECTION_CLOSED', 0);
  const delaySeconds = fault?.kind === 'slow' ? fault.seconds : 0;
  if (delaySeconds >= HTTPS_TIMEOUT_SECONDS || !response) {
    return lose('SSS_REQUEST_TIME_EXCEEDED', HTTPS_TIMEOUT_SECONDS);
  }
  return { kind: 'answer', response, delaySeconds };
}

function loseUnlisted({ name, message }: Extract<Fault, { kind: 'unlisted error' }>): Served {
  return { kind: 'no answer', error: name, message: message ?? UNLISTED_MESSAGE, delaySeconds: 0 };
}

/** What AfterShip would answer, found out on a copy. */
function answerWithoutEffect(
  request: ApiRequest,
  state: AfterShipState,
  nowMs: number,
  dials: AfterShipDials,
): WireResponse {
  return handle(request, structuredClone({ ...state, journal: [] }), nowMs, dials).response;
}

function buildFaultAnswer(
  fault: Fault,
  request: ApiRequest,
  state: AfterShipState,
  nowMs: number,
  dials: AfterShipDials,
  right: () => WireResponse,
): WireResponse | null {
  switch (fault.kind) {
    case 'refusal': {
      const fieldName = fault.fieldName === undefined ? {} : { fieldName: fault.fieldName };
      const refusal = refuse(fault.code, 'An injected fault.', fieldName);
      const said = dials.refusedValue === 'quoted' ? quoteSent(refusal, request.body) : refusal;
      const forced = refuseForced(request, state, nowMs, said);
      if (fault.resetSeconds === undefined) return forced;
      const reset = String(Math.floor(nowMs / 1000) + fault.resetSeconds);
      return { ...forced, headers: { ...forced.headers, 'X-RateLimit-Reset': reset } };
    }
    case 'html':
      return { status: fault.status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: HTML };
    case 'empty':
      return { status: fault.status, headers: {}, body: '' };
    case 'wrong content':
      return spoil(fault.content, request, right(), { state, dials, nowMs });
    case 'giant':
      return buildGiant(fault, right);
    case 'half json': {
      const { body, ...rest } = right();
      return { ...rest, body: body.slice(0, Math.floor(body.length / 2)) };
    }
    case 'unlisted error':
    case 'no answer':
    case 'not connected':
    case 'connection closed':
    case 'slow':
      return null;
  }
}

/** One text repeated, which costs almost nothing before somebody reads it. */
function buildGiant(fault: Extract<Fault, { kind: 'giant' }>, right: () => WireResponse): WireResponse {
  const characters = fault.megabytes * 1024 * 1024;
  const text = fault.repeated ?? 'someone@example.com ';
  const filling = text.repeat(Math.ceil(characters / text.length));
  switch (fault.content) {
    case 'right answer': {
      const answer = right();
      return { ...answer, body: answer.body + ' '.repeat(characters) };
    }
    case 'refusal':
      return answerRefusal(refuse(400, 'An injected fault.', { message: filling }));
    case 'page':
      return { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: filling };
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
