/**
 * Lives a history: does its steps to the emulated account, springs its traps at the boundaries of running scripts, and
 * notes beside it what people meant. It judges nothing.
 */

import type { FaultRule } from '../../emulator/aftership/faults';
import { correctCarrier, progress } from '../../emulator/aftership/progress';
import { addForeignTracking, findByNumber, removeByPerson, type StoredTracking } from '../../emulator/aftership/state';
import type { EmulatedAfterShip } from '../../emulator/aftership/in_process';
import {
  KilledError,
  WireError,
  type FieldValue,
  type Line,
  type RecordValues,
  type Transport,
  type WireRequest,
  type WireResponse,
} from '../../emulator/contract';
import { seededRandom } from '../../emulator/runtime/realm';
import { BACKFILL, CONNECTION, OPT_OUT, SHIPMENT, SIGNAL } from '../../src/TypeScript/aftership/adapters/ids';
import { startBackfill, steerBackfill } from './backfills';
import { CUSTOMERS, NUMBER_FIELDS, ORDERS, DROP_SHIPPED_ORDER, type CustomerKey, type OrderKey } from './cast';
import type {
  CustomerChoice,
  Doer,
  Edit,
  History,
  ModeLabel,
  SandboxLack,
  ScriptKey,
  Step,
  TrapEffect,
  TrapPlace,
  TypedLine,
  Weather,
} from './history';
import { copyTruth, noteSave, noteShipDate, type TruthOfBackfill, type TruthOfFulfillment } from './truth';
import {
  actorOf,
  ADMIN,
  connect,
  dayOf,
  dayOfDate,
  KEY,
  modeId,
  openWorld,
  setSecret,
  type Project,
  type World,
} from './world';

/** One account: the one that the history is about, or its sandbox. */
export interface Side {
  readonly accountId: string;
  readonly world: World;
  readonly slots: Map<number, TruthOfFulfillment>;
  mode: ModeLabel;
  isStoppedByPerson: boolean;
  hasConnection: boolean;
  /** When the connection was made: one that is made anew knows of no mail. Epoch milliseconds. */
  connectedAt: number;
  /** What each customer asked for last, and since when; epoch milliseconds. */
  readonly choices: Map<CustomerKey, { readonly choice: CustomerChoice; readonly sinceMs: number }>;
  readonly backfills: TruthOfBackfill[];
  /** Saves that it should have run for and did not. */
  readonly unnoticed: string[];
  /** Set while nothing may be sent: since when, and whether that came in the middle of a run. */
  denied: { readonly atMs: number; readonly wasNested: boolean; requests: number } | null;
  /** Scripts whose deployment is switched off. */
  readonly switchedOff: Set<ScriptKey>;
  /** The stop by an error that was there at the last look, and since when; epoch milliseconds. */
  stop: { readonly reason: string; readonly sinceMs: number } | null;
}

export interface SprungTrap {
  readonly script: ScriptKey;
  readonly effect: TrapEffect['kind'];
  readonly atMs: number;
}

export interface Life {
  readonly history: History;
  readonly main: Side;
  sandbox: Side | null;
  readonly traps: { readonly place: TrapPlace; readonly effect: TrapEffect; seen: number }[];
  readonly sprung: SprungTrap[];
  /** Requests that failed by themselves, rate limits apart. */
  failures: number;
  /** The same by fulfillment, for all that have the number in question. */
  readonly failuresOf: Map<TruthOfFulfillment, number>;
  /** Records of production in its sandbox, as they were copied, by type and internal id. */
  readonly copiedRows: Map<string, string>;
  weather: { readonly kind: Weather; readonly untilMs: number } | null;
  /** The key that AfterShip takes now. */
  key: string;
  keyIs: 'right' | 'revoked' | 'forbidden';
  secretDueMs: number | null;
  /** Trackings that a person deleted at AfterShip, by id. */
  readonly deletedByPerson: Map<string, { readonly number: string; readonly atMs: number; readonly wasKnown: boolean }>;
  /** When each tracking was made by a request of ours. */
  readonly madeAt: Map<string, { readonly number: string; readonly atMs: number }>;
  /** Ids of trackings that were there and are not any more: no other may have them. */
  readonly usedIds: Set<string>;
  /** Rows that are due for removal, as seen at the last look, and when that was. */
  readonly dueForRemoval: { readonly rows: Set<string>; seenAtMs: number };
  readonly foreignNumbers: Map<string, Set<string>>;
  /** Above 0 while a script is interrupted by a trap. */
  nesting: number;
  isCalm: boolean;
  /** Something happened after which the project may take its time. */
  isDisturbed: boolean;
  readonly problems: string[];
  /** Asked before every request and told its end. */
  judge: {
    before(side: Side, request: WireRequest): void;
    after(side: Side, request: WireRequest, response: WireResponse | null): void;
  };
}

