/**
 * AfterShip over real HTTP for synchronous callers, because SuiteScript's https calls are synchronous. A worker thread
 * runs the server and the client, and this thread blocks on a shared counter until the worker has answered. The worker
 * is the compiled file in this folder. In tests it is compiled from the sources on loading, so that it is never older
 * than they are.
 */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { AfterShipDials } from './dials';
import type { Answer, Command, WorkerData } from './http_worker';
import {
  finishServed,
  toApiRequest,
  type ControlResult,
  type EmulatedAfterShip,
  type TransportOptions,
} from './in_process';
import type { Served } from './serve';
import type { StateOptions } from './state';

interface HttpAfterShip extends EmulatedAfterShip {
  /** `http://127.0.0.1:<port>`, for other clients. */
  readonly url: string;
}

/** Far longer than a local answer takes: after this time the worker has died. */
const WORKER_TIMEOUT_MS = 60_000;

/** Starts the server and waits until it listens. The worker holds the state. */
export function httpTransport(
  state: StateOptions,
  dials: AfterShipDials,
  options: TransportOptions = {},
): HttpAfterShip {
  const { port1: port, port2: workerPort } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const data: WorkerData = { port: workerPort, answered: answered.buffer, state, dials };
  const worker = startWorker(data);
  // The calling process may end while the server listens.
  worker.unref();
  port.unref();

  const ask = (command: Command): unknown => {
    const before = Atomics.load(answered, 0);
    port.postMessage(command);
    if (Atomics.wait(answered, 0, before, WORKER_TIMEOUT_MS) === 'timed-out') {
      throw new Error(`The worker of the emulated AfterShip did not answer ${command.kind}.`);
    }
    const received = receiveMessageOnPort(port);
    if (!received) throw new Error(`The worker of the emulated AfterShip answered ${command.kind} with nothing.`);
    const answer = received.message as Answer;
    if (answer.kind === 'failed') throw new Error(answer.message);
    return answer.value;
  };

  const url = ask({ kind: 'start' }) as string;
  let isStopped = false;
  return {
    url,
    send: (request, nowMs) =>
      finishServed(ask({ kind: 'send', request: toApiRequest(request), nowMs }) as Served, options),
    control: (name, ...args) => ask({ kind: 'control', name, args }) as ControlResult<typeof name>,
    setDials: (changed) => {
      ask({ kind: 'dials', dials: changed });
    },
    stop: () => {
      if (isStopped) return;
      isStopped = true;
      ask({ kind: 'stop' });
      port.close();
    },
  };
}

function startWorker(data: WorkerData): Worker {
  const settings = { workerData: data, transferList: [data.port] };
  const compiled = path.join(__dirname, 'http_worker.js');
  if (existsSync(compiled)) return new Worker(compiled, settings);
  return new Worker(COMPILE_ON_LOADING, {
    ...settings,
    eval: true,
    // Node's options are not inherited, because hooks of Jest and of the caller do not work in the worker.
    execArgv: [],
    env: { ...process.env, AFTERSHIP_EMULATOR_WORKER: path.join(__dirname, 'http_worker.ts') },
  });
}

/** CommonJS code that makes `require` strip the types of our files. */
const COMPILE_ON_LOADING = `
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const entry = process.env.AFTERSHIP_EMULATOR_WORKER;
const load = createRequire(entry);
const ts = load('typescript');
const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, isolatedModules: true };
require.extensions['.ts'] = (module, file) => {
  module._compile(ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions: options }).outputText, file);
};
load(entry);
`;
