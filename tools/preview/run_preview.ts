/**
 * What would happen to every fulfillment of an export: the code that runs in NetSuite, over a ledger in memory and an
 * AfterShip that accepts everything. Keeps counts and a few examples; everything else goes to the sink as it comes.
 */

import { reconcile } from '../../src/TypeScript/aftership/app/sending/reconcile';
import type { HttpRequest, HttpResult, Ledger } from '../../src/TypeScript/aftership/app/ports';
import { parseCarrierMapping } from '../../src/TypeScript/aftership/core/aftership/carriers';
import { containsContact } from '../../src/TypeScript/aftership/core/aftership/request';
import {
  API_BASE,
  type CreateTrackingBody,
  type UpdateTrackingBody,
} from '../../src/TypeScript/aftership/core/aftership/tracking';
import type { Connection } from '../../src/TypeScript/aftership/core/connection';
import { messageOf } from '../../src/TypeScript/aftership/core/ledger/reasons';
import { isOwner, stateOfRow, type LedgerRow } from '../../src/TypeScript/aftership/core/ledger/row';
import { shipDay, type Fulfillment, type OrderKind } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { readPackages } from '../../src/TypeScript/aftership/core/netsuite/packages';
import { daysBetween, type CalendarDate, type EpochSeconds } from '../../src/TypeScript/aftership/core/values';
import { connectionWith, memoryWorld } from '../shared/memory_ports';
import type { PreviewArguments } from './arguments';
import { MASK_CONTACTS, SHOW_CONTACTS, type Privacy } from './privacy';
import type { ExportReading } from './read_export';
import type { ExportedFulfillment, ExportProblem } from './rows';

interface PreviewSettings {
  readonly given: PreviewArguments;
  readonly now: EpochSeconds;
  /** Text of the carrier mapping. */
  readonly carrierMapping: string;
}

/** A request as AfterShip would get it; contacts are masked unless asked otherwise. */
interface PreviewRequest {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly body: RequestBody;
}

type RequestBody = CreateTrackingBody | UpdateTrackingBody | null;

export type PackageResult = 'create' | 'share' | 'left out' | 'needs attention';

interface PreviewPackage {
  readonly line: number;
  readonly fulfillmentId: number;
  /** Document number, else the internal id. */
  readonly fulfillment: string;
  readonly order: string;
  readonly orderKind: OrderKind;
  readonly shippedOn: CalendarDate;
  readonly number: string;
  readonly result: PackageResult;
  /** Null = AfterShip detects it, or nothing would be sent. */
  readonly carrier: string | null;
  /** Machine word of the ledger; empty when there is nothing to explain. */
  readonly reason: string;
  readonly message: string;
}

export interface PreviewProblem {
  readonly line: number;
  readonly kind: 'error' | 'warning' | 'needs attention' | 'left out' | 'note';
  readonly fulfillment: string;
  readonly number: string;
  readonly column: string;
  readonly message: string;
}

export interface ReasonGroup {
  readonly title: string;
  count: number;
  readonly example: PreviewPackage;
}

export interface PreviewResult {
  readonly settings: PreviewSettings;
  readonly today: CalendarDate;
  readonly counts: {
    rows: number;
    fulfillments: number;
    notShipped: number;
    withoutNumber: number;
    /** Tracking numbers that could be read, of shipped fulfillments. */
    packages: number;
    created: number;
    updated: number;
    shared: number;
    held: number;
    tooOld: number;
    attention: number;
    withContact: number;
    /** Packages whose request lacks something, or has it shortened. */
    noted: number;
    errors: number;
    warnings: number;
  };
  readonly held: readonly ReasonGroup[];
  readonly attention: readonly ReasonGroup[];
  readonly carriers: readonly { readonly slug: string | null; readonly count: number }[];
  readonly firstProblems: readonly PreviewProblem[];
  readonly firstNotes: readonly PreviewProblem[];
  readonly firstRequests: readonly PreviewRequest[];
  readonly firstPackages: readonly PreviewPackage[];
  readonly notes: readonly string[];
  readonly oldestDay: CalendarDate | null;
  readonly newestDay: CalendarDate | null;
}

/** Takes what is too much to keep. */
export interface PreviewSink {
  request(request: PreviewRequest): void;
  problem(problem: PreviewProblem): void;
}

const SHOWN_PROBLEMS = 20;
const SHOWN_REQUESTS = 3;
const SHOWN_PACKAGES = 2000;

/** Stands in the ids until the account is named. */
export const PLACEHOLDER_ACCOUNT = '1234567';

/** Earlier than every day an export can hold. */
const NO_START_DATE = '0000-01-01';

/** What AfterShip would detect is not known here, and nothing shows this word: it only says that something is. */
const DETECTED = 'detected';

