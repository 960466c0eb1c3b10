/**
 * Runs the code of NetSuite over every fulfillment of an export, with a ledger on this machine and an AfterShip that
 * accepts everything. It keeps counts and a few examples; the sink gets the rest.
 */

import { reconcile } from '../../src/TypeScript/aftership/app/sending/reconcile';
import type { HttpRequest, HttpResult, Ledger } from '../../src/TypeScript/aftership/app/ports';
import {
  parseCarrierMapping,
  type CarrierMapping,
  type MappingLine,
} from '../../src/TypeScript/aftership/core/carrier/mapping';
import { describeMappingProblem } from '../../src/TypeScript/aftership/core/carrier/mapping_texts';
import { parseFieldMapping, type FieldMapping } from '../../src/TypeScript/aftership/core/fields/mapping';
import { describeFieldProblem } from '../../src/TypeScript/aftership/core/fields/problems';
import { lacksOf } from '../../src/TypeScript/aftership/core/carrier/needs';
import { requirementsOf, type RequiredField } from '../../src/TypeScript/aftership/core/carrier/requirements';
import { containsContact } from '../../src/TypeScript/aftership/core/aftership/request';
import {
  API_BASE,
  type CreateTrackingBody,
  type UpdateTrackingBody,
} from '../../src/TypeScript/aftership/core/aftership/tracking';
import type { Connection } from '../../src/TypeScript/aftership/core/connection';
import { isOwner, trackingIdOf, type LedgerRow } from '../../src/TypeScript/aftership/core/ledger/row';
import { shipDay, type Fulfillment } from '../../src/TypeScript/aftership/core/netsuite/fulfillment';
import { daysBetween, type CalendarDate, type EpochSeconds } from '../../src/TypeScript/aftership/core/values';
import { connectionWith, memoryWorld } from '../shared/memory_ports';
import type { PreviewArguments } from './arguments';
import { COLUMNS, type ColumnKey } from './columns';
import { listPackages, nameOf, type Looked, type PreviewCarrier, type PreviewPackage } from './packages';
import type { Disk } from './on_disk';
import { MASK_CONTACTS, SHOW_CONTACTS, type Privacy } from './privacy';
import type { Progress } from './progress';
import type { ExportReading } from './read_export';
import type { ExportedFulfillment, ExportProblem } from './rows';
import { countShipment, SilentCount, type SilentPlace } from './silent';

export interface PreviewSettings {
  readonly given: PreviewArguments;
  readonly now: EpochSeconds;
  /** Texts of the mappings. */
  readonly carrierMapping: string;
  readonly fieldMapping: string;
}

/** A request as AfterShip would get it. Contacts are masked unless the arguments say otherwise. */
interface PreviewRequest {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly body: RequestBody;
}

type RequestBody = CreateTrackingBody | UpdateTrackingBody | null;

export interface PreviewProblem {
  readonly line: number;
  readonly kind: 'error' | 'warning' | 'needs attention' | 'left out' | 'note';
  readonly fulfillment: string;
  readonly number: string;
  readonly column: string;
  readonly message: string;
}

export interface PackageGroup {
  readonly title: string;
  count: number;
  readonly example: PreviewPackage;
}

/**
 * Number of times that a line of the carrier mapping was followed, and that the number or other evidence disagreed with
 * it.
 */
export interface MappingUse {
  readonly line: MappingLine;
  agreed: number;
  contradicted: number;
}

/** Creates with a carrier that requires this field, and the number of those without it. */
export interface CarrierNeed {
  readonly slug: string;
  readonly field: RequiredField;
  asked: number;
  lacking: number;
  /** The first fulfillment without the field. */
  example: string;
  /** The column for this field, if the file lacks it; otherwise null. */
  readonly missingColumn: string | null;
}

/** Columns for the fields that couriers require. Fields that only a person or a mapping gives have no column. */
const COLUMNS_OF_FIELDS: Partial<Record<RequiredField, ColumnKey>> = {
  destination_country_region: 'shipCountry',
  destination_postal_code: 'shipPostalCode',
  destination_state: 'shipState',
  origin_country_region: 'originCountry',
};

