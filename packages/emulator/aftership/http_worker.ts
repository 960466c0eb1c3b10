/**
 * Worker thread of the synchronous HTTP transport: runs the server and sends the requests while the main thread waits.
 * It answers every message with exactly one message, then wakes the waiting thread.
 */

import { Agent, request as httpRequest } from 'node:http';
import { workerData, type MessagePort } from 'node:worker_threads';
import type { AfterShipDials } from './dials';
import type { ApiRequest } from './handle';
import { INTERNAL_PREFIX, startServer, type RunningServer } from './http_server';
import { runControl, type ControlArguments, type ControlName } from './in_process';
import type { Served } from './serve';
import { createState, type AfterShipState, type StateOptions } from './state';

export interface WorkerData {
  readonly port: MessagePort;
  /** One Int32 that grows by one with every answer. */
  readonly answered: SharedArrayBuffer;
  readonly state: StateOptions;
  readonly dials: AfterShipDials;
}

export type Command =
  | { readonly kind: 'start' }
  | { readonly kind: 'send'; readonly request: ApiRequest; readonly nowMs: number }
  | { readonly kind: 'control'; readonly name: ControlName; readonly args: readonly unknown[] }
  | { readonly kind: 'dials'; readonly dials: AfterShipDials }
  | { readonly kind: 'stop' };

export type Answer =
  { readonly kind: 'done'; readonly value: unknown } | { readonly kind: 'failed'; readonly message: string };

interface Worker {
  readonly state: AfterShipState;
  readonly agent: Agent;
  /** Served requests by number. */
  readonly served: Map<string, Served>;
  dials: AfterShipDials;
  server: RunningServer | null;
  requests: number;
}

function run(data: WorkerData): void {
  const worker: Worker = {
    state: createState(data.state),
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
    served: new Map(),
    dials: data.dials,
    server: null,
    requests: 0,
  };
  const answered = new Int32Array(data.answered);
  data.port.on('message', (command: Command) => {
    void answerCommand(worker, command).then((answer) => {
      data.port.postMessage(answer);
      Atomics.add(answered, 0, 1);
      Atomics.notify(answered, 0);
      if (command.kind === 'stop') data.port.close();
    });
  });
}

async function answerCommand(worker: Worker, command: Command): Promise<Answer> {
  try {
    return { kind: 'done', value: await runCommand(worker, command) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

async function runCommand(worker: Worker, command: Command): Promise<unknown> {
  switch (command.kind) {
    case 'start':
      worker.server = await startServer({
        state: worker.state,
        dials: () => worker.dials,
        now: (headers) => Number(headers[`${INTERNAL_PREFIX}now`] ?? Date.now()),
        onServed: (headers, served) => worker.served.set(headers[`${INTERNAL_PREFIX}request`] ?? '', served),
      });
      return worker.server.url;
    case 'send':
      return send(worker, command.request, command.nowMs);
    case 'control':
      return runControl(worker.state, command.name, command.args as ControlArguments<ControlName>);
    case 'dials':
      worker.dials = command.dials;
      return null;
    case 'stop':
      worker.agent.destroy();
      await worker.server?.close();
      return null;
  }
}

/** Sends a request and returns the answer from the socket, or the loss that the server reported. */
async function send(worker: Worker, request: ApiRequest, nowMs: number): Promise<Served> {
  if (!worker.server) throw new Error('The server has not been started.');
  const name = String((worker.requests += 1));
  const overSocket = await exchange(worker, worker.server.port, request, {
    [`${INTERNAL_PREFIX}now`]: String(nowMs),
    [`${INTERNAL_PREFIX}request`]: name,
  });
  const served = worker.served.get(name);
  worker.served.delete(name);
  if (overSocket instanceof Error) {
    if (served?.kind === 'no answer') return served;
    throw overSocket;
  }
  if (overSocket.status === 501 && !served) throw new Error(overSocket.body);
  return { kind: 'answer', response: overSocket, delaySeconds: served?.delaySeconds ?? 0 };
}

function exchange(
  worker: Worker,
  port: number,
  request: ApiRequest,
  internal: Readonly<Record<string, string>>,
): Promise<{ status: number; headers: Record<string, string>; body: string } | Error> {
  return new Promise((resolve) => {
    const body = request.body === null ? null : Buffer.from(request.body, 'utf8');
    const outgoing = httpRequest(
      {
        host: '127.0.0.1',
        port,
        agent: worker.agent,
        method: request.method,
        path: request.path,
        headers: { ...request.headers, ...internal, 'content-length': String(body?.length ?? 0) },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', resolve);
        incoming.on('end', () => {
          resolve({
            status: incoming.statusCode ?? 0,
            headers: readHeaders(incoming.rawHeaders),
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    outgoing.on('error', resolve);
    outgoing.end(body ?? undefined);
  });
}

/** Header names as sent, without those of this machine's HTTP. */
function readHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (/^(connection|keep-alive|content-length|date)$/i.test(name)) continue;
    headers[name] = rawHeaders[index + 1] ?? '';
  }
  return headers;
}

run(workerData as WorkerData);
