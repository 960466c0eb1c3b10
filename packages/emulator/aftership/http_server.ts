/**
 * Serves the emulated AfterShip on a real HTTP port of this machine, for AfterShip's SDK and for the synchronous
 * transport.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AfterShipDials } from './dials';
import { serve, type Served } from './serve';
import type { AfterShipState } from './state';

export interface RunningServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

interface ServerOptions {
  readonly state: AfterShipState;
  /** Read for every request. */
  readonly dials: () => AfterShipDials;
  /** Time of a request in epoch milliseconds. Default: this machine's clock. */
  readonly now?: (headers: Readonly<Record<string, string>>) => number;
  /** 0 for any free port. */
  readonly port?: number;
  /** Called before the answer is sent or the connection is closed. */
  readonly onServed?: (headers: Readonly<Record<string, string>>, served: Served) => void;
}

/** Prefix of headers between transport and server, which the API and the journal never see. */
export const INTERNAL_PREFIX = 'x-emulator-';

/** Headers of this machine's HTTP connection, which a call from NetSuite would not have. */
const HOP_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding']);

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = createServer((request, response) => {
    void answerRequest(request, response, options);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  // A TCP server's address is an object, never the name of a pipe.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, close: () => closeServer(server) };
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  options: ServerOptions,
): Promise<void> {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  const served = await readAndServe(request, headers, options);
  if (served instanceof Error) {
    response.writeHead(501, { 'Content-Type': 'text/plain; charset=utf-8' }).end(served.message);
    return;
  }
  options.onServed?.(headers, served);
  if (served.kind === 'no answer') {
    // A local caller gets the failure at once instead of after 45 seconds.
    request.socket.destroy();
    return;
  }
  const { status, headers: answerHeaders, body } = served.response;
  response.sendDate = false;
  response.writeHead(status, { ...answerHeaders, 'Content-Length': Buffer.byteLength(body) }).end(body);
}

async function readAndServe(
  request: IncomingMessage,
  headers: Readonly<Record<string, string>>,
  options: ServerOptions,
): Promise<Served | Error> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const seen = Object.entries(headers).filter(
      ([name]) => !HOP_HEADERS.has(name) && !name.startsWith(INTERNAL_PREFIX),
    );
    const apiRequest = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: Object.fromEntries(seen),
      body: body === '' ? null : body,
    };
    return serve(apiRequest, options.state, options.now?.(headers) ?? Date.now(), options.dials());
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
