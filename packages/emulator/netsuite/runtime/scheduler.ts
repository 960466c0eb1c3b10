/** Jobs: the queue, the schedules, and their runs while virtual time passes. */

import type { DeploymentModel, ScriptModel } from '../project/model';
import { Loader } from './amd';
import type { Engine, Identity, Job, Outcome, QueuedJob } from './engine';
import { callEntry } from './events';
import { ScriptFault } from './faults';
import { mapReduceStages } from './map_reduce';
import { ADMINISTRATOR } from './permissions';
import { nextDue, type Due } from './schedules';
import { runInOrder, single, type Stage } from './stage';

/** Identity of scheduled runs and of Save and Execute. */
const SYSTEM: Identity = { user: 'system', role: ADMINISTRATOR };

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
  const queued = enqueue(engine, job);
  if (engine.dials.taskStart === 'at once') startAtOnce(engine, queued);
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

function enqueue(engine: Engine, job: Job): QueuedJob {
  const queued = { ...job, queuedAt: engine.clock.now() };
  engine.unfinished.add(job.deployment.scriptId);
  engine.queue.push(queued);
  return queued;
}

/** Runs the job before the save that submitted it is visible, the other order that is not documented. */
function startAtOnce(engine: Engine, job: QueuedJob): void {
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
  try {
    runInOrder(stagesOf(engine, job));
  } finally {
    endJob(engine, job);
  }
}

export function stagesOf(engine: Engine, job: Job): Iterable<Stage> {
  return job.kind === 'mapreduce' ? mapReduceStages(engine, job) : [single(() => runScheduled(engine, job).units)];
}

/** Frees the deployment, and queues the run that this one submitted of itself. */
export function endJob(engine: Engine, job: Job): void {
  const id = job.deployment.scriptId;
  engine.unfinished.delete(id);
  const again = engine.resubmitted.get(id);
  engine.resubmitted.delete(id);
  if (again !== undefined) enqueue(engine, again);
}

const invocationTypes = {
  SCHEDULED: 'SCHEDULED',
  ON_DEMAND: 'ON_DEMAND',
  USER_INTERFACE: 'USER_INTERFACE',
  ABORTED: 'ABORTED',
  SKIPPED: 'SKIPPED',
};

function runScheduled(engine: Engine, job: Job): Outcome<void> {
  return engine.invoke(
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

/** The Save and Execute button: queues the run. */
export function submitByPerson(engine: Engine, deploymentId: string): void {
  const found = engine.deployment(deploymentId);
  if (found === null) throw new Error(`There is no deployment ${deploymentId}.`);
  if (!engine.isDeployed(found.deployment)) throw new Error(`The deployment ${deploymentId} is not deployed.`);
  if (engine.unfinished.has(deploymentId)) throw new Error(`An instance of ${deploymentId} is not finished yet.`);
  enqueue(engine, newJob(engine, found.script, found.deployment, SYSTEM, {}, 'USER_INTERFACE'));
}

/** Queues the runs of these deployments that their schedules start now. An unfinished deployment misses its turn. */
export function submitScheduled(engine: Engine, starts: Due['starts']): void {
  for (const { script, deployment } of starts) {
    if (engine.unfinished.has(deployment.scriptId)) continue;
    enqueue(engine, newJob(engine, script, deployment, SYSTEM, {}, 'SCHEDULED'));
  }
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
  engine.store.withJournal(null, () => runInOrder(stagesOf(engine, job)));
  if (!wasUnfinished) engine.unfinished.delete(deploymentId);
}

/** Advances the one clock of an account whose processors have none: everything runs one after the other. */
export function advance(engine: Engine, seconds: number): void {
  const target = engine.clock.now() + seconds * 1000;
  let seenUntil = engine.clock.now();
  runQueue(engine, target);
  for (;;) {
    const due = nextDue(engine, seenUntil, target);
    if (due === null) break;
    seenUntil = due.atMs;
    engine.clock.moveTo(due.atMs);
    submitScheduled(engine, due.starts);
    runQueue(engine, target);
  }
  runQueue(engine, target);
  engine.clock.moveTo(target);
}
