/** Core of an emulated account: its state, and how an invocation of a script runs, is metered and ends. */

import { WireError } from '../../wire';
import { KilledError } from '../contract';
import type {
  AccountDials,
  AccountOptions,
  BoundaryHook,
  Dials,
  Execution,
  ExecutionContext,
  LogLine,
  Mail,
  SecretOptions,
} from '../contract';
import type { DeploymentModel, RoleModel, ScriptModel } from '../project/model';
import { Store } from '../records/store';
import { FULFILLMENT_LOCATION, standardTypes, type RecordTypeInfo } from '../records/types';
import { Clock } from './calendar';
import type { Exchange } from './exchange';
import { describeThrown, NotEmulated, ScriptFault, Thrown } from './faults';
import { limitsOf, type Limits, type MapReduceStage, type ScriptType } from './governance';
import { Realm, seededRandom, type ModuleFactory } from './realm';

export interface Identity {
  readonly user: number | 'system';
  readonly role: string;
}

interface InvocationPlan extends Identity {
  readonly script: ScriptModel | null;
  readonly deployment: DeploymentModel | null;
  readonly scriptType: ScriptType;
  readonly stage: MapReduceStage | null;
  readonly entry: string;
  readonly subject: string;
  readonly context: ExecutionContext;
  /** Values from N/task, which override those of the deployment. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Texts in the visitor's session; only people's requests have one. */
  readonly session?: Map<string, string>;
  /** The request that a Suitelet answers. */
  readonly exchange?: Exchange;
  /** True when a file is loaded only to check it, which must leave no trace. */
  readonly isCheck?: boolean;
}

/** One running invocation. */
export interface Invocation extends Omit<InvocationPlan, 'session'> {
  session?: Map<string, string>;
  readonly limits: Limits;
  readonly startedAt: number;
  readonly calls: { call: string; units: number }[];
  readonly modules: Set<string>;
  units: number;
  httpCalls: number;
  bytes: number;
  /** Time spent by other actors in between, which does not count for this invocation. */
  pausedMs: number;
  /** Rows that its searches tested, by record type. */
  readonly rowsTested: Record<string, number>;
  /** Above 0 while a define callback runs. */
  defineDepth: number;
  /** Set once the platform has ended the script. Every later N/ call throws it again. */
  ended: { readonly name: string; readonly message: string; readonly wasKilled: boolean } | null;
  /** An error of the emulator itself, which is passed on to the test. */
  ownFault: { readonly error: unknown } | null;
}

export interface Outcome<T> {
  readonly value: T | null;
  readonly error: { readonly name: string; readonly message: string } | null;
  readonly wasKilled: boolean;
  readonly units: number;
  readonly seconds: number;
}

interface Cost {
  readonly units: number;
  readonly ms: number;
}

/** Errors of exceeded limits. They end a script even when a hook throws them. */
const LIMIT_ERRORS: readonly string[] = ['SSS_USAGE_LIMIT_EXCEEDED', 'SSS_TIME_LIMIT_EXCEEDED'];

export interface Job {
  readonly kind: 'mapreduce' | 'scheduled';
  readonly script: ScriptModel;
  readonly deployment: DeploymentModel;
  readonly identity: Identity;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly id: string;
  /** `SCHEDULED`, `ON_DEMAND` …, as in the scheduled script's context. */
  readonly invocationType: string;
}

export interface QueuedJob extends Job {
  /** Virtual epoch milliseconds. */
  readonly queuedAt: number;
}

