/** Makes each kind of change to fulfillments and counts what it costs the scripts. */

import { createState, inProcessTransport, setDials } from '../../packages/emulator/aftership';
import {
  type Actor,
  createAccount,
  type EmulatedAccount,
  type Execution,
  type RecordValues,
} from '../../packages/emulator/netsuite';
import { CONNECTION, SCRIPTS } from '../../src/TypeScript/aftership/adapters/ids';
import { zipProject } from '../../tools/shared/project';

interface KindResult {
  readonly kind: string;
  readonly fulfillments: number;
  /** Units for each fulfillment, over its reduces. */
  readonly units: { readonly mean: number; readonly max: number };
  readonly calls: number;
  readonly httpCalls: number;
  /** Promised upper limit, or null. */
  readonly limit: number | null;
}

export interface BenchResult {
  readonly save: { readonly units: number; readonly modules: number; readonly bytes: number };
  readonly runOverhead: number;
  readonly kinds: readonly KindResult[];
  readonly isWithinLimits: boolean;
}

export const LIMITS = { saveUnits: 30, saveModules: 10, saveBytes: 30_000, runOverhead: 60 };

const SECRET = 'custsecret_aftership_key';
const KEY = 'asat_emulated_key_for_the_bench';

export function measure(count: number, tell: (text: string) => void): BenchResult {
  const bench = openBench();
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
    ids.push(bench.account.create(bench.clerk, 'itemfulfillment', bench.values(`BENCH-${100_000 + index}`)));
  }
  const saves = bench.account.executions().filter((execution) => execution.entry === 'afterSubmit');
  record('new, one package', count, 50, 240);
  const runs = bench.account.executions();

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
    bench.account.edit(bench.clerk, 'itemfulfillment', id, { sublists: bench.values(`KX${100_000 + id}`).sublists });
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
  return { save, runOverhead, kinds, isWithinLimits };
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

function summarize(
  kind: string,
  fulfillments: number,
  limit: number | null,
  executions: readonly Execution[],
): KindResult {
  const failed = executions.find((execution) => execution.error !== null);
  if (failed) throw new Error(`${failed.script} ${failed.entry} failed: ${failed.error?.message}`);
  const reduces = executions.filter((execution) => execution.entry === 'reduce');
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

interface Bench {
  readonly account: EmulatedAccount;
  readonly clerk: Actor;
  values(number: string): RecordValues;
}

function openBench(): Bench {
  const aftership = createState({ apiKeys: [KEY], journal: false });
  const account = createAccount({
    features: ['SERVERSIDESCRIPTING', 'CUSTOMRECORDS', 'SALESORDERS', 'ADVSHIPPING', 'PICKPACKSHIP', 'LOCATIONS'],
    now: Date.UTC(2026, 10, 23, 6),
    transport: inProcessTransport(aftership, setDials()),
  });
  const report = account.deploy(zipProject());
  if (!report.ok) throw new Error(report.findings.map((finding) => finding.message).join('\n'));
  account.setSecret(SECRET, { value: KEY, allowedDomains: ['api.aftership.com'] });

  const user = account.seed('employee', { fields: { entityid: 'Warehouse', email: 'w@example.com' } });
  const entity = account.seed('customer', {
    fields: { isperson: true, firstname: 'Ada', lastname: 'Example', email: 'ada@example.com', language: 'en_US' },
  });
  const createdfrom = account.seed('salesorder', {
    fields: { tranid: 'SO1', trandate: new Date(2026, 10, 18), entity },
  });
  const shipmethod = account.seed('shipitem', { fields: { itemid: 'UPS Ground' } });
  const location = account.seed('location', {
    fields: { name: 'Hamburg', country: 'DE', city: 'Hamburg', zip: '20095' },
  });
  const mode = account.all('customlist_aftership_mode').find((value) => value.fields['name'] === 'On');
  if (mode === undefined) throw new Error('The list customlist_aftership_mode has no value "On".');
  account.seed(CONNECTION.type, {
    fields: {
      name: 'AfterShip',
      [CONNECTION.account]: '1234567',
      [CONNECTION.secret]: SECRET,
      [CONNECTION.mode]: mode.id,
      [CONNECTION.startDate]: new Date(2026, 10, 1),
      [CONNECTION.removalsPerHour]: 100_000,
      [CONNECTION.fieldMapping]: 'order_promised_delivery_date = order.shipdate',
    },
  });
  return {
    account,
    clerk: { user, context: 'USERINTERFACE' },
    values: (packagetrackingnumber) => ({
      fields: {
        trandate: new Date(2026, 10, 20),
        shippeddate: new Date(2026, 10, 21),
        shipstatus: 'C',
        createdfrom,
        entity,
        shipmethod,
      },
      sublists: { item: [{ item: 1, location }], package: [{ packagetrackingnumber, packageweight: 1 }] },
      subrecords: { shippingaddress: { addressee: 'Ada Example', city: 'Berlin', zip: '10115', country: 'DE' } },
    }),
  };
}
