/** An AfterShip that answers what a test says, in order, and fails the test when it is asked more than that. */

import type { HttpRequest, HttpResult } from '../../src/TypeScript/aftership/app/ports';

export type Script = (request: HttpRequest) => HttpResult;

export function created(changes: Readonly<Record<string, unknown>> = {}): Script {
  return (request) => {
    const body = JSON.parse(request.body ?? '{}') as Record<string, unknown>;
    const data = {
      id: body['id'],
      tracking_number: body['tracking_number'],
      slug: body['slug'] ?? 'ups',
      tag: 'Pending',
    };
    return answer(201, { meta: { code: 201 }, data: { ...data, ...changes } });
  };
}

/** The tracking that the request names by its id, with the number that most tests use. */
export function found(changes: Readonly<Record<string, unknown>> = {}): Script {
  return ({ path }) => {
    const id = decodeURIComponent(path.split('/').pop() ?? '');
    const data = { id, tracking_number: '1Z5R89390357567127', slug: 'ups', tag: 'Pending', ...changes };
    return answer(200, { meta: { code: 200 }, data });
  };
}

export function listed(...trackings: readonly Readonly<Record<string, unknown>>[]): Script {
  return () => answer(200, { meta: { code: 200 }, data: { trackings } });
}

export function refused(code: number, message = ''): Script {
  const status = code === 4004 ? 404 : code > 4000 ? 400 : code;
  return () => answer(status, { meta: { code, message }, data: {} });
}

export function lost(): Script {
  return () => ({ kind: 'lost', error: 'SSS_REQUEST_TIME_EXCEEDED', detail: 'too slow' });
}

export function withheld(): Script {
  return () => ({ kind: 'not sent', error: 'SOME_ERROR', detail: 'no such secret' });
}

export function garbage(body: string): Script {
  return () => ({ kind: 'answer', status: 502, headers: {}, body });
}

export function rateLimited(reset: number): Script {
  return () => ({
    kind: 'answer',
    status: 429,
    headers: { 'x-ratelimit-reset': String(reset) },
    body: JSON.stringify({ meta: { code: 429, message: 'slow down' }, data: {} }),
  });
}

/** The same answer, with headers which say that no request is left until then. */
export function lastOfLimit(script: Script, reset: number): Script {
  return (request) => {
    const given = script(request);
    if (given.kind !== 'answer') return given;
    const limit = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    return { ...given, headers: { ...given.headers, ...limit } };
  };
}

function answer(status: number, body: object): HttpResult {
  return { kind: 'answer', status, headers: { 'as-trace-id': 'trace-1' }, body: JSON.stringify(body) };
}

/** Plays the scripts one after the other. */
export function play(scripts: readonly Script[]): (request: HttpRequest) => HttpResult {
  const left = [...scripts];
  return (request) => {
    const next = left.shift();
    if (next === undefined) throw new Error(`Unexpected request: ${request.method} ${request.path}`);
    return next(request);
  };
}
