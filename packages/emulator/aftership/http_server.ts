/**
 * The emulated AfterShip on a real HTTP port of this machine, for AfterShip's own SDK and for the synchronous transport.
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
  /** Asked for every request. */
  readonly dials: () => AfterShipDials;
  /** The time of a request, epoch milliseconds. Default: this machine's. */
  readonly now?: (headers: Readonly<Record<string, string>>) => number;
  /** 0 = any free one. */
  readonly port?: number;
  /** Told before the answer goes out or the connection is cut. */
  readonly onServed?: (headers: Readonly<Record<string, string>>, served: Served) => void;
}

/** Headers with this prefix are between the transport and the server; the API and the journal never see them. */
export const INTERNAL_PREFIX = 'x-emulator-';

/** Connection details of this machine's HTTP, which NetSuite's call to AfterShip would not have. */
const HOP_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding']);

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = createServer((request, response) => {
    void answerRequest(request, response, options);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  // A TCP server's address is never a pipe's name.
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
    // A caller of this machine need not wait 45 seconds to learn that nothing comes.
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