export interface PreviewResult {
  readonly settings: PreviewSettings;
  readonly today: CalendarDate;
  readonly counts: {
    rows: number;
    fulfillments: number;
    notShipped: number;
    withoutNumber: number;
    /** Readable tracking numbers of shipped fulfillments. */
    packages: number;
    /** Numbers whose field contained more text. */
    readOut: number;
    created: number;
    updated: number;
    shared: number;
    held: number;
    tooOld: number;
    attention: number;
    /** Texts of shipped fulfillments that are certainly not numbers. */
    noNumber: number;
    withContact: number;
    /**
     * Packages whose request lacks a field, has a shortened one, or names a carrier that some evidence disagrees with.
     */
    noted: number;
    /** Packages and texts of all fulfillments. */
    listed: number;
    errors: number;
    warnings: number;
  };
  readonly held: readonly PackageGroup[];
  readonly attention: readonly PackageGroup[];
  readonly noNumber: readonly PackageGroup[];
  /** The first package whose field contained more text. */
  readonly firstReadOut: PreviewPackage | null;
  readonly mappingUse: readonly MappingUse[];
  /** Where something is silently wrong, the worst first. */
  readonly silent: readonly SilentPlace[];
  readonly carriers: readonly { readonly slug: string | null; readonly count: number }[];
  /** Fields that carriers require and requests lack, according to the project's facts. */
  readonly needs: readonly CarrierNeed[];
  readonly firstProblems: readonly PreviewProblem[];
  readonly firstNotes: readonly PreviewProblem[];
  readonly firstRequests: readonly PreviewRequest[];
  readonly firstPackages: readonly PreviewPackage[];
  readonly notes: readonly string[];
  readonly oldestDay: CalendarDate | null;
  readonly newestDay: CalendarDate | null;
}

/** Receives the results that are too large to keep. */
export interface PreviewSink {
  request(request: PreviewRequest): void;
  /** A problem of the file or of a mapping. It stands before all others. */
  fileProblem(problem: PreviewProblem): void;
  problem(problem: PreviewProblem): void;
  package(shown: PreviewPackage): void;
}

const SHOWN_PROBLEMS = 20;
const SHOWN_REQUESTS = 3;
const SHOWN_PACKAGES = 2000;

/** Replaces the account in ids until the account is given. */
export const PLACEHOLDER_ACCOUNT = '1234567';

/** A day before every day of an export. */
const NO_START_DATE = '0000-01-01';

/** Stands for the carrier that AfterShip would detect, which is unknown here. It is never shown. */
const SOME_CARRIER = 'detected';

const API_PATH = new URL(API_BASE).pathname;

export function runPreview(
  reading: ExportReading,
  settings: PreviewSettings,
  sink: PreviewSink,
  { disk, progress }: { readonly disk: Disk; readonly progress: Progress },
): PreviewResult {
  const { given } = settings;
  const privacy = given.showContacts ? SHOW_CONTACTS : MASK_CONTACTS;
  const tally = new Tally(reading, settings, privacy, sink);
  const owners = newestOwners(disk);
  const look = looker(settings, owners, tally);
  for (const entry of reading.entries()) {
    if (entry.kind === 'problem') {
      tally.addFileProblem(entry.problem, entry.about);
      continue;
    }
    look(entry);
    progress.show(
      () =>
        `${tally.counts.fulfillments.toLocaleString('en-US')} of ${reading.fulfillments.toLocaleString('en-US')} fulfillments looked at`,
    );
  }
  return tally.result(reading.notes());
}

/** Looks at one fulfillment as NetSuite would. */
function looker(settings: PreviewSettings, owners: Owners, tally: Tally): (exported: ExportedFulfillment) => void {
  const connection = connectionOf(settings);
  return (exported) => {
    const { fulfillment } = exported;
    const created = new Set<string>();
    const others: LedgerRow[] = [];
    // Each fulfillment has its own memory, because all rows, requests and log lines of a large export would not fit
    // together.
    const world = memoryWorld({
      accountId: connection.accountId,
      isProduction: true,
      now: settings.now,
      connection,
      answer: (request) => {
        const body = parseBody(request.body);
        tally.addRequest(request, body, fulfillment);
        if (body !== null && 'tracking_number' in body) created.add(body.tracking_number);
        return accept(request, body, [...world.rows.values(), ...others]);
      },
    });
    world.fulfillments.set(fulfillment.id, fulfillment);
    world.ports.events.add({
      fulfillmentId: fulfillment.id,
      dueAt: settings.now,
      priority: 'script',
      origin: 'preview',
    });
    const failure = attempt(() => {
      const ports = { ...world.ports, ledger: beside(world.ports.ledger, owners, others) };
      const { end } = reconcile(world.taskFor(fulfillment.id), ports);
      return end === 'done' ? null : `It ended as “${end}”.`;
    });
    if (failure !== null) tally.addFailure(exported, failure);
    const rows = [...world.rows.values()];
    tally.addFulfillment(exported, { rows, created });
    rows.forEach(owners.add);
  };
}

