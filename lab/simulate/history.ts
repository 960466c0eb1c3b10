/**
 * A life of an account as plain data: its world and its steps in order. It is generated before it runs, so that it can
 * be printed, shortened and replayed. A step that names an absent thing does nothing.
 */

import type { AfterShipDials, Fault, Tag } from '../../packages/emulator/aftership';
import type { Dials, ExecutionContext } from '../../packages/emulator/netsuite';
import type { CustomerKey, LocationKey, OrderKey, PackageListKey, PersonKey, ShipItemKey } from './cast';

export interface History {
  readonly version: 1;
  readonly seed: number;
  /** Main theme of this life. */
  readonly theme: string;
  readonly plan: WorldPlan;
  readonly steps: readonly Step[];
}

export interface WorldPlan {
  readonly accountId: string;
  readonly envType: 'PRODUCTION' | 'SANDBOX';
  readonly timeZone: string;
  readonly hasPickPackShip: boolean;
  readonly dials: Partial<Dials>;
  /** True when the account has no languages of customers, so that every look-up of one is refused. */
  readonly hasNoLanguages?: boolean;
  /** The account has this many processors, each with a clock of its own; one clock for everything otherwise. */
  readonly processors?: number;
  readonly aftershipDials: Partial<AfterShipDials>;
  readonly connection: ConnectionPlan;
  /** State in which the connection is left after the faults stop. */
  readonly ending: 'on' | 'preview' | 'off' | 'stopped by a person';
}

export interface ConnectionPlan {
  readonly mode: ModeLabel;
  readonly startDaysAgo: number;
  readonly maxAgeDays: number;
  readonly sendsContacts: boolean;
  /** Parts of the contacts that are switched off while contacts are sent; none in older histories. */
  readonly contactsOff?: readonly ContactPart[];
  readonly testRecipient: boolean;
  readonly keepsInStep: boolean;
  /** True in older histories, which do not have the field. */
  readonly salesOrders?: boolean;
  readonly transferOrders: boolean;
  readonly dropShipments: boolean;
  readonly removalWaitMinutes: number;
  readonly removeMoving: boolean;
  readonly removalsPerHour: number;
  readonly sendWaitMinutes: number;
  readonly carrierMapping: boolean;
  /** Ship method that is excluded from sending. */
  readonly leftOut: ShipItemKey | null;
  /** The only location whose fulfillments are sent; every location in older histories. */
  readonly onlyFrom?: LocationKey | null;
  /** True when the connection names people to tell about a stop. */
  readonly tellsPeople: boolean;
}

/** Settings that an administrator changes on a connection in use. */
export type Rules = Pick<ConnectionPlan, 'sendsContacts' | 'contactsOff' | 'leftOut' | 'onlyFrom'>;

export type ContactPart = 'name' | 'email' | 'phone';

/** A customer's choice about tracking. */
export type CustomerChoice = 'track' | 'without contact' | 'leave out';

export type ModeLabel = 'Off' | 'Preview' | 'On';

/** Text typed into one package line, with its meaning, which the generator knows because it wrote the text. */
export interface TypedLine {
  readonly typed: string;
  readonly numbers: readonly string[];
  /** The ledger's reason when the text is not a number. */
  readonly unclear: string | null;
}

/** The person who acts, and the execution context. */
export interface Doer {
  readonly who: PersonKey;
  readonly context: ExecutionContext;
  /** True when "Run server SuiteScript" is off or the save happens inside another user event. */
  readonly unseen: boolean;
}

/** Position of a trap: it springs once, at the `skip`th matching boundary after it was set. */
export interface TrapPlace {
  readonly script: ScriptKey;
  readonly kind: 'call' | 'http' | 'http answered' | 'any';
  /** Prefix of the call's name, such as `N/record`; empty for every call. */
  readonly what: string;
  readonly when: 'before' | 'after' | 'any';
  readonly skip: number;
}

export type ScriptKey = 'fulfillment_ue' | 'send_mr' | 'wake_ss' | 'hourly_check_mr' | 'bulk_mr';

export type TrapEffect =
  | { readonly kind: 'kill' }
  | { readonly kind: 'error'; readonly name: string }
  | { readonly kind: 'usage limit' }
  /** Time passes while the script waits. */
  | { readonly kind: 'slow'; readonly seconds: number }
  | { readonly kind: 'act'; readonly step: Step }
  /** A second run of sending starts, which the platform should prevent. */
  | { readonly kind: 'second run'; readonly asSystem: boolean };

export const SCRIPTS: Readonly<Record<ScriptKey, true>> = {
  fulfillment_ue: true,
  send_mr: true,
  wake_ss: true,
  hourly_check_mr: true,
  bulk_mr: true,
};

