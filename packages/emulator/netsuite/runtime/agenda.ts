/**
 * Time with a clock for each processor and each person. Whatever is due first runs next, at its own time: a person's
 * act, a schedule, the next invocation of a stage. An invocation has its whole effect when it starts, so another one
 * that starts before it ends sees the effect too early.
 */

import type { ProcessorOptions } from '../contract';
import type { Engine, QueuedJob } from './engine';
import { endJob, stagesOf, submitScheduled } from './scheduler';
import { nextDue } from './schedules';
import { single, type Stage } from './stage';

/** Units after which a processor leaves a stage between two invocations (facts/suitescript-governance.json). */
const UNITS_BEFORE_YIELD = 10_000;

const MOST_JOBS = 10_000;

interface Act {
  readonly atMs: number;
  readonly run: () => void;
}

/** A job between its submit and its end. */
interface RunningJob {
  /** Null for a job of another app. */
  readonly job: QueuedJob | null;
  readonly stages: Iterator<Stage>;
  stage: Stage;
  /** Processors that work on the stage. */
  working: number;
}

/** One share of a stage. It waits for a processor in the order of its time, and keeps it until nothing is left. */
interface Task {
  readonly of: RunningJob;
  readonly readyMs: number;
}

interface Processor {
  /** When it is free for the next invocation, or since when it has been idle. */
  atMs: number;
  task: { readonly of: RunningJob; readonly sinceMs: number; units: number } | null;
}

export class Agenda {
  private readonly processors: readonly Processor[];
  private readonly acts: Act[] = [];
  private readonly tasks: Task[] = [];
  /** Schedules up to this time have started. */
  private seenUntilMs: number;
  private isRunning = false;
  private ended = 0;

  constructor(
    private readonly engine: Engine,
    private readonly options: ProcessorOptions,
  ) {
    if (!Number.isInteger(options.count) || options.count < 1)
      throw new Error('An account has at least one processor.');
    if (engine.dials.taskStart === 'at once') throw new Error('The dial taskStart "at once" has no processors.');
    this.processors = Array.from({ length: options.count }, () => ({ atMs: engine.clock.now(), task: null }));
    this.seenUntilMs = engine.clock.now();
  }

  plan(atMs: number, run: () => void): void {
    if (atMs < this.engine.clock.now()) throw new Error('What is planned must be to come.');
    const after = this.acts.findIndex((act) => act.atMs > atMs);
    this.acts.splice(after < 0 ? this.acts.length : after, 0, { atMs, run });
  }

  occupy(seconds: number): void {
    const { clock } = this.engine;
    const stage = single(() => {
      clock.pass(seconds * 1000);
      return 0;
    });
    this.begin(null, [stage], clock.now());
  }

  /** Inside an invocation or an act this is only its own wait: what others do meanwhile runs at its own time. */
  advance(seconds: number): void {
    const { clock } = this.engine;
    if (this.isRunning) {
      clock.pass(seconds * 1000);
      return;
    }
    const targetMs = clock.now() + seconds * 1000;
    this.whileRunning(() => {
      while (this.step(targetMs));
    });
    clock.set(targetMs);
  }

  /** Runs until no job is left and returns the number of jobs that ended. Within a run the jobs only stay queued. */
  finish(): number {
    if (this.isRunning) return 0;
    const { clock } = this.engine;
    const before = this.ended;
    let latestMs = clock.now();
    const isBusy = (): boolean =>
      this.engine.queue.length + this.tasks.length > 0 || this.processors.some(({ task }) => task !== null);
    this.whileRunning(() => {
      while (isBusy() && this.step(Infinity)) {
        latestMs = Math.max(latestMs, clock.now());
        if (this.ended - before > MOST_JOBS) throw new Error(`There is no end of jobs: ${MOST_JOBS} of them.`);
      }
    });
    clock.set(latestMs);
    return this.ended - before;
  }

  private whileRunning(run: () => void): void {
    this.isRunning = true;
    try {
      run();
    } finally {
      this.isRunning = false;
    }
  }

