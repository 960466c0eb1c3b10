/** Refreshes a sandbox from production during a life. */

import { type FieldValue, seededRandom } from '../../packages/emulator/netsuite';
import { BACKFILL, CONNECTION, PACKAGE, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import type { ModeLabel, SandboxLack } from './history';
import { newSide } from './life';
import type { Life, Side } from './life_state';
import { copyTruth } from './truth';
import { throughWeather } from './weather';
import { connect, setSecret, type World } from './world';

/** Creates the sandbox; null when the life has none or already has one. */
export function refreshSandbox(life: Life, mode: ModeLabel, lacks: SandboxLack | null): Side | null {
  if (life.sandbox !== null || life.history.plan.envType !== 'PRODUCTION' || life.nesting > 0) return null;
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
  life.sandbox = newSide(world, accountId, mode, life.history.plan.connection, slots, hasConnection);
  for (const [customer, choice] of main.choices) life.sandbox.choices.set(customer, choice);
  return life.sandbox;
}

/** Records that name production's account and must stay unchanged in the sandbox. */
const COPIED: readonly string[] = [PACKAGE.type, OUTBOX.type, BACKFILL.type, CONNECTION.type];

/** Fields of a row without those for display, which NetSuite itself clears when the fulfillment is deleted. */
export function contentOfRow(fields: Readonly<Record<string, FieldValue>>): string {
  return JSON.stringify(Object.entries(fields).filter(([id]) => id !== PACKAGE.transaction));
}
