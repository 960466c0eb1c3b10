/** The deployed project in an emulated account, with an emulated AfterShip: what the tests of the scripts start from. */

import {
  type AfterShipDials,
  type AfterShipState,
  createState,
  inProcessTransport,
  type JournalEntry,
  setDials,
} from '../../packages/emulator/aftership';
import {
  type AccountOptions,
  type Actor,
  createAccount,
  type Dials,
  type EmulatedAccount,
  type FieldValue,
  type RecordValues,
} from '../../packages/emulator/netsuite';
import { CONNECTION, PACKAGE, OUTBOX } from '../../src/TypeScript/aftership/adapters/ids';
import { isReason, messageOf, type Params } from '../../src/TypeScript/aftership/core/ledger/reasons';
import { zipProject } from '../../tools/shared/project';
import { UPS_NUMBER } from '../fixtures';

/** 2026-11-23T18:00:00Z, 19:00 in Berlin */
export const START = Date.UTC(2026, 10, 23, 18);
export const KEY = 'asat_emulated_key_0123456789';
export const SECRET = 'custsecret_aftership_key';

export const FEATURES = [
  'SERVERSIDESCRIPTING',
  'CUSTOMRECORDS',
  'ACCOUNTING',
  'SALESORDERS',
  'ADVSHIPPING',
  'PICKPACKSHIP',
  'LOCATIONS',
  'MULTILOCINVT',
  'PURCHASEORDERS',
  'VENDORRETURNAUTHS',
];

export interface World {
  readonly account: EmulatedAccount;
  readonly aftership: AfterShipState;
  readonly clerk: Actor;
  readonly admin: Actor;
  readonly order: number;
  readonly customer: number;
  readonly shipMethod: number;
  readonly connection: number | null;
}

export interface WorldOptions {
  readonly dials?: Partial<Dials>;
  readonly aftershipDials?: Partial<AfterShipDials>;
  readonly account?: Partial<AccountOptions>;
  /** Fields of the connection record by their name in ids.ts; null = no connection. */
  readonly connection?: Readonly<Record<string, FieldValue>> | null;
  readonly mode?: 'Off' | 'Preview' | 'On';
  readonly secret?: string | null;
  /** Another package than this project's own. */
  readonly package?: Uint8Array;
}

let zip: Uint8Array | null = null;

function projectZip(): Uint8Array {
  zip ??= zipProject();
  return zip;
}

export function makeWorld(options: WorldOptions = {}): World {
  const aftership = createState({ apiKeys: [KEY] });
  const transport = inProcessTransport(aftership, setDials(options.aftershipDials));
  const account = createAccount({
    accountId: '1234567',
    envType: 'PRODUCTION',
    features: FEATURES,
    now: START,
    language: 'de_DE',
    dateFormat: 'D.M.YYYY',
    timeZone: 'Europe/Berlin',
    transport,
    dials: options.dials,
    seed: 1,
    ...options.account,
  });
  const report = account.deploy(options.package ?? projectZip());
  if (!report.ok || report.findings.length > 0) throw new Error(JSON.stringify(report.findings, null, 2));
  if (options.secret !== null) {
    account.setSecret(SECRET, { value: options.secret ?? KEY, allowedDomains: ['api.aftership.com'] });
  }
  const employee = account.seed('employee', { fields: { entityid: 'Warehouse', email: 'w@example.com' } });
  const administrator = account.seed('employee', { fields: { entityid: 'Administrator', email: 'a@example.com' } });
  const customer = account.seed('customer', {
    fields: {
      isperson: true,
      firstname: 'Ada',
      lastname: 'Example',
      email: 'ada@example.com',
      phone: '+15005550006',
      language: 'en_US',
    },
  });
  const order = account.seed('salesorder', {
    fields: { tranid: 'SO50', trandate: new Date(2026, 10, 18), entity: customer, email: 'buyer@example.com' },
  });
  const shipMethod = account.seed('shipitem', { fields: { itemid: 'UPS Ground' } });
  return {
    account,
    aftership,
    clerk: { user: employee, context: 'USERINTERFACE' },
    admin: { user: administrator, context: 'USERINTERFACE' },
    order,
    customer,
    shipMethod,
    connection: options.connection === null ? null : connect(account, options),
  };
}

