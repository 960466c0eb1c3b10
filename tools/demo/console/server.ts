/**
 * Serves pages of an emulated account to a browser on this machine: Suitelets, and the blocks that scripts add to a
 * record's page. All other pages of NetSuite are replaced by a note. The HTML is our own and plain.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { escapeHtml } from '../../../packages/emulator';
import {
  type Actor,
  type EmulatedAccount,
  renderPage,
  type SuiteletAnswer,
  type SuiteletRequest,
} from '../../../packages/emulator/netsuite';
import { page } from '../../shared/html';

interface Person {
  readonly name: string;
  readonly actor: Actor;
}

export interface ConsoleServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

interface ConsoleServerOptions {
  readonly account: EmulatedAccount;
  /** People who can sign in; the first one is signed in at the start. */
  readonly people: readonly [Person, ...Person[]];
  /** Script and deployment of the Suitelet to which the start page links. */
  readonly start: { readonly script: string; readonly deployment: string };
  /** 0 for any free port. */
  readonly port: number;
}

const SCRIPTLET = '/app/site/hosting/scriptlet.nl';
const FULFILLMENT = '/app/accounting/transactions/itemfulfillment.nl';
const COOKIE = 'emulated_user';
const LONGEST_BODY = 1_000_000;
const CONTROLS = '/emulator/';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export async function startConsole(options: ConsoleServerOptions): Promise<ConsoleServer> {
  const server = createServer((request, response) => {
    void respond(request, response, options, server);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server) };
}

