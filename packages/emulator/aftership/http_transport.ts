/**
 * AfterShip over real HTTP for a caller that cannot yield: SuiteScript's https calls are synchronous. A worker thread
 * runs the server and the client; this thread blocks on a shared counter until the worker has answered.
 * The worker is the compiled file beside this one. Run from the sources (tests) it is compiled on loading instead, so
 * it can never be older than the sources.
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

/** Far above what an answer of this machine takes: when it passes, the worker has died. */
const WORKER_TIMEOUT_MS = 60_000;

/** Starts the server and waits until it listens. The state lives in the worker. */
export function httpTransport(
  state: StateOptions,
  dials: AfterShipDials,
  options: TransportOptions = {},
): HttpAfterShip {
  const { port1: port, port2: workerPort } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const data: WorkerData = { port: workerPort, answered: answered.buffer, state, dials };
  const worker = startWorker(data);
  // The caller's process may end while the server still listens.
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
    // Not inherited: Jest's and the caller's hooks mean nothing in the worker.
    execArgv: [],
    env: { ...process.env, AFTERSHIP_EMULATOR_WORKER: path.join(__dirname, 'http_worker.ts') },
  });
}

/** CommonJS that teaches `require` to strip the types of our own files. */
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
