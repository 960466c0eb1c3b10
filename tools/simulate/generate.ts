/** Makes the history of a seed: a world, and what happens in it. The same seed always makes the same history. */

import { DIAL_VALUES, type AfterShipDials } from '../../emulator/aftership/dials';
import type { Tag } from '../../emulator/aftership/state';
import { EXECUTION_CONTEXTS, type Dials, type ExecutionContext } from '../../emulator/contract';
import { ACCOUNT_DIAL_VALUES } from '../../emulator/dials';
import { seededRandom } from '../../emulator/runtime/realm';
import { COUNTRIES, CUSTOMERS, LOCATIONS, ORDERS, SHIP_ITEMS, UNCLEAR, type OrderKey, type PersonKey } from './cast';
import { backfillSteps } from './backfill_steps';
import { bulkSteps } from './bulk_steps';
import { faultSteps, THEMES, type Theme } from './faults';
import type {
  ConnectionPlan,
  ContactPart,
  CustomerChoice,
  Doer,
  History,
  ModeLabel,
  Rules,
  Step,
  TrapPlace,
  TypedLine,
  WorldPlan,
} from './history';
import { keysOf } from './world';

export const DEFAULT_STEPS = 40;

export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  is(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
}

export function chanceOf(seed: number): Chance {
  const next = seededRandom(seed);
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    whole,
    is: (probability) => next() < probability,
    pick: (from) => {
      const found = from[whole(0, from.length - 1)];
      if (found === undefined) throw new Error('There is nothing to pick from.');
      return found;
    },
  };
}

/** What a generator of steps may use. */
export interface Making {
  readonly chance: Chance;
  readonly plan: WorldPlan;
  /** Fulfillments so far. */
  slots: number;
  numbers: number;
  /** Numbers used so far, to be used again. */
  readonly used: string[];
  readonly seed: number;
}

/** How often a step belongs to the theme, where it is not every fourth. */
const OFTEN: Partial<Record<Theme, number>> = { 'mass edit': 0.1, 'long pause': 0.08, sandbox: 0.15, outage: 0.1 };

export function generateHistory(seed: number, stepCount: number, only: readonly Theme[] = THEMES): History {
  const chance = chanceOf(seed * 2 + 1);
  const theme = only[seed % only.length] ?? 'ordinary';
  const choices = chanceOf(seed * 2 + 1_000_003);
  const backfills = chanceOf(seed * 2 + 2_000_003);
  const hasBackfills = backfills.is(0.3);
  const bulks = chanceOf(seed * 2 + 3_000_003);
  const hasBulks = bulks.is(0.5);
  const places = chanceOf(seed * 2 + 4_000_003);
  const rules = chanceOf(seed * 2 + 5_000_003);
  const hasNewRules = rules.is(0.25);
  const plan = makePlan(chance, choices, places, theme);
  const making: Making = { chance, plan, slots: 0, numbers: 0, used: [], seed };
  const steps: Step[] = [];
  while (steps.length < stepCount) {
    const isFault = making.slots > 0 && chance.is(OFTEN[theme] ?? 0.25);
    steps.push(...(isFault ? faultSteps(making, theme) : [ordinaryStep(making)]));
    if (making.slots > 0 && choices.is(0.1)) steps.push(choiceStep(choices, making.slots));
    if (hasBackfills && backfills.is(0.08)) steps.push(...backfillSteps(making, backfills));
    if (hasBulks && making.slots > 0 && bulks.is(0.08)) steps.push(...bulkSteps(bulks));
    if (hasNewRules && rules.is(0.06)) steps.push(rulesStep(rules));
    if (making.slots > 0 && places.is(0.04)) steps.push(moveStep(places, making.slots));
    if (chance.is(0.6)) steps.push({ do: 'wait', seconds: waitSeconds(chance) });
  }
  return { version: 1, seed, theme, plan, steps: steps.map((step) => withPlace(step, places)) };
}