/** Returns the error of one fulfillment, which is a defect to report and must not hide the others. */
function attempt(run: () => string | null): string | null {
  try {
    return run();
  } catch (error) {
    return String(error);
  }
}

function connectionOf({ given, carrierMapping, fieldMapping }: PreviewSettings): Connection {
  return connectionWith({
    accountId: given.accountId ?? PLACEHOLDER_ACCOUNT,
    startDate: given.startDate ?? NO_START_DATE,
    maxAgeDays: given.maxAgeDays,
    sendName: given.sendName,
    sendEmail: given.sendEmail,
    sendPhone: given.sendPhone,
    includeTransferOrders: given.includeTransferOrders,
    carrierMapping,
    fieldMapping,
  });
}

/** The answer of an AfterShip that accepts everything. `known` are rows of the trackings that may be asked for. */
function accept(request: HttpRequest, body: RequestBody, known: readonly LedgerRow[]): HttpResult {
  const isCreate = body !== null && 'tracking_number' in body;
  const id = isCreate ? body.id : (request.path.split('/').at(-1) ?? '');
  const number = isCreate ? body.tracking_number : known.find(({ holding }) => trackingIdOf(holding) === id)?.number;
  const code = isCreate ? 201 : 200;
  const data = {
    id,
    tracking_number: number,
    slug: body?.slug ?? SOME_CARRIER,
    tag: 'Pending',
    customers: body?.customers ?? [],
  };
  return { kind: 'answer', status: code, headers: {}, body: JSON.stringify({ meta: { code }, data }) };
}

function parseBody(text: string | null): RequestBody {
  return text === null ? null : (JSON.parse(text) as RequestBody);
}

interface Owners {
  add(row: LedgerRow): void;
  of(number: string): readonly LedgerRow[];
}

/**
 * Remembers the owners of each number. The plan needs to know only whether there is one and whether a newer one exists,
 * so the first and the newest owner suffice. With all owners, a file with one number in every row would take hours.
 */
function newestOwners(disk: Disk): Owners {
  const byNumber = disk.map<readonly [first: LedgerRow, newest?: LedgerRow]>();
  return {
    add: (row) => {
      if (!isOwner(row)) return;
      const known = byNumber.get(row.number);
      if (known === undefined) byNumber.set(row.number, [row]);
      else if ((known[1] ?? known[0]).fulfillmentId < row.fulfillmentId) byNumber.set(row.number, [known[0], row]);
    },
    of: (number) => byNumber.get(number)?.filter((row) => row !== undefined) ?? [],
  };
}

/** Ledger of one fulfillment, which also shows earlier owners of its numbers, and adds them to `shown`. */
function beside(own: Ledger, owners: Owners, shown: LedgerRow[]): Ledger {
  return {
    ...own,
    findFor: (fulfillmentId, numbers) => {
      const others = numbers.flatMap(owners.of);
      shown.push(...others);
      return { own: own.findFor(fulfillmentId, []).own, others };
    },
  };
}

/** Adds up the results. */
class Tally {
  readonly counts: PreviewResult['counts'] = {
    rows: 0,
    fulfillments: 0,
    notShipped: 0,
    withoutNumber: 0,
    packages: 0,
    readOut: 0,
    created: 0,
    updated: 0,
    shared: 0,
    held: 0,
    tooOld: 0,
    attention: 0,
    noNumber: 0,
    withContact: 0,
    noted: 0,
    listed: 0,
    errors: 0,
    warnings: 0,
  };
  private readonly held = new Map<string, PackageGroup>();
  private readonly attention = new Map<string, PackageGroup>();
  private readonly noNumber = new Map<string, PackageGroup>();
  private firstReadOut: PreviewPackage | null = null;
  private readonly mapping: CarrierMapping;
  private readonly fields: FieldMapping;
  private readonly mappingUse: ReadonlyMap<number, MappingUse>;
  private readonly silent = new SilentCount();
  private readonly carriers = new Map<string | null, number>();
  private readonly needs = new Map<string, CarrierNeed>();
  private readonly firstFileProblems: PreviewProblem[] = [];
  private readonly firstFailures: PreviewProblem[] = [];
  private readonly firstNotes: PreviewProblem[] = [];
  private readonly firstRequests: PreviewRequest[] = [];
  private readonly firstPackages: PreviewPackage[] = [];
  private oldestDay: CalendarDate | null = null;
  private newestDay: CalendarDate | null = null;
  private readonly columns: ReadonlySet<ColumnKey>;
  private readonly settings: PreviewSettings;
  private readonly privacy: Privacy;
  private readonly sink: PreviewSink;

