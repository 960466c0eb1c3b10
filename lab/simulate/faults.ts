/** Faults of a life by theme. Each theme is one family of faults; `everything` combines all of them. */

import type { Fault } from '../../packages/emulator/aftership';
import { CUSTOMERS } from './cast';
import {
  type Chance,
  createStep,
  customerStep,
  doer,
  makeLines,
  type Making,
  modeStep,
  newNumber,
  ordinaryStep,
} from './chance';
import type { Doer, ModeLabel, ScriptKey, Step, TrapEffect, TrapPlace } from './history';
import { byHandSteps, foreignEventSteps, unusableSteps } from './slip_steps';

export const THEMES = [
  'ordinary',
  'wire',
  'rate limit',
  'outage',
  'key',
  'kills',
  'errors',
  'limits',
  'races',
  'others',
  'unseen',
  'modes',
  'other apps',
  'by hand',
  'unusable',
  'sandbox',
  'mass edit',
  'long pause',
  'everything',
] as const;

export type Theme = (typeof THEMES)[number];

/** Common faults that lives of the rare themes meet, too. */
const BESIDE: readonly Theme[] = ['wire', 'kills', 'key', 'outage', 'errors', 'unseen'];

export function faultSteps(making: Making, theme: Theme): readonly Step[] {
  const { chance } = making;
  if (theme !== 'everything' && RARE.includes(theme) && chance.is(1 / 6)) {
    const beside = faultSteps(making, chance.pick(BESIDE));
    return theme === 'sandbox' ? alsoInSandbox(chance, beside) : beside;
  }
  switch (theme) {
    case 'ordinary':
      return [];
    case 'wire':
      return chance.is(0.2)
        ? [{ do: 'weather', kind: 'half of all lost', seconds: chance.whole(5, 60) * 60 }]
        : [wireStep(chance)];
    case 'rate limit':
      return chance.is(0.2) ? editWhileAnAttemptWaits(making) : [rateLimit(chance)];
    case 'outage':
      if (chance.is(0.1)) return importedInAnOutage(making);
      return chance.is(0.3) ? stubbornNumber(making) : [outage(chance)];
    case 'key':
      return keySteps(chance);
    case 'kills':
      return chance.is(0.2) ? interruptedCreate(making, { kind: 'kill' }) : [trap(chance, { kind: 'kill' })];
    case 'errors':
      return errorSteps(chance);
    case 'limits':
      return chance.is(0.25) ? interruptedCreate(making, { kind: 'usage limit' }) : [trap(chance, limitEffect(chance))];
    case 'races':
      if (chance.is(0.1)) return secondRunWhileSent(making);
      if (chance.is(0.15)) return retypedWhileSent(making);
      if (chance.is(0.1)) return othersMakeItWhileSent(making);
      return chance.is(0.4) ? otherRace(making) : [raceTrap(making)];
    case 'others':
      return chance.is(0.2) ? deletedAndSavedAgain(making) : [otherPeople(making)];
    case 'unseen':
      return unseenSteps(making);
    case 'modes':
      return [modeStep(chance)];
    case 'other apps':
      return foreignEventSteps(making);
    case 'by hand':
      return byHandSteps(making);
    case 'unusable':
      return unusableSteps(making);
    case 'sandbox':
      return sandboxSteps(making);
    case 'mass edit':
      return massEdit(making);
    case 'long pause':
      return [{ do: 'long pause', days: chance.pick([20, 119, 125, 150, 185, 200]) }];
    case 'everything':
      return faultSteps(making, chance.pick(THEMES.filter((other) => !RARE.includes(other))));
  }
}

/** Themes that are too slow or too different to be combined with others. */
const RARE: readonly Theme[] = ['everything', 'mass edit', 'long pause', 'sandbox'];