function portOf(server: Server): number {
  // A TCP server's address is an object, never the name of a pipe.
  return (server.address() as AddressInfo).port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  options: ConsoleServerOptions,
  server: Server,
): Promise<void> {
  let answer: Answer;
  try {
    answer = isFromThisMachine(request, portOf(server))
      ? answerRequest(request, await readBody(request), options)
      : plainPage(403, 'Refused', 'Only pages of this server may ask it for anything.');
  } catch (error) {
    answer = plainPage(500, 'The emulated account failed', error instanceof Error ? error.message : String(error));
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

/** False for requests from pages of other sites and for host names that somebody directs to this machine. */
function isFromThisMachine(request: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = '', origin } = request.headers;
  return hosts.includes(host) && (origin === undefined || hosts.some((known) => origin === `http://${known}`));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    length += bytes.length;
    if (length > LONGEST_BODY) throw new Error('The request is too long.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answerRequest(request: IncomingMessage, body: string, options: ConsoleServerOptions): Answer {
  const method = request.method === 'POST' ? 'POST' : 'GET';
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const person = personOf(request, options);
  if (url.pathname.startsWith(CONTROLS)) return control(url.pathname, method, new URLSearchParams(body), options);
  switch (url.pathname) {
    case '/':
      return redirect(`${SCRIPTLET}?script=${options.start.script}&deploy=${options.start.deployment}`);
    case SCRIPTLET: {
      const answer = options.account.request(person.actor, readSuiteletRequest(method, url, body));
      return fromSuitelet(answer, person, options);
    }
    case FULFILLMENT:
      return recordPage(Number(url.searchParams.get('id')), person, options);
    default:
      return plainPage(404, 'A page of NetSuite', `${url.pathname} is a page of NetSuite, which is not emulated.`);
  }
}

function personOf(request: IncomingMessage, { people }: ConsoleServerOptions): Person {
  const [, index = '0'] = new RegExp(`${COOKIE}=(\\d+)`).exec(request.headers.cookie ?? '') ?? [];
  return people[Number(index)] ?? people[0];
}

/** Reads a request to a Suitelet. Sublists are posted as `list:field:line`, with their line count in `list:lines`. */
export function readSuiteletRequest(method: 'GET' | 'POST', url: URL, body: string): SuiteletRequest {
  const values = new Map([...url.searchParams, ...new URLSearchParams(body)]);
  const parameters: Record<string, string> = {};
  const sublists: Record<string, Record<string, string>[]> = {};
  for (const [name, value] of values) {
    const [list = '', field, line] = name.split(':');
    if (field === undefined) parameters[name] = value;
    else if (field === 'lines')
      sublists[list] ??= Array.from({ length: Math.min(Number(value) || 0, 1000) }, () => ({}));
    else {
      const row = sublists[list]?.[Number(line)];
      if (row !== undefined) row[field] = value;
    }
  }
  const { script = '', deploy: deployment = '', ...rest } = parameters;
  return { script, deployment, method, parameters: rest, sublists };
}

function fromSuitelet(answer: SuiteletAnswer, person: Person, options: ConsoleServerOptions): Answer {
  if (answer.location !== null) return redirect(answer.location);
  const isPage = (answer.headers['content-type'] ?? '').startsWith('text/html');
  return {
    status: answer.status,
    headers: answer.headers,
    body: isPage ? withBar(answer.body, person, options) : answer.body,
  };
}

function recordPage(id: number, person: Person, options: ConsoleServerOptions): Answer {
  const row = Number.isInteger(id) ? options.account.get('itemfulfillment', id) : null;
  if (row === null) return plainPage(404, 'No such record', 'There is no such item fulfillment in this account.');
  const { html, error } = options.account.open(person.actor, 'itemfulfillment', id);
  const number = String(row.fields['tranid'] ?? id);
  const text = error === null ? html : `<p>${escapeHtml(error)}</p>`;
  const body = renderPage(`Item Fulfillment ${number}`, `<p>What scripts add to NetSuite’s page:</p>${text}`);
  return { status: 200, headers: HTML, body: withBar(body, person, options) };
}

const HTML = { 'content-type': 'text/html; charset=utf-8' } as const;

function plainPage(status: number, title: string, text: string): Answer {
  return { status, headers: HTML, body: page(title, `<p>${escapeHtml(text)}</p><p><a href="/">AfterShip</a></p>`) };
}

function redirect(location: string, cookie: string | null = null): Answer {
  return { status: 303, headers: { location, ...(cookie === null ? {} : { 'set-cookie': cookie }) }, body: '' };
}

/** Adds a bar with the signed-in person and the emulated time, which belongs to the emulator and not to the product. */
function withBar(html: string, person: Person, { account, people }: ConsoleServerOptions): string {
  const time = new Date(account.now()).toISOString().slice(0, 16).replace('T', ' ');
  const choices = people.map(
    ({ name }, index) =>
      `<option value="${index}"${name === person.name ? ' selected' : ''}>${escapeHtml(name)}</option>`,
  );
  const bar = `<div style="background:#1c2128;color:#fff;font:13px system-ui,sans-serif;padding:6px 12px;display:flex;gap:16px;flex-wrap:wrap;align-items:center">
<strong>Emulated account ${escapeHtml(account.options.accountId)}</strong><span>${time} UTC</span>
<form method="post" action="${CONTROLS}time"><button name="minutes" value="15">Let 15 minutes pass</button></form>
<form method="post" action="${CONTROLS}person"><label>Signed in as <select name="person">${choices.join('')}</select></label> <button>Change</button></form>
<span>This is an emulation: pages look different in NetSuite.</span></div>`;
  return html.replace(/<body>/, `<body>${bar}`);
}

function control(path: string, method: string, values: URLSearchParams, options: ConsoleServerOptions): Answer {
  if (method !== 'POST') return plainPage(405, 'Refused', 'The emulator is told by its buttons.');
  switch (path) {
    case `${CONTROLS}time`: {
      const minutes = Number(values.get('minutes'));
      if (!Number.isInteger(minutes) || minutes < 1 || minutes > 10_000)
        return plainPage(400, 'Refused', 'Minutes are a whole number from 1 to 10000.');
      options.account.advance(minutes * 60);
      return redirect('/');
    }
    case `${CONTROLS}person`: {
      const index = Number(values.get('person'));
      const isKnown = Number.isInteger(index) && options.people[index] !== undefined;
      return redirect('/', `${COOKIE}=${isKnown ? index : 0}; Path=/; HttpOnly; SameSite=Strict`);
    }
    default:
      return plainPage(404, 'Refused', 'The emulator has no such control.');
  }
}