  constructor(
    { rowsRead, columns }: Pick<ExportReading, 'rowsRead' | 'columns'>,
    settings: PreviewSettings,
    privacy: Privacy,
    sink: PreviewSink,
  ) {
    this.counts.rows = rowsRead;
    this.columns = columns;
    this.settings = settings;
    this.privacy = privacy;
    this.sink = sink;
    this.mapping = parseCarrierMapping(settings.carrierMapping);
    this.fields = parseFieldMapping(settings.fieldMapping);
    this.mappingUse = new Map(this.mapping.lines.map((line) => [line.line, { line, agreed: 0, contradicted: 0 }]));
  }

  addFileProblem({ line, severity, column, message }: ExportProblem, about: Fulfillment | null): void {
    const problem: PreviewProblem = {
      line,
      kind: severity,
      fulfillment: about === null ? '' : nameOf(about),
      number: '',
      column: column ?? '',
      message: this.privacy.text(message, about),
    };
    this.countProblem(problem, this.firstFileProblems);
    this.sink.fileProblem(problem);
  }

  private countProblem(problem: PreviewProblem, first: PreviewProblem[]): void {
    if (problem.kind === 'error') this.counts.errors++;
    if (problem.kind === 'warning') this.counts.warnings++;
    if (first.length < SHOWN_PROBLEMS) first.push(problem);
  }

  addFailure({ line, fulfillment }: ExportedFulfillment, reason: string): void {
    const problem: PreviewProblem = {
      line,
      kind: 'error',
      fulfillment: nameOf(fulfillment),
      number: '',
      column: '',
      message: this.privacy.text(
        `What would happen to it could not be found out: ${reason} This is a defect of this project: please report it.`,
        fulfillment,
      ),
    };
    this.countProblem(problem, this.firstFailures);
    this.sink.problem(problem);
  }

  addFulfillment(exported: ExportedFulfillment, looked: Looked): void {
    const { fulfillment } = exported;
    const { mapping, fields, privacy } = this;
    const packages = listPackages(exported, looked, { given: this.settings.given, mapping, fields, privacy });
    this.counts.fulfillments++;
    if (fulfillment.status === 'shipped') this.addShipped(exported, packages);
    else this.counts.notShipped++;
    for (const shown of packages) this.addPackage(shown);
  }

  private addShipped(exported: ExportedFulfillment, packages: readonly PreviewPackage[]): void {
    this.silent.add(countShipment(exported, packages, this.fields));
    if (packages.every(({ result }) => result === 'no number')) this.counts.withoutNumber++;
    const day = shipDay(exported.fulfillment);
    if (this.oldestDay === null || day < this.oldestDay) this.oldestDay = day;
    if (this.newestDay === null || day > this.newestDay) this.newestDay = day;
    for (const shown of packages) {
      if (shown.carrier === null) continue;
      this.counts.packages++;
      this.addMappingUse(shown.carrier);
      if (shown.readOutOf === null) continue;
      this.counts.readOut++;
      this.firstReadOut ??= shown;
    }
  }

  private addMappingUse({ agreed, contradicted }: PreviewCarrier): void {
    for (const [line, use] of this.mappingUse) {
      if (agreed.includes(line)) use.agreed++;
      if (contradicted.includes(line)) use.contradicted++;
    }
  }

  addRequest(request: HttpRequest, body: RequestBody, about: Fulfillment | null): void {
    if (request.method === 'POST') this.counts.created++;
    else this.counts.updated++;
    if (body !== null && request.method === 'POST') {
      const slug = body.slug ?? null;
      this.carriers.set(slug, (this.carriers.get(slug) ?? 0) + 1);
      if (containsContact(body)) this.counts.withContact++;
      this.addNeeds(body, about);
    }
    const shown: PreviewRequest = {
      method: request.method,
      path: `${API_PATH}${request.path}`,
      body: body === null ? null : this.privacy.body(body, about),
    };
    if (this.firstRequests.length < SHOWN_REQUESTS) this.firstRequests.push(shown);
    this.sink.request(shown);
  }