// ── The wire ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function wireStep(chance: Chance): Step {
  const fault = wireFault(chance);
  const method = chance.is(0.5) ? null : chance.pick(['POST', 'PUT', 'DELETE', 'GET']);
  // A list asks for a number, so nothing shows that the ids in it are of other trackings.
  const isUnnoticeable = fault.kind === 'wrong content' && fault.content === 'another id';
  return {
    do: 'wire',
    fault,
    method: isUnnoticeable && (method === null || method === 'GET') ? 'POST' : method,
    about: null,
    skip: chance.whole(0, 3),
    times: chance.whole(1, 4),
  };
}

function wireFault(chance: Chance): Fault {
  const strikes = chance.pick(['before effect', 'after effect'] as const);
  switch (chance.whole(0, 12)) {
    case 0:
      return { kind: 'no answer', strikes };
    case 1:
      return { kind: 'not connected' };
    case 2:
      return { kind: 'connection closed', strikes };
    case 3:
      return { kind: 'refusal', code: chance.pick([500, 502, 503, 504] as const), strikes };
    case 4:
      return { kind: 'html', status: chance.pick([200, 502]), strikes };
    case 5:
      return { kind: 'empty', status: chance.pick([200, 503]), strikes };
    case 6:
      return { kind: 'half json' };
    case 7:
      return { kind: 'slow', seconds: chance.pick([10, 44, 46, 90]) };
    case 8:
      return { kind: 'unlisted error', name: chance.pick(['UNEXPECTED_ERROR', 'SOMETHING_NEW']), strikes };
    case 9:
      return { kind: 'wrong content', content: chance.pick(WRONG_CONTENTS), strikes };
    case 10: {
      const content = chance.pick(['right answer', 'refusal', 'page'] as const);
      const megabytes = chance.pick([1, 1, 3]);
      // AfterShip does not say that it did what it has not done.
      const isTrue = content === 'right answer';
      return {
        kind: 'giant',
        content,
        megabytes,
        repeated: `${PERSONAL_EMAIL} `,
        strikes: isTrue ? 'after effect' : strikes,
      };
    }
    default:
      return {
        kind: 'refusal',
        code: chance.pick([400, 4005, 4008, 4010, 4011, 4012, 4017] as const),
        strikes: 'before effect',
      };
  }
}

const WRONG_CONTENTS = ['no data', 'another id', 'another number', 'another tracking'] as const;
const PERSONAL_EMAIL = CUSTOMERS.person.fields.email;

function rateLimit(chance: Chance): Step {
  if (chance.is(0.4)) return { do: 'weather', kind: '429', seconds: chance.whole(5, 90) * 60 };
  const fault: Fault = {
    kind: 'refusal',
    code: 429,
    strikes: 'before effect',
    resetSeconds: chance.pick([1, 30, 600]),
  };
  return { do: 'wire', fault, method: null, about: null, skip: chance.whole(0, 3), times: chance.whole(1, 5) };
}

/** A fulfillment is edited during a rate limit that ends later than the retry of its older event is due. */
function editWhileAnAttemptWaits(making: Making): readonly Step[] {
  const { chance } = making;
  const created = createStep(making);
  const number = created.do === 'create' ? created.lines.flatMap((line) => line.numbers)[0] : undefined;
  if (created.do !== 'create' || number === undefined) return [created];
  const { slot, by } = created;
  const failure: Fault = { kind: 'refusal', code: 503, strikes: 'before effect' };
  const limit: Fault = { kind: 'refusal', code: 429, strikes: 'before effect', resetSeconds: 1800 };
  return [
    { do: 'wire', fault: failure, method: 'POST', about: number, skip: 0, times: 1 },
    { ...created, order: 'one', status: 'C', shippedDaysAgo: 0, shipItem: 'plain' },
    { do: 'wait', seconds: 100 },
    { do: 'wire', fault: limit, method: null, about: null, skip: 0, times: 1 },
    { do: 'edit', by, slot, change: { kind: 'city', city: 'Trier' } },
    { do: 'wait', seconds: chance.whole(1500, 2400) },
  ];
}

