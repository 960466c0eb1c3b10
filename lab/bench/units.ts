/** Makes each kind of change to fulfillments and counts what it costs the scripts. */

import type { Execution, StoredRecord } from '../../packages/emulator/netsuite';
import { PACKAGE, SCRIPTS } from '../../src/TypeScript/aftership/adapters/ids';
import { demandNoError, numberOf, openWorld } from './world';

interface KindResult {
  readonly kind: string;
  readonly fulfillments: number;
  /** Units of the costliest look at each fulfillment. */
  readonly units: { readonly mean: number; readonly max: number };
  readonly calls: number;
  readonly httpCalls: number;
  /** Promised upper limit, or null. */
  readonly limit: number | null;
}

export interface UnitsResult {
  readonly save: { readonly units: number; readonly modules: number; readonly bytes: number };
  readonly runOverhead: number;
  /** Of a new package with one event. */
  readonly pkg: { readonly logCalls: number; readonly characters: number };
  readonly kinds: readonly KindResult[];
  readonly isWithinLimits: boolean;
}

export const LIMITS = { saveUnits: 30, saveModules: 10, saveBytes: 30_000, runOverhead: 60 };

export function measureUnits(count: number, tell: (text: string) => void): UnitsResult {
  const bench = openWorld();
  const quarter = Math.floor(count / 4);
  const quarterOf = (index: number): readonly number[] => ids.slice(index * quarter, (index + 1) * quarter);

  const ids: number[] = [];
  const kinds: KindResult[] = [];
  const record = (kind: string, fulfillments: number, limit: number | null, minutes: number): void => {
    bench.account.advance(minutes * 60);
    kinds.push(summarize(kind, fulfillments, limit, bench.account.executions()));
    tell(`  ${kind}: done`);
  };

  bench.account.clearMeasurements();
  for (let index = 0; index < count; index += 1) {
    ids.push(bench.account.create(bench.clerk, 'itemfulfillment', bench.values(numberOf(index))));
  }
  const saves = bench.account.executions().filter((execution) => execution.entry === 'afterSubmit');
  record('new, one package', count, 50, 240);
  const runs = bench.account.executions();
  const pkg = {
    logCalls: Number((bench.account.logs().length / count).toFixed(2)),
    characters: meanCharacters(bench.account.all(PACKAGE.type)),
  };

  bench.account.clearMeasurements();
  for (const id of quarterOf(0)) bench.account.edit(bench.clerk, 'itemfulfillment', id, { fields: { memo: 'x' } });
  record('unchanged', quarter, 30, 120);

  bench.account.clearMeasurements();
  for (const id of quarterOf(1)) {
    bench.account.edit(bench.clerk, 'itemfulfillment', id, { fields: { shippeddate: new Date(2026, 10, 22) } });
  }
  record('edited', quarter, null, 120);

  bench.account.clearMeasurements();
  for (const id of quarterOf(2)) {
    bench.account.edit(bench.clerk, 'itemfulfillment', id, { sublists: bench.values(numberOf(count + id)).sublists });
  }
  record('renumbered (the old number waits)', quarter, 80, 10);

  bench.account.clearMeasurements();
  for (const id of quarterOf(3)) bench.account.remove(bench.clerk, 'itemfulfillment', id);
  // Only a scheduled run sees that a fulfillment is gone.
  record('deleted (the tracking waits)', quarter, null, 20);

  bench.account.clearMeasurements();
  record('removal when the wait is over', quarter * 2, 80, 600);

  const mostOfSaves = (of: (execution: Execution) => number): number => mostOf('a save', saves, of);
  const save = {
    units: mostOfSaves((execution) => execution.units),
    modules: mostOfSaves((execution) => execution.modules.length),
    bytes: mostOfSaves((execution) => execution.bytes),
  };
  const runOverhead = overheadOf(runs);
  const isWithinLimits =
    save.units <= LIMITS.saveUnits &&
    save.modules <= LIMITS.saveModules &&
    save.bytes <= LIMITS.saveBytes &&
    runOverhead <= LIMITS.runOverhead &&
    kinds.every((kind) => kind.limit === null || kind.units.max <= kind.limit);
  return { save, runOverhead, pkg, kinds, isWithinLimits };
}

/** Characters of all values of a record. */
function meanCharacters(records: readonly StoredRecord[]): number {
  const values = records.flatMap(({ fields }) => Object.values(fields).map((value) => String(value ?? '').length));
  return Math.round(values.reduce((sum, length) => sum + length, 0) / records.length);
}

/** Highest units of the input stage and the summary of one run of sending together. */
function overheadOf(executions: readonly Execution[]): number {
  const sending = executions.filter(({ script }) => script === SCRIPTS.deliver.script);
  const most = (entry: string): number =>
    mostOf(
      `${entry} of sending`,
      sending.filter((execution) => execution.entry === entry),
      ({ units }) => units,
    );
  return most('getInputData') + most('summarize');
}

/** Highest value of the executions. Throws when there is none, because a missing measurement would meet every limit. */
function mostOf(what: string, executions: readonly Execution[], of: (execution: Execution) => number): number {
  if (executions.length === 0) throw new Error(`Nothing was measured of ${what}.`);
  return Math.max(...executions.map(of));
}

/** The costliest look at each fulfillment. The hourly check asks for a further, cheaper one at what changed. */
function costliestLooks(executions: readonly Execution[]): readonly Execution[] {
  const looks = new Map<string, Execution>();
  for (const execution of executions.filter(({ entry }) => entry === 'reduce')) {
    const known = looks.get(execution.subject);
    if (known === undefined || known.units < execution.units) looks.set(execution.subject, execution);
  }
  return [...looks.values()];
}

function summarize(
  kind: string,
  fulfillments: number,
  limit: number | null,
  executions: readonly Execution[],
): KindResult {
  demandNoError(executions);
  const reduces = costliestLooks(executions);
  if (reduces.length < fulfillments) {
    throw new Error(`${kind}: ${reduces.length} of ${fulfillments} fulfillments were looked at.`);
  }
  const mean = (of: (execution: Execution) => number): number =>
    Number((reduces.reduce((sum, execution) => sum + of(execution), 0) / reduces.length).toFixed(1));
  return {
    kind,
    fulfillments: reduces.length,
    units: { mean: mean((one) => one.units), max: mostOf(`a look (${kind})`, reduces, (one) => one.units) },
    calls: mean((one) => one.calls.length),
    httpCalls: mean((one) => one.httpCalls),
    limit,
  };
}