  private addNeeds(body: NonNullable<RequestBody>, about: Fulfillment | null): void {
    const { slug } = body;
    if (slug === undefined) return;
    const required = requirementsOf(slug);
    const lacks = lacksOf(body, required);
    for (const field of required) {
      const key = `${slug} ${field}`;
      const missingColumn = this.missingColumnOf(field);
      const need = this.needs.get(key) ?? { slug, field, asked: 0, lacking: 0, example: '', missingColumn };
      this.needs.set(key, need);
      need.asked++;
      if (!lacks.includes(field)) continue;
      need.lacking++;
      if (need.example === '' && about !== null) need.example = nameOf(about);
    }
  }

  private missingColumnOf(field: RequiredField): string | null {
    const key = COLUMNS_OF_FIELDS[field];
    return key === undefined || this.columns.has(key) ? null : COLUMNS[key].label;
  }

  private addPackage(shown: PreviewPackage): void {
    this.counts.listed++;
    this.sink.package(shown);
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
        addToGroup(this.held, shown.title, shown);
        return 'left out';
      case 'needs attention':
        this.counts.attention++;
        addToGroup(this.attention, shown.title, shown);
        return 'needs attention';
      case 'no number':
        this.counts.noNumber++;
        addToGroup(this.noNumber, shown.title, shown);
        return null;
      case 'not shipped':
      case 'not known':
        return null;
    }
  }

  result(notes: readonly string[]): PreviewResult {
    // Without a fulfillment the file is at fault, whatever the mappings say.
    if (this.counts.fulfillments > 0) {
      for (const problem of mappingProblems(this.mapping, this.fields)) this.addFileProblem(problem, null);
    }
    const byCount = (groups: ReadonlyMap<string, PackageGroup>): readonly PackageGroup[] =>
      [...groups.values()].sort((left, right) => right.count - left.count);
    return {
      settings: this.settings,
      today: dayOf(this.settings.now),
      counts: this.counts,
      held: byCount(this.held),
      attention: byCount(this.attention),
      noNumber: byCount(this.noNumber),
      firstReadOut: this.firstReadOut,
      mappingUse: [...this.mappingUse.values()],
      silent: this.silent.places({
        hasLocations: this.columns.has('location'),
        mapping: this.mapping,
        privacy: this.privacy,
      }),
      carriers: [...this.carriers]
        .map(([slug, count]) => ({ slug, count }))
        .sort((left, right) => right.count - left.count),
      needs: [...this.needs.values()]
        .filter(({ lacking }) => lacking > 0)
        .sort((left, right) => right.lacking - left.lacking),
      firstProblems: [...this.firstFileProblems, ...this.firstFailures].slice(0, SHOWN_PROBLEMS),
      firstNotes: this.firstNotes,
      firstRequests: this.firstRequests,
      firstPackages: this.firstPackages,
      notes: notes.map((note) => this.privacy.text(note, null)),
      oldestDay: this.oldestDay,
      newestDay: this.newestDay,
    };
  }
}

/** Problems of the mappings; the message contains the line of the mapping. */
function mappingProblems(carriers: CarrierMapping, fields: FieldMapping): readonly ExportProblem[] {
  return [...carriers.problems.map(describeMappingProblem), ...fields.problems.map(describeFieldProblem)].map(
    (message) => ({ line: 0, column: null, severity: 'warning', message }),
  );
}

function addToGroup(groups: Map<string, PackageGroup>, title: string, example: PreviewPackage): void {
  const known = groups.get(title);
  if (known === undefined) groups.set(title, { title, count: 1, example });
  else known.count++;
}

function dayOf(now: EpochSeconds): CalendarDate {
  return new Date(now * 1000).toISOString().slice(0, 10);
}

/** True when only the age limit keeps every package back. */
export function isAllTooOld({ counts }: PreviewResult): boolean {
  return counts.tooOld > 0 && counts.created === 0 && counts.shared === 0;
}

/**
 * Arguments that would show what the age limit hides, each sufficient alone; `largestAge` is the connection's limit.
 */
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
