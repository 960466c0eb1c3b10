/** The emulated account of one life with the deployed project, and the emulated AfterShip. */

import type { Transport } from '../../packages/emulator';
import {
  type AfterShipState,
  createState,
  type EmulatedAfterShip,
  inProcessTransport,
  setDials,
} from '../../packages/emulator/aftership';
import {
  type Actor,
  createAccount,
  type EmulatedAccount,
  type FieldValue,
  installProject,
  type ProjectModel,
  readProject,
  wallClockIn,
} from '../../packages/emulator/netsuite';
import { CONNECTION, MODE_LABELS, ADOPTION_LABELS } from '../../src/TypeScript/aftership/adapters/ids';
import {
  CARRIER_MAPPING,
  FIELD_MAPPING,
  CUSTOMERS,
  DROP_SHIPPED_ORDER,
  LOCATIONS,
  NOTIFIED,
  ORDERS,
  PEOPLE,
  SHIP_ITEMS,
  TEST_RECIPIENT,
  type LocationKey,
  type OrderKey,
  type PersonKey,
  type ShipItemKey,
} from './cast';
import type { ConnectionPlan, ContactPart, Doer, ModeLabel, Rules, WorldPlan } from './history';

/** 2026-11-23T07:00:00Z, a Monday */
const START = Date.UTC(2026, 10, 23, 7);
export const DAY_MS = 24 * 3600 * 1000;

const PROCESSORS = { startSeconds: 15, stageSeconds: 5 } as const;

export const KEY = 'asat_simulated_key_0123456789abcdef';
export const WRONG_KEY = 'asat_simulated_wrong_fedcba9876543210';
export const SECRET = 'custsecret_simulated_key';
export const SCRIPT_PREFIX = 'customscript_aftership_';

const FEATURES = [
  'SERVERSIDESCRIPTING',
  'CUSTOMRECORDS',
  'SALESORDERS',
  'ADVSHIPPING',
  'LOCATIONS',
  'MULTILOCINVT',
  'PURCHASEORDERS',
  'VENDORRETURNAUTHS',
];

/** The deployed package, read once in each process, because only the account differs between lives. */
export interface Project {
  readonly withPickPackShip: ProjectModel;
  readonly withoutPickPackShip: ProjectModel;
}

export function readPackage(zip: Uint8Array): Project {
  const read = (features: readonly string[]): ProjectModel => {
    const { model, report } = readProject(zip, { features });
    const errors = report.findings.filter((finding) => finding.severity === 'error');
    if (model === null || errors.length > 0) {
      throw new Error(`The package does not deploy: ${errors.map((finding) => finding.message).join('; ')}`);
    }
    return model;
  };
  return { withPickPackShip: read([...FEATURES, 'PICKPACKSHIP']), withoutPickPackShip: read(FEATURES) };
}

export interface World {
  readonly account: EmulatedAccount;
  readonly aftership: AfterShipState;
  readonly wire: EmulatedAfterShip;
  readonly people: Readonly<Record<PersonKey, number>>;
  readonly orders: Readonly<Record<OrderKey, number>>;
  readonly shipItems: Readonly<Record<ShipItemKey, number>>;
  readonly customers: Readonly<Record<keyof typeof CUSTOMERS, number>>;
  readonly locations: Readonly<Record<LocationKey, number>>;
  connection: number;
}

