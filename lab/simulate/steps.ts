/** Applies the steps of a history to the emulated account and notes what people meant. It judges nothing. */

import type { FieldValue } from '../../packages/emulator/netsuite';
import { CONNECTION, OPT_OUT } from '../../src/TypeScript/aftership/adapters/ids';
import { startBackfill, steerBackfill } from './backfills';
import { runBulk } from './bulk';
import { editRow, forgeRow } from './by_hand';
import { setForeignEvent } from './foreign_apps';
import { changeStatus, create, edit, inlineEdit, optOut, retype, tryAgain } from './fulfillments';
import type { History, ScriptKey, Step } from './history';
import { newLife, notePermission, sidesOf } from './life';
import type { Life, Side } from './life_state';
import { refreshSandbox } from './sandbox';
import { addForeign, atAfterShip } from './trackings';
import { setTraps } from './traps';
import { setUnusable } from './unusable';
import { actorOf, ADMIN, connect, fieldsOfRules, KEY, modeId, setSecret, type Project, type World } from './world';

export function beginLife(history: History, project: Project): Life {
  const life = newLife(history, project);
  setTraps(life, life.main, doStep);
  return life;
}

/** Advances the time in every account, alternately in small parts. */
export function advance(life: Life, seconds: number): void {
  const TURN_SECONDS = 900;
  let left = seconds;
  while (left > 0) {
    const turn = Math.min(left, life.sandbox === null && life.secretDueMs === null ? left : TURN_SECONDS);
    for (const side of sidesOf(life)) side.world.account.advance(turn);
    left -= turn;
    activateSecret(life);
  }
}

function activateSecret(life: Life): void {
  if (life.secretDueMs === null || life.main.world.account.now() < life.secretDueMs) return;
  life.secretDueMs = null;
  for (const side of sidesOf(life)) setSecret(side.world.account, 'right', life.key);
}

export function doStep(life: Life, side: Side, step: Step): void {
  const { world } = side;
  const { account } = world;
  const nowMs = account.now();
  if (!isOrdinary(step)) life.isDisturbed = true;
  switch (step.do) {
    case 'wait':
      return advance(life, step.seconds);
    case 'create':
      return create(side, step);
    case 'import':
      step.numbers.forEach((number, index) => {
        const lines = [{ typed: number, numbers: [number], unclear: null }];
        create(side, { ...step, do: 'create', slot: step.slot + index, lines, ...IMPORTED });
      });
      return;
    case 'retype':
      return retype(side, step.slot, step.lines, step);
    case 'blank':
      for (const slot of step.slots) retype(side, slot, [{ typed: '', numbers: [], unclear: null }], step);
      return;
    case 'edit':
      return edit(side, step);
    case 'inline edit':
      return inlineEdit(side, step);
    case 'pack':
    case 'ship':
    case 'unship':
    case 'delete':
      return changeStatus(side, step.slot, step);
    case 'opt out':
      return optOut(side, step);
    case 'customer': {
      const { choice, customer } = step;
      const before = side.choices.get(customer);
      const leftOutUntilMs = before?.choice === 'leave out' ? nowMs : (before?.leftOutUntilMs ?? 0);
      side.choices.set(customer, { choice, sinceMs: nowMs, isErased: false, leftOutUntilMs });
      const fields = {
        [OPT_OUT.customer]: choice === 'leave out',
        [OPT_OUT.customerContact]: choice === 'without contact',
      };
      account.edit(actorOf(world, ADMIN), 'customer', world.customers[customer], { fields });
      return;
    }
    case 'try again':
      return tryAgain(side, step.slot, step.number);
    case 'settings':
      return changeSettings(life, side, step.change);
    case 'delete connection':
      if (!side.hasConnection) return;
      setUnusable(life, side, null);
      side.hasConnection = false;
      notePermission(side, nowMs, life.nesting > 0);
      account.remove(actorOf(world, ADMIN), CONNECTION.type, world.connection);
      return;
    case 'restore connection':
      if (side.hasConnection) return;
      world.connection = connect(world, { ...life.history.plan.connection, ...side.rules }, side.mode);
      side.hasConnection = true;
      side.connectedAt = nowMs;
      side.isStoppedByPerson = false;
      notePermission(side, nowMs, false);
      return;
    case 'backfill':
      return startBackfill(side, step);
    case 'steer backfill':
      return steerBackfill(side, step.to, life.nesting > 0);
    case 'bulk':
      return runBulk(life, side, step.task);
    case 'run':
      return runByHand(side, step.script);
    case 'switch':
      return setDeployed(side, step.script, step.isOn);
    case 'long pause':
      for (const script of JOBS) setDeployed(side, script, false);
      advance(life, step.days * 24 * 3600);
      for (const script of JOBS) setDeployed(side, script, true);
      return;
    case 'hide': {
      const truth = side.slots.get(step.slot);
      if (truth !== undefined) account.setHidden('itemfulfillment', truth.id, step.isHidden);
      return;
    }
    case 'forget caches':
      return account.clearCaches();
    case 'refresh sandbox': {
      const sandbox = refreshSandbox(life, step.mode, step.lacks ?? null);
      life.isSecretChanged = true;
      if (sandbox !== null) setTraps(life, sandbox, doStep);
      return;
    }
    case 'in sandbox':
      if (life.sandbox !== null && side === life.main) doStep(life, life.sandbox, step.step);
      return;
    case 'foreign user event':
      return setForeignEvent(side, step.is);
    case 'forged row':
      return forgeRow(side, step);
    case 'edited row':
      return editRow(side, step);
    case 'unusable connection':
      return setUnusable(life, side, step.slip);
    case 'trap':
      life.traps.push({ place: step.at, effect: step.effect, seen: 0 });
      return;
    case 'wire':
      world.aftership.faults.push({
        fault: step.fault,
        ...(step.method === null ? {} : { method: step.method }),
        // Faults of this step strike trackings only; weather, keys and secrets strike the question about couriers.
        path: '/trackings',
        ...(step.about === null ? {} : { body: step.about }),
        skip: step.skip,
        times: step.times,
      });
      return;
    case 'weather':
      life.weather = { kind: step.kind, untilMs: nowMs + step.seconds * 1000 };
      return;
    case 'key':
      life.keyIs = step.is;
      return setKeys(life);
    case 'secret':
      life.isSecretChanged = true;
      return setSecret(account, step.is, life.key);
    case 'rotate key':
      life.isSecretChanged = true;
      life.key = `${KEY}_${nowMs}`;
      life.secretDueMs = nowMs + step.activeAfterSeconds * 1000;
      return setKeys(life);
    case 'scan':
    case 'correct carrier':
    case 'person deletes tracking':
      return atAfterShip(life, side, step);
    case 'foreign tracking':
      return addForeign(life, side, step);
  }
}