function outage(chance: Chance): Step {
  return {
    do: 'weather',
    kind: chance.pick(['no connection', '503', 'html']),
    seconds: chance.pick([20, 90, 240, 780]) * 60,
  };
}

/** Many fulfillments are due during an outage of AfterShip. */
function importedInAnOutage(making: Making): readonly Step[] {
  const { chance } = making;
  const numbers = Array.from({ length: chance.whole(8, 12) }, () => newNumber(making));
  const slot = making.slots;
  making.slots += numbers.length;
  const by: Doer = { who: 'administrator', context: 'CSVIMPORT', unseen: false };
  return [outage(chance), { do: 'import', by, slot, numbers }, { do: 'wait', seconds: chance.whole(1, 5) * 3600 }];
}

/** AfterShip fails for one package for so long that its attempts may run out. */
function stubbornNumber(making: Making): readonly Step[] {
  const { chance } = making;
  const created = createStep(making);
  const number = created.do === 'create' ? created.lines.flatMap((line) => line.numbers)[0] : undefined;
  if (number === undefined) return [created];
  const fault: Fault = { kind: 'refusal', code: chance.pick([500, 503] as const), strikes: 'before effect' };
  return [
    { do: 'wire', fault, method: 'POST', about: number, skip: 0, times: chance.pick([4, 9, 50]) },
    created,
    { do: 'wait', seconds: chance.pick([10, 40, 70]) * 3600 },
  ];
}

function keySteps(chance: Chance): readonly Step[] {
  const pause: Step = { do: 'wait', seconds: chance.whole(1, 180) * 60 };
  if (chance.is(0.35))
    return [{ do: 'key', is: chance.pick(['revoked', 'forbidden']) }, pause, { do: 'key', is: 'right' }];
  if (chance.is(0.4)) return [{ do: 'rotate key', activeAfterSeconds: chance.pick([0, 600, 3600]) }];
  const is = chance.pick([
    'removed',
    'wrong',
    'other scripts only',
    'other employees only',
    'other domain only',
  ] as const);
  return [{ do: 'secret', is }, pause, { do: 'secret', is: 'right' }];
}

// ── Traps ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function trap(chance: Chance, effect: TrapEffect): Step {
  return { do: 'trap', at: placeOf(chance, anyScript(chance), ''), effect };
}

/**
 * Number of boundaries in a long run of each script, in all and by called function, at which a trap may wait. The
 * median and the highest are 52 and 208 for sending, 30 and 74 for a wake, 48 and 90 for an hourly check. Functions
 * that a script does not call are not listed. Only the wake sends e-mails.
 */
const FURTHEST: Readonly<Record<ScriptKey, Readonly<Record<string, number>>>> = {
  send_mr: { '': 200, 'N/search': 140, 'N/record': 50, 'N/cache': 12, 'N/https': 12, 'N/task': 2 },
  wake_ss: { '': 80, 'N/search': 50, 'N/record': 14, 'N/cache': 10, 'N/https': 4, 'N/task': 4, 'N/email': 1 },
  hourly_check_mr: { '': 100, 'N/search': 80, 'N/record': 20, 'N/cache': 2, 'N/task': 2 },
  bulk_mr: { '': 12, 'N/search': 6, 'N/record': 6 },
  fulfillment_ue: { '': 12, 'N/record': 4, 'N/cache': 4, 'N/task': 2 },
};

function anyScript(chance: Chance): ScriptKey {
  return chance.pick(['send_mr', 'send_mr', 'send_mr', 'wake_ss', 'hourly_check_mr', 'fulfillment_ue'] as const);
}

/**
 * A position with squared probability: early positions, and so short runs, are met often, and late positions sometimes.
 */
function skipUpTo(chance: Chance, furthest: number): number {
  return Math.floor(chance.next() ** 2 * (furthest + 1));
}

