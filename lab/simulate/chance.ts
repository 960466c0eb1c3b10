/**
 * Random choices, and the ordinary steps of people's daily work. Faults, backfills and jobs are built from these steps,
 * too.
 */

import type { Tag } from '../../packages/emulator/aftership';
import { EXECUTION_CONTEXTS, type ExecutionContext, seededRandom } from '../../packages/emulator/netsuite';
import { COUNTRIES, CUSTOMERS, ORDERS, SHIP_ITEMS, UNCLEAR, type OrderKey, type PersonKey } from './cast';
import type { CustomerChoice, Doer, ModeLabel, Step, TypedLine, WorldPlan } from './history';
import { keysOf } from './world';

export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both inclusive. */
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

/** State that generators of steps share. */
export interface Making {
  readonly chance: Chance;
  readonly plan: WorldPlan;
  /** Number of fulfillments so far. */
  slots: number;
  numbers: number;
  /** Numbers used so far, which may be used again. */
  readonly used: string[];
  readonly seed: number;
}

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
  return { do: 'run', script: chance.pick(['wake_ss', 'send_mr', 'hourly_check_mr']) };
}

export function customerStep(chance: Chance): Step {
  const choice = chance.pick<CustomerChoice>(['track', 'without contact', 'leave out']);
  return { do: 'customer', customer: chance.pick(keysOf(CUSTOMERS)), choice };
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

/** An execution context in which fulfillments are saved daily, or any other that a deployment can list. */
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
  if (roll < 0.2) return { typed: ` ${number.slice(0, 5)} ${number.slice(5)}`, numbers: [number], unclear: null };
  if (roll < 0.3) {
    const second = anyNumber(making);
    // Next to a number with a proven format, a person is asked about a number of no known format.
    if (second.slice(0, 2) !== number.slice(0, 2)) return { typed: number, numbers: [number], unclear: null };
    return { typed: `${number}, ${second}`, numbers: [number, second], unclear: null };
  }
  return { typed: number, numbers: [number], unclear: null };
}

/** A new number or a used one: one box may hold two orders, and a number may return. */
function anyNumber(making: Making): string {
  const { chance, used } = making;
  if (used.length > 0 && chance.is(0.25)) return chance.pick(used);
  return newNumber(making);
}

export function newNumber(making: Making): string {
  making.numbers += 1;
  const serial = String(making.numbers).padStart(3, '0');
  const number = making.chance.is(0.3)
    ? upsNumber(making.seed, making.numbers)
    : `SQ${String(making.seed % 1000).padStart(3, '0')}${serial}84`;
  making.used.push(number);
  return number;
}

/** A number in UPS's format with the right check digit, so that AfterShip can detect the carrier. */
function upsNumber(seed: number, serial: number): string {
  const body = `SIM${String(seed % 1000).padStart(3, '0')}${String(serial).padStart(9, '0')}`;
  const values = [...body].map((character) =>
    /\d/.test(character) ? Number(character) : (character.charCodeAt(0) - 3) % 10,
  );
  const sum = values.reduce((total, value, index) => total + value * (index % 2 === 0 ? 1 : 2), 0);
  return `1Z${body}${(10 - (sum % 10)) % 10}`;
}
