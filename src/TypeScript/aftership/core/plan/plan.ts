/**
 * Compares the packages that a fulfillment has now with its ledger rows and decides the difference: what is only written
 * to the ledger, and what has to be asked of AfterShip. Pure: the same input gives the same plan, however often it is
 * run, so lost, doubled and reordered events do no harm.
 *
 * What planning needs to know:
 * - package: one tracking number of a shipped fulfillment (netsuite/packages.ts).
 * - row: what the ledger knows of one package; its holding says what AfterShip has, its reason who acts next (ledger/).
 * - wanted: the number stands on the shipped fulfillment now.
 * - tracking: AfterShip's, one for a number; its id names account, number and generation.
 * - generation: counts up when AfterShip is proved to have a number's tracking no more (owners.ts).
 * - owner: a row that wants a tracking which AfterShip has. The newest fulfillment's content stands there.
 * - claim: a fulfillment becomes an owner of a tracking that another row names.
 * - fingerprint: of the content that AfterShip accepted last; equal means that nothing is sent (desired.ts).
 * - rule: what the connection leaves out; it keeps a tracking from being made, and removes none (rules.ts).
 * - removal: waits, may be braked, kept or refused; decided in removal.ts.
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
  // Behind new trackings: a renumbered package is never without one.
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

/** A number that was accepted once is not unclear: its row goes on as any other that is not wanted. */
function planUnclear(
  { backfill }: PlanInput,
  { key, reason, params }: UnclearNumber,
  row: LedgerRow | null,
): readonly PackageStep[] {
  if (row !== null && trackingIdOf(row.holding) !== null) return [];
  const mark = row === null && backfill ? { backfill: backfill.id } : {};
  return [{ number: key, step: { write: changed(row, key, { ...askedAbout(reason, params), ...mark }) } }];
}