function placeOf(chance: Chance, script: ScriptKey, what: string): TrapPlace {
  if (what === '' && script === 'send_mr' && chance.is(0.4)) {
    const kind = chance.pick(['http', 'http answered'] as const);
    return { script, kind, what, when: 'any', skip: chance.whole(0, 4) };
  }
  const furthest = FURTHEST[script][what] ?? 0;
  return { script, kind: 'any', what, when: 'any', skip: skipUpTo(chance, furthest) };
}

/** A run ends right after AfterShip created a tracking, and the package is removed before the next run. */
function interruptedCreate(making: Making, effect: TrapEffect): readonly Step[] {
  const { chance } = making;
  const created = createStep(making);
  if (created.do !== 'create') return [created];
  const at: TrapPlace = { script: 'send_mr', kind: 'http answered', what: 'POST', when: 'any', skip: 0 };
  const { slot, by } = created;
  return [
    { do: 'trap', at, effect },
    { ...created, order: 'one', status: 'C', shippedDaysAgo: 0 },
    { do: 'wait', seconds: chance.whole(900, 1500) },
    chance.is(0.5) ? { do: 'delete', slot, by } : { do: 'retype', slot, by, lines: makeLines(making) },
  ];
}

/** Errors that a call of N/ may throw: those of section_N3539978 and one unknown code. */
function errorEffect(chance: Chance): TrapEffect {
  const name = chance.pick(['RCRD_HAS_BEEN_CHANGED', 'UNEXPECTED_ERROR', 'SSS_SEARCH_TIMEOUT', 'SOMETHING_NEW']);
  return { kind: 'error', name };
}

function errorSteps(chance: Chance): readonly Step[] {
  if (chance.is(0.12)) return mailError(chance);
  const script = anyScript(chance);
  const what = chance.pick(Object.keys(FURTHEST[script]).filter((name) => name !== '' && name !== 'N/email'));
  return [{ do: 'trap', at: placeOf(chance, script, what), effect: errorEffect(chance) }];
}

/** An error of an e-mail together with a stop, because e-mails are sent only when sending stops. */
function mailError(chance: Chance): readonly Step[] {
  return [{ do: 'trap', at: placeOf(chance, 'wake_ss', 'N/email'), effect: errorEffect(chance) }, ...keySteps(chance)];
}

function limitEffect(chance: Chance): TrapEffect {
  return chance.is(0.5) ? { kind: 'usage limit' } : { kind: 'slow', seconds: chance.pick([60, 590, 610, 910, 3700]) };
}

/** A user corrects a number while AfterShip receives the wrong one. */
function retypedWhileSent(making: Making): readonly Step[] {
  const { chance } = making;
  const created = createStep(making);
  if (created.do !== 'create') return [created];
  const at: TrapPlace = { script: 'send_mr', kind: 'http answered', what: 'POST', when: 'any', skip: 0 };
  const { slot, by } = created;
  return [
    { do: 'trap', at, effect: { kind: 'act', step: { do: 'retype', by, slot, lines: makeLines(making) } } },
    { ...created, order: 'one', status: 'C', shippedDaysAgo: 0 },
    { do: 'wait', seconds: chance.whole(4000, 6000) },
  ];
}

/** A second run looks at a fulfillment while its first package is being sent. */
function secondRunWhileSent(making: Making): readonly Step[] {
  const { chance } = making;
  const created = createStep(making);
  if (created.do !== 'create') return [created];
  const at: TrapPlace = { script: 'send_mr', kind: 'http', what: 'POST', when: 'any', skip: 0 };
  return [
    { do: 'trap', at, effect: { kind: 'second run', asSystem: true } },
    { ...created, order: 'one', status: 'C', shippedDaysAgo: 0 },
    { do: 'wait', seconds: chance.whole(4000, 6000) },
  ];
}

/**
 * Another system creates a tracking of the same number between our question and our create, or right after our answer.
 */