export class Engine {
  readonly dials: AccountDials;
  readonly features: Set<string>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly realm: Realm;
  readonly store: Store;
  readonly types = new Map<string, RecordTypeInfo>();
  readonly roles = new Map<string, RoleModel>();
  scripts: readonly ScriptModel[] = [];
  readonly files = new Map<string, string>();
  readonly secrets = new Map<string, SecretOptions>();
  readonly caches = new Map<string, { readonly value: string; readonly expiresAt: number | null }>();
  /** Sessions by user, with the texts that scripts stored. */
  readonly sessions = new Map<number, Map<string, string>>();
  /** Deployments that an administrator switched on or off. */
  readonly switched = new Map<string, boolean>();
  /** Records that restrictions of roles hide from everybody but the System user: `type id`. */
  readonly hidden = new Set<string>();
  hook: BoundaryHook | null = null;
  executions: Execution[] = [];
  logs: LogLine[] = [];
  readonly mails: Mail[] = [];
  readonly queue: QueuedJob[] = [];
  readonly unfinished = new Set<string>();
  /** Runs that submitted themselves; they are queued when they end. */
  readonly resubmitted = new Map<string, Job>();
  jobCount = 0;
  private readonly stack: (Invocation | null)[] = [];
  /** Errors of the emulator itself that ended an invocation. No other script may catch them either. */
  private readonly ownFaults = new WeakSet<object>();
  private readonly modules = new Map<string, object>();
  private readonly compiled = new Map<
    string,
    { readonly source: string; readonly factory: ModuleFactory; readonly bytes: number }
  >();

  constructor(
    readonly options: AccountOptions,
    defaults: Dials,
    private readonly makeModule: (engine: Engine, name: string) => object,
  ) {
    this.dials = { refusedColumns: {}, ...defaults, ...options.dials };
    this.features = new Set(options.features);
    this.clock = new Clock(options.now);
    this.random = seededRandom(options.seed ?? 1);
    this.realm = new Realm(() => this.readClock(), seededRandom((options.seed ?? 1) + 1));
    for (const type of standardTypes) this.types.set(type.id, type);
    this.store = new Store((type) => this.types.get(type)?.space ?? type);
    this.setFulfillmentLocation();
  }

  setDial<K extends keyof AccountDials>(dial: K, value: AccountDials[K]): void {
    this.dials[dial] = value;
    this.setFulfillmentLocation();
  }

  /** Gives fulfillments the body field `location`, or takes it away, as the dial says. */
  private setFulfillmentLocation(): void {
    const type = this.type('itemfulfillment');
    const fields = new Map(type.fields);
    if (this.dials.fulfillmentLocation === 'lines') fields.delete(FULFILLMENT_LOCATION.id);
    else fields.set(FULFILLMENT_LOCATION.id, FULFILLMENT_LOCATION);
    this.types.set(type.id, { ...type, fields });
  }

  type(id: string): RecordTypeInfo {
    const type = this.types.get(id);
    if (type === undefined) throw new NotEmulated(`record type ${id}`);
    return type;
  }

  /** A module of N/, the same for every script of the account. The maker of the account supplies the factory. */
  /** The time that a script reads. Reading takes a millisecond, so that a script which waits for a time meets it. */
  private readClock(): number {
    if (this.running() !== null) this.clock.pass(1);
    return this.clock.now();
  }

  module(name: string): object {
    let module = this.modules.get(name);
    if (module === undefined) this.modules.set(name, (module = this.makeModule(this, name)));
    return module;
  }

  factory(file: string): ModuleFactory {
    const source = this.files.get(file);
    if (source === undefined) throw new NotEmulated(`a file that is not there: ${file}`);
    const known = this.compiled.get(file);
    if (known !== undefined && known.source === source) return known.factory;
    const factory = this.realm.compile(source, file);
    this.compiled.set(file, { source, factory, bytes: Buffer.byteLength(source) });
    return factory;
  }

  /** Bytes of a file that was compiled. */
  sizeOf(file: string): number {
    return this.compiled.get(file)?.bytes ?? 0;
  }

  deployment(id: string): { readonly script: ScriptModel; readonly deployment: DeploymentModel } | null {
    for (const script of this.scripts) {
      const deployment = script.deployments.find((entry) => entry.scriptId === id);
      if (deployment !== undefined) return { script, deployment };
    }
    return null;
  }

