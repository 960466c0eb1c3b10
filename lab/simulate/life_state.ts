/**
 * What a life is at any moment: its accounts, what people meant in them, the traps and the weather that wait. It judges
 * nothing and does nothing by itself.
 */

import type { WireRequest, WireResponse } from '../../packages/emulator';
import type { CustomerKey } from './cast';
import type { CustomerChoice, History, ModeLabel, Rules, ScriptKey, TrapEffect, TrapPlace, Weather } from './history';
import type { TruthOfBackfill, TruthOfFulfillment } from './truth';
import type { World } from './world';

/** One account: the one that the history is about, or its sandbox. */
export interface Side {
  readonly accountId: string;
  readonly world: World;
  readonly slots: Map<number, TruthOfFulfillment>;
  mode: ModeLabel;
  /** Of its connection as people set them last, and since when; epoch milliseconds, 0 = from the beginning. */
  rules: Rules;
  rulesSinceMs: number;
  isStoppedByPerson: boolean;
  hasConnection: boolean;
  /** When the connection was made: one that is made anew knows of no mail. Epoch milliseconds. */
  connectedAt: number;
  readonly choices: Map<CustomerKey, Choice>;
  /** When the console's job began to erase each customer; epoch milliseconds. */
  readonly erasedAt: Map<CustomerKey, number>;
  /** Erasures that nobody has looked after yet. */
  readonly erasures: { readonly fulfillments: ReadonlySet<number>; readonly sinceMs: number }[];
  readonly backfills: TruthOfBackfill[];
  /** Saves that it should have run for and did not. */
  readonly unnoticed: string[];
  /** Set while nothing may be sent: since when, and whether that came in the middle of a run. */
  denied: { readonly atMs: number; readonly wasNested: boolean; requests: number } | null;
  /** Scripts whose deployment is switched off. */
  readonly switchedOff: Set<ScriptKey>;
  /** The stop by an error that was there at the last look, and since when; epoch milliseconds. */
  stop: { readonly reason: string; readonly sinceMs: number } | null;
}

/** What a customer asked for last. */
interface Choice {
  readonly choice: CustomerChoice;
  /** Epoch milliseconds. */
  readonly sinceMs: number;
  /** The console's job erased it whole. */
  readonly isErased: boolean;
  /** When it was last taken back that nothing is to be tracked; epoch milliseconds, 0 = never. */
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
  /** Requests that failed by themselves, rate limits apart. */
  failures: number;
  /** The same by fulfillment, for all that have the number in question. */
  readonly failuresOf: Map<TruthOfFulfillment, number>;
  /** Records of production in its sandbox, as they were copied, by type and internal id. */
  readonly copiedRows: Map<string, string>;
  weather: { readonly kind: Weather; readonly untilMs: number } | null;
  /** The key that AfterShip takes now. */
  key: string;
  keyIs: 'right' | 'revoked' | 'forbidden';
  secretDueMs: number | null;
  /** Trackings that a person deleted at AfterShip, by id. */
  readonly deletedByPerson: Map<
    string,
    {
      readonly number: string;
      readonly atMs: number;
      readonly wasKnown: boolean;
      /** Fulfillments that owned it then: another one with the number may have it made. */
      readonly owners: readonly number[];
    }
  >;
  /** When each tracking was made by a request of ours. */
  readonly madeAt: Map<string, { readonly number: string; readonly atMs: number }>;
  /** Ids of trackings that were there and are not any more: no other may have them. */
  readonly usedIds: Set<string>;
  /** Rows that are due for removal, as seen at the last look, and when that was. */
  readonly dueForRemoval: { readonly rows: Set<string>; seenAtMs: number };
  readonly foreignNumbers: Map<string, Set<string>>;
  /** Above 0 while a script is interrupted by a trap. */
  nesting: number;
  isCalm: boolean;
  /** Something happened after which the project may take its time. */
  isDisturbed: boolean;
  readonly problems: string[];
  /** Asked before every request and told its end. */
  judge: {
    before(side: Side, request: WireRequest): void;
    after(side: Side, request: WireRequest, response: WireResponse | null): void;
  };
}
