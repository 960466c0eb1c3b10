/**
 * State of a life: its accounts, what people meant in them, and the waiting traps and weather. It contains no logic.
 */

import type { WireRequest, WireResponse } from '../../packages/emulator';
import type { CustomerKey } from './cast';
import type {
  CustomerChoice,
  History,
  ModeLabel,
  Rules,
  ScriptKey,
  Slip,
  TrapEffect,
  TrapPlace,
  Weather,
} from './history';
import type { TruthOfBackfill, TruthOfFulfillment } from './truth';
import type { World } from './world';

/** One account: the main account of the history, or its sandbox. */
export interface Side {
  readonly accountId: string;
  readonly world: World;
  readonly slots: Map<number, TruthOfFulfillment>;
  mode: ModeLabel;
  /**
   * Rules of the connection as people set them last, and the time of that change; epoch milliseconds, 0 = from the
   * beginning.
   */
  rules: Rules;
  rulesSinceMs: number;
  isStoppedByPerson: boolean;
  hasConnection: boolean;
  /** The slip that makes the connection unusable, and the record that it made; null while the connection is usable. */
  unusable: { readonly slip: Slip; readonly second: number | null } | null;
  /** Deployment of another app's user event that fails each reading of a fulfillment. */
  foreignEvent: string | null;
  /** Rows of the outbox that users wrote by hand, and the time of the last one by fulfillment; epoch milliseconds. */
  readonly forged: { readonly rows: Set<number>; readonly atMs: Map<number, number> };
  /** Rows of the ledger that users edited by hand, with the fulfillments and numbers that they stood for. */
  readonly edited: {
    readonly rows: Set<number>;
    readonly fulfillments: Set<number>;
    readonly numbers: Set<string>;
  };
  /** Time since which several fulfillments have been noted as unreadable at each check; epoch milliseconds. */
  severalUnreadableSince: number | null;
  /** Time since which the connection has been unusable at each check and asks for sending; epoch milliseconds. */
  unusableSince: number | null;
  /** Time at which the connection was created. A new connection knows of no earlier e-mail. Epoch milliseconds. */
  connectedAt: number;
  readonly choices: Map<CustomerKey, Choice>;
  /** Time at which the bulk job began to erase each customer; epoch milliseconds. */
  readonly erasedAt: Map<CustomerKey, number>;
  /** Erasures that no invariant has checked yet. */
  readonly erasures: { readonly fulfillments: ReadonlySet<number>; readonly sinceMs: number }[];
  readonly backfills: TruthOfBackfill[];
  /** Saves for which the user event should have run and did not. */
  readonly unnoticed: string[];
  /** Set while nothing may be sent, with the time of the change and whether it came during a run. */
  denied: { readonly atMs: number; readonly wasNested: boolean; requests: number } | null;
  /** Scripts whose deployment is switched off. */
  readonly switchedOff: Set<ScriptKey>;
  /** Stop by an error at the last check, and the time at which it began; epoch milliseconds. */
  stop: { readonly reason: string; readonly sinceMs: number } | null;
}

/** The latest choice of a customer. */
interface Choice {
  readonly choice: CustomerChoice;
  /** Epoch milliseconds. */
  readonly sinceMs: number;
  /** True when the bulk job erased the customer completely. */
  readonly isErased: boolean;
  /** Time at which "leave out" was last withdrawn; epoch milliseconds, 0 = never. */
  readonly leftOutUntilMs: number;
}

interface SprungTrap {
  readonly script: ScriptKey;
  readonly effect: TrapEffect['kind'];
  readonly atMs: number;
}

export interface Life {
  readonly history: History;
  readonly main: Side;
  sandbox: Side | null;
  readonly traps: { readonly place: TrapPlace; readonly effect: TrapEffect; seen: number }[];
  readonly sprung: SprungTrap[];
  /** Number of failed requests, without rate limits. */
  failures: number;
  /** Number of failed requests by fulfillment, counted for every fulfillment with the request's number. */
  readonly failuresOf: Map<TruthOfFulfillment, number>;
  /** Production's records in the sandbox as they were copied, by type and internal id. */
  readonly copiedRows: Map<string, string>;
  weather: { readonly kind: Weather; readonly untilMs: number } | null;
  /** The key that AfterShip accepts now. */
  key: string;
  keyIs: 'right' | 'revoked' | 'forbidden';
  secretDueMs: number | null;
  /** True once a step changed the secret or left a sandbox without it. */
  isSecretChanged: boolean;
  /** Trackings that a person deleted at AfterShip, by id. */
  readonly deletedByPerson: Map<
    string,
    {
      readonly number: string;
      readonly atMs: number;
      readonly wasKnown: boolean;
      /**
       * Fulfillments that owned the tracking when it was deleted. Another fulfillment with the number may create a new
       * one.
       */
      readonly owners: readonly number[];
    }
  >;
  /** Time at which a request of ours created each tracking. */
  readonly madeAt: Map<string, { readonly number: string; readonly atMs: number }>;
  /** Ids of trackings that no longer exist. No new tracking may use them. */
  readonly usedIds: Set<string>;
  /** Rows due for removal at the last check, and the time of that check. */
  readonly dueForRemoval: { readonly rows: Set<string>; seenAtMs: number };
  readonly foreignNumbers: Map<string, Set<string>>;
  /** Depth of interruptions: above 0 while a trap interrupts a script. */
  nesting: number;
  isCalm: boolean;
  /** True after an event that may delay the project's work. */
  isDisturbed: boolean;
  readonly problems: string[];
  /** Called before every request and after its answer. */
  judge: {
    before(side: Side, request: WireRequest): void;
    after(side: Side, request: WireRequest, response: WireResponse | null): void;
  };
}