const API_PATH = new URL(API_BASE).pathname;

export function runPreview(reading: ExportReading, settings: PreviewSettings, sink: PreviewSink): PreviewResult {
  const { given } = settings;
  const privacy = given.showContacts ? SHOW_CONTACTS : MASK_CONTACTS;
  const tally = new Tally(settings, privacy, sink);
  tally.addFileProblems(reading);

  const connection = connectionOf(settings);
  const owners = newestOwners();
  for (const exported of reading.fulfillments) {
    const { fulfillment } = exported;
    tally.addFulfillment(fulfillment);
    // A world each: of a large export, all rows, requests and log lines together would not fit into memory.
    const created = new Set<string>();
    const world = memoryWorld({
      accountId: connection.accountId,
      isProduction: true,
      now: settings.now,
      connection,
      answer: (request) => {
        const body = parseBody(request.body);
        tally.addRequest(request, body, fulfillment);
        if (body !== null && 'tracking_number' in body) created.add(body.tracking_number);
        return accept(request, body);
      },
    });
    world.fulfillments.set(fulfillment.id, fulfillment);
    world.ports.events.add({
      fulfillmentId: fulfillment.id,
      deleted: false,
      dueAt: settings.now,
      backfill: false,
      origin: 'preview',
    });
    const failure = attempt(() => {
      const ports = { ...world.ports, ledger: owners.beside(world.ports.ledger) };
      const { end } = reconcile(world.taskFor(fulfillment.id), ports);
      return end === 'done' ? null : `It ended as “${end}”.`;
    });
    if (failure !== null) tally.addFailure(exported, failure);
    for (const row of world.rows.values()) {
      tally.addRow(exported, row, created.has(row.number));
      owners.add(row);
    }
  }
  return tally.result(reading);
}

/** One fulfillment that makes the code fail is a defect to report, and no reason to hide the others. */
function attempt(run: () => string | null): string | null {
  try {
    return run();
  } catch (error) {
    return String(error);
  }
}

function connectionOf({ given, carrierMapping }: PreviewSettings): Connection {
  return connectionWith({
    accountId: given.accountId ?? PLACEHOLDER_ACCOUNT,
    startDate: given.startDate ?? NO_START_DATE,
    maxAgeDays: given.maxAgeDays,
    sendName: given.sendName,
    sendEmail: given.sendEmail,
    sendPhone: given.sendPhone,
    includeTransferOrders: given.includeTransferOrders,
    carrierMapping,
  });
}

/** An AfterShip that takes everything. */
function accept(request: HttpRequest, body: RequestBody): HttpResult {
  const isCreate = request.method === 'POST';
  const id = isCreate && body !== null && 'id' in body ? body.id : (request.path.split('/').at(-1) ?? '');
  const number = body !== null && 'tracking_number' in body ? body.tracking_number : '';
  const code = isCreate ? 201 : 200;
  return {
    kind: 'answer',
    status: code,
    headers: {},
    body: JSON.stringify({
      meta: { code },
      data: { id, tracking_number: number, slug: body?.slug ?? DETECTED, tag: 'Pending' },
    }),
  };
}

function parseBody(text: string | null): RequestBody {
  return text === null ? null : (JSON.parse(text) as RequestBody);
}

interface Owners {
  add(row: LedgerRow): void;
  /** The ledger of one fulfillment, which sees the owners of its numbers among the earlier ones. */
  beside(own: Ledger): Ledger;
}

/**
 * The plan asks who else has a number: whether anybody does, and whether somebody newer does. The first owner and the
 * newest answer both. With all of them, a file with one number in every row would take hours.
 */
function newestOwners(): Owners {
  const byNumber = new Map<string, { readonly first: LedgerRow; newest: LedgerRow }>();
  return {
    add: (row) => {
      if (!isOwner(row)) return;
      const { number, fulfillmentId } = row;
      const known = byNumber.get(number);
      if (known === undefined) byNumber.set(number, { first: row, newest: row });
      else if (known.newest.fulfillmentId < fulfillmentId) known.newest = row;
    },
    beside: (own) => ({
      ...own,
      findFor: (fulfillmentId, numbers) => ({
        own: own.findFor(fulfillmentId, []).own,
        others: numbers.flatMap((number) => {
          const known = byNumber.get(number);
          if (known === undefined) return [];
          return known.first === known.newest ? [known.first] : [known.first, known.newest];
        }),
      }),
    }),
  };
}

