/** Distributes seeds to processes, one at a time to each. */

import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Theme } from './faults';
import type { History } from './history';
import { addMet, NOTHING_MET, type Met } from './met';
import type { Verdict } from './run';
import type { Lived, Order, Shrunk, ShrinkOrder } from './worker';

interface Failure {
  readonly verdict: Verdict;
  readonly history: History;
}

interface SeedsPlan {
  readonly from: number;
  readonly count: number;
  readonly steps: number;
  readonly themes: readonly Theme[];
  /** No new life starts after this time. */
  readonly minutes: number;
  /** No new life starts after this many failures. */
  readonly mostFailures: number;
}

export interface SeedsResult {
  readonly lived: number;
  readonly requests: number;
  readonly virtualHours: number;
  readonly met: Met;
  readonly failures: readonly Failure[];
  /** Processes that ended during a life. No new life starts after a crash. */
  readonly crashes: readonly { readonly seed: number; readonly message: string }[];
}

const WORKER = path.join(__dirname, 'worker.js');

export async function liveSeeds(
  plan: SeedsPlan,
  /** Called after every life with the number of lives so far and the failure of this one. */
  onLived: (lived: number, failure: Failure | null) => void = () => undefined,
  workerFile = WORKER,
): Promise<SeedsResult> {
  const endsAt = Date.now() + plan.minutes * 60_000;
  const failures: Failure[] = [];
  const crashes: { seed: number; message: string }[] = [];
  let met = NOTHING_MET;
  const total = { lived: 0, requests: 0, virtualHours: 0 };
  let next = plan.from;
  const takesMore = (): boolean =>
    next < plan.from + plan.count && Date.now() < endsAt && failures.length < plan.mostFailures && crashes.length === 0;

  const work = async (): Promise<void> => {
    const worker = startWorker(workerFile);
    let seed = next;
    try {
      while (takesMore()) {
        seed = next;
        next += 1;
        const order: Order = { kind: 'seed', seed, steps: plan.steps, themes: plan.themes };
        const { verdict, history } = await ask<Lived>(worker, order);
        met = addMet(met, verdict.met);
        total.lived += 1;
        total.requests += verdict.requests;
        total.virtualHours += verdict.virtualHours;
        const failure = history === null ? null : { verdict, history };
        if (failure !== null) failures.push(failure);
        onLived(total.lived, failure);
      }
    } catch (error) {
      // A crash keeps the failures found before it.
      crashes.push({ seed, message: error instanceof Error ? error.message : String(error) });
    } finally {
      stopWorker(worker);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), plan.count) }, work));
  return { ...total, met, crashes, failures: failures.sort((left, right) => left.verdict.seed - right.verdict.seed) };
}

export async function shrinkHistory(history: History, invariant: string, workerFile = WORKER): Promise<History> {
  const worker = startWorker(workerFile);
  try {
    return (await ask<Shrunk>(worker, { kind: 'shrink', history, invariant })).history;
  } finally {
    stopWorker(worker);
  }
}

/** Starts a worker in Pacific time, in which NetSuite's engine keeps dates. */
function startWorker(file: string): ChildProcess {
  return fork(file, [], {
    env: { ...process.env, TZ: 'America/Los_Angeles' },
    serialization: 'advanced',
  });
}

/** Stops a worker. A crashed one has no connection any more. */
function stopWorker(worker: ChildProcess): void {
  if (worker.connected) worker.disconnect();
}

function ask<Answer>(worker: ChildProcess, order: Order | ShrinkOrder): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null): void =>
      reject(new Error(`A process of the simulation ended with ${code ?? signal} during ${nameOf(order)}.`));
    worker.once('exit', onExit);
    worker.once('message', (answer: Answer) => {
      worker.off('exit', onExit);
      resolve(answer);
    });
    worker.send(order);
  });
}

function nameOf(order: Order | ShrinkOrder): string {
  return order.kind === 'seed' ? `seed ${order.seed}` : `the shortening of seed ${order.history.seed}`;
}
