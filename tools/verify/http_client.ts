/**
 * Sends one request and returns its result. It follows no redirects, repeats nothing, limits every wait, and obeys
 * HTTPS_PROXY and NO_PROXY. It uses undici, because Node's fetch has no proxies on Node 20.
 */

import { Agent, ProxyAgent, request as send, type Dispatcher } from 'undici';
import type { HttpOutcome, NoAnswer } from './http_outcome';
import { memberOf } from './read_answer';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface HttpClient {
  send(request: HttpRequest): Promise<HttpOutcome>;
  /** Host and port of the proxy for this host, without its password; null for none. */
  proxyTo(host: string): string | null;
  close(): Promise<void>;
}

interface HttpClientOptions {
  /** Time limit of a whole request. */
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Port of this machine that replaces every host of NetSuite; null for the real hosts. */
  readonly emulatorPort: number | null;
}

/** Larger than every answer that is read here; a list of one record has a few hundred bytes. */
const LONGEST_BODY_BYTES = 8 * 1024 * 1024;

/** Returns a client, or a text that names the variable that is not usable. */
export function createHttpClient({ timeoutMs, environment, emulatorPort }: HttpClientOptions): HttpClient | string {
  const proxy = emulatorPort === null ? findProxy(environment) : null;
  if (proxy !== null && !isProxyAddress(proxy.value)) {
    return `${proxy.variable} is no address of a proxy. It looks like http://proxy.example.com:8080.`;
  }
  const limits = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } };
  const direct = new Agent(limits);
  const proxied = proxy === null ? null : new ProxyAgent({ ...limits, uri: proxy.value });
  const exempt = environment['no_proxy'] ?? environment['NO_PROXY'] ?? '';
  return {
    proxyTo: (host) => (proxy === null || isExempt(host, exempt) ? null : new URL(proxy.value).host),
    send: (request) => {
      if (emulatorPort !== null) return sendOnce(toEmulator(request, emulatorPort), direct, timeoutMs);
      const { hostname } = new URL(request.url);
      return sendOnce(request, proxied === null || isExempt(hostname, exempt) ? direct : proxied, timeoutMs);
    },
    close: async () => {
      await Promise.all([direct.destroy(), proxied?.destroy()]);
    },
  };
}

function findProxy(environment: HttpClientOptions['environment']): { variable: string; value: string } | null {
  for (const variable of ['https_proxy', 'HTTPS_PROXY']) {
    const value = environment[variable]?.trim() ?? '';
    if (value !== '') return { variable, value };
  }
  return null;
}

/**
 * Reads NO_PROXY as curl does: hosts and their subdomains, optionally with a leading dot or star and a port; or `*`.
 */
function isExempt(host: string, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[,\s]+/)
    .map((entry) => entry.replace(/:443$/, '').replace(/^\*?\./, ''))
    .some((entry) => entry === '*' || (entry !== '' && (host === entry || host.endsWith(`.${entry}`))));
}

function isProxyAddress(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}

function toEmulator(request: HttpRequest, port: number): HttpRequest {
  const { host, pathname, search } = new URL(request.url);
  return { ...request, url: `http://127.0.0.1:${port}${pathname}${search}`, headers: { ...request.headers, host } };
}

/** Sends with its own timer, because undici has none for a proxy that accepts a connection and never answers. */
async function sendOnce(request: HttpRequest, dispatcher: Dispatcher, timeoutMs: number): Promise<HttpOutcome> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<HttpOutcome>((resolve) => {
    timer = setTimeout(() => {
      stop.abort();
      const detail = `Nothing came within ${timeoutMs / 1000} seconds.`;
      resolve({ kind: 'no answer', reason: 'timed out', detail });
    }, timeoutMs);
  });
  try {
    return await Promise.race([receive(request, dispatcher, stop.signal).catch(explain), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

async function receive(request: HttpRequest, dispatcher: Dispatcher, signal: AbortSignal): Promise<HttpOutcome> {
  const { statusCode, headers, body } = await send(request.url, {
    method: request.method,
    headers: request.headers,
    body: request.body,
    dispatcher,
    signal,
  });
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length > LONGEST_BODY_BYTES) {
      const detail = 'The answer is longer than any that NetSuite gives here.';
      return { kind: 'no answer', reason: 'too long', detail };
    }
    chunks.push(bytes);
  }
  return {
    kind: 'answer',
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

const REASONS: Readonly<Record<string, NoAnswer['reason']>> = {
  ENOTFOUND: 'host not found',
  EAI_AGAIN: 'host not found',
  ECONNREFUSED: 'not accepted',
  EHOSTUNREACH: 'not accepted',
  ENETUNREACH: 'not accepted',
  EACCES: 'not accepted',
  ETIMEDOUT: 'timed out',
  UND_ERR_CONNECT_TIMEOUT: 'timed out',
  UND_ERR_HEADERS_TIMEOUT: 'timed out',
  UND_ERR_BODY_TIMEOUT: 'timed out',
};

function explain(error: unknown): NoAnswer {
  const code = findCode(error);
  const message = memberOf(error, 'message');
  const detail = typeof message === 'string' && message !== '' ? message : code;
  if (/proxy/i.test(detail)) return { kind: 'no answer', reason: 'proxy', detail };
  if (/CERT|SIGNED|ISSUER|LEAF_SIGNATURE|^ERR_SSL|^ERR_TLS|^EPROTO$/.test(code)) {
    // OpenSSL's message is about its source code, so only its code is shown.
    return { kind: 'no answer', reason: 'not secure', detail: code };
  }
  return { kind: 'no answer', reason: REASONS[code] ?? 'cut off', detail };
}

/** Finds the system's code on the error, on its cause, or on the first of several attempts. */
function findCode(error: unknown): string {
  const attempts = memberOf(error, 'errors');
  const inner: unknown = (Array.isArray(attempts) ? attempts[0] : undefined) ?? memberOf(error, 'cause');
  if (inner !== undefined) return findCode(inner);
  const code = memberOf(error, 'code');
  return typeof code === 'string' ? code : String(memberOf(error, 'name') ?? error);
}