  /** Most processors for a stage of this deployment; null for as many as there are. */
  concurrencyLimit({ scriptId, concurrencyLimit }: DeploymentModel): number | null {
    return this.options.processors?.concurrencyLimits?.[scriptId] ?? concurrencyLimit;
  }

  sessionOf(user: number): Map<string, string> {
    const known = this.sessions.get(user) ?? new Map<string, string>();
    this.sessions.set(user, known);
    return known;
  }

  isDeployed(deployment: DeploymentModel): boolean {
    return this.switched.get(deployment.scriptId) ?? deployment.isDeployed;
  }

  /** The running invocation; null when people, integrations or jobs act. */
  running(): Invocation | null {
    return this.stack.at(-1) ?? null;
  }

  current(): Invocation {
    const invocation = this.running();
    if (invocation === null) throw new NotEmulated('a call of N/ outside a running script');
    return invocation;
  }

  /** Nested invocations, the running one last. */
  chain(): readonly Invocation[] {
    const chain: Invocation[] = [];
    for (let at = this.stack.length - 1; at >= 0; at -= 1) {
      const invocation = this.stack[at];
      if (invocation === null || invocation === undefined) break;
      chain.unshift(invocation);
    }
    return chain;
  }

  /**
   * Runs another actor's work during an invocation. The running script neither triggers it nor pays for it, except for
   * the time that it is said to wait.
   */
  outside<T>(run: () => T, waitMs = 0): T {
    const interrupted = this.running();
    const startedAt = this.clock.now();
    this.stack.push(null);
    try {
      return run();
    } finally {
      this.stack.pop();
      const spentMs = this.clock.now() - startedAt;
      if (interrupted !== null) interrupted.pausedMs += Math.max(0, spentMs - waitMs);
    }
  }

  invoke<T>(plan: InvocationPlan, run: (invocation: Invocation) => T): Outcome<T> {
    const invocation: Invocation = {
      ...plan,
      limits: limitsOf(plan.scriptType, plan.stage),
      startedAt: this.clock.now(),
      calls: [],
      modules: new Set(),
      units: 0,
      httpCalls: 0,
      bytes: 0,
      pausedMs: 0,
      rowsTested: {},
      defineDepth: 0,
      ended: null,
      ownFault: null,
    };
    let value: T | null = null;
    let error: Outcome<T>['error'] = null;
    this.stack.push(invocation);
    try {
      value = run(invocation);
    } catch (thrown) {
      error = describeThrown(thrown instanceof Thrown ? thrown.value : thrown);
      // Errors of scripts come from another realm than ours.
      const isOurs = thrown instanceof Error && !(thrown instanceof ScriptFault) && !(thrown instanceof KilledError);
      if (isOurs && !(thrown instanceof Thrown)) invocation.ownFault ??= { error: thrown };
      if (thrown instanceof KilledError) invocation.ended ??= { ...error, wasKilled: true };
    } finally {
      this.stack.pop();
      this.realm.forgetGlobals();
    }
    if (invocation.ended !== null) {
      value = null;
      error = { name: invocation.ended.name, message: invocation.ended.message };
    }
    if (plan.isCheck !== true) this.executions.push(report(invocation, error));
    if (invocation.ownFault !== null) throw this.ownFault(invocation.ownFault.error);
    const seconds = (this.clock.now() - invocation.startedAt - invocation.pausedMs) / 1000;
    return { value, error, wasKilled: invocation.ended?.wasKilled ?? false, units: invocation.units, seconds };
  }

  /** Makes one call of N/: a boundary with cost, time and a record. */
  call<T>(module: string, detail: string, cost: Cost, body: () => T): T {
    const invocation = this.current();
    const what = detail === '' ? module : `${module}(${detail})`;
    this.boundary('call', module, 'before');
    this.charge(invocation, what, cost);
    const result = body();
    this.boundary('call', module, 'after');
    return result;
  }