/** Opens the world. `through` may put weather between the account and AfterShip. */
export function openWorld(plan: WorldPlan, project: Project, through: (wire: EmulatedAfterShip) => Transport): World {
  const aftership = createState({ apiKeys: [KEY] });
  const wire = inProcessTransport(aftership, setDials(plan.aftershipDials), {
    onDelay: (seconds) => account.advance(seconds),
  });
  const account = createAccount({
    accountId: plan.accountId,
    envType: plan.envType,
    features: plan.hasPickPackShip ? [...FEATURES, 'PICKPACKSHIP'] : FEATURES,
    now: START,
    timeZone: plan.timeZone,
    transport: through(wire),
    dials: { ...plan.dials, ...(plan.hasNoLanguages === true && { refusedColumns: { customer: ['language'] } }) },
    seed: 1,
    ...(plan.processors !== undefined && { processors: { ...PROCESSORS, count: plan.processors } }),
  });
  const findings = installProject(
    account,
    plan.hasPickPackShip ? project.withPickPackShip : project.withoutPickPackShip,
  );
  const refused = findings.find((finding) => finding.severity === 'error');
  if (refused !== undefined) throw new Error(`The package does not deploy: ${refused.file}: ${refused.message}`);
  setSecret(account, 'right');

  const seedAll = <Key extends string>(entries: Readonly<Record<Key, unknown>>, seed: (key: Key) => number) =>
    Object.fromEntries(keysOf(entries).map((key) => [key, seed(key)])) as Record<Key, number>;

  const people = seedAll(PEOPLE, (key) => account.seed('employee', { fields: { ...PEOPLE[key], ...habits(key) } }));
  const customers = seedAll(CUSTOMERS, (key) => account.seed('customer', { fields: CUSTOMERS[key].fields }));
  const shipItems = seedAll(SHIP_ITEMS, (key) => {
    const { name, translated } = SHIP_ITEMS[key];
    return account.seed('shipitem', { fields: { itemid: name, translations: `fr_FR=${translated}` } });
  });
  const locations = seedAll(LOCATIONS, (key) => {
    const { city, zip, country } = LOCATIONS[key];
    return account.seed('location', { fields: LOCATIONS[key], subrecords: { mainaddress: { city, zip, country } } });
  });
  const vendor = account.seed('vendor', { fields: { companyname: 'Supplier' } });
  const orders: Partial<Record<OrderKey, number>> = {};
  for (const key of keysOf(ORDERS)) {
    const { type, number, customer, email } = ORDERS[key];
    const isOfCustomer = customer !== null && type !== 'purchaseorder';
    const fields: Record<string, FieldValue> = {
      tranid: number,
      trandate: dayOf(account, 3),
      shipdate: dayOf(account, -4),
      location: locations.main,
      ...(isOfCustomer ? { entity: customers[customer] } : {}),
      ...(email === null ? {} : { email }),
      ...(type === 'purchaseorder' || type === 'vendorreturnauthorization' ? { entity: vendor } : {}),
      ...(type === 'purchaseorder' ? { createdfrom: orders[DROP_SHIPPED_ORDER] ?? null } : {}),
      ...(type === 'transferorder' ? { transferlocation: locations.main } : {}),
    };
    orders[key] = account.seed(type, { fields });
  }
  const world: World = {
    account,
    aftership,
    wire,
    people,
    orders: orders as Record<OrderKey, number>,
    shipItems,
    customers,
    locations,
    connection: 0,
  };
  world.connection = connect(world, plan.connection);
  return world;
}

/** Preferences of a user. The visitor's are those of another country. */
function habits(person: PersonKey): Readonly<Record<string, string>> {
  return person === 'visitor' ? { dateformat: 'M/D/YYYY', timezone: 'Asia/Tokyo' } : {};
}

export function connect(world: World, plan: ConnectionPlan, mode: ModeLabel = plan.mode): number {
  const { account } = world;
  return account.create(actorOf(world, ADMIN), CONNECTION.type, {
    fields: {
      name: 'AfterShip',
      [CONNECTION.account]: account.options.accountId,
      [CONNECTION.secret]: SECRET,
      [CONNECTION.mode]: modeId(account, mode),
      [CONNECTION.startDate]: startDate(world, plan),
      [CONNECTION.maxAge]: plan.maxAgeDays,
      ...fieldsOfRules(world, plan),
      [CONNECTION.testRecipient]: plan.testRecipient ? TEST_RECIPIENT : null,
      [CONNECTION.adoption]: plan.keepsInStep ? ADOPTION_LABELS['keep in step'] : ADOPTION_LABELS['link only'],
      ...(plan.salesOrders === undefined ? {} : { [CONNECTION.salesOrders]: plan.salesOrders }),
      [CONNECTION.transferOrders]: plan.transferOrders,
      [CONNECTION.dropShipments]: plan.dropShipments,
      [CONNECTION.removalWait]: plan.removalWaitMinutes,
      [CONNECTION.removeMoving]: plan.removeMoving,
      [CONNECTION.removalsPerHour]: plan.removalsPerHour,
      [CONNECTION.carrierMapping]: plan.carrierMapping ? CARRIER_MAPPING.text : null,
      [CONNECTION.fieldMapping]: FIELD_MAPPING,
      [CONNECTION.sendWait]: plan.sendWaitMinutes,
      [CONNECTION.noticeAuthor]: plan.tellsPeople ? world.people.administrator : null,
      [CONNECTION.noticeEmails]: plan.tellsPeople ? NOTIFIED : null,
    },
  });
}