function connect(account: EmulatedAccount, options: WorldOptions): number {
  const changes = Object.entries(options.connection ?? {}).map(([name, value]) => {
    const id = new Map<string, string>(Object.entries(CONNECTION)).get(name);
    if (id === undefined) throw new Error(`The connection has no field ${name}.`);
    return [id, value];
  });
  return account.seed(CONNECTION.type, {
    fields: {
      name: 'AfterShip',
      [CONNECTION.account]: account.options.accountId,
      [CONNECTION.secret]: SECRET,
      [CONNECTION.startDate]: new Date(2026, 10, 1),
      ...Object.fromEntries(changes),
      [CONNECTION.mode]: modeId(account, options.mode ?? 'On'),
    },
  });
}

export function modeId(account: EmulatedAccount, label: string): number {
  const value = account.all('customlist_aftership_mode').find((row) => row.fields['name'] === label);
  if (value === undefined) throw new Error(`The list has no value ${label}.`);
  return value.id;
}

export function aShippedFulfillment(world: World, numbers: readonly string[] = [UPS_NUMBER]): RecordValues {
  return {
    fields: {
      tranid: 'IF100',
      trandate: new Date(2026, 10, 20),
      shippeddate: new Date(2026, 10, 21),
      shipstatus: 'C',
      createdfrom: world.order,
      entity: world.customer,
      shipmethod: world.shipMethod,
    },
    sublists: { package: numbers.map((packagetrackingnumber) => ({ packagetrackingnumber, packageweight: 1 })) },
    subrecords: {
      shippingaddress: { addressee: 'Ada Example', city: 'Berlin', zip: '10115', country: 'DE', addr1: 'Street 1' },
    },
  };
}

/** The fulfillment with an item line from each of these locations; null for a line without one. */
export function shippedFrom(values: RecordValues, ...locations: readonly (number | null)[]): RecordValues {
  const item = locations.map((location, at) => ({ item: at + 1, quantity: 1, itemreceive: true, location }));
  return { ...values, sublists: { ...values.sublists, item } };
}

/** Time for the job that the save asked for, and for the next two wake-ups. */
export function settle(world: World, minutes = 31): void {
  world.account.advance(minutes * 60);
}

export interface LedgerRow {
  readonly id: number;
  readonly number: string;
  readonly state: string;
  readonly reason: string;
  /** As the pages render it: the record has no sentence. */
  readonly message: string;
  readonly trackingId: string;
  readonly fulfillment: number;
}

export function ledger(world: World): readonly LedgerRow[] {
  return world.account.all(PACKAGE.type).map(({ id, fields }) => ({
    id,
    number: String(fields[PACKAGE.number] ?? ''),
    state: String(fields[PACKAGE.state] ?? ''),
    reason: String(fields[PACKAGE.reason] ?? ''),
    message: messageOfFields(fields),
    trackingId: String(fields[PACKAGE.trackingId] ?? ''),
    fulfillment: Number(fields[PACKAGE.fulfillment] ?? 0),
  }));
}

export function messageOfFields(fields: Readonly<Record<string, FieldValue>>): string {
  const reason = String(fields[PACKAGE.reason] ?? '');
  if (!isReason(reason)) throw new Error(`A row has the reason "${reason}", which the table does not know.`);
  const params = JSON.parse(String(fields[PACKAGE.params] || '{}')) as Params;
  const code = fields[PACKAGE.answerCode] ?? '';
  return messageOf({ reason, params, answerCode: code === '' ? null : Number(code) });
}

export function outbox(
  world: World,
): readonly { readonly id: number; readonly fields: Readonly<Record<string, FieldValue>> }[] {
  return world.account.all(OUTBOX.type);
}

export function calls(world: World): readonly string[] {
  return world.aftership.journal.map((entry: JournalEntry) => `${entry.method} ${entry.status}`);
}
