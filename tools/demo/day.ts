/**
 * One day in the sample account: the actions of people, imports, integrations and carriers in order. Nothing here calls
 * the product: its deployed scripts react to the events and to the passing time.
 */

import type { JournalEntry, Tag } from '../../packages/emulator/aftership';
import type { Actor, EmulatedAccount, ExecutionContext } from '../../packages/emulator/netsuite';
import { CONNECTION, MODE_LABELS } from '../../src/TypeScript/aftership/adapters/ids';
import { readLedger, textOf, type ShownRow } from './ledger';
import {
  ACCOUNT_ID,
  CARRIER_MAPPING,
  FOREIGN_TRACKING,
  FULFILLMENTS,
  LATER_NUMBERS,
  packageLines,
  type FulfillmentKey,
  type FulfillmentSpec,
  type Sample,
} from './sample';

/** Actions of the demo at AfterShip other than the product's requests. */
export interface AfterShipSide {
  readonly apiKey: string;
  journal(): readonly JournalEntry[];
  addForeign(tracking: { readonly trackingNumber: string; readonly slug: string; readonly title: string }): void;
  /** A carrier scans the parcel with this number. */
  scan(trackingNumber: string, tag: Tag): void;
  /** The next `count` requests get this status as answer. */
  failNext(status: 429 | 503, count: number): void;
}

interface World {
  readonly account: EmulatedAccount;
  readonly aftership: AfterShipSide;
  readonly sample: Sample;
}

export type FulfillmentEvent = 'CREATE' | 'EDIT' | 'XEDIT' | 'PACK' | 'SHIP' | 'DELETE';

export interface TimelineEntry {
  /** Epoch milliseconds in the account. */
  readonly at: number;
  readonly who: string;
  readonly what: string;
  /** Events raised on fulfillments, with their contexts; empty for other actions. */
  readonly events: readonly FulfillmentEvent[];
  readonly context: ExecutionContext | null;
  readonly followed: readonly string[];
}

export interface DayResult {
  readonly timeline: readonly TimelineEntry[];
  /** Requests about packages that AfterShip got while the connection was in Preview; must be zero. */
  readonly requestsInPreview: number;
}

interface Person {
  readonly who: string;
  readonly actor: Actor;
}

const SECRET_ID = 'custsecret_aftership';
const MINUTE = 60;

