/**
 * Calls AfterShip over N/https. The key stays in API Secrets: the platform puts it into the header when it sends, and
 * no script, log or error contains it.
 */

import * as https from 'N/https';
import type { Http, HttpResult } from '../app/ports';
import { API_BASE } from '../core/aftership/tracking';
import { describeError } from './platform';

/**
 * Errors after which the request left NetSuite or may have left it (section_4567630582; section_N3539978 lists the
 * other names).
 */
const LOST_ON_THE_WIRE: readonly string[] = [
  'SSS_REQUEST_TIME_EXCEEDED',
  'SSS_CONNECTION_TIME_OUT',
  'SSS_CONNECTION_CLOSED',
  'SSS_UNKNOWN_HOST',
  'SSS_INVALID_HOST_CERT',
];

export const http: Http = {
  send: (request, secretId) => {
    try {
      const response = https.request({
        method: METHODS[request.method](),
        url: `${API_BASE}${request.path}`,
        headers: {
          'as-api-key': https.createSecureString({ input: `{${secretId}}` }),
          'Content-Type': 'application/json',
          Accept: 'application/json',
        },
        ...(request.body === null ? {} : { body: request.body }),
      });
      return {
        kind: 'answer',
        status: response.code,
        headers: lowerCaseNames(response.headers),
        body: response.body || '',
      };
    } catch (error) {
      return classifyThrown(error);
    }
  },
};

/** Functions, because a module may not read an enumeration of N/ while it is defined. */
const METHODS = {
  GET: () => https.Method.GET,
  POST: () => https.Method.POST,
  PUT: () => https.Method.PUT,
  DELETE: () => https.Method.DELETE,
};

/**
 * Classifies an error. Which error a missing or withheld secret throws is not documented, and public reports show
 * errors without a documented name for causes that pass, so every other error counts as not sent.
 */
function classifyThrown(error: unknown): HttpResult {
  const { name, message } = describeError(error);
  return { kind: LOST_ON_THE_WIRE.includes(name) ? 'lost' : 'not sent', error: name, detail: message };
}

/**
 * Lower-cases the header names. NetSuite returns each header in lower case, in title case and as sent
 * (section_4567655700), so one form is enough.
 */
function lowerCaseNames(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
