/** Serves the hosts of an emulated account on one port of this machine. The Host header selects the host. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { takeRestFault } from './faults';
import { serveRest } from './serve';
import type { RestState } from './state';

export interface RunningRestServer {
  readonly port: number;
  close(): Promise<void>;
}

interface RestServerOptions {
  readonly state: RestState;
  /** Epoch milliseconds of the caller's clock. Default: this machine's. */
  readonly now?: () => number;
}

export async function startRestServer({ state, now = Date.now }: RestServerOptions): Promise<RunningRestServer> {
  const server = createServer((request, response) => {
    void answer(request, response, state, now);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // A TCP server's address is an object, never the name of a pipe.
  const { port } = server.address() as AddressInfo;
  return { port, close: () => closeServer(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  state: RestState,
  now: () => number,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const host = request.headers.host ?? '';
  const path = request.url ?? '/';
  const nowMs = now() + state.clockAheadSeconds * 1000;
  response.sendDate = false;
  response.setHeader('Date', new Date(nowMs).toUTCString());

  const fault = takeRestFault(state.faults, `${host}${path}`);
  if (fault?.kind === 'silence') return;
  if (fault?.kind === 'cut off') {
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'endless body') {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write('{"items":[');
    return;
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  try {
    const served =
      fault?.kind === 'answer'
        ? fault.answer
        : serveRest(
            { method: request.method ?? 'GET', host, path, headers, body: Buffer.concat(chunks).toString('utf8') },
            state,
            nowMs,
          );
    response.writeHead(served.status, { ...served.headers }).end(served.body);
  } catch (error) {
    response.writeHead(501, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(error instanceof Error ? error.message : String(error));
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
