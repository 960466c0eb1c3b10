/** An account with one way of sending deployed, an AfterShip, and the people whose saves are measured. */

import { type Transport } from '../../packages/emulator';
import {
  type AfterShipState,
  createState,
  type EmulatedAfterShip,
  inProcessTransport,
  setDials,
} from '../../packages/emulator/aftership';
import {
  type AccountOptions,
  type Actor,
  createAccount,
  type DeploymentFinding,
  type EmulatedAccount,
  type Execution,
  installProject,
  type ProjectModel,
  readProject,
  type RecordValues,
  seededRandom,
} from '../../packages/emulator/netsuite';
import { CONNECTION } from '../../src/TypeScript/aftership/adapters/ids';
import { zipProject } from '../../tools/shared/project';
import { zipPeer, type Peer } from './peers/zip_peer';

/** This project, or one of the two usual ways. */
export type Way = 'this project' | Peer;

/** Monday, 08:00 in Berlin. */
export const START_MS = Date.UTC(2026, 10, 23, 7);
export const SECONDS_OF_DAY = 24 * 3600;

/** AfterShip's limit on creates a second. */
export const CREATES_A_SECOND = 20;

/**
 * What no page says: seconds until a submitted job starts, and between its stages. 2 processors are those of an account
 * without SuiteCloud Plus.
 */
export const ASSUMED = { count: 2, startSeconds: 15, stageSeconds: 5 } as const;

const FEATURES = ['SERVERSIDESCRIPTING', 'CUSTOMRECORDS', 'SALESORDERS', 'ADVSHIPPING', 'PICKPACKSHIP', 'LOCATIONS'];
const SECRET = 'custsecret_bench_key';
const KEY = 'asat_emulated_key_for_the_bench';

export interface World {
  readonly account: EmulatedAccount;
  readonly aftership: AfterShipState;
  readonly wire: EmulatedAfterShip;
  readonly clerk: Actor;
  /** A CSV import by the same person. */
  readonly importer: Actor;
  /** When AfterShip first had each number, epoch milliseconds. */
  readonly madeAt: ReadonlyMap<string, number>;
  readonly requests: { sent: number };
  /** Ids of the customer, the order and what else a fulfillment points to. */
  readonly order: number;
  values(number: string): RecordValues;
}

export interface WorldOptions {
  readonly way?: Way;
  /** Omitted: one clock, and everything runs one after the other. */
  readonly processors?: AccountOptions['processors'];
  /** Share of the creates that time out, half of them after they had their effect. */
  readonly timeOuts?: number;
}

export function openWorld({ way = 'this project', processors, timeOuts = 0 }: WorldOptions = {}): World {
  const aftership = createState({ apiKeys: [KEY], journal: false });
  const wire = inProcessTransport(aftership, setDials(), { onDelay: (seconds) => account.advance(seconds) });
  const madeAt = new Map<string, number>();
  const requests = { sent: 0 };
  const account = createAccount({
    features: FEATURES,
    now: START_MS,
    transport: watched({ aftership, wire, madeAt, requests }, timeOuts),
    ...(processors === undefined ? {} : { processors }),
  });
  demandDeployed(installProject(account, projectOf(way)));
  account.setSecret(SECRET, { value: KEY, allowedDomains: ['api.aftership.com'] });

  const user = account.seed('employee', { fields: { entityid: 'Warehouse', email: 'w@example.com' } });
  const entity = account.seed('customer', {
    fields: { isperson: true, firstname: 'Ada', lastname: 'Example', email: 'ada@example.com', language: 'en_US' },
  });
  const order = account.seed('salesorder', {
    fields: { tranid: 'SO1', trandate: new Date(2026, 10, 18), entity },
  });
  const shipmethod = account.seed('shipitem', { fields: { itemid: 'UPS Ground' } });
  const location = account.seed('location', {
    fields: { name: 'Hamburg', country: 'DE', city: 'Hamburg', zip: '20095' },
  });
  if (way === 'this project') connect(account);
  return {
    account,
    aftership,
    wire,
    clerk: { user, context: 'USERINTERFACE' },
    importer: { user, context: 'CSVIMPORT' },
    madeAt,
    requests,
    order,
    values: (packagetrackingnumber) => ({
      fields: {
        trandate: new Date(2026, 10, 20),
        shippeddate: new Date(2026, 10, 21),
        shipstatus: 'C',
        createdfrom: order,
        entity,
        shipmethod,
      },
      sublists: { item: [{ item: 1, location }], package: [{ packagetrackingnumber, packageweight: 1 }] },
      subrecords: { shippingaddress: { addressee: 'Ada Example', city: 'Berlin', zip: '10115', country: 'DE' } },
    }),
  };
}

