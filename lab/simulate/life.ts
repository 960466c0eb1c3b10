/** Starts a life and its accounts, and answers questions about its present state. */

import { seededRandom } from '../../packages/emulator/netsuite';
import { PACKAGE } from '../../src/TypeScript/aftership/adapters/ids';
import type { History, ModeLabel, Rules } from './history';
import type { Life, Side } from './life_state';
import type { TruthOfFulfillment } from './truth';
import { throughWeather } from './weather';
import { KEY, openWorld, type Project, type World } from './world';

export function newLife(history: History, project: Project): Life {
  const random = seededRandom(history.seed + 77);
  const holder: { life: Life | null } = { life: null };
  const world = openWorld(history.plan, project, (wire) => throughWeather(wire, random, holder, 'main'));
  const { accountId, connection } = history.plan;
  const main = newSide(world, accountId, connection.mode, connection, new Map());
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
    isSecretChanged: false,
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
  return life;
}

export function newSide(
  world: World,
  accountId: string,
  mode: ModeLabel,
  rules: Rules,
  slots: Map<number, TruthOfFulfillment>,
  hasConnection = true,
): Side {
  const side: Side = {
    accountId,
    world,
    slots,
    mode,
    rules,
    rulesSinceMs: 0,
    isStoppedByPerson: false,
    hasConnection,
    unusable: null,
    foreignEvent: null,
    forged: { rows: new Set(), atMs: new Map() },
    edited: { rows: new Set(), fulfillments: new Set(), numbers: new Set() },
    severalUnreadableSince: null,
    unusableSince: null,
    connectedAt: world.account.now(),
    choices: new Map(),
    erasedAt: new Map(),
    erasures: [],
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

/** True when people's settings allow sending. A stop by an error is the product's own and is ignored here. */
export function maySend(side: Side): boolean {
  return side.hasConnection && side.unusable === null && side.mode === 'On' && !side.isStoppedByPerson;
}

export function notePermission(side: Side, atMs: number, wasNested: boolean): void {
  if (maySend(side)) side.denied = null;
  else side.denied ??= { atMs, wasNested, requests: 0 };
}

/** Id of a fulfillment until its first save is over. */
export const UNKNOWN_ID = 0;

/** The fulfillment with this id. An id that no fulfillment has belongs to the one whose first save is under way. */
export function truthById(side: Side, id: number | null): TruthOfFulfillment | null {
  if (id === null) return null;
  const all = [...side.slots.values()];
  return all.find((truth) => truth.id === id) ?? all.find((truth) => truth.id === UNKNOWN_ID) ?? null;
}

/**
 * True when somebody edited a row of the fulfillment or of one of its numbers by hand. Such a row may cost its package
 * the tracking, so only little is promised of it.
 */
export function isTampered({ edited }: Side, { id, numbers }: Pick<TruthOfFulfillment, 'id' | 'numbers'>): boolean {
  return edited.fulfillments.has(id) || [...numbers.keys()].some((number) => edited.numbers.has(number));
}

export function ledgerRowsOf(side: Side, fulfillmentId: number) {
  return side.world.account
    .all(PACKAGE.type)
    .filter(
      ({ fields }) =>
        Number(fields[PACKAGE.fulfillment]) === fulfillmentId && fields[PACKAGE.account] === side.accountId,
    );
}