/** Where each fulfillment is shipped from. */
function withPlace(step: Step, places: Chance): Step {
  if (step.do === 'in sandbox') return { ...step, step: withPlace(step.step, places) };
  return step.do === 'create' && places.is(0.3) ? { ...step, location: 'branch' } : step;
}

/** It is shipped from somewhere else than was said first. */
function moveStep(places: Chance, slots: number): Step {
  const change = { kind: 'location', location: places.pick(keysOf(LOCATIONS)) } as const;
  return { do: 'edit', by: doer(places), slot: places.whole(0, slots - 1), change };
}

function waitSeconds(chance: Chance): number {
  if (chance.is(0.35)) return chance.whole(1, 90);
  if (chance.is(0.6)) return chance.whole(2, 40) * 60;
  return chance.whole(1, 6) * 3600;
}

// ── The world ────────────────────────────────────────────────────────────────────────────────────────────────────────

function makePlan(chance: Chance, choices: Chance, places: Chance, theme: Theme): WorldPlan {
  const isSandbox = theme !== 'sandbox' && chance.is(0.15);
  return {
    accountId: isSandbox ? '1234567_SB1' : '1234567',
    envType: isSandbox ? 'SANDBOX' : 'PRODUCTION',
    timeZone: chance.pick(['Europe/Berlin', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kolkata']),
    hasPickPackShip: chance.is(0.85),
    dials: pickDials<Dials>(chance, ACCOUNT_DIAL_VALUES),
    aftershipDials: pickDials<AfterShipDials>(chance, DIAL_VALUES),
    connection: makeConnection(chance, choices, places, theme),
    ending: theme === 'modes' && chance.is(0.4) ? chance.pick(['preview', 'off', 'stopped by a person']) : 'on',
  };
}

/** Most dials on their default, so that a history that fails can be read. */
function pickDials<D extends object>(chance: Chance, values: { readonly [K in keyof D]: readonly D[K][] }): Partial<D> {
  const picked: Partial<D> = {};
  for (const name of keysOf(values as Readonly<Record<keyof D & string, readonly D[keyof D][]>>)) {
    const answers = values[name];
    if (chance.is(0.3)) picked[name] = chance.pick(answers.slice(1));
  }
  return picked;
}

const CONTACTS_OFF: readonly (readonly ContactPart[])[] = [
  ['name'],
  ['email'],
  ['phone'],
  ['name', 'phone'],
  ['email', 'phone'],
  ['name', 'email'],
];

function makeConnection(chance: Chance, choices: Chance, places: Chance, theme: Theme): ConnectionPlan {
  return {
    mode: theme === 'modes' ? chance.pick<ModeLabel>(['Off', 'Preview', 'On']) : 'On',
    startDaysAgo: chance.pick([0, 2, 5, 30]),
    maxAgeDays: chance.pick([14, 14, 9, 30]),
    sendsContacts: chance.is(0.5),
    // Never all three: that is a connection that sends no contacts.
    contactsOff: choices.is(0.4) ? choices.pick(CONTACTS_OFF) : [],
    testRecipient: chance.is(0.5),
    keepsInStep: chance.is(0.4),
    salesOrders: !places.is(0.08),
    transferOrders: chance.is(0.5),
    dropShipments: chance.is(0.7),
    removalWaitMinutes: chance.pick([60, 60, 0, 15, 240]),
    removeMoving: chance.is(0.25),
    removalsPerHour: theme === 'mass edit' ? chance.pick([25, 10]) : chance.pick([25, 25, 3, 1000]),
    sendWaitMinutes: chance.is(0.25) ? chance.pick([5, 30, 90]) : 0,
    carrierMapping: chance.is(0.6),
    leftOut: choices.is(0.3) ? choices.pick(keysOf(SHIP_ITEMS)) : null,
    onlyFrom: places.is(0.25) ? places.pick(keysOf(LOCATIONS)) : null,
    tellsPeople: choices.is(0.8),
  };
}

// ── What people do ───────────────────────────────────────────────────────────────────────────────────────────────────

export function ordinaryStep(making: Making): Step {
  const { chance } = making;
  if (making.slots === 0 || chance.is(making.slots < 4 ? 0.6 : 0.25)) return createStep(making);
  const slot = chance.whole(0, making.slots - 1);
  const by = doer(chance);
  const number = chance.whole(0, 3);
  const roll = chance.next();
  if (roll < 0.22) return { do: 'retype', by, slot, lines: makeLines(making) };
  if (roll < 0.35) return { do: 'edit', by, slot, change: editOf(chance) };
  if (roll < 0.42) return { do: 'inline edit', by, slot, memo: `memo ${chance.whole(1, 99)}` };
  if (roll < 0.54) return { do: 'ship', by, slot };
  if (roll < 0.6) return { do: 'pack', by, slot };
  if (roll < 0.68) return { do: 'unship', by, slot };
  if (roll < 0.76) return { do: 'delete', by, slot };
  if (roll < 0.86)
    return { do: 'scan', slot, number, tag: chance.pick<Tag>(['InfoReceived', 'InTransit', 'Delivered']) };
  if (roll < 0.92) return { do: 'try again', slot, number };
  if (roll < 0.95) return { do: 'correct carrier', slot, number, slug: chance.pick(['dhl', 'fedex', 'usps']) };
  return { do: 'run', script: chance.pick(['wake_ss', 'deliver_mr', 'sweep_mr']) };
}

/** What people decide about what is sent. */
function choiceStep(chance: Chance, slots: number): Step {
  if (chance.is(0.6)) {
    return { do: 'opt out', by: doer(chance), slot: chance.whole(0, slots - 1), isOut: chance.is(0.6) };
  }
  return customerStep(chance);
}

export function customerStep(chance: Chance): Step {
  const choice = chance.pick<CustomerChoice>(['track', 'without contact', 'leave out']);
  return { do: 'customer', customer: chance.pick(keysOf(CUSTOMERS)), choice };
}

/** Somebody changes what a connection leaves out and whom it names, sometimes in the middle of a run. */
function rulesStep(chance: Chance): Step {
  const rules = chance.pick<() => Partial<Rules>>([
    () => ({ sendsContacts: chance.is(0.5) }),
    () => ({ contactsOff: chance.is(0.4) ? [] : chance.pick(CONTACTS_OFF) }),
    () => ({ leftOut: chance.is(0.5) ? null : chance.pick(keysOf(SHIP_ITEMS)) }),
    () => ({ onlyFrom: chance.is(0.5) ? null : chance.pick(keysOf(LOCATIONS)) }),
  ])();
  const step: Step = { do: 'settings', change: { kind: 'rules', rules } };
  if (chance.is(0.6)) return step;
  const script = chance.pick(['deliver_mr', 'deliver_mr', 'wake_ss', 'sweep_mr'] as const);
  const at: TrapPlace = { script, kind: 'any', what: '', when: 'any', skip: chance.whole(0, 60) };
  return { do: 'trap', at, effect: { kind: 'act', step } };
}

export function modeStep(chance: Chance): Step {
  if (chance.is(0.5)) {
    return { do: 'settings', change: { kind: 'mode', mode: chance.pick<ModeLabel>(['Off', 'Preview', 'On', 'On']) } };
  }
  return { do: 'settings', change: { kind: 'stopped by a person', isStopped: chance.is(0.5) } };
}

export function doer(chance: Chance): Doer {
  const who = chance.pick<PersonKey>(['clerk', 'clerk', 'visitor', 'administrator']);
  return { who, context: contextOf(chance), unseen: false };
}

/** Where fulfillments are saved every day, and every other place that a deployment can list. */
function contextOf(chance: Chance): ExecutionContext {
  if (chance.is(0.4)) return chance.pick(EXECUTION_CONTEXTS);
  return chance.pick(['USERINTERFACE', 'USERINTERFACE', 'CSVIMPORT', 'WEBSERVICES', 'RESTWEBSERVICES', 'SUITELET']);
}

export function createStep(making: Making): Step {
  const { chance } = making;
  const slot = making.slots;
  making.slots += 1;
  const order = chance.is(0.7) ? chance.pick<OrderKey>(['one', 'two']) : chance.pick(keysOf(ORDERS));
  return {
    do: 'create',
    by: doer(chance),
    slot,
    order,
    list: chance.is(0.7) ? 'package' : chance.pick(['packageups', 'packagefedex', 'packageusps', 'shipmentpackage']),
    lines: makeLines(making),
    status: chance.pick(['A', 'B', 'C', 'C', 'C']),
    shippedDaysAgo: chance.is(0.75) ? chance.whole(0, 1) : chance.pick([3, 7, 20, 45]),
    shipItem: chance.pick(keysOf(SHIP_ITEMS)),
  };
}

function editOf(chance: Chance): Extract<Step, { do: 'edit' }>['change'] {
  const roll = chance.next();
  if (roll < 0.2) return { kind: 'nothing' };
  if (roll < 0.35) return { kind: 'city', city: chance.pick(['Salem', 'Bonn', 'Eugene']) };
  if (roll < 0.45) return { kind: 'zip', zip: chance.pick(['97301', '53111', '0423']) };
  if (roll < 0.52) return { kind: 'country', country: chance.pick(keysOf(COUNTRIES)) };
  if (roll < 0.65) return { kind: 'ship date', daysAgo: chance.pick([0, 0, 1, 3, 8, 12, 20, 45]) };
  if (roll < 0.82) return { kind: 'shipped', daysAgo: chance.pick([null, null, 0, 1, 7, 20]) };
  return { kind: 'ship item', shipItem: chance.pick(keysOf(SHIP_ITEMS)) };
}

export function makeLines(making: Making): readonly TypedLine[] {
  const { chance } = making;
  const count = chance.pick([1, 1, 1, 2, 3, 0]);
  return Array.from({ length: count }, () => makeLine(making));
}

function makeLine(making: Making): TypedLine {
  const { chance } = making;
  if (chance.is(0.06)) {
    const { typed, reason } = chance.pick(UNCLEAR);
    return { typed, numbers: [], unclear: reason };
  }
  if (chance.is(0.05)) return { typed: '', numbers: [], unclear: null };
  const number = anyNumber(making);
  const roll = chance.next();
  if (roll < 0.1) return { typed: number.toLowerCase(), numbers: [number], unclear: null };
  if (roll < 0.2) return { typed: ` ${number.slice(0, 7)} ${number.slice(7)}`, numbers: [number], unclear: null };
  if (roll < 0.3) {
    const second = anyNumber(making);
    return { typed: `${number}, ${second}`, numbers: [number, second], unclear: null };
  }
  return { typed: number, numbers: [number], unclear: null };
}

/** New, or one that stands somewhere already: one box, two orders; a number that returns. */
function anyNumber(making: Making): string {
  const { chance, used } = making;
  if (used.length > 0 && chance.is(0.25)) return chance.pick(used);
  return newNumber(making);
}

export function newNumber(making: Making): string {
  making.numbers += 1;
  const serial = String(making.numbers).padStart(3, '0');
  const number = making.chance.is(0.15)
    ? upsNumber(making.seed, making.numbers)
    : `SQ${String(making.seed % 1000).padStart(3, '0')}${serial}X7`;
  making.used.push(number);
  return number;
}

/** A number of UPS' form with the right check digit, so that AfterShip can tell the carrier. */
function upsNumber(seed: number, serial: number): string {
  const body = `SIM${String(seed % 1000).padStart(3, '0')}${String(serial).padStart(9, '0')}`;
  const values = [...body].map((character) =>
    /\d/.test(character) ? Number(character) : (character.charCodeAt(0) - 3) % 10,
  );
  const sum = values.reduce((total, value, index) => total + value * (index % 2 === 0 ? 1 : 2), 0);
  return `1Z${body}${(10 - (sum % 10)) % 10}`;
}