const projects = new Map<Way, ProjectModel>();

/** The project of a way, read once, because only the account differs between measurements. */
function projectOf(way: Way): ProjectModel {
  const known = projects.get(way);
  if (known !== undefined) return known;
  const { model, report } = readProject(way === 'this project' ? zipProject() : zipPeer(way), { features: FEATURES });
  demandDeployed(report.findings);
  if (model === null) throw new Error(`${way}: there is no project.`);
  projects.set(way, model);
  return model;
}

function demandDeployed(findings: readonly DeploymentFinding[]): void {
  const refused = findings.filter(({ severity }) => severity === 'error');
  if (refused.length > 0) throw new Error(refused.map(({ message }) => message).join('\n'));
}

/** A number that no carrier has, and that nobody would take for something else. */
export function numberOf(serial: number): string {
  return `SQ${String(serial).padStart(6, '0')}84`;
}

type Watching = Pick<World, 'aftership' | 'wire' | 'requests'> & { readonly madeAt: Map<string, number> };

/** The wire, with time-outs by a seeded dice, which notes when AfterShip first has a number. */
function watched({ aftership, wire, madeAt, requests }: Watching, timeOuts: number): Transport {
  const random = seededRandom(7);
  return {
    send: (request, nowMs) => {
      requests.sent += 1;
      const isCreate = request.method === 'POST' && request.url.endsWith('/trackings');
      if (isCreate && random() < timeOuts) {
        const strikes = random() < 0.5 ? 'before effect' : 'after effect';
        wire.control('addFault', { fault: { kind: 'no answer', strikes } });
      }
      try {
        return wire.send(request, nowMs);
      } finally {
        const { tracking_number: number } = isCreate ? (JSON.parse(request.body ?? '{}') as Created) : {};
        if (number !== undefined && aftership.idsByNumber.has(number) && !madeAt.has(number)) madeAt.set(number, nowMs);
      }
    },
  };
}

interface Created {
  readonly tracking_number?: string;
}

function connect(account: EmulatedAccount): void {
  const mode = account.all('customlist_aftership_mode').find((value) => value.fields['name'] === 'On');
  if (mode === undefined) throw new Error('The list customlist_aftership_mode has no value "On".');
  account.seed(CONNECTION.type, {
    fields: {
      name: 'AfterShip',
      [CONNECTION.account]: account.options.accountId,
      [CONNECTION.secret]: SECRET,
      [CONNECTION.mode]: mode.id,
      [CONNECTION.startDate]: new Date(2026, 10, 1),
      [CONNECTION.removalsPerHour]: 100_000,
      [CONNECTION.fieldMapping]: 'order_promised_delivery_date = order.shipdate',
    },
  });
}

export function unitsOf(executions: readonly Execution[]): number {
  return executions.reduce((sum, { units }) => sum + units, 0);
}

/** Throws when a script of the account failed, because a failure would make every figure look good. */
export function demandNoError(executions: readonly Execution[]): void {
  const failed = executions.find(({ error }) => error !== null);
  if (failed) throw new Error(`${failed.script} ${failed.entry} failed: ${failed.error?.message}`);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