  /** Does what is due first. Returns false when nothing is due until then. */
  private step(untilMs: number): boolean {
    for (const job of this.engine.queue.splice(0)) this.begin(job, stagesOf(this.engine, job), job.queuedAt);
    let next: Act = { atMs: untilMs, run: () => undefined };
    let isFound = false;
    const offer = (atMs: number, run: () => void): void => {
      if (isFound ? atMs >= next.atMs : atMs > untilMs) return;
      next = { atMs, run };
      isFound = true;
    };
    const [act] = this.acts;
    if (act !== undefined) offer(act.atMs, () => this.acts.shift()?.run());
    for (const processor of this.processors)
      if (processor.task !== null) offer(processor.atMs, () => this.work(processor));
    this.offerStart(offer);
    const due = nextDue(this.engine, this.seenUntilMs, Math.min(next.atMs, untilMs));
    // A schedule is as early as what else is due at its time, because nothing else starts its job.
    if (due !== null) {
      isFound = true;
      next = { atMs: due.atMs, run: () => this.startScheduled(due.atMs, due.starts) };
    }
    if (!isFound) return false;
    this.engine.clock.set(next.atMs);
    next.run();
    return true;
  }

  private startScheduled(atMs: number, starts: Parameters<typeof submitScheduled>[1]): void {
    this.seenUntilMs = atMs;
    submitScheduled(this.engine, starts);
  }

  private begin(job: QueuedJob | null, stages: Iterable<Stage>, atMs: number): void {
    const iterator = stages[Symbol.iterator]();
    const first = iterator.next();
    if (first.done === true) throw new Error('A job has at least one stage.');
    const running = { job, stages: iterator, stage: first.value, working: 0 };
    this.share(running, atMs + (this.options.startSeconds ?? 0) * 1000);
  }

  /** Lets as many processors wait for the stage as may work on it. */
  private share(running: RunningJob, readyMs: number): void {
    const { stage } = running;
    const most = Math.min(stage.mostProcessors ?? Infinity, this.processors.length, stage.left());
    for (let count = 0; count < most; count += 1) this.queue({ of: running, readyMs });
    if (most === 0) this.goOn(running, readyMs);
  }

  /** All tasks here have one priority, so the earlier time goes first. */
  private queue(task: Task): void {
    const after = this.tasks.findIndex(({ readyMs }) => readyMs > task.readyMs);
    this.tasks.splice(after < 0 ? this.tasks.length : after, 0, task);
  }

  private goOn(running: RunningJob, atMs: number): void {
    const next = running.stages.next();
    if (next.done === true) {
      this.end(running);
      return;
    }
    running.stage = next.value;
    this.share(running, atMs + (this.options.stageSeconds ?? 0) * 1000);
  }

  private end({ job }: RunningJob): void {
    this.ended += 1;
    if (job !== null) endJob(this.engine, job);
  }

  private offerStart(offer: (atMs: number, run: () => void) => void): void {
    const [task] = this.tasks;
    if (task === undefined) return;
    let idle: Processor | null = null;
    for (const processor of this.processors) {
      if (processor.task === null && (idle === null || processor.atMs < idle.atMs)) idle = processor;
    }
    if (idle === null) return;
    const processor = idle;
    const atMs = Math.max(task.readyMs, processor.atMs);
    offer(atMs, () => {
      this.tasks.shift();
      const { of } = task;
      of.working += 1;
      of.stage.use.concurrency = Math.max(of.stage.use.concurrency, of.working);
      processor.task = { of, sinceMs: atMs, units: 0 };
      processor.atMs = atMs;
    });
  }

  /** The next invocation on a processor, or its end there. */
  private work(processor: Processor): void {
    const { task, atMs } = processor;
    if (task === null) return;
    const { of } = task;
    const { stage } = of;
    if (stage.left() === 0) {
      this.leave(processor, of);
      for (let at = this.tasks.length - 1; at >= 0; at -= 1) if (this.tasks[at]?.of === of) this.tasks.splice(at, 1);
      if (of.working === 0) this.goOn(of, atMs);
      return;
    }
    const isLong = stage.yieldAfterMinutes !== null && atMs - task.sinceMs >= stage.yieldAfterMinutes * 60_000;
    if (isLong || (stage.yieldAfterMinutes !== null && task.units >= UNITS_BEFORE_YIELD)) {
      stage.use.yields += 1;
      this.leave(processor, of);
      this.queue({ of, readyMs: atMs });
      return;
    }
    this.invoke(processor, task);
  }

  private leave(processor: Processor, of: RunningJob): void {
    processor.task = null;
    of.working -= 1;
  }

  private invoke(processor: Processor, task: NonNullable<Processor['task']>): void {
    const { engine } = this;
    try {
      const run = task.of.stage.next();
      if (run !== null) task.units += engine.store.withJournal(null, run);
    } catch (error) {
      // An error of the emulator itself: the test sees it, and the job is over.
      for (const other of this.processors) if (other.task?.of === task.of) other.task = null;
      this.end(task.of);
      throw error;
    }
    processor.atMs = engine.clock.now();
  }
}
