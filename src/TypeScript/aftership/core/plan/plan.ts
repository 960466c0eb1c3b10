/**
 * Compares the packages that a fulfillment has now with its ledger rows, and plans the difference: what is only written
 * to the ledger, and what has to be asked of AfterShip. It is pure: the same input gives the same plan, so lost,
 * repeated and reordered events do no harm.
 *
 * What planning needs to know:
 * - package: one tracking number of a shipped fulfillment (netsuite/packages.ts).
 * - row: what the ledger knows of one package. Its holding says what AfterShip has; its reason says who acts next
 *   (ledger/).
 * - wanted: the package's number stands on the shipped fulfillment now.
 * - tracking: AfterShip's record of a number. Its id names the account, the number and the generation.
 * - generation: counts up when AfterShip is proved not to have a number's tracking any more (owners.ts).
 * - owner: a row that wants a tracking which AfterShip has. The tracking gets the content of the newest owner.
 * - claim: makes a fulfillment an owner of a tracking that another row names.
 * - fingerprint: identifies the content that AfterShip accepted last. An equal fingerprint means that nothing is sent
 *   (desired.ts).
 * - rule: a setting of the connection that leaves packages out. It prevents new trackings and removes none (rules.ts).
 * - removal: waits first, and may be stopped by the brake, dropped or refused (removal.ts).
 * - backfill: a person's wish that lifts the rules of days (backfill.ts).
 */

import { askedAbout } from '../ledger/transitions';
import { trackingIdOf, type LedgerRow } from '../ledger/row';
import { packagesOf, type UnclearNumber } from '../netsuite/packages';
import type { Call, LedgerWrite, Plan, PlanInput, Step } from './calls';
import { planUnwanted } from './removal';
import { changed, planWanted } from './wanted';

export function planReconcile(input: PlanInput): Plan {
  const rows = new Map(input.own.map((row) => [row.number, row]));
  const wanted = new Set<string>();
  const steps: Step[] = [];
  for (const { number, step } of planPackages(input, rows)) {
    wanted.add(number);
    steps.push(step);
  }
  // Removals follow the creates, so that a package whose number changes always has a tracking.
  for (const row of input.own) if (!wanted.has(row.number)) steps.push(planUnwanted(input, row));
  return {
    writes: steps.flatMap(({ write }): readonly LedgerWrite[] => (write === undefined ? [] : [write])),
    calls: steps.flatMap(({ call }): readonly Call[] => (call === undefined ? [] : [call])),
    looks: [...new Set(steps.flatMap(({ looks }) => looks ?? []))],
  };
}

interface PackageStep {
  readonly number: string;
  readonly step: Step;
}

function planPackages(input: PlanInput, rows: ReadonlyMap<string, LedgerRow>): readonly PackageStep[] {
  const { fulfillment } = input;
  if (fulfillment === null || fulfillment.status !== 'shipped') return [];
  const { packages, unclear } = packagesOf(fulfillment, input.fieldMapping);
  return [
    ...packages.map((pkg) => ({
      number: pkg.number,
      step: planWanted(input, fulfillment, pkg, rows.get(pkg.number) ?? null),
    })),
    ...unclear.flatMap((number) => planUnclear(input, number, rows.get(number.key) ?? null)),
  ];
}

/** A number that AfterShip accepted once is not unclear, so its row is planned like any other that is not wanted. */
function planUnclear(
  { backfill }: PlanInput,
  { key, reason, params }: UnclearNumber,
  row: LedgerRow | null,
): readonly PackageStep[] {
  if (row !== null && trackingIdOf(row.holding) !== null) return [];
  const mark = row === null && backfill ? { backfill: backfill.id } : {};
  return [{ number: key, step: { write: changed(row, key, { ...askedAbout(reason, params), ...mark }) } }];
}
