/** N/https: requests over the account's transport. API secrets are resolved only when a request is really sent. */

import type { WireResponse } from '../../wire';
import type { Engine, Invocation } from '../runtime/engine';
import { NotEmulated, ScriptFault, unnamedFault } from '../runtime/faults';
import { durationMs, httpsUnits } from '../runtime/governance';
import { guardObject } from '../runtime/members';
import { entries, options, text } from './arguments';

/** Headers that NetSuite silently drops from a script's request (help, N/https). */
const dropped = new Set([
  'connection',
  'content-length',
  'host',
  'jsessionid',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

/** N/file refuses contents above this size in memory (SSS_FILE_CONTENT_SIZE_EXCEEDED); of N/https no page says a limit. */
const MOST_CHARACTERS = 10 * 1024 * 1024;

type Piece = { readonly literal: string } | { readonly template: string };

/** Parts of each secure string, kept outside the object, because a script can never read the clear text. */
const secureStrings = new WeakMap<object, Piece[]>();

export function httpsModule(engine: Engine): object {
  const named =
    (method: string) =>
    (...given: unknown[]) => {
      const call = `https.${method.toLowerCase()}`;
      const withBody = method === 'POST' || method === 'PUT';
      const set = options(call, given, ['url', 'headers', 'body'], withBody ? ['url', 'body'] : ['url']);
      return request(engine, call, method, set);
    };
  return {
    get: named('GET'),
    post: named('POST'),
    put: named('PUT'),
    delete: named('DELETE'),
    request: (...given: unknown[]) => {
      const set = options(
        'https.request',
        given,
        ['method', 'url', 'headers', 'body', 'credentials'],
        ['method', 'url'],
      );
      if (set['credentials'] !== undefined) throw new NotEmulated('N/https.request with credentials');
      return request(engine, 'https.request', text('https.request', set['method'], 'method'), set);
    },
    createSecureString: (...given: unknown[]) => {
      const set = options('https.createSecureString', given, ['input', 'inputEncoding'], ['input']);
      if (set['inputEncoding'] !== undefined && set['inputEncoding'] !== 'UTF_8') {
        throw new NotEmulated('N/https.createSecureString with an encoding other than UTF_8');
      }
      return secureString(engine, text('https.createSecureString', set['input'], 'input'));
    },
  };
}

function secureString(engine: Engine, input: string): object {
  const pieces: Piece[] = [{ template: input }];
  const object: object = guardObject(engine, 'N/https.SecureString', 'https/SecureString', {
    appendString: (...given: unknown[]) => {
      const set = options('SecureString.appendString', given, ['input', 'inputEncoding'], ['input']);
      pieces.push({ literal: text('SecureString.appendString', set['input'], 'input') });
      return object;
    },
    appendSecureString: (...given: unknown[]) => {
      const set = options('SecureString.appendSecureString', given, ['secureString'], ['secureString']);
      const { secureString: other } = set;
      const added = typeof other === 'object' && other !== null ? secureStrings.get(other) : undefined;
      if (added === undefined)
        throw new ScriptFault('SSS_INVALID_TYPE_ARG', 'appendSecureString takes an https.SecureString.');
      pieces.push(...added);
      return object;
    },
    toString: () => 'https.SecureString',
  });
  secureStrings.set(object, pieces);
  return object;
}

function request(engine: Engine, call: string, method: string, set: Readonly<Record<string, unknown>>): object {
  const cost = { units: httpsUnits['https.request'], ms: 0 };
  const shown = shownUrl(set['url']);
  return engine.call(`N/${call}`, shown, cost, () => {
    const invocation = engine.current();
    const host = hostOf(call, shown);
    const resolve = (value: unknown, name: string): string => {
      const pieces = typeof value === 'object' && value !== null ? secureStrings.get(value) : undefined;
      return pieces === undefined ? text(call, value, name) : reveal(engine, invocation, pieces, host);
    };
    const headers: Record<string, string> = {};
    for (const [name, value] of entries(set['headers'])) {
      if (name.includes('_'))
        throw unnamedFault('INVALID_HEADER_NAME', `Header names with underscore are not allowed: ${name}`);
      if (!dropped.has(name.toLowerCase())) headers[name.toLowerCase()] = resolve(value, name);
    }
    const url = resolve(set['url'], 'url');
    const body = bodyOf(set['body'], method);
    const what = `${method} ${shown}`;
    engine.boundary('http', what, 'before');
    invocation.httpCalls += 1;
    engine.clock.pass(durationMs.https);
    engine.checkTime(invocation);
    const answer = engine.options.transport.send({ method, url, headers, body }, engine.clock.now());
    engine.boundary('http answered', what, 'after');
    return response(engine, answer);
  });
}

function shownUrl(url: unknown): string {
  if (typeof url === 'string') return url;
  const pieces = typeof url === 'object' && url !== null ? secureStrings.get(url) : undefined;
  return (pieces ?? []).map((piece) => ('literal' in piece ? piece.literal : piece.template)).join('');
}

function hostOf(call: string, url: string): string {
  try {
    const parsed = new URL(url.replaceAll(/[{}]/g, ''));
    if (parsed.protocol === 'https:') return parsed.hostname;
  } catch {
    // Falls through to the same refusal as below.
  }
  throw new ScriptFault('SSS_INVALID_URL', `${call}: the URL has to be a fully qualified HTTPS URL.`);
}

function bodyOf(body: unknown, method: string): string | null {
  if (body === undefined || body === null) return null;
  if (method === 'GET' || method === 'HEAD') return null;
  if (typeof body === 'string') return body;
  if (typeof body === 'object' && secureStrings.has(body))
    throw new NotEmulated('a SecureString as body: not documented');
  // An object is sent form-encoded, so JSON must be passed as text.
  const form = new URLSearchParams();
  for (const [name, value] of entries(body)) form.append(name, String(value));
  return form.toString();
}

/** Replaces `{custsecret_x}` by the secret's value. Other text, and ids without braces, are sent unchanged. */
function reveal(engine: Engine, invocation: Invocation, pieces: readonly Piece[], host: string): string {
  return pieces
    .map((piece) => {
      if ('literal' in piece) return piece.literal;
      return piece.template.replaceAll(/\{(custsecret[A-Za-z0-9_]*|[0-9a-f]{32})\}/g, (_all, id: string) =>
        secretFor(engine, invocation, id, host),
      );
    })
    .join('');
}

function secretFor(engine: Engine, invocation: Invocation, id: string, host: string): string {
  const secret = engine.secrets.get(id);
  const refuse = (why: string): ScriptFault => unnamedFault('SECRET_REFUSED', `The secret ${id} ${why}.`);
  if (secret === undefined) throw refuse('does not exist');
  const { allowedDomains = [], allowedScripts = [], allowedEmployees = [] } = secret;
  if (allowedDomains.length > 0 && !allowedDomains.includes(host))
    throw refuse(`is not allowed for the domain ${host}`);
  const script = invocation.script?.scriptId ?? '';
  if (allowedScripts.length > 0 && !allowedScripts.includes(script))
    throw refuse(`is not allowed for the script ${script}`);
  const { user } = invocation;
  if (allowedEmployees.length > 0 && user !== 'system' && !allowedEmployees.includes(user)) {
    throw refuse('is not allowed for the user this script runs as');
  }
  return secret.value;
}

function response(engine: Engine, answer: WireResponse): object {
  if (engine.dials.httpResponseLimit === '10 MB' && answer.body.length > MOST_CHARACTERS)
    throw unnamedFault('RESPONSE_TOO_LARGE', 'The response is larger than 10 MB.');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    const lower = name.toLowerCase();
    const title = lower.replaceAll(
      /(^|-)([a-z])/g,
      (_all, dash: string, letter: string) => dash + letter.toUpperCase(),
    );
    for (const variant of [lower, title, name]) headers[variant] = value;
  }
  const body = answer.body === '' && engine.dials.emptyHttpBody === 'null' ? null : answer.body;
  const shown = engine.realm.plain(headers);
  return guardObject(engine, 'N/https.ClientResponse', 'https/ClientResponse', {
    code: answer.status,
    headers: shown,
    body,
    toJSON: () => engine.realm.plain({ type: 'http.ClientResponse', code: answer.status, headers, body }),
    toString: () => 'http.ClientResponse',
  });
}