export function liveDay(world: World, tell: (entry: TimelineEntry) => void): DayResult {
  const { account, aftership, sample } = world;
  const { administrator, clerk, logistics } = sample.employees;
  const admin: Person = person('Administrator', administrator, 'USERINTERFACE');
  const warehouse: Person = person('Warehouse clerk', clerk, 'USERINTERFACE');
  const importer: Person = person('CSV import', clerk, 'CSVIMPORT');
  const partner: Person = person('Logistics partner, web services', logistics, 'WEBSERVICES');
  const script: Person = person('Another script of the account', administrator, 'SCHEDULED');
  const timeline: TimelineEntry[] = [];
  const watch = watcher(world);

  /** Does an action, waits some minutes, and records the effects. */
  const act = (doer: Person | string, what: string, waitMinutes: number, run: (raise: Raise) => void): void => {
    const events: FulfillmentEvent[] = [];
    const at = account.now();
    run(raiser(world, typeof doer === 'string' ? null : doer.actor, events));
    account.advance(waitMinutes * MINUTE);
    const entry: TimelineEntry = {
      at,
      who: typeof doer === 'string' ? doer : doer.who,
      what,
      events,
      context: typeof doer === 'string' || events.length === 0 ? null : doer.actor.context,
      followed: watch(),
    };
    timeline.push(entry);
    tell(entry);
  };

  // ── Preview: everything is planned, nothing is sent ────────────────────────────────────────────────────────────────

  let connection = 0;
  act(admin, 'Stores the API key as a secret and makes the connection, in Preview', 15, () => {
    account.setSecret(SECRET_ID, { value: aftership.apiKey, allowedDomains: ['api.aftership.com'] });
    connection = account.create(admin.actor, CONNECTION.type, {
      fields: {
        name: 'AfterShip',
        [CONNECTION.account]: ACCOUNT_ID,
        [CONNECTION.secret]: SECRET_ID,
        [CONNECTION.sendName]: true,
        [CONNECTION.sendEmail]: true,
        [CONNECTION.carrierMapping]: CARRIER_MAPPING,
      },
    });
  });
  act('Shop connector', 'Has put one number of ours into AfterShip already', 5, () =>
    aftership.addForeign(FOREIGN_TRACKING),
  );
  act(warehouse, 'Ships one package', 10, (raise) => raise.create('one', 'C'));
  act(warehouse, 'Packs three packages, types their numbers, ships them', 10, (raise) => {
    raise.pack('several');
    raise.type('several', FULFILLMENTS.several.numbers);
    raise.ship('several');
  });
  act(warehouse, 'Marks the first part of an order as shipped', 5, (raise) => raise.ship('firstPart'));
  act(partner, 'Sends three shipments with carriers’ own package lists', 10, (raise) => {
    raise.create('fedexList', 'C');
    raise.create('uspsList', 'C');
    raise.create('shipmentList', 'C');
  });
  act(importer, 'Imports shipments: abroad, to a customer without e-mail, two numbers in one field', 10, (raise) => {
    raise.create('abroad', 'C');
    raise.create('withoutEmail', 'C');
    raise.create('oneField', 'C');
  });
  act(script, 'Ships a drop shipment, a transfer order and a vendor return', 10, (raise) => {
    raise.create('dropShipment', 'C');
    raise.create('transfer', 'C');
    raise.create('vendorReturn', 'C');
  });
  act(
    warehouse,
    'Ships the odd ones: two without a number yet, one with a word in its place, one number twice, a shared number, one that a spreadsheet shortened, one mistyped, one foreign',
    10,
    (raise) => {
      raise.create('numberLater', 'C');
      raise.create('withoutNumber', 'C');
      raise.create('twice', 'C');
      raise.create('sharedFirst', 'C');
      raise.create('shortened', 'C');
      raise.create('mistyped', 'C');
      raise.create('placeholder', 'C');
      raise.create('foreign', 'C');
    },
  );
  act(admin, 'Edits inline: a memo on a shipment of three days ago, on a picked and on a packed one', 20, (raise) => {
    raise.note('tooEarly');
    raise.note('picked');
    raise.note('packed');
  });
  const requestsInPreview = aftership.journal().filter(({ path }) => !path.includes('/couriers')).length;

  // ── On ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  act(admin, 'Looks at what would be sent, and switches the connection to On', 25, () =>
    account.inlineEdit(admin.actor, CONNECTION.type, connection, { [CONNECTION.mode]: MODE_LABELS.on }),
  );
  act(warehouse, 'Ships the rest of the order, and another order in the same box', 10, (raise) => {
    raise.create('secondPart', 'C');
    raise.create('sharedSecond', 'C');
  });
  act(partner, 'Sends four more shipments', 10, (raise) => {
    raise.create('renumbered', 'C');
    raise.create('moving', 'C');
    raise.create('deleted', 'C');
    raise.create('unshipped', 'C');
  });
  act(importer, 'Brings the number that was missing, while AfterShip is down for a moment', 4, (raise) => {
    aftership.failNext(503, 1);
    raise.type('numberLater', [LATER_NUMBERS.forNumberLater]);
  });
  act('Time', 'Half an hour passes: what failed is tried again by itself', 36, () => undefined);
  act(partner, 'Corrects a number', 5, (raise) => raise.type('renumbered', [LATER_NUMBERS.forRenumbered]));
  act(warehouse, 'Adds a package to one shipment and takes one off another', 10, (raise) => {
    raise.type('one', [...FULFILLMENTS.one.numbers, LATER_NUMBERS.secondPackageOfOne]);
    raise.type('several', FULFILLMENTS.several.numbers.slice(0, 2));
  });
  act(script, 'Edits a memo inline: nothing that AfterShip should know', 5, (raise) => raise.note('firstPart'));
  act(warehouse, 'Puts the package back', 10, (raise) => raise.type('several', FULFILLMENTS.several.numbers));
  act(warehouse, 'Corrects the address of the shipment abroad', 10, (raise) =>
    raise.readdress('abroad', { city: 'Laval', zip: 'H7N 0A1' }),
  );
  act('Carriers', 'Scan: two are on their way, one is delivered', 5, () => {
    aftership.scan(numberOf('moving'), 'InTransit');
    aftership.scan(numberOf('uspsList'), 'InTransit');
    aftership.scan(numberOf('one'), 'Delivered');
  });
  act(warehouse, 'Takes one shipment back to Packed; deletes two, of which one is moving', 20, (raise) => {
    raise.edit('unshipped', { shipstatus: 'B' });
    raise.remove('deleted');
    raise.remove('moving');
  });
  act('Time', 'An hour passes: removals that nobody called back are done', 70, () => undefined);
  act(warehouse, 'Ships after all what went back to Packed, with the same number', 10, (raise) =>
    raise.ship('unshipped'),
  );
  act(warehouse, 'Types the whole number that a spreadsheet had shortened', 10, (raise) =>
    raise.type('shortened', [LATER_NUMBERS.forShortened]),
  );
  act('Time', 'The rest of the day passes', 120, () => undefined);

  return { timeline, requestsInPreview };
}

function person(who: string, user: number, context: ExecutionContext): Person {
  return { who, actor: { user, context } };
}

function numberOf(key: FulfillmentKey): string {
  return FULFILLMENTS[key].numbers[0] ?? '';
}

