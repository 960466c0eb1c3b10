/** Answers of the account's hosts in the formats that Oracle prints (section_156570709583, section_4634920277). */

import type { RestDials } from './dials';

export interface RestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function answerJson(status: number, value: unknown): RestAnswer {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

/** An error of REST web services. */
export function answerRestError(status: number, title: string, code: string, detail: string): RestAnswer {
  return answerJson(status, {
    type: 'https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html',
    title,
    status,
    'o:errorDetails': [{ detail, 'o:errorCode': code }],
  });
}

/** Answer to every refused sign-in; REST web services never say the cause. */
export const REST_SIGN_IN_REFUSED = answerRestError(
  401,
  'Unauthorized',
  'INVALID_LOGIN',
  'Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.',
);

export const TOO_MANY_REQUESTS = answerRestError(
  429,
  'Too Many Requests',
  'CONCURRENCY_LIMIT_EXCEEDED',
  'Concurrent request limit exceeded. Request blocked.',
);

/** An error of the RESTlets host. Codes are documented; status and format are not. */
export function answerRestletError(code: string, message: string, dials: RestDials): RestAnswer {
  const status = dials.restletRefusalStatus;
  if (dials.restletErrorForm === 'json') return answerJson(status, { error: { code, message } });
  return { status, headers: { 'Content-Type': 'text/plain' }, body: `error code: ${code}\nerror message: ${message}` };
}
