/** Jobs: the queue, the schedules, and their runs while virtual time passes. */

import type { DeploymentModel, ScheduleModel, ScriptModel } from '../project/model';
import { Loader } from './amd';
import { instantOf, wallClockIn } from './calendar';
import type { Engine, Identity, Job } from './engine';
import { callEntry } from './events';
import { ScriptFault } from './faults';
import { runMapReduce } from './map_reduce';
import { ADMINISTRATOR } from './permissions';

/** Identity of scheduled runs and of Save and Execute. */
const SYSTEM: Identity = { user: 'system', role: ADMINISTRATOR };

const DAY_SECONDS = 86_400;
const MOST_RUNS = 10_000;

/**
 * Submits a job for a script. Returns the task's id, or null when the job starts after the end of the submitting run.
 */
export function submitJob(
  engine: Engine,
  script: ScriptModel,
  deployment: DeploymentModel,
  parameters: Readonly<Record<string, unknown>>,
): string | null {
  const { user, role } = engine.current();
  const job = newJob(engine, script, deployment, { user, role }, parameters, 'ON_DEMAND');
  const id = deployment.scriptId;
  const isSelf = engine.current().deployment?.scriptId === id;
  if (isSelf && engine.unfinished.has(id) && !engine.resubmitted.has(id)) {
    engine.resubmitted.set(id, job);
    return null;
  }
  if (engine.unfinished.has(id)) {
    throw new ScriptFault('MAP_REDUCE_ALREADY_RUNNING', `An instance of ${id} is not finished yet.`);
  }
  enqueue(engine, job);
  if (engine.dials.taskStart === 'at once') startAtOnce(engine, job);
  return job.id;
}

function newJob(
  engine: Engine,
  script: ScriptModel,
  deployment: DeploymentModel,
  identity: Identity,
  parameters: Readonly<Record<string, unknown>>,
  invocationType: string,
): Job {
  engine.jobCount += 1;
  const kind = script.kind === 'mapreducescript' ? 'mapreduce' : 'scheduled';
  const id = `${kind === 'mapreduce' ? 'MAPREDUCETASK' : 'SCHEDSCRIPTTASK'}_${engine.jobCount}`;
  return { kind, script, deployment, identity, parameters, id, invocationType };
}

function enqueue(engine: Engine, job: Job): void {
  engine.unfinished.add(job.deployment.scriptId);
  engine.queue.push(job);
}

/** Runs the job before the save that submitted it is visible, the other order that is not documented. */
function startAtOnce(engine: Engine, job: Job): void {
  const at = engine.queue.indexOf(job);
  engine.queue.splice(at, 1);
  engine.outside(() => engine.store.withoutWrites(engine.store.currentJournal() ?? [], () => runJob(engine, job)));
}

export function runQueue(engine: Engine, untilMs: number | null): number {
  let runs = 0;
  while (engine.queue.length > 0 && (untilMs === null || engine.clock.now() <= untilMs)) {
    const job = engine.queue.shift();
    if (job === undefined) break;
    engine.outside(() => engine.store.withJournal(null, () => runJob(engine, job)));
    runs += 1;
    if (runs > MOST_RUNS) throw new Error(`${job.deployment.scriptId} keeps submitting itself: ${MOST_RUNS} runs.`);
  }
  return runs;
}

function runJob(engine: Engine, job: Job): void {
  const id = job.deployment.scriptId;
  try {
    if (job.kind === 'mapreduce') runMapReduce(engine, job);
    else runScheduled(engine, job);
  } finally {
    engine.unfinished.delete(id);
    const again = engine.resubmitted.get(id);
    engine.resubmitted.delete(id);
    if (again !== undefined) enqueue(engine, again);
  }
}

const invocationTypes = {
  SCHEDULED: 'SCHEDULED',
  ON_DEMAND: 'ON_DEMAND',
  USER_INTERFACE: 'USER_INTERFACE',
  ABORTED: 'ABORTED',
  SKIPPED: 'SKIPPED',
};

function runScheduled(engine: Engine, job: Job): void {
  engine.invoke(
    {
      ...job.identity,
      script: job.script,
      deployment: job.deployment,
      scriptType: 'ScheduledScript',
      stage: null,
      entry: 'execute',
      subject: job.invocationType,
      context: 'SCHEDULED',
      parameters: job.parameters,
    },
    (invocation) => {
      const module = new Loader(engine, invocation).load(job.script.file);
      callEntry(module, 'execute', engine.realm.plain({ type: job.invocationType, InvocationType: invocationTypes }));
    },
  );
}

/** The Save and Execute button. */
export function execute(engine: Engine, deploymentId: string): void {
  const found = engine.deployment(deploymentId);
  if (found === null) throw new Error(`There is no deployment ${deploymentId}.`);
  if (!engine.isDeployed(found.deployment)) throw new Error(`The deployment ${deploymentId} is not deployed.`);
  if (engine.unfinished.has(deploymentId)) throw new Error(`An instance of ${deploymentId} is not finished yet.`);
  enqueue(engine, newJob(engine, found.script, found.deployment, SYSTEM, {}, 'USER_INTERFACE'));
  runQueue(engine, null);
}

/**
 * Runs a deployment even while an instance is unfinished. The platform prevents that (section_1510974473); the run
 * proves that scripts do not depend on it.
 */
