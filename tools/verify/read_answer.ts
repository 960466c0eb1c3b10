/** Sorts an answer by what it proves. Codes are read before statuses, because Oracle documents few statuses. */

import { clean } from '../../packages/sdf-check';
import type { HttpOutcome, NoAnswer } from './http_outcome';
import { redact } from './redact';

interface Refusal {
  readonly status: number;
  /** NetSuite's code; empty when there was none. */
  readonly code: string;
  /** NetSuite's own sentence, one line; empty when there was none. */
  readonly detail: string;
}

export type Reading =
  | { readonly kind: 'json'; readonly value: unknown }
  /** Keys, token, person, role or account: NetSuite does not say which. */
  | ({ readonly kind: 'sign-in refused' } & Refusal)
  /** What the host of RESTlets says to a role that may use web services only (section_1530099787). */
  | ({ readonly kind: 'role refused' } & Refusal)
  | ({ readonly kind: 'not permitted' } & Refusal)
  | ({ readonly kind: 'busy' } & Refusal)
  | ({ readonly kind: 'failed' } & Refusal)
  | { readonly kind: 'redirected'; readonly status: number; readonly to: string }
  | { readonly kind: 'a page'; readonly status: number }
  | { readonly kind: 'unreadable'; readonly status: number }
  | NoAnswer;

const SIGN_IN_CODES = ['INVALID_LOGIN', 'INVALID_LOGIN_ATTEMPT'];
const ROLE_CODES = ['INVALID_LOGIN_CREDENTIALS'];
const PERMISSION_CODES = ['INSUFFICIENT_PERMISSION'];
const BUSY_CODES = ['CONCURRENCY_LIMIT_EXCEEDED', 'SSS_REQUEST_LIMIT_EXCEEDED'];

/** `secrets`: what was sent. An answer may repeat it, and it is hidden before a long sentence is cut in its middle. */
export function readAnswer(outcome: HttpOutcome, secrets: readonly string[]): Reading {
  if (outcome.kind === 'no answer') return { ...outcome, detail: toLine(outcome.detail, secrets) };
  const { status, headers, body } = outcome;
  if (status >= 300 && status < 400) return { kind: 'redirected', status, to: findHost(headers['location'] ?? '') };
  const value = parseJson(body);
  const refusal = { status, ...findError(value, body, secrets) };
  if (SIGN_IN_CODES.includes(refusal.code)) return { kind: 'sign-in refused', ...refusal };
  if (ROLE_CODES.includes(refusal.code)) return { kind: 'role refused', ...refusal };
  if (PERMISSION_CODES.includes(refusal.code)) return { kind: 'not permitted', ...refusal };
  if (BUSY_CODES.includes(refusal.code) || status === 429) return { kind: 'busy', ...refusal };
  if (/^\s*<|text\/html/i.test(`${body.slice(0, 200)}`) || (headers['content-type'] ?? '').includes('text/html')) {
    return { kind: 'a page', status };
  }
  if (status === 401) return { kind: 'sign-in refused', ...refusal };
  // Without a code of NetSuite's it may be anybody's on the way.
  if (status === 403 && refusal.code !== '') return { kind: 'not permitted', ...refusal };
  if (status < 200 || status >= 300 || refusal.code !== '') return { kind: 'failed', ...refusal };
  return value === undefined || value === null || typeof value !== 'object'
    ? { kind: 'unreadable', status }
    : { kind: 'json', value };
}

/** A member of a parsed object; undefined when it is none or has none. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** The forms of REST web services, of RESTlets in JSON, and of RESTlets in text. */
function findError(
  value: unknown,
  body: string,
  secrets: readonly string[],
): { readonly code: string; readonly detail: string } {
  const details = memberOf(value, 'o:errorDetails');
  const first: unknown = Array.isArray(details) ? details[0] : undefined;
  const error = memberOf(value, 'error');
  const code = asText(memberOf(first, 'o:errorCode')) || asText(memberOf(error, 'code'));
  const detail = asText(memberOf(first, 'detail')) || asText(memberOf(error, 'message'));
  if (code !== '' || detail !== '') return { code, detail: toLine(detail, secrets) };
  const textCode = /error code: ([A-Z0-9_]+)/.exec(body)?.[1] ?? '';
  const textDetail = /error message: ([^\n]*)/.exec(body)?.[1] ?? '';
  return { code: textCode, detail: toLine(textDetail || asText(memberOf(value, 'title')), secrets) };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const LONGEST_LINE = 300;

/** Other people's words: a terminal must not obey them, and a page must not fill the screen. */
function toLine(text: string, secrets: readonly string[]): string {
  const line = redact(clean(text).trim(), secrets);
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** The host alone: the rest of an address may carry a session. */
function findHost(location: string): string {
  return URL.canParse(location) ? clean(new URL(location).host) : 'another page of the same host';
}