function othersMakeItWhileSent(making: Making): readonly Step[] {
  const { chance } = making;
  const created = createStep(making);
  const number = created.do === 'create' ? created.lines.flatMap((line) => line.numbers)[0] : undefined;
  if (created.do !== 'create' || number === undefined) return [created];
  const kind = chance.pick(['http', 'http', 'http answered'] as const);
  const at: TrapPlace = { script: 'send_mr', kind, what: '', when: 'any', skip: chance.pick([0, 0, 0, 1]) };
  return [
    { do: 'trap', at, effect: { kind: 'act', step: foreignTracking(chance, number) } },
    { ...created, order: 'one', status: 'C', shippedDaysAgo: 0 },
    { do: 'wait', seconds: chance.whole(4000, 6000) },
  ];
}

/** During a run, people change trackings at AfterShip, settings, or what the run may see. */
function otherRace(making: Making): readonly Step[] {
  const { chance } = making;
  const slot = chance.whole(0, Math.max(0, making.slots - 1));
  const act = (step: Step): Step => trap(chance, { kind: 'act', step });
  const pause: Step = { do: 'wait', seconds: chance.whole(10, 120) * 60 };
  switch (chance.whole(0, 6)) {
    case 0:
      return [act({ do: 'person deletes tracking', slot, number: chance.whole(0, 3) })];
    case 1:
      return [act({ do: 'opt out', by: doer(chance), slot, isOut: chance.is(0.7) })];
    case 2:
      return [act(customerStep(chance))];
    case 3:
      return [act({ do: 'steer backfill', to: chance.pick(['pause', 'resume', 'cancel']) })];
    case 4:
      return [act({ do: 'hide', slot, isHidden: true }), pause, { do: 'hide', slot, isHidden: false }];
    case 5:
      return [act({ do: 'delete connection' }), pause, { do: 'restore connection' }];
    default:
      return [act(foreignTracking(chance, making.used.length > 0 ? chance.pick(making.used) : newNumber(making)))];
  }
}

function raceTrap(making: Making): Step {
  const { chance } = making;
  if (chance.is(0.25)) return trap(chance, { kind: 'second run', asSystem: chance.is(0.7) });
  if (chance.is(0.1)) return trap(chance, { kind: 'act', step: modeStep(chance) });
  const act: TrapEffect = { kind: 'act', step: ordinaryStep(making) };
  if (chance.is(0.5)) return trap(chance, act);
  const what = chance.pick(['N/https', 'N/record.delete', 'N/record.submitFields']);
  return {
    do: 'trap',
    at: { script: 'send_mr', kind: 'any', what, when: 'any', skip: skipUpTo(chance, 12) },
    effect: act,
  };
}

// ── Other people ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** A person deletes a tracking at AfterShip, and others keep editing its fulfillment. */
function deletedAndSavedAgain({ chance, slots }: Making): readonly Step[] {
  const slot = chance.whole(0, Math.max(0, slots - 1));
  const edit = (city: string): Step => ({ do: 'edit', by: doer(chance), slot, change: { kind: 'city', city } });
  const wait: Step = { do: 'wait', seconds: chance.whole(1000, 3000) };
  return [{ do: 'person deletes tracking', slot, number: 0 }, edit('Trier'), wait, edit('Ulm'), wait];
}

function otherPeople(making: Making): Step {
  const { chance } = making;
  const slot = chance.whole(0, Math.max(0, making.slots - 1));
  const number = chance.whole(0, 3);
  if (chance.is(0.3)) return { do: 'person deletes tracking', slot, number };
  if (chance.is(0.2))
    return { do: 'correct carrier', slot, number, slug: chance.pick(['dhl', 'fedex', 'usps', 'dpd']) };
  const known = making.used.length > 0 && chance.is(0.3) ? chance.pick(making.used) : newNumber(making);
  return foreignTracking(chance, known);
}

function foreignTracking(chance: Chance, number: string): Step {
  return {
    do: 'foreign tracking',
    number,
    slug: chance.pick(['ups', 'dhl', 'fedex', 'usps', 'dpd']),
    maker: chance.is(0.3) ? 'other account' : 'shop connector',
  };
}