  /** Charges the further cost of a call that is known only after its start. */
  charge(invocation: Invocation, what: string, cost: Cost): void {
    if (invocation.units + cost.units > invocation.limits.units) {
      throw new ScriptFault('SSS_USAGE_LIMIT_EXCEEDED', 'Script Execution Usage Limit Exceeded', true);
    }
    invocation.units += cost.units;
    invocation.calls.push({ call: what, units: cost.units });
    this.clock.pass(cost.ms);
    this.checkTime(invocation);
  }

  checkTime(invocation: Invocation): void {
    const spentMs = this.clock.now() - invocation.startedAt - invocation.pausedMs;
    if (spentMs > invocation.limits.seconds * 1000) {
      throw new ScriptFault('SSS_TIME_LIMIT_EXCEEDED', 'Script Execution Time Exceeded.', true);
    }
  }

  boundary(kind: 'call' | 'http' | 'http answered', what: string, when: 'before' | 'after'): void {
    const hook = this.hook;
    const invocation = this.running();
    if (hook === null || invocation === null || invocation.isCheck === true) return;
    const script = invocation.script?.scriptId ?? '';
    try {
      hook({ kind, what, when, script, entry: invocation.entry });
    } catch (error) {
      if (error instanceof KilledError) throw error;
      if (error instanceof NotEmulated || (error instanceof Error && this.ownFaults.has(error))) throw error;
      const { name, message } = describeThrown(error);
      throw new ScriptFault(name, message, LIMIT_ERRORS.includes(name));
    }
    this.checkTime(invocation);
  }

  /** Runs a call of a script and converts errors to those that a script may see. */
  enter<T>(run: () => T): T {
    const invocation = this.current();
    this.refuseWhenEnded(invocation);
    try {
      return run();
    } catch (error) {
      throw this.toScript(invocation, error);
    }
  }

  /** Runs what a script calls without N/; an error about what is not emulated ends the invocation all the same. */
  remember<T>(invocation: Invocation, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (error instanceof NotEmulated) invocation.ownFault ??= { error };
      throw error;
    }
  }

  private ownFault(error: unknown): unknown {
    if (error instanceof Error) this.ownFaults.add(error);
    return error;
  }

  /** Calls back into the script; its errors pass through our frames unchanged. */
  callBack<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw new Thrown(error);
    }
  }

  refuseWhenEnded(invocation: Invocation): void {
    if (invocation.ownFault !== null) throw invocation.ownFault.error;
    if (invocation.ended !== null) throw this.realm.error(invocation.ended.name, invocation.ended.message);
  }

  toScript(invocation: Invocation, error: unknown): unknown {
    if (error instanceof Thrown) return error.value;
    if (error instanceof ScriptFault) {
      if (error.endsScript) invocation.ended = { name: error.name, message: error.message, wasKilled: false };
      return this.realm.error(error.name, error.message);
    }
    if (error instanceof WireError) return this.realm.error(error.name, error.message);
    if (error instanceof KilledError) {
      invocation.ended ??= { name: error.name, message: error.message, wasKilled: true };
      return error;
    }
    invocation.ownFault ??= { error };
    return error;
  }
}

function report(invocation: Invocation, error: Execution['error']): Execution {
  return {
    script: invocation.script?.scriptId ?? '',
    deployment: invocation.deployment?.scriptId ?? '',
    entry: invocation.entry,
    subject: invocation.subject,
    units: invocation.units,
    unitLimit: invocation.limits.units,
    calls: invocation.calls,
    httpCalls: invocation.httpCalls,
    modules: [...invocation.modules],
    bytes: invocation.bytes,
    rowsTested: invocation.rowsTested,
    error,
    startedAt: invocation.startedAt,
    runAs: { user: invocation.user, role: invocation.role },
  };
}