const SCRIPT_PREFIX = 'customscript_aftership_';

export function beginLife(history: History, project: Project): Life {
  const random = seededRandom(history.seed + 77);
  const holder: { life: Life | null } = { life: null };
  const world = openWorld(history.plan, project, (wire) => throughWeather(wire, random, holder, 'main'));
  const main = newSide(world, history.plan.accountId, history.plan.connection.mode, new Map());
  const life: Life = {
    history,
    main,
    sandbox: null,
    traps: [],
    sprung: [],
    failures: 0,
    failuresOf: new Map(),
    copiedRows: new Map(),
    weather: null,
    key: KEY,
    keyIs: 'right',
    secretDueMs: null,
    deletedByPerson: new Map(),
    madeAt: new Map(),
    usedIds: new Set(),
    dueForRemoval: { rows: new Set(), seenAtMs: 0 },
    foreignNumbers: new Map(),
    nesting: 0,
    isCalm: false,
    isDisturbed: false,
    problems: [],
    judge: { before: () => undefined, after: () => undefined },
  };
  holder.life = life;
  listen(life, main);
  return life;
}

function newSide(
  world: World,
  accountId: string,
  mode: ModeLabel,
  slots: Map<number, TruthOfFulfillment>,
  hasConnection = true,
): Side {
  const side: Side = {
    accountId,
    world,
    slots,
    mode,
    isStoppedByPerson: false,
    hasConnection,
    connectedAt: world.account.now(),
    choices: new Map(),
    backfills: [],
    unnoticed: [],
    denied: null,
    switchedOff: new Set(),
    stop: null,
  };
  notePermission(side, world.account.now(), false);
  return side;
}

export function sidesOf(life: Life): readonly Side[] {
  return life.sandbox === null ? [life.main] : [life.main, life.sandbox];
}

/** Sending is allowed by people's settings; a stop by an error is the product's own. */
export function maySend(side: Side): boolean {
  return side.hasConnection && side.mode === 'On' && !side.isStoppedByPerson;
}

function notePermission(side: Side, atMs: number, wasNested: boolean): void {
  if (maySend(side)) side.denied = null;
  else side.denied ??= { atMs, wasNested, requests: 0 };
}

// ── The wire ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function throughWeather(
  wire: EmulatedAfterShip,
  random: () => number,
  holder: { readonly life: Life | null },
  which: 'main' | 'sandbox',
): Transport {
  return {
    send: (request, nowMs) => {
      const { life } = holder;
      if (life === null) throw new Error('A request before the life began.');
      const side = which === 'main' ? life.main : life.sandbox;
      if (side === null) throw new Error('A request of a sandbox that is not there.');
      life.judge.before(side, request);
      const rule = ruleOfWeather(life, nowMs, random);
      if (rule !== null) life.main.world.aftership.faults.unshift(rule);
      let response: WireResponse | null = null;
      try {
        response = wire.send(request, nowMs);
        return response;
      } finally {
        life.judge.after(side, request, response);
      }
    },
  };
}

