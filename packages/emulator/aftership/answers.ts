/**
 * AfterShip's envelope and table of errors (Tracking API 2026-07: request errors; AfterShip's SDK has the same list).
 */

import type { WireResponse } from '../wire';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

interface ErrorRow {
  readonly status: number;
  readonly type: 'BadRequest' | 'Unauthorized' | 'Forbidden' | 'NotFound' | 'TooManyRequests' | 'InternalError';
  readonly message: string;
}

const INTERNAL = { type: 'InternalError', message: "Something went wrong on AfterShip's end." } as const;

/** Errors by meta.code. The field's name replaces `[field_name]`. */
export const ERRORS = {
  400: { status: 400, type: 'BadRequest', message: 'The request was invalid or cannot be otherwise served.' },
  4001: { status: 400, type: 'BadRequest', message: 'Invalid JSON data.' },
  4003: { status: 400, type: 'BadRequest', message: 'Tracking already exists.' },
  4004: { status: 404, type: 'BadRequest', message: 'Tracking does not exist.' },
  4005: { status: 400, type: 'BadRequest', message: 'The value of tracking_number is invalid.' },
  4006: { status: 400, type: 'BadRequest', message: 'tracking object is required.' },
  4007: { status: 400, type: 'BadRequest', message: 'tracking_number is required.' },
  4008: { status: 400, type: 'BadRequest', message: 'The value of [field_name] is invalid.' },
  4009: { status: 400, type: 'BadRequest', message: '[field_name] is required.' },
  4010: { status: 400, type: 'BadRequest', message: 'The value of slug is invalid.' },
  4011: {
    status: 400,
    type: 'BadRequest',
    message:
      'Missing or invalid value of the required fields for this courier. Besides tracking_number, also required: [field_name]',
  },
  4012: {
    status: 400,
    type: 'BadRequest',
    message: "Unable to import shipment as we don't recognize the carrier from this tracking number.",
  },
  4013: {
    status: 400,
    type: 'BadRequest',
    message: 'Retrack is not allowed. You can only retrack an inactive tracking.',
  },
  4014: { status: 400, type: 'BadRequest', message: 'notification object is required.' },
  4015: { status: 400, type: 'BadRequest', message: 'The value of id is invalid.' },
  4016: {
    status: 400,
    type: 'BadRequest',
    message: 'Retrack is not allowed. You can only retrack each shipment once.',
  },
  4017: { status: 400, type: 'BadRequest', message: 'The format of tracking_number is invalid.' },
  401: { status: 401, type: 'Unauthorized', message: 'The API key is invalid.' },
  403: {
    status: 403,
    type: 'Forbidden',
    message: 'The request is understood, but it has been refused or access is not allowed.',
  },
  404: {
    status: 404,
    type: 'NotFound',
    message: 'The URI requested is invalid or the resource requested does not exist.',
  },
  429: {
    status: 429,
    type: 'TooManyRequests',
    message: 'You have exceeded the API call rate limit. The default limit is 10 requests per second.',
  },
  500: { status: 500, ...INTERNAL },
  502: { status: 502, ...INTERNAL },
  503: { status: 503, ...INTERNAL },
  504: { status: 504, ...INTERNAL },
} as const satisfies Record<number, ErrorRow>;

export type MetaCode = keyof typeof ERRORS;

/** The five texts of 4012 (AfterShip's SDK, error list). */
export const DETECTION_TEXTS = {
  notApproved:
    'Unable to import shipment as the carrier is not on your approved list for carrier auto-detection. Add the carrier here: https://admin.aftership.com/settings/couriers',
  notRecognized: "Unable to import shipment as we don't recognize the carrier from this tracking number.",
  invalidFormat: 'Unable to import shipment as the tracking number has an invalid format.',
  notSupported: 'Unable to import shipment as this carrier is no longer supported.',
  notInGroup: 'Unable to import shipment as the tracking number does not belong to a carrier in that group.',
} as const;

/** A refusal. `reason` is our explanation for the journal and is not part of AfterShip's answer. */
export interface Refusal {
  readonly code: MetaCode;
  readonly reason: string;
  readonly fieldName?: string;
  /** Text that replaces the one of the table. */
  readonly message?: string;
  readonly data?: JsonObject;
}

export function refuse(code: MetaCode, reason: string, more: Omit<Refusal, 'code' | 'reason'> = {}): Refusal {
  return { code, reason, ...more };
}

export function answerSuccess(status: 200 | 201, data: Json): WireResponse {
  return answer(status, { meta: { code: status }, data });
}

export function answerRefusal(refusal: Refusal): WireResponse {
  const row = ERRORS[refusal.code];
  const fieldName = refusal.fieldName ?? '[field_name]';
  const message = refusal.message ?? row.message.replace('[field_name]', () => fieldName);
  // The real answer to a wrong key has these members in this order, with `errors`. The other answers follow the example
  // in the docs.
  if (refusal.code === 401) {
    return answer(row.status, { data: {}, meta: { type: row.type, code: refusal.code, errors: [], message } });
  }
  return answer(row.status, {
    meta: { code: refusal.code, type: row.type, message },
    data: refusal.data ?? {},
  });
}

function answer(status: number, envelope: JsonObject): WireResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(envelope),
  };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A body as JSON, or as the text that it is. */
export function parseText(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