export const TRAP_EFFECTS: Readonly<Record<TrapEffect['kind'], true>> = {
  kill: true,
  error: true,
  'usage limit': true,
  slow: true,
  act: true,
  'second run': true,
};

export type Step =
  | { readonly do: 'wait'; readonly seconds: number }
  | ({ readonly do: 'create' } & NewFulfillment & { readonly by: Doer; readonly slot: number })
  /** An import of many fulfillments: slots `slot` to `slot + count - 1`, one number each. */
  | { readonly do: 'import'; readonly by: Doer; readonly slot: number; readonly numbers: readonly string[] }
  | { readonly do: 'retype'; readonly by: Doer; readonly slot: number; readonly lines: readonly TypedLine[] }
  /** A mass edit that clears the numbers of many fulfillments. */
  | { readonly do: 'blank'; readonly by: Doer; readonly slots: readonly number[] }
  | { readonly do: 'edit'; readonly by: Doer; readonly slot: number; readonly change: Edit }
  | { readonly do: 'inline edit'; readonly by: Doer; readonly slot: number; readonly memo: string }
  | { readonly do: 'pack' | 'ship' | 'unship' | 'delete'; readonly by: Doer; readonly slot: number }
  /** Sets or clears the tick "Do not track" on a fulfillment. */
  | { readonly do: 'opt out'; readonly by: Doer; readonly slot: number; readonly isOut: boolean }
  | { readonly do: 'customer'; readonly customer: CustomerKey; readonly choice: CustomerChoice }
  | { readonly do: 'try again'; readonly slot: number; readonly number: number }
  | { readonly do: 'settings'; readonly change: SettingsChange }
  | { readonly do: 'delete connection' | 'restore connection' }
  /** A person starts a backfill of these days before today. Only one is active at a time. */
  | {
      readonly do: 'backfill';
      readonly fromDaysAgo: number;
      readonly toDaysAgo: number;
      readonly withContacts: boolean;
    }
  /** A person steers the active backfill. */
  | { readonly do: 'steer backfill'; readonly to: BackfillTurn }
  /** The console starts the bulk job. */
  | { readonly do: 'bulk'; readonly task: Bulk }
  | { readonly do: 'run'; readonly script: 'send_mr' | 'wake_ss' | 'hourly_check_mr' }
  | { readonly do: 'switch'; readonly script: ScriptKey; readonly isOn: boolean }
  /** This project's scripts are not deployed for this many days, while everything else goes on. */
  | { readonly do: 'long pause'; readonly days: number }
  | { readonly do: 'forget caches' }
  /** A role's restriction hides a fulfillment from everybody but the System user. */
  | { readonly do: 'hide'; readonly slot: number; readonly isHidden: boolean }
  /** A sandbox is refreshed: it is copied from this account with the same AfterShip key, and its users work in it. */
  | { readonly do: 'refresh sandbox'; readonly mode: ModeLabel; readonly lacks?: SandboxLack | null }
  | { readonly do: 'in sandbox'; readonly step: Step }
  /** Another app's user event fails each reading of a fulfillment by a script; null takes it away. */
  | { readonly do: 'foreign user event'; readonly is: ForeignEvent | null }
  /** A user writes a row of the outbox by hand. */
  | { readonly do: 'forged row'; readonly who: PersonKey; readonly row: ForgedRow }
  /** A user changes one field of a row of the ledger by hand. */
  | { readonly do: 'edited row'; readonly slot: number; readonly number: number; readonly edit: RowEdit }
  /** A slip of an administrator makes the connection unusable; null mends it. */
  | { readonly do: 'unusable connection'; readonly slip: Slip | null }
  | { readonly do: 'trap'; readonly at: TrapPlace; readonly effect: TrapEffect }
  | {
      readonly do: 'wire';
      readonly fault: Fault;
      readonly method: string | null;
      /** Text in the request's body; null for any request. */
      readonly about: string | null;
      readonly skip: number;
      readonly times: number;
    }
  | { readonly do: 'weather'; readonly seconds: number; readonly kind: Weather }
  | { readonly do: 'key'; readonly is: 'right' | 'revoked' | 'forbidden' }
  | { readonly do: 'secret'; readonly is: SecretState }
  /** A new key is created at AfterShip and stored in the secret. It works only after this delay. */
  | { readonly do: 'rotate key'; readonly activeAfterSeconds: number }
  | { readonly do: 'scan'; readonly slot: number; readonly number: number; readonly tag: Tag }
  | { readonly do: 'correct carrier'; readonly slot: number; readonly number: number; readonly slug: string }
  | { readonly do: 'person deletes tracking'; readonly slot: number; readonly number: number }
  | { readonly do: 'foreign tracking'; readonly number: string; readonly slug: string; readonly maker: Maker };