function ruleOfWeather(life: Life, nowMs: number, random: () => number): FaultRule | null {
  const { weather } = life;
  if (weather === null || nowMs >= weather.untilMs) return null;
  switch (weather.kind) {
    case 'no connection':
      return { fault: { kind: 'not connected' } };
    case '503':
      return { fault: { kind: 'refusal', code: 503, strikes: 'before effect' } };
    case '429':
      return { fault: { kind: 'refusal', code: 429, strikes: 'before effect', resetSeconds: 90 } };
    case 'html':
      return { fault: { kind: 'html', status: 502, strikes: 'before effect' } };
    case 'half of all lost':
      if (random() < 0.5) return null;
      return { fault: { kind: 'no answer', strikes: random() < 0.5 ? 'before effect' : 'after effect' } };
  }
}

// ── Traps ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function listen(life: Life, side: Side): void {
  side.world.account.onBoundary((boundary) => {
    // What happens inside a trap meets no other trap.
    if (life.nesting > 0 || life.traps.length === 0) return;
    const script = boundary.script.slice(SCRIPT_PREFIX.length);
    for (const trap of life.traps) {
      const { place } = trap;
      if (place.script !== script) continue;
      if (place.kind !== 'any' && place.kind !== boundary.kind) continue;
      if (place.when !== 'any' && place.when !== boundary.when) continue;
      if (!boundary.what.startsWith(place.what)) continue;
      trap.seen += 1;
      if (trap.seen <= place.skip) continue;
      life.traps.splice(life.traps.indexOf(trap), 1);
      if (trap.effect.kind !== 'act') life.isDisturbed = true;
      life.sprung.push({ script: place.script, effect: trap.effect.kind, atMs: side.world.account.now() });
      spring(life, side, trap.effect);
      return;
    }
  });
}

function spring(life: Life, side: Side, effect: TrapEffect): void {
  switch (effect.kind) {
    case 'kill':
      throw new KilledError('The platform ended the script.');
    case 'error':
      throw new WireError(effect.name, 'An injected error.');
    case 'usage limit':
      throw new WireError('SSS_USAGE_LIMIT_EXCEEDED', 'Script Execution Usage Limit Exceeded');
    case 'slow':
      nested(life, () => side.world.account.advance(effect.seconds));
      return;
    case 'act':
      nested(life, () => doStep(life, side, effect.step));
      return;
    case 'second run':
      nested(life, () =>
        side.world.account.runOnceMore(
          'customdeploy_aftership_deliver_mr',
          effect.asSystem ? { custscript_aftership_asked_by: 'system' } : {},
        ),
      );
      return;
  }
}

function nested(life: Life, run: () => void): void {
  life.nesting += 1;
  try {
    run();
  } finally {
    life.nesting -= 1;
  }
}

// ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Lets time pass in every account, turn by turn. */
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
    case 'edit': {
      const truth = present(side, step.slot);
      if (truth === null) return;
      const actor = actorOf(world, step.by);
      return save(side, truth, step.by, () =>
        account.edit(actor, 'itemfulfillment', truth.id, valuesOf(side, truth, step.change)),
      );
    }
    case 'inline edit': {
      const truth = present(side, step.slot);
      if (truth === null) return;
      const actor = actorOf(world, step.by);
      return save(side, truth, step.by, () =>
        account.inlineEdit(actor, 'itemfulfillment', truth.id, { memo: step.memo }),
      );
    }
    case 'pack':
    case 'ship':
    case 'unship':
    case 'delete':
      return changeStatus(side, step.slot, step);
    case 'opt out': {
      const truth = present(side, step.slot);
      if (truth === null) return;
      truth.optedOutSince = step.isOut ? (truth.optedOutSince ?? nowMs) : null;
      const fields = { [OPT_OUT.fulfillment]: step.isOut };
      return save(side, truth, step.by, () =>
        account.edit(actorOf(world, step.by), 'itemfulfillment', truth.id, { fields }),
      );
    }
    case 'customer': {
      const { choice, customer } = step;
      side.choices.set(customer, { choice, sinceMs: nowMs });
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
      side.hasConnection = false;
      notePermission(side, nowMs, life.nesting > 0);
      account.remove(actorOf(world, ADMIN), CONNECTION.type, world.connection);
      return;
    case 'restore connection':
      if (side.hasConnection) return;
      world.connection = connect(world, life.history.plan.connection, side.mode);
      side.hasConnection = true;
      side.connectedAt = nowMs;
      side.isStoppedByPerson = false;
      notePermission(side, nowMs, false);
      return;
    case 'backfill':
      return startBackfill(side, step);
    case 'steer backfill':
      return steerBackfill(side, step.to, life.nesting > 0);
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
    case 'refresh sandbox':
      return refreshSandbox(life, step.mode, step.lacks ?? null);
    case 'in sandbox':
      if (life.sandbox !== null && side === life.main) doStep(life, life.sandbox, step.step);
      return;
    case 'trap':
      life.traps.push({ place: step.at, effect: step.effect, seen: 0 });
      return;
    case 'wire':
      world.aftership.faults.push({
        fault: step.fault,
        ...(step.method === null ? {} : { method: step.method }),
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
      return setSecret(account, step.is, life.key);
    case 'rotate key':
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
  ...(['try again', 'run', 'scan', 'correct carrier', 'forget caches', 'trap'] as const),
];

/** What people do every day, where the project's user event sees it. */
function isOrdinary(step: Step): boolean {
  return ORDINARY.includes(step.do) && !('by' in step && step.by.unseen);
}

function valuesOf({ world }: Side, truth: TruthOfFulfillment, change: Edit): RecordValues {
  const addressWith = (part: Line): RecordValues => {
    const before = world.account.get('itemfulfillment', truth.id)?.subrecords['shippingaddress'] ?? {};
    return { subrecords: { shippingaddress: { ...before, ...part } } };
  };
  switch (change.kind) {
    case 'nothing':
      return {};
    case 'city':
      return addressWith({ city: change.city });
    case 'zip':
      return addressWith({ zip: change.zip });
    case 'country':
      return addressWith({ country: change.country });
    case 'ship date':
      return { fields: { shippeddate: dayOf(world.account, change.daysAgo) } };
    case 'shipped': {
      const date: Line = change.daysAgo === null ? {} : { shippeddate: dayOf(world.account, change.daysAgo) };
      if (!world.account.options.features.includes('PICKPACKSHIP')) return { fields: date };
      truth.status = 'C';
      return { fields: { shipstatus: 'C', ...date } };
    }
    case 'ship item':
      truth.shipItem = change.shipItem;
      return { fields: { shipmethod: world.shipItems[change.shipItem] } };
  }
}

const JOBS: readonly ScriptKey[] = ['deliver_mr', 'wake_ss', 'sweep_mr'];

const IMPORTED = { order: 'two', list: 'package', status: 'C', shippedDaysAgo: 0, shipItem: 'ups' } as const;

function deploymentOf(script: ScriptKey): string {
  return `customdeploy_aftership_${script}`;
}

function setDeployed(side: Side, script: ScriptKey, isOn: boolean): void {
  side.world.account.setDeployed(deploymentOf(script), isOn);
  if (isOn) side.switchedOff.delete(script);
  else side.switchedOff.add(script);
}

function runByHand(side: Side, script: ScriptKey): void {
  try {
    side.world.account.execute(deploymentOf(script));
  } catch (error) {
    // The button is refused while an instance runs or the deployment is switched off.
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

/** Nobody else changes a fulfillment in the middle of a save of it. */
function present(side: Side, slot: number): TruthOfFulfillment | null {
  const truth = side.slots.get(slot);
  return truth !== undefined && truth.exists && !truth.isBeingSaved ? truth : null;
}

function create(side: Side, step: Extract<Step, { do: 'create' }>): void {
  if (side.slots.has(step.slot)) return;
  const { world } = side;
  const { account } = world;
  const day = dayOf(account, step.shippedDaysAgo);
  const { customer } = ORDERS[step.order];
  const status = account.options.features.includes('PICKPACKSHIP') ? step.status : 'C';
  const truth: TruthOfFulfillment = {
    slot: step.slot,
    id: UNKNOWN_ID,
    order: step.order,
    list: step.list,
    shipItem: step.shipItem,
    lines: step.lines,
    status,
    shippedOn: status === 'C' ? dayOfDate(day) : null,
    shippedBefore: null,
    exists: true,
    isBeingSaved: false,
    optedOutSince: null,
    savedAt: [],
    numbers: new Map(),
    triedAgainAt: new Map(),
  };
  side.slots.set(step.slot, truth);
  save(side, truth, step.by, () => {
    truth.id = account.create(actorOf(world, step.by), 'itemfulfillment', {
      fields: {
        createdfrom: world.orders[step.order],
        location: world.location,
        shipmethod: world.shipItems[step.shipItem],
        shipstatus: status,
        trandate: day,
        ...(status === 'C' ? { shippeddate: day } : {}),
        ...(customer === null ? {} : { entity: world.customers[customer] }),
      },
      sublists: linesOf(step.list, step.lines),
      subrecords: customer === null ? {} : { shippingaddress: CUSTOMERS[customer].address },
    });
  });
}

/** While its first save is not over. */
const UNKNOWN_ID = 0;

/** The fulfillment with this id; one whose first save is not over is the one that nobody else is. */
export function truthById(side: Side, id: number | null): TruthOfFulfillment | null {
  if (id === null) return null;
  const all = [...side.slots.values()];
  return all.find((truth) => truth.id === id) ?? all.find((truth) => truth.id === UNKNOWN_ID) ?? null;
}

/** The truth first: scripts may see the record before the save of it is over. */
function save(side: Side, truth: TruthOfFulfillment, by: Doer, act: () => void): void {
  const { account } = side.world;
  const ranBefore = account.executions().length;
  noteSave(truth, account.now());
  truth.isBeingSaved = true;
  try {
    act();
  } finally {
    truth.isBeingSaved = false;
  }
  const ran = account.executions().slice(ranBefore);
  if (
    !side.switchedOff.has('fulfillment_ue') &&
    !by.unseen &&
    !ran.some(({ script }) => script === `${SCRIPT_PREFIX}fulfillment_ue`)
  )
    side.unnoticed.push(`fulfillment ${truth.id}, saved in ${by.context}`);
  const fields = account.get('itemfulfillment', truth.id)?.fields;
  const shipped = fields?.['shippeddate'] ?? fields?.['trandate'];
  if (shipped instanceof Date) noteShipDate(truth, dayOfDate(shipped), account.now());
  noteSave(truth, account.now());
}

function linesOf(list: keyof typeof NUMBER_FIELDS, lines: readonly TypedLine[]) {
  const { number, weight } = NUMBER_FIELDS[list];
  return { [list]: lines.map(({ typed }) => ({ [number]: typed, [weight]: 1.5 })) };
}

function retype(side: Side, slot: number, lines: readonly TypedLine[], step: { readonly by: Doer }): void {
  const truth = present(side, slot);
  if (truth === null) return;
  truth.lines = lines;
  save(side, truth, step.by, () =>
    side.world.account.edit(actorOf(side.world, step.by), 'itemfulfillment', truth.id, {
      sublists: linesOf(truth.list, lines),
    }),
  );
}

function changeStatus(
  side: Side,
  slot: number,
  step: { readonly do: 'pack' | 'ship' | 'unship' | 'delete'; readonly by: Doer },
): void {
  const truth = present(side, slot);
  if (truth === null) return;
  const { account } = side.world;
  const actor = actorOf(side.world, step.by);
  const hasSteps = account.options.features.includes('PICKPACKSHIP');
  switch (step.do) {
    case 'delete':
      truth.exists = false;
      return save(side, truth, step.by, () => account.remove(actor, 'itemfulfillment', truth.id));
    case 'pack':
      if (!hasSteps || truth.status !== 'A') return;
      truth.status = 'B';
      return save(side, truth, step.by, () => account.markPacked(actor, truth.id));
    case 'ship':
      if (!hasSteps || truth.status === 'C') return;
      truth.status = 'C';
      return save(side, truth, step.by, () => account.markShipped(actor, truth.id));
    case 'unship':
      if (!hasSteps || truth.status !== 'C') return;
      truth.status = 'B';
      return save(side, truth, step.by, () =>
        account.edit(actor, 'itemfulfillment', truth.id, { fields: { shipstatus: 'B' } }),
      );
  }
}

export function ledgerRowsOf(side: Side, fulfillmentId: number) {
  return side.world.account
    .all(SHIPMENT.type)
    .filter(
      ({ fields }) =>
        Number(fields[SHIPMENT.fulfillment]) === fulfillmentId && fields[SHIPMENT.account] === side.accountId,
    );
}

function tryAgain(side: Side, slot: number, which: number): void {
  const truth = side.slots.get(slot);
  if (truth === undefined) return;
  const rows = ledgerRowsOf(side, truth.id);
  const row = rows[which % Math.max(1, rows.length)];
  if (row === undefined) return;
  tick(side, truth, row.id, String(row.fields[SHIPMENT.number] ?? ''));
}

/** The tick in "Try again / send anyway" on a row of the ledger. */
export function tick(side: Side, truth: TruthOfFulfillment, rowId: number, number: string): void {
  const { account } = side.world;
  const times = truth.triedAgainAt.get(number) ?? [];
  truth.triedAgainAt.set(number, [...times, account.now()]);
  account.inlineEdit(actorOf(side.world, ADMIN), SHIPMENT.type, rowId, { [SHIPMENT.retry]: true });
}

export function changeSettings(life: Life, side: Side, change: Extract<Step, { do: 'settings' }>['change']): void {
  const { world } = side;
  if (!side.hasConnection) return;
  const fields: Record<string, FieldValue> =
    change.kind === 'mode'
      ? { [CONNECTION.mode]: modeId(world.account, change.mode) }
      : { [CONNECTION.stoppedByPerson]: change.isStopped };
  world.account.edit(actorOf(world, ADMIN), CONNECTION.type, world.connection, { fields });
  if (change.kind === 'mode') side.mode = change.mode;
  else side.isStoppedByPerson = change.isStopped;
  notePermission(side, world.account.now(), life.nesting > 0);
}

function refreshSandbox(life: Life, mode: ModeLabel, lacks: SandboxLack | null): void {
  if (life.sandbox !== null || life.history.plan.envType !== 'PRODUCTION' || life.nesting > 0) return;
  const { main } = life;
  const accountId = `${main.accountId}_SB2`;
  const random = seededRandom(life.history.seed + 78);
  const account = main.world.account.refreshInto({
    ...main.world.account.options,
    accountId,
    envType: 'SANDBOX',
    now: main.world.account.now(),
    transport: throughWeather(main.world.wire, random, { life }, 'sandbox'),
  });
  if (lacks === null || lacks === 'connection') setSecret(account, 'right', life.key);
  const world: World = { ...main.world, account };
  const slots = new Map([...main.slots].map(([slot, truth]) => [slot, copyTruth(truth)]));
  for (const type of COPIED) {
    for (const row of account.all(type)) life.copiedRows.set(`${type} ${row.id}`, contentOfRow(row.fields));
  }
  const hasConnection = lacks === null || lacks === 'secret';
  if (hasConnection) world.connection = connect(world, life.history.plan.connection, mode);
  life.sandbox = newSide(world, accountId, mode, slots, hasConnection);
  for (const [customer, choice] of main.choices) life.sandbox.choices.set(customer, choice);
  listen(life, life.sandbox);
}

/** What names production's account in its sandbox, and is not to be touched there. */
const COPIED: readonly string[] = [SHIPMENT.type, SIGNAL.type, BACKFILL.type, CONNECTION.type];

/** All but what is for display, which NetSuite itself empties with the fulfillment. */
export function contentOfRow(fields: Readonly<Record<string, FieldValue>>): string {
  return JSON.stringify(Object.entries(fields).filter(([id]) => id !== SHIPMENT.transaction));
}

function atAfterShip(
  life: Life,
  side: Side,
  step: Extract<Step, { do: 'scan' | 'correct carrier' | 'person deletes tracking' }>,
): void {
  const truth = side.slots.get(step.slot);
  if (truth === undefined) return;
  const numbers = [...truth.numbers.keys()];
  const number = numbers[step.number % Math.max(1, numbers.length)];
  if (number === undefined) return;
  const { aftership, account } = side.world;
  const tracking: StoredTracking | undefined = findByNumber(aftership, number)[0];
  if (tracking === undefined) return;
  const nowMs = account.now();
  switch (step.do) {
    case 'scan':
      progress(aftership, tracking.id, step.tag, nowMs);
      return;
    case 'correct carrier':
      correctCarrier(aftership, tracking.id, step.slug, nowMs);
      return;
    case 'person deletes tracking': {
      const known = ledgerRowsOf(side, truth.id).some(
        ({ fields }) => fields[SHIPMENT.trackingId] === tracking.id && fields[SHIPMENT.state] === 'Tracked',
      );
      life.deletedByPerson.set(tracking.id, { number, atMs: nowMs, wasKnown: known });
      removeByPerson(aftership, tracking.id, nowMs);
      // Of one whose answer never came the ledger cannot tell that it has been.
      if (known) life.usedIds.add(tracking.id);
      return;
    }
  }
}

function addForeign(life: Life, side: Side, step: Extract<Step, { do: 'foreign tracking' }>): void {
  const { aftership, account } = side.world;
  if (findByNumber(aftership, step.number).some((tracking) => tracking.slug === step.slug)) return;
  addForeignTracking(
    aftership,
    {
      trackingNumber: step.number,
      slug: step.slug,
      source: step.maker,
      ...(step.maker === 'other account'
        ? { id: `ns-9999999-41-${'0123456789ab'}-${aftership.createdTotal + 2}` }
        : {}),
    },
    account.now(),
  );
  const makers = life.foreignNumbers.get(step.number) ?? new Set<string>();
  life.foreignNumbers.set(step.number, makers.add(step.maker));
}

/** The sales order that a fulfillment counts for: a drop shipment's is the one behind its purchase order. */
export function orderBehind(order: OrderKey): OrderKey {
  return order === 'dropShipment' ? DROP_SHIPPED_ORDER : order;
}

/** Why a fulfillment is not to be sent now, as the ledger's word; null = nobody left it out. */
export function whyLeftOut(life: Life, side: Side, truth: TruthOfFulfillment): string | null {
  if (truth.optedOutSince !== null) return 'opted_out';
  if (choiceOf(side, truth)?.choice === 'leave out') return 'customer_opted_out';
  return truth.shipItem === life.history.plan.connection.leftOut ? 'method_left_out' : null;
}

/** What its customer asked for; null = nothing yet, or there is no customer. */
export function choiceOf(side: Side, truth: TruthOfFulfillment) {
  const { customer } = ORDERS[orderBehind(truth.order)];
  return customer === null ? null : (side.choices.get(customer) ?? null);
}

/** A customer's choice is followed when the fulfillment changes next. */
export function isChoiceNew(side: Side, truth: TruthOfFulfillment): boolean {
  return (choiceOf(side, truth)?.sinceMs ?? 0) > (truth.savedAt.at(-1) ?? 0);
}
