/**
 * N/task: submits a Map/Reduce. Each deployment has at most one unfinished instance; a run that submits itself starts
 * after its end.
 */

import type { Engine } from '../runtime/engine';
import { NotEmulated, ScriptFault } from '../runtime/faults';
import { durationMs, taskUnits } from '../runtime/governance';
import { guardObject } from '../runtime/members';
import { permissionRank, refuse } from '../runtime/permissions';
import { submitJob } from '../runtime/scheduler';
import { entries, options } from './arguments';

export function taskModule(engine: Engine): object {
  return {
    create: (...given: unknown[]) => {
      const set = options('task.create', given, ['taskType', 'scriptId', 'deploymentId', 'params'], ['taskType']);
      if (set['taskType'] !== 'MAP_REDUCE') throw new NotEmulated(`N/task.create of ${String(set['taskType'])}`);
      const members = {
        id: null,
        scriptId: set['scriptId'] ?? null,
        deploymentId: set['deploymentId'] ?? null,
        params: set['params'] ?? null,
        submit: () => submit(engine, members),
        toString: () => 'task.MapReduceScriptTask',
      };
      return guardObject(engine, 'N/task.MapReduceScriptTask', 'task/MapReduceScriptTask', members, [
        'scriptId',
        'deploymentId',
        'params',
      ]);
    },
  };
}

interface TaskMembers {
  readonly scriptId: unknown;
  readonly deploymentId: unknown;
  readonly params: unknown;
}

function submit(engine: Engine, task: TaskMembers): string | null {
  if (typeof task.scriptId !== 'string') {
    throw new ScriptFault(
      'SSS_MISSING_REQD_ARGUMENT',
      'MapReduceScriptTask.submit: Missing a required argument: scriptId',
    );
  }
  const cost = { units: taskUnits['MapReduceScriptTask.submit'], ms: durationMs.taskSubmit };
  return engine.call('N/task.submit', String(task.deploymentId ?? task.scriptId), cost, () => {
    const { role, user } = engine.current();
    for (const key of ['ADMI_CUSTOMSCRIPT', 'ADMI_SS_SCHEDULING']) {
      // Requires SuiteScript Scheduling at Full (article_0403053450) and SuiteScript at any level.
      const wanted = key === 'ADMI_SS_SCHEDULING' ? 4 : 1;
      if (permissionRank(engine, role, key) < wanted) throw refuse(`submit a task (${key})`);
    }
    if (engine.dials.taskSubmit === 'refused' && user !== 'system')
      throw failed('refused by the emulator (dial taskSubmit)');
    const { script, deployment } = findDeployment(engine, String(task.scriptId), task.deploymentId);
    return submitJob(engine, script, deployment, Object.fromEntries(entries(task.params)));
  });
}

function failed(reason: string): ScriptFault {
  return new ScriptFault('FAILED_TO_SUBMIT_JOB_REQUEST_1', `Failed to submit job request: ${reason}`);
}

function findDeployment(engine: Engine, scriptId: string, deploymentId: unknown) {
  const script = engine.scripts.find((known) => known.scriptId === scriptId && known.kind === 'mapreducescript');
  if (script === undefined) throw failed(`there is no Map/Reduce ${scriptId}`);
  // Only deployments with status Not Scheduled can be started on demand.
  const able = script.deployments.filter((known) => known.status === 'NOTSCHEDULED' && engine.isDeployed(known));
  const deployment =
    typeof deploymentId === 'string'
      ? able.find((known) => known.scriptId === deploymentId)
      : able.find((known) => !engine.unfinished.has(known.scriptId));
  if (deployment === undefined) throw failed(`no deployment of ${scriptId} is Not Scheduled, deployed and free`);
  return { script, deployment };
}