/** Objects that nobody has set up in the refreshed sandbox: its own connection, the secret, or both. */
export type SandboxLack = 'connection' | 'secret' | 'anything';

/** Kinds of steps. */
export const STEPS: Readonly<Record<Step['do'], true>> = {
  wait: true,
  create: true,
  import: true,
  retype: true,
  blank: true,
  edit: true,
  'inline edit': true,
  pack: true,
  ship: true,
  unship: true,
  delete: true,
  'opt out': true,
  customer: true,
  'try again': true,
  settings: true,
  'delete connection': true,
  'restore connection': true,
  backfill: true,
  'steer backfill': true,
  bulk: true,
  run: true,
  switch: true,
  'long pause': true,
  'forget caches': true,
  hide: true,
  'refresh sandbox': true,
  'in sandbox': true,
  'foreign user event': true,
  'forged row': true,
  'edited row': true,
  'unusable connection': true,
  trap: true,
  wire: true,
  weather: true,
  key: true,
  secret: true,
  'rotate key': true,
  scan: true,
  'correct carrier': true,
  'person deletes tracking': true,
  'foreign tracking': true,
};

export type ForeignEvent = 'throws' | 'touches the form';

export interface ForgedRow {
  /** A fulfillment by its slot, an id that may be of nothing, or the first sales order. */
  readonly about: { readonly slot: number } | { readonly id: number } | 'sales order';
  readonly due: 'past' | 'year 2037' | 'empty';
  readonly attempts: number | null;
  readonly account: 'own' | 'other' | 'none';
  readonly isSystemOnly: boolean;
  readonly backfillId: number | null;
  /** What a run is said to have been about to create. */
  readonly mark: { readonly number: string; readonly generation: number } | null;
}

export interface RowEdit {
  readonly field: 'tracking id' | 'holding' | 'generation' | 'number' | 'fulfillment';
  /** Empty to clear the field. */
  readonly becomes: string;
}

export type Slip = 'second connection' | 'no start date' | 'mistyped secret' | 'inactive';

export type Bulk =
  /** Retries all rows of this state; a null `reason` means every reason. */
  | { readonly kind: 'retry'; readonly state: 'needs attention' | 'held'; readonly reason: string | null }
  /** Erases a customer's contacts and the notes about them. */
  | { readonly kind: 'erase'; readonly customer: CustomerKey }
  /** Asks for a look at every package that a rule excluded. */
  | { readonly kind: 'look'; readonly reason: string }
  /** Asks for a look at every open row with this carrier. */
  | { readonly kind: 'carrier'; readonly slug: string };

export type BackfillTurn = 'pause' | 'resume' | 'cancel';

type Maker = 'shop connector' | 'other account';

export type Weather = 'no connection' | '503' | '429' | 'half of all lost' | 'html';

type SecretState = 'right' | 'removed' | 'wrong' | 'other scripts only' | 'other employees only' | 'other domain only';

interface NewFulfillment {
  readonly order: OrderKey;
  readonly list: PackageListKey;
  readonly lines: readonly TypedLine[];
  readonly status: 'A' | 'B' | 'C';
  /** Days between shipping and today, for a fulfillment that is created as shipped. */
  readonly shippedDaysAgo: number;
  readonly shipItem: ShipItemKey;
  /** The location of each item line; one line from `main` in older histories. A drop shipment's line has none. */
  readonly locations?: readonly LocationKey[];
}

export type Edit =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'city'; readonly city: string }
  | { readonly kind: 'zip'; readonly zip: string }
  /** Two-letter code. */
  | { readonly kind: 'country'; readonly country: string }
  | { readonly kind: 'ship date'; readonly daysAgo: number }
  /** Sets the status to shipped by an edit, as imports do. NetSuite sets the date when `daysAgo` is null. */
  | { readonly kind: 'shipped'; readonly daysAgo: number | null }
  | { readonly kind: 'ship item'; readonly shipItem: ShipItemKey }
  /** Changes the location of one item line; counted on from the last line, it is the first again. */
  | { readonly kind: 'location'; readonly line: number; readonly location: LocationKey };

type SettingsChange =
  | { readonly kind: 'mode'; readonly mode: ModeLabel }
  | { readonly kind: 'stopped by a person'; readonly isStopped: boolean }
  | { readonly kind: 'rules'; readonly rules: Partial<Rules> };

/** Describes a step in one line. */
export function describeStep(step: Step): string {
  const { do: verb, ...rest } = step;
  return Object.keys(rest).length === 0 ? verb : `${verb} ${JSON.stringify(rest)}`;
}
