/**
 * One life of an account as plain data: what is there, what happens, in which order. It is made before it is lived, so
 * that it can be printed, shortened and lived again. Whoever is named but not there (any more) makes a step do nothing.
 */

import type { AfterShipDials, Fault, Tag } from '../../packages/emulator/aftership';
import type { Dials, ExecutionContext } from '../../packages/emulator/netsuite';
import type { CustomerKey, LocationKey, OrderKey, PackageListKey, PersonKey, ShipItemKey } from './cast';

export interface History {
  readonly version: 1;
  readonly seed: number;
  /** What this life is mostly about. */
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
  readonly aftershipDials: Partial<AfterShipDials>;
  readonly connection: ConnectionPlan;
  /** How the connection is left when the faults stop. */
  readonly ending: 'on' | 'preview' | 'off' | 'stopped by a person';
}

export interface ConnectionPlan {
  readonly mode: ModeLabel;
  readonly startDaysAgo: number;
  readonly maxAgeDays: number;
  readonly sendsContacts: boolean;
  /** While contacts are sent: what is nevertheless switched off; none where an older history does not say. */
  readonly contactsOff?: readonly ContactPart[];
  readonly testRecipient: boolean;
  readonly keepsInStep: boolean;
  /** True where an older history does not say. */
  readonly salesOrders?: boolean;
  readonly transferOrders: boolean;
  readonly dropShipments: boolean;
  readonly removalWaitMinutes: number;
  readonly removeMoving: boolean;
  readonly removalsPerHour: number;
  readonly sendWaitMinutes: number;
  readonly carrierMapping: boolean;
  /** The ship method that is never sent. */
  readonly leftOut: ShipItemKey | null;
  /** The only place from which anything is sent; everywhere where an older history does not say. */
  readonly onlyFrom?: LocationKey | null;
  /** Somebody is told when sending stops. */
  readonly tellsPeople: boolean;
}

/** What an administrator changes on a connection that is in use. */
export type Rules = Pick<ConnectionPlan, 'sendsContacts' | 'contactsOff' | 'leftOut' | 'onlyFrom'>;

export type ContactPart = 'name' | 'email' | 'phone';

/** What a customer asked for. */
export type CustomerChoice = 'track' | 'without contact' | 'leave out';

export type ModeLabel = 'Off' | 'Preview' | 'On';

/** What is typed into one package line, and what it means; the generator knows because it wrote the text. */
export interface TypedLine {
  readonly typed: string;
  readonly numbers: readonly string[];
  /** Reason word of the ledger when it is no number. */
  readonly unclear: string | null;
}

/** Who acts, and where. */
export interface Doer {
  readonly who: PersonKey;
  readonly context: ExecutionContext;
  /** "Run server SuiteScript" is unticked, or the save happens inside another user event. */
  readonly unseen: boolean;
}

