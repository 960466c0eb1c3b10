/** Describes a life in lines for people: its steps, its requests, and the changes in the ledger and the outbox. */

import { OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { readRows, eventsOf } from './invariants_at_rest';
import { sidesOf } from './life';
import type { Life } from './life_state';

export type Tell = (line: string) => void;

/** Returns a function that describes what is new since its last call. */
export function teller(life: Life, tell: Tell): () => void {
  let requests = 0;
  let problems = 0;
  const known = new Map<string, string>();
  return () => {
    const { journal } = life.main.world.aftership;
    for (const entry of journal.slice(requests)) {
      const fault = entry.fault === undefined ? '' : ` (${entry.fault})`;
      tell(`    ${clock(entry.at)} ${entry.method} ${entry.path} ${entry.status}${fault}`);
    }
    requests = journal.length;
    for (const side of sidesOf(life)) {
      const now = new Map<string, string>();
      for (const row of readRows(side)) {
        now.set(
          `${side.accountId} row ${row.id}`,
          `fulfillment ${row.fulfillmentId} ${row.number} ${row.state} (${row.reason}) ${row.trackingId ?? ''}`,
        );
      }
      for (const { id, fields } of eventsOf(side)) {
        const due = clock(Number(fields[OUTBOX.due]) * 1000);
        now.set(
          `${side.accountId} event ${id}`,
          `fulfillment ${String(fields[OUTBOX.fulfillment])} due ${due}, attempts ${String(fields[OUTBOX.attempts])} ${String(fields[OUTBOX.waitReason] ?? '')}`,
        );
      }
      for (const [what, text] of now) if (known.get(what) !== text) tell(`    ${what}: ${text}`);
      for (const what of known.keys()) {
        if (!what.startsWith(`${side.accountId} `) || now.has(what)) continue;
        tell(`    ${what} is gone`);
        known.delete(what);
      }
      for (const [what, text] of now) known.set(what, text);
    }
    for (const problem of life.problems.slice(problems)) tell(`  ✗ ${problem}`);
    problems = life.problems.length;
  };
}

export function clock(ms: number): string {
  return new Date(ms).toISOString().slice(5, 19).replace('T', ' ');
}
