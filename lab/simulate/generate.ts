/** Makes the history of a seed: a world and its steps. The same seed always makes the same history. */

import { type AfterShipDials, DIAL_VALUES } from '../../packages/emulator/aftership';
import { ACCOUNT_DIAL_VALUES, type Dials } from '../../packages/emulator/netsuite';
import { backfillSteps } from './backfill_steps';
import { bulkSteps } from './bulk_steps';
import { LOCATIONS, SHIP_ITEMS, type LocationKey } from './cast';
import { chanceOf, customerStep, doer, ordinaryStep, type Chance, type Making } from './chance';
import { faultSteps, THEMES, type Theme } from './faults';
import type { ConnectionPlan, ContactPart, History, ModeLabel, Rules, Step, TrapPlace, WorldPlan } from './history';
import { keysOf } from './world';

export const DEFAULT_STEPS = 40;

/** Share of steps that belong to the theme; a quarter for themes that are not listed. */
const OFTEN: Partial<Record<Theme, number>> = {
  'mass edit': 0.1,
  'long pause': 0.08,
  sandbox: 0.15,
  outage: 0.1,
  'other apps': 0.1,
  unusable: 0.1,
};

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
  const hasNoLanguages = chanceOf(seed * 2 + 6_000_003).is(0.08);
  const world = makePlan(chance, choices, places, theme);
  const clocks = chanceOf(seed * 2 + 7_000_003);
  const hasProcessors = clocks.is(0.15) && world.dials.taskStart !== 'at once';
  const readings = chanceOf(seed * 2 + 8_000_003);
  const readingDials = pickDials<AfterShipDials>(readings, DIAL_VALUES, (dial) => READING_DIALS.has(dial));
  const plan = {
    ...world,
    aftershipDials: { ...world.aftershipDials, ...readingDials },
    ...(hasNoLanguages && { hasNoLanguages }),
    ...(hasProcessors && { processors: clocks.pick([2, 5]) }),
  };
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
  return { version: 1, seed, theme, plan, steps: steps.map((step) => withPlaces(step, places)) };
}

/** Adds the locations of the fulfillment's item lines to a step. */
function withPlaces(step: Step, places: Chance): Step {
  if (step.do === 'in sandbox') return { ...step, step: withPlaces(step.step, places) };
  return step.do === 'create' ? { ...step, locations: places.pick(LINES) } : step;
}

const LINES: readonly (readonly LocationKey[])[] = [
  ['main'],
  ['main'],
  ['main', 'main'],
  ['branch'],
  ['branch'],
  ['main', 'branch'],
  ['branch', 'main', 'branch'],
];

/** Changes the location of one item line. */
function moveStep(places: Chance, slots: number): Step {
  const change = { kind: 'location', line: places.whole(0, 2), location: places.pick(keysOf(LOCATIONS)) } as const;
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
    aftershipDials: pickDials<AfterShipDials>(chance, DIAL_VALUES, (dial) => !READING_DIALS.has(dial)),
    connection: makeConnection(chance, choices, places, theme),
    ending: theme === 'modes' && chance.is(0.4) ? chance.pick(['preview', 'off', 'stopped by a person']) : 'on',
  };
}

/** Dials of AfterShip about what is read of trackings. They have a chance of their own. */
const READING_DIALS: ReadonlySet<keyof AfterShipDials> = new Set([
  'listKey',
  'updatedAtOnUpdate',
  'lastMileOnUpdate',
  'withoutConnection',
  'updatedAtOnNews',
  'unrevisedEstimate',
  'deliveryTakenBack',
  'checkpointOrder',
]);

/** Picks dials, most of them at their default, so that a failing history stays readable. */
function pickDials<D extends object>(
  chance: Chance,
  values: { readonly [K in keyof D]: readonly D[K][] },
  isMeant: (dial: keyof D) => boolean = () => true,
): Partial<D> {
  const picked: Partial<D> = {};
  for (const name of keysOf(values as Readonly<Record<keyof D & string, readonly D[keyof D][]>>)) {
    const answers = values[name];
    if (isMeant(name) && chance.is(0.3)) picked[name] = chance.pick(answers.slice(1));
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
    // All three would equal a connection that sends no contacts, so at most two are off.
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

/** A decision of people about what is sent. */
function choiceStep(chance: Chance, slots: number): Step {
  if (chance.is(0.6)) {
    return { do: 'opt out', by: doer(chance), slot: chance.whole(0, slots - 1), isOut: chance.is(0.6) };
  }
  return customerStep(chance);
}

/** Somebody changes the rules or the contacts of a connection, sometimes during a run. */
function rulesStep(chance: Chance): Step {
  const rules = chance.pick<() => Partial<Rules>>([
    () => ({ sendsContacts: chance.is(0.5) }),
    () => ({ contactsOff: chance.is(0.4) ? [] : chance.pick(CONTACTS_OFF) }),
    () => ({ leftOut: chance.is(0.5) ? null : chance.pick(keysOf(SHIP_ITEMS)) }),
    () => ({ onlyFrom: chance.is(0.5) ? null : chance.pick(keysOf(LOCATIONS)) }),
  ])();
  const step: Step = { do: 'settings', change: { kind: 'rules', rules } };
  if (chance.is(0.6)) return step;
  const script = chance.pick(['send_mr', 'send_mr', 'wake_ss', 'hourly_check_mr'] as const);
  const at: TrapPlace = { script, kind: 'any', what: '', when: 'any', skip: chance.whole(0, 60) };
  return { do: 'trap', at, effect: { kind: 'act', step } };
}