export function runOnceMore(engine: Engine, deploymentId: string, parameters: Readonly<Record<string, unknown>>): void {
  const found = engine.deployment(deploymentId);
  if (found === null) throw new Error(`There is no deployment ${deploymentId}.`);
  const job = newJob(engine, found.script, found.deployment, SYSTEM, parameters, 'ON_DEMAND');
  const wasUnfinished = engine.unfinished.has(deploymentId);
  engine.unfinished.add(deploymentId);
  engine.store.withJournal(null, () => {
    if (job.kind === 'mapreduce') runMapReduce(engine, job);
    else runScheduled(engine, job);
  });
  if (!wasUnfinished) engine.unfinished.delete(deploymentId);
}

export function advance(engine: Engine, seconds: number): void {
  const target = engine.clock.now() + seconds * 1000;
  let seenUntil = engine.clock.now();
  runQueue(engine, target);
  for (;;) {
    const due = nextDue(engine, seenUntil, target);
    if (due === null) break;
    seenUntil = due.atMs;
    engine.clock.moveTo(due.atMs);
    for (const { script, deployment } of due.starts) {
      // An unfinished deployment skips this start.
      if (engine.unfinished.has(deployment.scriptId)) continue;
      enqueue(engine, newJob(engine, script, deployment, SYSTEM, {}, 'SCHEDULED'));
    }
    runQueue(engine, target);
  }
  runQueue(engine, target);
  engine.clock.moveTo(target);
}

interface Due {
  readonly atMs: number;
  readonly starts: { readonly script: ScriptModel; readonly deployment: DeploymentModel }[];
}

/** The next time of a schedule, with every deployment that starts then. */
function nextDue(engine: Engine, afterMs: number, untilMs: number): Due | null {
  let next: Due | null = null;
  for (const script of engine.scripts) {
    for (const deployment of script.deployments) {
      if (deployment.status !== 'SCHEDULED' || deployment.schedule === null || !engine.isDeployed(deployment)) continue;
      const atMs = nextStart(engine.options.timeZone, deployment.schedule, afterMs);
      if (atMs === null || atMs > untilMs) continue;
      if (next === null || atMs < next.atMs) next = { atMs, starts: [] };
      if (atMs === next.atMs) next.starts.push({ script, deployment });
    }
  }
  return next;
}

const knownStarts = new WeakMap<
  ScheduleModel,
  { readonly zone: string; readonly afterMs: number; readonly atMs: number }
>();

/** Cached, because it is asked for repeatedly before the same start. */
function nextStart(zone: string, schedule: ScheduleModel, afterMs: number): number | null {
  const known = knownStarts.get(schedule);
  const isOfZone = known?.zone === zone;
  if (isOfZone && known.afterMs <= afterMs && afterMs < known.atMs) return known.atMs;
  const atMs =
    (isOfZone ? nextRepeat(zone, schedule, known.atMs, afterMs) : null) ?? nextOccurrence(zone, schedule, afterMs);
  if (atMs !== null) knownStarts.set(schedule, { zone, afterMs, atMs });
  return atMs;
}

/** The next repeat on the same day, if the clock does not change in between; otherwise null. */
function nextRepeat(zone: string, schedule: ScheduleModel, startMs: number, afterMs: number): number | null {
  const repeat = schedule.repeatSeconds;
  if (repeat === null) return null;
  const atMs = startMs + repeat * 1000;
  if (afterMs < startMs || afterMs >= atMs) return null;
  const [before, then] = [wallClockIn(zone, startMs), wallClockIn(zone, atMs)];
  const passed = (then.hour - before.hour) * 3600 + (then.minute - before.minute) * 60 + then.second - before.second;
  return then.day === before.day && passed === repeat ? atMs : null;
}

/**
 * The first start after a time. A repeat stops at local midnight and resumes at its start time the next day. A time
 * with Z is converted to the account's zone (section_1499269203).
 */
function nextOccurrence(zone: string, schedule: ScheduleModel, afterMs: number): number | null {
  const [year = 0, month = 0, day = 0] = schedule.startDate.split('-').map(Number);
  const [hour = 0, minute = 0] = schedule.startTime.replace('Z', '').split(':').map(Number);
  const start = schedule.startTime.endsWith('Z')
    ? wallClockIn(zone, Date.UTC(year, month - 1, day, hour, minute))
    : { year, month, day, hour, minute, second: 0 };
  const startDay = Date.UTC(start.year, start.month - 1, start.day) / 1000 / DAY_SECONDS;
  const startSecond = start.hour * 3600 + start.minute * 60;
  const after = wallClockIn(zone, afterMs);
  const today = Date.UTC(after.year, after.month - 1, after.day) / 1000 / DAY_SECONDS;
  const everyDays = schedule.everyXDays ?? 1;
  const daysOn = Math.max(0, today - startDay - 1);
  let dayNumber = startDay + Math.floor(daysOn / everyDays) * everyDays;
  for (let tries = 0; tries < 4; tries += 1, dayNumber += everyDays) {
    const date = new Date(dayNumber * DAY_SECONDS * 1000);
    const wallDay = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    const repeat = schedule.repeatSeconds ?? DAY_SECONDS;
    // Starts more than two hours ago are skipped; the margin covers a change of the clock.
    const passed = dayNumber === today ? after.hour * 3600 + after.minute * 60 - 7200 - startSecond : 0;
    const first = startSecond + Math.max(0, Math.floor(passed / repeat)) * repeat;
    for (let second = first; second < DAY_SECONDS; second += repeat) {
      const wall = {
        ...wallDay,
        hour: Math.floor(second / 3600),
        minute: Math.floor((second % 3600) / 60),
        second: second % 60,
      };
      const atMs = instantOf(zone, wall);
      if (atMs > afterMs) return atMs;
    }
  }
  return null;
}
