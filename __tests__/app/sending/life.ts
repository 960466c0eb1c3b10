/** The life of two fulfillments that share numbers, over a fake AfterShip with faults and looks beside each other. */

import { reconcile } from '../../../src/TypeScript/aftership/app/sending/reconcile';
import type { HttpRequest, HttpResult, Ledger } from '../../../src/TypeScript/aftership/app/ports';
import { stateOf, type State } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import {
  faultOf,
  isInStep,
  isOwner,
  isRetryable,
  stateOfRow,
  trackingIdOf,
  type LedgerRow,
} from '../../../src/TypeScript/aftership/core/ledger/row';
import { generationOf } from '../../../src/TypeScript/aftership/core/ledger/transitions';
import type { Fulfillment } from '../../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { memoryWorld, type MemoryWorld } from '../../../tools/shared/memory_ports';
import { aConnection, aFulfillment, NOW, packageLines, UPS_NUMBER, UPS_NUMBER_2 } from '../../fixtures';
import { Ended, FakeAfterShip, FAULTS, type Fault } from './fake_aftership';

export const IDS = [100, 101] as const;
const NUMBERS = [UPS_NUMBER, UPS_NUMBER_2] as const;
/** A fulfillment has none of the numbers, one of them or both. */
const CHOICES: readonly (readonly string[])[] = [[], [NUMBERS[0]], [NUMBERS[1]], [...NUMBERS]];
const PAUSES = [60, 1200, 4200, 36_000] as const;
const OURS = /^ns-1234567-/;

export const DEEDS = [
  'run',
  'save',
  'edit',
  'un-ship',
  'delete',
  'opt out',
  'tick',
  'mode',
  'send wait',
  'brake',
  'pass time',
  'wear out',
  'delete at AfterShip',
  'make at AfterShip',
  'move',
] as const;

export interface Deed {
  readonly what: (typeof DEEDS)[number];
  readonly which: number;
  readonly value: number;
}

export class Life {
  readonly aftership = new FakeAfterShip();
  readonly made: MemoryWorld;
  /** `from → to`, how often each happened. */
  readonly changes = new Map<string, number>();
  private readonly deletedByPerson = new Set<string>();
  private readonly gone = new Set<number>();
  private readonly running = new Set<number>();
  private random: number;
  private isCalm = false;
  /** Faults, and looks beside each other, so far. */
  private disturbances = 0;

  constructor(seed: number) {
    this.random = (seed | 0) + 0x9e3779b9;
    this.made = memoryWorld({
      accountId: '1234567',
      isProduction: true,
      now: NOW,
      connection: aConnection({ maxAgeDays: 400, startDate: '2026-01-01' }),
      answer: (request) => this.answer(request),
    });
    Object.assign(this.made.ports, { ledger: this.watched(this.made.ports.ledger) });
  }

  do({ what, which, value }: Deed): void {
    const id = IDS[which % IDS.length] ?? 100;
    const { clock, settings } = this.made;
    switch (what) {
      case 'run':
        return this.runDue();
      case 'save':
        return this.save(id, { status: 'shipped', packageLines: packageLines(CHOICES[value % CHOICES.length] ?? []) });
      case 'edit':
        return this.save(id, { shippedOn: `2026-11-${10 + (value % 18)}` });
      case 'un-ship':
        return this.save(id, { status: 'packed' });
      case 'delete':
        // Not always: most fulfillments live on.
        if (value % 3 !== 0 || !this.made.fulfillments.delete(id)) return;
        this.gone.add(id);
        return this.event(id);
      case 'opt out':
        return this.save(id, { isOptedOut: value % 2 === 0 });
      case 'tick': {
        const row = [...this.made.rows.values()][value % Math.max(1, this.made.rows.size)];
        if (row !== undefined) this.made.rows.set(row.id, { ...row, retryRequested: true });
        return;
      }
      case 'mode':
        settings.connection = { ...settings.connection!, mode: value % 3 === 0 ? 'preview' : 'on' };
        return;
      case 'send wait':
        settings.connection = { ...settings.connection!, sendWaitMinutes: value % 2 === 0 ? 30 : 0 };
        return;
      case 'brake':
        settings.connection = { ...settings.connection!, removalsPerHour: value % 3 === 0 ? 0 : 25 };
        return;
      case 'pass time':
        clock.now += PAUSES[value % PAUSES.length] ?? 60;
        return;
      case 'wear out':
        for (const [at, known] of this.made.events) this.made.events.set(at, { ...known, attempts: 11 });
        return;
      case 'delete at AfterShip': {
        const there = [...this.aftership.trackings.keys()][value % Math.max(1, this.aftership.trackings.size)];
        if (there === undefined) return;
        this.aftership.trackings.delete(there);
        this.deletedByPerson.add(there);
        return;
      }
      case 'make at AfterShip':
        return this.makeForeign(NUMBERS[value % NUMBERS.length] ?? UPS_NUMBER);
      case 'move': {
        const there = [...this.aftership.trackings.values()][value % Math.max(1, this.aftership.trackings.size)];
        if (there !== undefined) this.aftership.trackings.set(there.id, { ...there, tag: 'InTransit' });
      }
    }
  }