/** Adds up what happens. */
class Tally {
  private readonly counts: PreviewResult['counts'] = {
    rows: 0,
    fulfillments: 0,
    notShipped: 0,
    withoutNumber: 0,
    packages: 0,
    created: 0,
    updated: 0,
    shared: 0,
    held: 0,
    tooOld: 0,
    attention: 0,
    withContact: 0,
    noted: 0,
    errors: 0,
    warnings: 0,
  };
  private readonly held = new Map<string, ReasonGroup>();
  private readonly attention = new Map<string, ReasonGroup>();
  private readonly carriers = new Map<string | null, number>();
  private readonly firstProblems: PreviewProblem[] = [];
  private readonly firstNotes: PreviewProblem[] = [];
  private readonly firstRequests: PreviewRequest[] = [];
  private readonly firstPackages: PreviewPackage[] = [];
  private oldestDay: CalendarDate | null = null;
  private newestDay: CalendarDate | null = null;
  private readonly settings: PreviewSettings;
  private readonly privacy: Privacy;
  private readonly sink: PreviewSink;

  constructor(settings: PreviewSettings, privacy: Privacy, sink: PreviewSink) {
    this.settings = settings;
    this.privacy = privacy;
    this.sink = sink;
  }

  addFileProblems(reading: ExportReading): void {
    this.counts.rows = reading.rowsRead;
    const problems = [...reading.problems, ...mappingProblems(this.settings.carrierMapping)];
    const lines = new Set(problems.map(({ line }) => line));
    const byLine = new Map<number, Fulfillment>();
    for (const { line, fulfillment } of reading.fulfillments) if (lines.has(line)) byLine.set(line, fulfillment);
    for (const problem of problems) {
      const about = byLine.get(problem.line) ?? null;
      this.addProblem({
        line: problem.line,
        kind: problem.severity,
        fulfillment: about === null ? '' : nameOf(about),
        number: '',
        column: problem.column ?? '',
        message: this.privacy.text(problem.message, about),
      });
    }
  }

  private addProblem(problem: PreviewProblem): void {
    if (problem.kind === 'error') this.counts.errors++;
    if (problem.kind === 'warning') this.counts.warnings++;
    if (this.firstProblems.length < SHOWN_PROBLEMS) this.firstProblems.push(problem);
    this.sink.problem(problem);
  }

  addFailure({ line, fulfillment }: ExportedFulfillment, reason: string): void {
    this.addProblem({
      line,
      kind: 'error',
      fulfillment: nameOf(fulfillment),
      number: '',
      column: '',
      message: this.privacy.text(
        `What would happen to it could not be found out: ${reason} This is a defect of this project: please report it.`,
        fulfillment,
      ),
    });
  }

  addFulfillment(fulfillment: Fulfillment): void {
    this.counts.fulfillments++;
    if (fulfillment.status !== 'shipped') {
      this.counts.notShipped++;
      return;
    }
    const { packages, unclear } = readPackages(fulfillment.packageLines);
    this.counts.packages += packages.length;
    if (packages.length + unclear.length === 0) this.counts.withoutNumber++;
    const day = shipDay(fulfillment);
    if (this.oldestDay === null || day < this.oldestDay) this.oldestDay = day;
    if (this.newestDay === null || day > this.newestDay) this.newestDay = day;
  }

  addRequest(request: HttpRequest, body: RequestBody, about: Fulfillment | null): void {
    if (request.method === 'POST') this.counts.created++;
    else this.counts.updated++;
    if (body !== null && request.method === 'POST') {
      const slug = body.slug ?? null;
      this.carriers.set(slug, (this.carriers.get(slug) ?? 0) + 1);
      if (containsContact(body)) this.counts.withContact++;
    }
    const shown: PreviewRequest = {
      method: request.method,
      path: `${API_PATH}${request.path}`,
      body: body === null ? null : this.privacy.body(body, about),
    };
    if (this.firstRequests.length < SHOWN_REQUESTS) this.firstRequests.push(shown);
    this.sink.request(shown);
  }

  addRow({ line, fulfillment }: ExportedFulfillment, row: LedgerRow, isCreated: boolean): void {
    const result = resultOf(row, isCreated);
    if (result === null) return;
    const hide = (text: string): string => this.privacy.text(text, fulfillment);
    const shown: PreviewPackage = {
      line,
      fulfillmentId: fulfillment.id,
      fulfillment: hide(nameOf(fulfillment)),
      order: hide(fulfillment.order.number ?? ''),
      orderKind: fulfillment.order.kind,
      shippedOn: shipDay(fulfillment),
      number: row.number.startsWith('UNCLEAR-') ? '' : row.number,
      result,
      carrier: result === 'create' || result === 'share' ? row.slugAsked : null,
      reason: row.reason,
      message: hide(messageOf(row)),
    };
    if (this.firstPackages.length < SHOWN_PACKAGES) this.firstPackages.push(shown);
    const kind = this.count(shown);
    if (kind === null) return;
    const problem: PreviewProblem = { ...shown, kind, column: '' };
    this.sink.problem(problem);
    if (kind === 'note' && this.firstNotes.length < SHOWN_PROBLEMS) this.firstNotes.push(problem);
  }