/** The start date of a connection, which is the same whenever it is entered. */
export function startDate({ account }: Pick<World, 'account'>, { startDaysAgo }: ConnectionPlan): Date {
  return dayAt(account, account.options.now - startDaysAgo * DAY_MS);
}

export function fieldsOfRules({ locations }: World, rules: Rules): Record<string, FieldValue> {
  const { leftOut, onlyFrom = null } = rules;
  return {
    [CONNECTION.sendName]: sendsContact(rules, 'name'),
    [CONNECTION.sendEmail]: sendsContact(rules, 'email'),
    [CONNECTION.sendPhone]: sendsContact(rules, 'phone'),
    [CONNECTION.leftOutShipMethods]: leftOut === null ? null : SHIP_ITEMS[leftOut].name,
    [CONNECTION.locations]: onlyFrom === null ? null : String(locations[onlyFrom]),
  };
}

export function sendsContact({ sendsContacts, contactsOff = [] }: Rules, part: ContactPart): boolean {
  return sendsContacts && !contactsOff.includes(part);
}

export function modeId(account: EmulatedAccount, mode: ModeLabel): number {
  const label = Object.values(MODE_LABELS).find((known) => known === mode);
  const value = account.all('customlist_aftership_mode').find((row) => row.fields['name'] === label);
  if (value === undefined) throw new Error(`The list of modes has no value ${mode}.`);
  return value.id;
}

export function setSecret(account: EmulatedAccount, is: string, value: string = KEY): void {
  const restrictions = {
    'other scripts only': { allowedScripts: ['customscript_somebody_else'] },
    'other employees only': { allowedEmployees: [999_999] },
    'other domain only': { allowedDomains: ['example.com'] },
  };
  if (is === 'removed') account.setSecret(SECRET, null);
  else if (is === 'wrong') account.setSecret(SECRET, { value: WRONG_KEY });
  else {
    const found = Object.entries(restrictions).find(([name]) => name === is)?.[1] ?? {
      allowedDomains: ['api.aftership.com'],
    };
    account.setSecret(SECRET, { value, ...found });
  }
}

export const ADMIN: Doer = { who: 'administrator', context: 'USERINTERFACE', unseen: false };

export function actorOf(world: Pick<World, 'people'>, { who, context, unseen }: Doer): Actor {
  return { user: world.people[who], context, withoutScripts: unseen };
}

/**
 * A day of the account's calendar as a date field holds it: midnight in the engine's zone, which is this process's
 * zone.
 */
export function dayOf(account: EmulatedAccount, daysAgo: number): Date {
  return dayAt(account, account.now() - daysAgo * DAY_MS);
}

function dayAt(account: EmulatedAccount, ms: number): Date {
  const [year = 0, month = 1, day = 1] = dayText(account, ms).split('-').map(Number);
  return new Date(year, month - 1, day);
}

/** `YYYY-MM-DD` in the account's calendar. */
export function dayText(account: EmulatedAccount, ms: number): string {
  const { year, month, day } = wallClockIn(account.options.timeZone, ms);
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** `YYYY-MM-DD` of a date field's value. */
export function dayOfDate(date: Date): string {
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}

export function keysOf<Key extends string>(entries: Readonly<Record<Key, unknown>>): readonly Key[] {
  return Object.keys(entries) as Key[];
}