  private save(id: number, changes: Partial<Fulfillment>): void {
    if (this.gone.has(id)) return;
    const known = this.fulfillment(id) ?? aFulfillment([], { id });
    this.made.fulfillments.set(id, { ...known, ...changes, lastModified: this.made.clock.now });
    this.event(id);
  }

  private fulfillment(id: number): Fulfillment | null {
    const known = this.made.fulfillments.get(id);
    return known === undefined || 'kind' in known ? null : known;
  }

  private event(fulfillmentId: number): void {
    this.made.ports.events.add({
      fulfillmentId,
      dueAt: this.made.clock.now,
      priority: 'check',
      origin: 'life',
    });
  }

  private makeForeign(number: string): void {
    const { trackings } = this.aftership;
    if ([...trackings.values()].some((known) => known.tracking_number === number)) return;
    const id = `shop-${number}-${trackings.size}-${this.deletedByPerson.size}`;
    trackings.set(id, { id, tracking_number: number, slug: 'ups', tag: 'Pending', customers: [] });
  }

  // ── Looks ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What the scheduled script and a run of sending do. */
  runDue(): void {
    const { clock, settings, ports } = this.made;
    const isOn = settings.connection?.mode === 'on';
    for (const id of ports.ledger.findWaiting(clock.now, { isOn, start: 0, limit: 100 }).fulfillmentIds)
      if (ports.events.findByFulfillment([id]).length === 0) this.event(id);
    for (const id of IDS) this.look(id);
  }

  private look(id: number): void {
    const { made } = this;
    const task = made.taskFor(id);
    const events = task.events.filter(({ dueAt }) => dueAt <= made.clock.now);
    if (events.length === 0 || this.running.has(id)) return;
    const [before, sent] = [this.disturbances, made.requests.length];
    this.running.add(id);
    let end = 'ended by the platform';
    try {
      end = reconcile({ ...task, events }, made.ports).end;
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
    } finally {
      this.running.delete(id);
    }
    this.holdRows();
    if (this.running.size > 0 || this.disturbances > before) return;
    if (made.settings.connection?.mode === 'preview') hold(made.requests.length === sent, 'Preview sent something');
    else if (end === 'done') this.holdGenerations(id);
  }

  private answer(request: HttpRequest): HttpResult {
    const fault = this.isCalm ? null : this.nextFault();
    if (fault !== null) this.disturbances += 1;
    const beside = this.isCalm || this.running.size > 1 ? 0 : this.next(8);
    if (beside === 1) this.lookBeside();
    const answer = this.aftership.answer(request, fault);
    if (beside === 2) this.lookBeside();
    return answer;
  }

  private lookBeside(): void {
    this.disturbances += 1;
    for (const id of IDS) this.look(id);
  }

  private nextFault(): Fault | null {
    return this.next(100) < 72 ? null : (FAULTS[this.next(FAULTS.length)] ?? null);
  }

  /** Xorshift: the same life for the same seed. */
  private next(below: number): number {
    this.random ^= this.random << 13;
    this.random ^= this.random >>> 17;
    this.random ^= this.random << 5;
    return (this.random >>> 0) % below;
  }

  // ── Rest ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Nothing fails any more, and only what waits goes on: nobody saves or ticks anything. */
  comeToRest(): void {
    this.isCalm = true;
    const calm = { mode: 'on', sendWaitMinutes: 0, removalsPerHour: 1000 } as const;
    this.made.settings.connection = { ...this.made.settings.connection!, ...calm };
    const { clock } = this.made;
    for (let round = 0; round < 100; round += 1) {
      this.runDue();
      const next = this.nextDue();
      if (next === null) return;
      clock.now = Math.max(clock.now, next);
    }
    throw new Error('The life does not come to rest.');
  }

  private nextDue(): number | null {
    const { events, clock } = this.made;
    const waiting = new Set([...events.values()].map(({ fulfillmentId }) => fulfillmentId));
    const due = [
      ...[...events.values()].map(({ dueAt }) => dueAt),
      ...this.rows()
        .filter(({ fulfillmentId }) => !waiting.has(fulfillmentId))
        .map(({ dueAt, retryRequested }) => (retryRequested ? clock.now : dueAt)),
    ].filter((at) => at !== null);
    return due.length === 0 ? null : Math.min(...due);
  }

  /** People take care of everything: each fulfillment is edited, and whatever can be tried again is. */
  takeCare(day: number): void {
    for (const id of IDS) this.save(id, { isOptedOut: false, shippedOn: `2026-11-${day + (id % 2)}` });
    for (const row of this.rows()) if (isRetryable(row)) this.made.rows.set(row.id, { ...row, retryRequested: true });
    this.comeToRest();
  }