  private count(shown: PreviewPackage): 'needs attention' | 'left out' | 'note' | null {
    switch (shown.result) {
      case 'create':
        if (shown.message === '') return null;
        this.counts.noted++;
        return 'note';
      case 'share':
        this.counts.shared++;
        return null;
      case 'left out':
        this.counts.held++;
        if (shown.reason === 'too_old') this.counts.tooOld++;
        addToGroup(this.held, shown, this.settings);
        return 'left out';
      case 'needs attention':
        this.counts.attention++;
        addToGroup(this.attention, shown, this.settings);
        return 'needs attention';
    }
  }

  result(reading: ExportReading): PreviewResult {
    const byCount = (groups: ReadonlyMap<string, ReasonGroup>): readonly ReasonGroup[] =>
      [...groups.values()].sort((left, right) => right.count - left.count);
    return {
      settings: this.settings,
      today: dayOf(this.settings.now),
      counts: this.counts,
      held: byCount(this.held),
      attention: byCount(this.attention),
      carriers: [...this.carriers]
        .map(([slug, count]) => ({ slug, count }))
        .sort((left, right) => right.count - left.count),
      firstProblems: this.firstProblems,
      firstNotes: this.firstNotes,
      firstRequests: this.firstRequests,
      firstPackages: this.firstPackages,
      notes: reading.notes.map((note) => this.privacy.text(note, null)),
      oldestDay: this.oldestDay,
      newestDay: this.newestDay,
    };
  }
}

function mappingProblems(text: string): readonly ExportProblem[] {
  return parseCarrierMapping(text).problems.map((message) => ({ line: 0, column: null, severity: 'warning', message }));
}

/** AfterShip accepts everything here, so what it has was made for this fulfillment or shared with an earlier one. */
function resultOf(row: LedgerRow, isCreated: boolean): PackageResult | null {
  switch (stateOfRow(row)) {
    case 'In AfterShip':
      return isCreated ? 'create' : 'share';
    case 'Not sent (rule)':
      return 'left out';
    case 'Needs attention':
      return 'needs attention';
    default:
      return null;
  }
}

function addToGroup(groups: Map<string, ReasonGroup>, shown: PreviewPackage, settings: PreviewSettings): void {
  const title = titleOf(shown, settings);
  const known = groups.get(title);
  if (known === undefined) groups.set(title, { title, count: 1, example: shown });
  else known.count++;
}

function titleOf({ reason }: PreviewPackage, { given }: PreviewSettings): string {
  switch (reason) {
    case 'too_old':
      return `shipped more than ${given.maxAgeDays} days ago`;
    case 'before_start':
      return `shipped before the start date ${given.startDate ?? ''}`.trim();
    case 'vendor_return':
      return 'vendor returns';
    case 'order_kind':
      return 'transfer orders';
    case 'order_unknown':
      return 'the order is not known';
    default:
      return TITLES[reason] ?? reason;
  }
}

const TITLES: Readonly<Record<string, string>> = {
  placeholder: 'a word instead of a number',
  shortened_by_spreadsheet: 'a number that a spreadsheet shortened',
  not_accepted_characters: 'characters that AfterShip does not accept',
  too_short: 'too short for a tracking number',
  too_long: 'too long for a tracking number',
  mixed_text: 'a number together with other text',
  no_digits: 'a text without digits',
};

function nameOf({ id, number }: Fulfillment): string {
  return number ?? String(id);
}

function dayOf(now: EpochSeconds): CalendarDate {
  return new Date(now * 1000).toISOString().slice(0, 10);
}

/** Whether the age limit alone keeps everything back. */
export function isAllTooOld({ counts }: PreviewResult): boolean {
  return counts.tooOld > 0 && counts.created === 0 && counts.shared === 0;
}

/** Words that show what the age limit hides, each by itself enough; `largestAge` is what the connection takes. */
export function argumentsAgainstAge(result: PreviewResult, largestAge: number): readonly string[] {
  const { today, oldestDay, newestDay } = result;
  if (oldestDay === null || newestDay === null) return [];
  const span = daysBetween(oldestDay, newestDay);
  const asOfNewest = `today=${newestDay}`;
  const age = daysBetween(oldestDay, today);
  return [
    span <= result.settings.given.maxAgeDays ? asOfNewest : `${asOfNewest} age=${Math.min(span, largestAge)}`,
    ...(age <= largestAge ? [`age=${age}`] : []),
  ];
}