function unseenSteps(making: Making): readonly Step[] {
  const { chance } = making;
  const roll = chance.next();
  if (roll < 0.45) {
    const by: Doer = { ...doer(chance), context: chance.pick(['CSVIMPORT', 'WEBSERVICES', 'USEREVENT']), unseen: true };
    const step = chance.is(0.4) ? createStep(making) : ordinaryStep(making);
    return ['by' in step ? { ...step, by } : step];
  }
  if (roll < 0.65) {
    const script = chance.pick(['fulfillment_ue', 'send_mr', 'wake_ss', 'hourly_check_mr'] as const);
    const between = Array.from({ length: chance.whole(1, 4) }, () => ordinaryStep(making));
    const pause: Step = { do: 'wait', seconds: chance.whole(10, 300) * 60 };
    return [{ do: 'switch', script, isOn: false }, ...between, pause, { do: 'switch', script, isOn: true }];
  }
  if (roll < 0.75) return [{ do: 'forget caches' }];
  if (roll < 0.85) {
    const slot = chance.whole(0, making.slots - 1);
    const hidden: Step = { do: 'hide', slot, isHidden: true };
    return [
      hidden,
      { do: 'edit', by: doer(chance), slot, change: { kind: 'nothing' } },
      { do: 'wait', seconds: 1200 },
      { do: 'hide', slot, isHidden: chance.is(0.5) },
    ];
  }
  const pause: Step = { do: 'wait', seconds: chance.whole(1, 240) * 60 };
  return [{ do: 'delete connection' }, ordinaryStep(making), pause, { do: 'restore connection' }];
}

function sandboxSteps(making: Making): readonly Step[] {
  const { chance } = making;
  const mode = chance.pick<ModeLabel>(['On', 'On', 'On', 'Preview', 'Off']);
  const inside = Array.from({ length: chance.whole(1, 4) }, (): Step => ({
    do: 'in sandbox',
    step: ordinaryStep(making),
  }));
  const lacks = chance.is(0.4) ? chance.pick(['connection', 'secret', 'anything'] as const) : null;
  return [{ do: 'refresh sandbox', mode, lacks }, ...inside];
}

/** Directs steps to the sandbox instead. Traps, weather and wire faults always apply to both accounts. */
function alsoInSandbox(chance: Chance, steps: readonly Step[]): readonly Step[] {
  if (chance.is(0.5)) return steps;
  return steps.map((step) =>
    step.do === 'wait' || BETWEEN_ACCOUNTS.includes(step.do) ? step : { do: 'in sandbox', step },
  );
}

const BETWEEN_ACCOUNTS: readonly Step['do'][] = ['trap', 'wire', 'weather', 'key', 'rotate key'];

const LARGE = 0.06;

function massEdit(making: Making): readonly Step[] {
  const { chance } = making;
  if (making.slots > 250) return [];
  const by: Doer = { who: 'administrator', context: 'CSVIMPORT', unseen: chance.is(0.2) };
  // Large imports are slow, so they are rare.
  const count = chance.is(LARGE) ? chance.pick([150, 300]) : chance.pick([8, 20, 30, 60]);
  const slot = making.slots;
  making.slots += count;
  const numbers = Array.from({ length: count }, () => newNumber(making));
  const slots = Array.from({ length: count }, (_, index) => slot + index).filter(() => chance.is(0.9));
  const wait: Step = { do: 'wait', seconds: chance.whole(20, 90) * 60 };
  const after: readonly Step[] = chance.is(0.4)
    ? [wait, { do: 'retype', by, slot: slot + 1, lines: makeLines(making) }]
    : [wait];
  const lost: Fault = { kind: 'no answer', strikes: 'after effect' };
  const removals: readonly Step[] = chance.is(0.3)
    ? [{ do: 'wire', fault: lost, method: 'DELETE', about: null, skip: chance.whole(0, 4), times: 2 }]
    : [];
  return [{ do: 'import', by, slot, numbers }, wait, ...removals, { do: 'blank', by, slots }, ...after];
}