  // ── What holds ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private rows(): readonly LedgerRow[] {
    return [...this.made.rows.values()];
  }

  private holdRows(): void {
    for (const row of this.rows()) hold(faultOf(row) === null, `row ${row.id}: ${faultOf(row) ?? ''}`);
  }

  /** After a look that nothing disturbed, no row stands for a tracking that another row knows to be gone. */
  private holdGenerations(id: number): void {
    for (const row of this.rows())
      if (row.fulfillmentId === id && isOwner(row) && row.holding.at === 'ours')
        hold(generationOf(row) === this.latest(row.number), `row ${row.id} stands for a generation that is over`);
  }

  private latest(number: string): number {
    return Math.max(...this.rows().map((row) => (row.number === number ? generationOf(row) : 0)));
  }

  /** Without anybody's help the ledger is true, or says that a person is needed. */
  holdTruth(): void {
    const { trackings } = this.aftership;
    for (const row of this.rows()) {
      const id = trackingIdOf(row.holding);
      const isThere = id !== null && (trackings.has(id) || this.deletedByPerson.has(id));
      if (isOwner(row)) hold(isThere, `row ${row.id} (${row.reason}) owns ${id ?? ''}, which AfterShip does not have`);
    }
    for (const { id, tracking_ship_date: day } of trackings.values()) {
      const owners = this.rows().filter((row) => isOwner(row) && row.holding.at === 'ours' && row.holding.id === id);
      const newest = owners.sort((left, right) => right.fulfillmentId - left.fulfillmentId)[0];
      if (newest === undefined || !isInStep(newest)) continue;
      const isNewest = day === this.fulfillment(newest.fulfillmentId)?.shippedOn;
      hold(isNewest, `${id} is said to be in step with ${newest.fulfillmentId}, and is not`);
    }
    for (const { id, number } of this.wanted()) {
      const row = this.rows().find((known) => known.fulfillmentId === id && known.number === number);
      const isSettled = row !== undefined && (isOwner(row) || stateOfRow(row) === 'Needs attention');
      hold(isSettled, `number ${number} of ${id} is ${row === undefined ? 'not known' : row.reason}`);
    }
    for (const id of trackings.keys())
      if (OURS.test(id))
        hold(
          this.rows().some(({ holding }) => trackingIdOf(holding) === id),
          `no row knows of ${id}`,
        );
  }

  /** With people's help AfterShip has what is wanted, once, with the newest fulfillment's content, and nothing else of ours. */
  holdEnd(): void {
    const there = [...this.aftership.trackings.values()];
    const wanted = this.wanted();
    for (const { id, number } of wanted) {
      const of = there.filter((known) => known.tracking_number === number);
      // Nobody asks about what is only linked.
      const isLinked = this.rows().some((row) => row.number === number && this.isDeletedForeign(row));
      hold(of.length === 1 || isLinked, `number ${number} of ${id} has ${of.length} trackings`);
    }
    for (const { id, tracking_number: number, tracking_ship_date: day } of there) {
      if (!OURS.test(id)) continue;
      const owners = wanted.filter((one) => one.number === number).map((one) => one.id);
      const isKept = this.rows().some(({ holding, reason }) => trackingIdOf(holding) === id && reason === 'moving');
      hold(owners.length > 0 || isKept, `${id} is left at AfterShip`);
      if (owners.length === 0) continue;
      hold(
        day === this.fulfillment(Math.max(...owners))?.shippedOn,
        `${id} has not the content of the newest fulfillment`,
      );
    }
    for (const id of IDS) this.holdGenerations(id);
  }

  private isDeletedForeign({ holding }: LedgerRow): boolean {
    return holding.at === 'foreign' && this.deletedByPerson.has(holding.id);
  }

  private wanted(): readonly { readonly id: number; readonly number: string }[] {
    return IDS.flatMap((id) => {
      const known = this.fulfillment(id);
      if (known === null || known.status !== 'shipped' || known.isOptedOut) return [];
      return known.packageLines.map(({ trackingNumber }) => ({ id, number: trackingNumber }));
    });
  }

  // ── Changes of state ───────────────────────────────────────────────────────────────────────────────────────────────

  private watched(ledger: Ledger): Ledger {
    const count = (from: State | null, to: State): void => {
      if (from === to) return;
      const change = `${from ?? 'new'} → ${to}`;
      this.changes.set(change, (this.changes.get(change) ?? 0) + 1);
    };
    return {
      ...ledger,
      add: (...given) => {
        const [, , { reason, holding }] = given;
        count(null, stateOf(reason, holding.at));
        return ledger.add(...given);
      },
      change: (id, patch) => {
        const row = this.made.rows.get(id);
        ledger.change(id, patch);
        if (row !== undefined) count(stateOfRow(row), stateOfRow({ ...row, ...patch }));
      },
    };
  }
}

function hold(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new Error(otherwise);
}