/** Where a trap waits: the `skip`th matching boundary after it was set springs it, once. */
export interface TrapPlace {
  readonly script: ScriptKey;
  readonly kind: 'call' | 'http' | 'http answered' | 'any';
  /** Begins the name of the call, such as `N/record`; empty = every call. */
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
  /** Another run of sending starts, which the platform should keep away. */
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
  /** Many fulfillments at once by an import: slots `slot` to `slot + count - 1`, one number each. */
  | { readonly do: 'import'; readonly by: Doer; readonly slot: number; readonly numbers: readonly string[] }
  | { readonly do: 'retype'; readonly by: Doer; readonly slot: number; readonly lines: readonly TypedLine[] }
  /** A mass edit that blanks the numbers of many fulfillments. */
  | { readonly do: 'blank'; readonly by: Doer; readonly slots: readonly number[] }
  | { readonly do: 'edit'; readonly by: Doer; readonly slot: number; readonly change: Edit }
  | { readonly do: 'inline edit'; readonly by: Doer; readonly slot: number; readonly memo: string }
  | { readonly do: 'pack' | 'ship' | 'unship' | 'delete'; readonly by: Doer; readonly slot: number }
  /** The tick "do not track" on a fulfillment. */
  | { readonly do: 'opt out'; readonly by: Doer; readonly slot: number; readonly isOut: boolean }
  | { readonly do: 'customer'; readonly customer: CustomerKey; readonly choice: CustomerChoice }
  | { readonly do: 'try again'; readonly slot: number; readonly number: number }
  | { readonly do: 'settings'; readonly change: SettingsChange }
  | { readonly do: 'delete connection' | 'restore connection' }
  /** A person asks for what shipped on these days before today. One goes on at a time. */
  | {
      readonly do: 'backfill';
      readonly fromDaysAgo: number;
      readonly toDaysAgo: number;
      readonly withContacts: boolean;
    }
  /** A person steers the one that is not over. */
  | { readonly do: 'steer backfill'; readonly to: BackfillTurn }
  /** Work that the console hands to its job. */
  | { readonly do: 'bulk'; readonly task: Bulk }
  | { readonly do: 'run'; readonly script: 'send_mr' | 'wake_ss' | 'hourly_check_mr' }
  | { readonly do: 'switch'; readonly script: ScriptKey; readonly isOn: boolean }
  /** Nothing of ours is deployed for so long, while everybody else goes on. */
  | { readonly do: 'long pause'; readonly days: number }
  | { readonly do: 'forget caches' }
  /** A role's restriction keeps a fulfillment from everybody but the System user. */
  | { readonly do: 'hide'; readonly slot: number; readonly isHidden: boolean }
  /** The sandbox is refreshed: copied from this account with the same AfterShip key, and used by its people. */
  | { readonly do: 'refresh sandbox'; readonly mode: ModeLabel; readonly lacks?: SandboxLack | null }
  | { readonly do: 'in sandbox'; readonly step: Step }
  | { readonly do: 'trap'; readonly at: TrapPlace; readonly effect: TrapEffect }
  | {
      readonly do: 'wire';
      readonly fault: Fault;
      readonly method: string | null;
      /** Part of the request's body; null = any request. */
      readonly about: string | null;
      readonly skip: number;
      readonly times: number;
    }
  | { readonly do: 'weather'; readonly seconds: number; readonly kind: Weather }
  | { readonly do: 'key'; readonly is: 'right' | 'revoked' | 'forbidden' }
  | { readonly do: 'secret'; readonly is: SecretState }
  /** A new key is made at AfterShip and put into the secret, which takes so long to work. */
  | { readonly do: 'rotate key'; readonly activeAfterSeconds: number }
  | { readonly do: 'scan'; readonly slot: number; readonly number: number; readonly tag: Tag }
  | { readonly do: 'correct carrier'; readonly slot: number; readonly number: number; readonly slug: string }
  | { readonly do: 'person deletes tracking'; readonly slot: number; readonly number: number }
  | { readonly do: 'foreign tracking'; readonly number: string; readonly slug: string; readonly maker: Maker };

/** What nobody has made in the refreshed sandbox: a connection of its own, the secret, or both. */
export type SandboxLack = 'connection' | 'secret' | 'anything';

/** Every step by its word. */
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

export type Bulk =
  /** Try again all that are in this state; `reason` null = whatever the reason. */
  | { readonly kind: 'retry'; readonly state: 'needs attention' | 'held'; readonly reason: string | null }
  /** A customer is not named any more, and what was noted is erased. */
  | { readonly kind: 'erase'; readonly customer: CustomerKey }
  /** Look again at all that a rule has left out. */
  | { readonly kind: 'look'; readonly reason: string }
  /** Look again at all that are open with a carrier. */
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
  /** Day it shipped, before today; used when it is created as shipped. */
  readonly shippedDaysAgo: number;
  readonly shipItem: ShipItemKey;
  /** `main` where an older history does not say. */
  readonly location?: LocationKey;
}

export type Edit =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'city'; readonly city: string }
  | { readonly kind: 'zip'; readonly zip: string }
  /** Two letters. */
  | { readonly kind: 'country'; readonly country: string }
  | { readonly kind: 'ship date'; readonly daysAgo: number }
  /** Shipped by an edit of the status, as imports do; null = NetSuite dates it. */
  | { readonly kind: 'shipped'; readonly daysAgo: number | null }
  | { readonly kind: 'ship item'; readonly shipItem: ShipItemKey }
  | { readonly kind: 'location'; readonly location: LocationKey };

type SettingsChange =
  | { readonly kind: 'mode'; readonly mode: ModeLabel }
  | { readonly kind: 'stopped by a person'; readonly isStopped: boolean }
  | { readonly kind: 'rules'; readonly rules: Partial<Rules> };

/** Where the failing steps of a life begin and end is found by leaving steps out. */
export function describeStep(step: Step): string {
  const { do: verb, ...rest } = step;
  return Object.keys(rest).length === 0 ? verb : `${verb} ${JSON.stringify(rest)}`;
}
