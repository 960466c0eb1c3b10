/**
 * Classifies an answer by what it proves. Codes take precedence over statuses, because Oracle documents few statuses.
 */

import { clean } from '../../packages/sdf-check';
import type { HttpOutcome, NoAnswer } from './http_outcome';
import { redact } from './redact';

interface Refusal {
  readonly status: number;
  /** NetSuite's code; empty without one. */
  readonly code: string;
  /** NetSuite's message on one line; empty without one. */
  readonly detail: string;
}

export type Reading =
  | { readonly kind: 'json'; readonly value: unknown }
  /** Keys, token, person, role or account is wrong; NetSuite does not say which. */
  | ({ readonly kind: 'sign-in refused' } & Refusal)
  /** Answer of the RESTlets host to a role that may use web services only (section_1530099787). */
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

/** `secrets` are the sent values. They are hidden before a long message is cut, because an answer may repeat them. */
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
  // Without a NetSuite code the answer may come from a proxy or another host on the way.
  if (status === 403 && refusal.code !== '') return { kind: 'not permitted', ...refusal };
  if (status < 200 || status >= 300 || refusal.code !== '') return { kind: 'failed', ...refusal };
  return value === undefined || value === null || typeof value !== 'object'
    ? { kind: 'unreadable', status }
    : { kind: 'json', value };
}

/** Member of a parsed object; undefined without it or when the value is not an object. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** Finds the error in the formats of REST web services, of RESTlets in JSON, and of RESTlets in text. */
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

/** Makes foreign text one short line without control characters, which a terminal would obey. */
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

/** The host only, because the rest of an address may contain a session. */
function findHost(location: string): string {
  return URL.canParse(location) ? clean(new URL(location).host) : 'another page of the same host';
}
