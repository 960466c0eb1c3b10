/**
 * What is demanded of every stretch of a life, also while everything fails: saves go through and stay cheap, no limit is
 * exceeded, nothing personal or secret is written down.
 */

import type { Execution } from '../../emulator/contract';
import { CONNECTION, SHIPMENT, SIGNAL } from '../../src/TypeScript/aftership/adapters/ids';
import { PERSONAL } from './cast';
import { sidesOf, type Life, type Side } from './life';
import { KEY, WRONG_KEY } from './world';

/** What the user's save may cost. */
const UNITS_OF_A_SAVE = 30;

const SECRET_OR_PERSONAL: readonly string[] = [KEY, WRONG_KEY, ...PERSONAL];

/** Looks at what ran since the last look, and forgets it. */
export function demandInLife(life: Life): void {
  for (const side of sidesOf(life)) {
    for (const execution of side.world.account.executions()) {
      saveIsCheap(life, side, execution);
      scriptsDoNotFail(life, side, execution);
    }
    for (const line of side.world.account.logs()) {
      const found = tellsOf(`${line.title} ${line.details}`);
      if (found !== null)
        life.problems.push(`Nothing personal or secret is logged: ${side.accountId} "${line.title}" has ${found}`);
    }
    side.world.account.clearMeasurements();
  }
  life.sprung.length = life.isCalm ? 0 : life.sprung.length;
}

function saveIsCheap(life: Life, side: Side, execution: Execution): void {
  if (execution.script !== 'customscript_aftership_fulfillment_ue') return;
  if (execution.units > UNITS_OF_A_SAVE || execution.httpCalls > 0)
    life.problems.push(
      `A save stays cheap: ${side.accountId} ${execution.subject} cost ${execution.units} units and ${execution.httpCalls} requests`,
    );
}

/** An error of a script is only right when somebody put one there. */
function scriptsDoNotFail(life: Life, side: Side, execution: Execution): void {
  if (execution.error === null) return;
  const wasHit = life.sprung.some((trap) => execution.script.endsWith(trap.script) && trap.effect !== 'act');
  if (wasHit) return;
  life.problems.push(
    `Scripts do not fail: ${side.accountId} ${execution.script} ${execution.entry} ${execution.subject}: ${execution.error.name} ${execution.error.message}`,
  );
}

function tellsOf(text: string): string | null {
  return SECRET_OR_PERSONAL.find((tell) => text.includes(tell)) ?? null;
}

/** Records of ours hold ids, numbers, states and sentences, and nobody's name. */
export function demandCleanRecords(life: Life): void {
  for (const side of sidesOf(life)) {
    for (const type of [SHIPMENT.type, SIGNAL.type, CONNECTION.type]) {
      for (const row of side.world.account.all(type)) {
        const found = tellsOf(JSON.stringify(row.fields));
        if (found !== null)
          life.problems.push(
            `Nothing personal or secret stands in records: ${side.accountId} ${type} ${row.id} has ${found}`,
          );
      }
    }
  }
}