const ORDINARY: readonly Step['do'][] = [
  ...([
    'wait',
    'create',
    'import',
    'retype',
    'blank',
    'edit',
    'inline edit',
    'pack',
    'ship',
    'unship',
    'delete',
    'opt out',
    'customer',
  ] as const),
  ...(['backfill', 'steer backfill'] as const),
  ...(['try again', 'bulk', 'run', 'scan', 'correct carrier', 'forget caches', 'trap'] as const),
];

/** True for steps of daily work that the project's user event sees. */
function isOrdinary(step: Step): boolean {
  return ORDINARY.includes(step.do) && !('by' in step && step.by.unseen);
}

const JOBS: readonly ScriptKey[] = ['send_mr', 'wake_ss', 'hourly_check_mr'];

const IMPORTED = { order: 'two', list: 'package', status: 'C', shippedDaysAgo: 0, shipItem: 'ups' } as const;

function deploymentOf(script: ScriptKey): string {
  return `customdeploy_aftership_${script}`;
}

function setDeployed(side: Side, script: ScriptKey, isOn: boolean): void {
  side.world.account.setDeployed(deploymentOf(script), isOn);
  if (isOn) side.switchedOff.delete(script);
  else side.switchedOff.add(script);
  // While the scheduled script is off nobody can be told of a stop.
  if (script === 'wake_ss') side.stop = null;
}

function runByHand(side: Side, script: ScriptKey): void {
  try {
    side.world.account.execute(deploymentOf(script));
  } catch (error) {
    // NetSuite refuses the button while an instance runs or the deployment is off.
    if (!(error instanceof Error) || !/not finished yet|is not deployed/.test(error.message)) throw error;
  }
}

export function setKeys(life: Life): void {
  const { wire } = life.main.world;
  wire.control('setKeys', {
    right: life.keyIs === 'right' ? [life.key] : [],
    refused: life.keyIs === 'forbidden' ? [life.key] : [],
  });
}

export function changeSettings(life: Life, side: Side, change: Extract<Step, { do: 'settings' }>['change']): void {
  const { world } = side;
  if (!side.hasConnection) return;
  const nowMs = world.account.now();
  switch (change.kind) {
    case 'mode':
      saveConnection(world, { [CONNECTION.mode]: modeId(world.account, change.mode) });
      side.mode = change.mode;
      break;
    case 'stopped by a person':
      saveConnection(world, { [CONNECTION.stoppedByPerson]: change.isStopped });
      side.isStoppedByPerson = change.isStopped;
      break;
    case 'rules':
      side.rules = { ...side.rules, ...change.rules };
      side.rulesSinceMs = nowMs;
      saveConnection(world, fieldsOfRules(world, side.rules));
  }
  notePermission(side, nowMs, life.nesting > 0);
}

function saveConnection(world: World, fields: Record<string, FieldValue>): void {
  world.account.edit(actorOf(world, ADMIN), CONNECTION.type, world.connection, { fields });
}