/** Actions of people on fulfillments. Each records the event that NetSuite raises for it. */
interface Raise {
  create(key: FulfillmentKey, status: 'A' | 'B' | 'C'): void;
  pack(key: FulfillmentKey): void;
  ship(key: FulfillmentKey): void;
  edit(key: FulfillmentKey, fields: Readonly<Record<string, string>>): void;
  /** Types these numbers into the package list, one on each line. */
  type(key: FulfillmentKey, numbers: readonly string[]): void;
  readdress(key: FulfillmentKey, parts: Readonly<Record<string, string>>): void;
  /** Inline edit of the memo, the only field of an Item Fulfillment that can be edited inline. */
  note(key: FulfillmentKey): void;
  remove(key: FulfillmentKey): void;
}

const TYPE = 'itemfulfillment';

function raiser({ account, sample }: World, actor: Actor | null, events: FulfillmentEvent[]): Raise {
  const who = (): Actor => {
    if (actor === null) throw new Error('Only a person or an integration changes fulfillments.');
    return actor;
  };
  const idOf = (key: FulfillmentKey): number => {
    const id = sample.fulfillments.get(key);
    if (id === undefined) throw new Error(`The fulfillment "${key}" is not there yet.`);
    return id;
  };
  return {
    create: (key, status) => {
      events.push('CREATE');
      sample.fulfillments.set(key, account.create(who(), TYPE, sample.valuesOf(key, status)));
    },
    pack: (key) => {
      events.push('PACK');
      account.markPacked(who(), idOf(key));
    },
    ship: (key) => {
      events.push('SHIP');
      account.markShipped(who(), idOf(key));
    },
    edit: (key, fields) => {
      events.push('EDIT');
      account.edit(who(), TYPE, idOf(key), { fields });
    },
    type: (key, numbers) => {
      events.push('EDIT');
      const { list }: FulfillmentSpec = FULFILLMENTS[key];
      account.edit(who(), TYPE, idOf(key), { sublists: packageLines(list, numbers) });
    },
    readdress: (key, parts) => {
      events.push('EDIT');
      const stands = account.get(TYPE, idOf(key))?.subrecords['shippingaddress'] ?? {};
      account.edit(who(), TYPE, idOf(key), { subrecords: { shippingaddress: { ...stands, ...parts } } });
    },
    note: (key) => {
      events.push('XEDIT');
      account.inlineEdit(who(), TYPE, idOf(key), { memo: 'Rückfrage geklärt' });
    },
    remove: (key) => {
      events.push('DELETE');
      account.remove(who(), TYPE, idOf(key));
    },
  };
}

// ── What followed ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Most changes that are listed one by one; more are counted. */
const LISTED = 4;

/** Returns a function that lists the changes since its last call. */
function watcher({ account, aftership }: World): () => readonly string[] {
  let rows = new Map<number, ShownRow>();
  let seen = aftership.journal().length;
  return () => {
    const ledger = readLedger(account);
    const changes = ledger.flatMap((row) => describeChange(account, rows.get(row.id) ?? null, row));
    const journal = aftership.journal();
    const requests = describeRequests(journal.slice(seen));
    rows = new Map(ledger.map((row) => [row.id, row]));
    seen = journal.length;
    return [...summarize(changes), ...requests];
  };
}

interface Change {
  readonly text: string;
  readonly kind: string;
}

function describeChange(account: EmulatedAccount, before: ShownRow | null, after: ShownRow): readonly Change[] {
  if (before?.state === after.state && before.reason === after.reason) return [];
  const fulfillment = account.get(TYPE, after.fulfillmentId);
  const name =
    fulfillment === null ? `fulfillment ${after.fulfillmentId} (deleted)` : textOf(fulfillment.fields['tranid']);
  const number = after.number.startsWith('UNCLEAR-') ? 'unreadable number' : after.number;
  const state = describeState(after);
  return [{ text: `${name}, ${number}: ${state}`, kind: state }];
}

/** Reasons that add nothing to their state. */
const QUIET_REASONS: readonly string[] = [
  'in_step',
  'preview_create',
  'preview_create_email',
  'preview_share',
  'number_gone',
  'removed',
];

function describeState({ state, reason }: ShownRow): string {
  return QUIET_REASONS.includes(reason) ? String(state) : `${state} (${reason.replaceAll('_', ' ')})`;
}

function summarize(changes: readonly Change[]): readonly string[] {
  if (changes.length <= LISTED) return changes.map(({ text }) => text);
  const counts = new Map<string, number>();
  for (const { kind } of changes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${count === 1 ? 'package' : 'packages'}: ${kind}`);
}

function describeRequests(requests: readonly JournalEntry[]): readonly string[] {
  if (requests.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { method, status } of requests) {
    const what = `${method} ${status}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [`AfterShip received ${[...counts].map(([what, count]) => `${count} × ${what}`).join(', ')}`];
}
