/**
 * Interface of the emulated NetSuite account for tests, tools and the demo. The emulated scripts see only N/ modules.
 */

import type { Transport } from '../wire';

/**
 * Every behaviour that Oracle or AfterShip leaves undocumented, with its possible answers. The first value is the
 * default.
 */
export interface Dials {
  /** Whether a custom record with an external id that exists already is refused. */
  duplicateExternalId: 'refused' | 'accepted';
  /** Whether `setValue({fieldId: 'externalid'})` is allowed on a custom record at all. */
  setExternalId: 'allowed' | 'refused';
  /**
   * Result of an N/task submit by another user than the System user, when no instance is unfinished. The help documents
   * the System user's submit only.
   */
  taskSubmit: 'allowed' | 'refused';
  /** Whether the errors of a summary list SSS_APP_SERVER_RESTART for a key that a restart ended and that ran again. */
  restartErrors: 'listed' | 'not listed';
  /** When a submitted Map/Reduce may start: after the save is visible, or before other work of the same save. */
  taskStart: 'after save' | 'at once';
  /** Content of newRecord in afterSubmit. */
  afterSubmitValues: 'fresh' | 'stale';
  /** Form of ids and integers in getValue and searches. */
  numbers: 'as text' | 'as number';
  /** Form of an empty field in getValue. */
  emptyValue: 'empty string' | 'null';
  /** Form of a checkbox in searches and lookupFields. */
  checkboxInSearch: 'boolean' | 'T or F';
  /** Error of record.load for a role without the permission. */
  missingPermission: 'INSUFFICIENT_PERMISSION' | 'RCRD_DSNT_EXIST';
  /** Value of `country` in an address subrecord. */
  countryValue: 'alpha-2' | 'label';
  /** Result of lookupFields for a record that does not exist. */
  lookupOfMissing: 'empty object' | 'error';
  /** Value of createdfrom on a drop shipment's fulfillment. */
  dropShipCreatedFrom: 'purchaseorder' | 'salesorder';
  /** Where a fulfillment has a location: on its item lines only, or in the body as well. */
  fulfillmentLocation: 'lines' | 'lines and body';
  /** Value of shipstatus while Pick, Pack and Ship is off. */
  shipStatusWithoutFeature: 'empty' | 'C';
  /** Value of `body` in a response without content. */
  emptyHttpBody: 'empty string' | 'null';
  /** Largest response that N/https gives to a script. The request has had its effect when a larger one is refused. */
  httpResponseLimit: 'none' | '10 MB';
  /** Type that beforeLoad is told when a script loads a record. */
  typeOfLoad: 'edit' | 'view';
  /** What beforeLoad has as form where no page is made: nothing, or a form of which every member throws. */
  formWithoutPage: 'absent' | 'unusable';
  /** Whether newRecord of an XEDIT also lists system fields such as id and type. */
  xeditFields: 'edited only' | 'edited and system';
  /** Result of getSublists for a record whose package list has no line. */
  emptySublist: 'listed' | 'absent';
  /** Case of a hash's hexadecimal digits. */
  hexDigits: 'upper case' | 'lower case';
  /** Whether a search for a text is case-sensitive. */
  textSearch: 'any case' | 'exact case';
  /** Form of an empty text that a summary search groups by. */
  emptyGroup: '- None -' | 'empty';
  /** Result of a search for script deployments by a script outside a bundle. */
  deploymentSearch: 'found' | 'nothing' | 'refused';
  /** Rows of a fulfillment that show its tracking numbers in a search. */
  trackingNumberRows: 'every row' | 'main row';
  /** Whether labels, values and cells of a form are shown as text or as markup. INLINEHTML is always markup. */
  formText: 'escaped' | 'raw';
  /** Form of a text in the values of Map/Reduce input. All other values are JSON. */
  textValues: 'as they are' | 'quoted';
  /** Length to which a search cuts a long text. The help has three, by kind of account (section_4345767112). */
  longTextInSearch: '1300 characters' | '3900 characters' | '4000 characters';
  /** Rows of a ResultSet: section_4345767679 says 4,000, section_456010986327 says that they are unlimited. */
  resultSetRows: '4000' | 'all';
  /** Whether SuiteQL gives the second of a time. Public code reads it; Oracle's pages do not say it. */
  suiteqlSeconds: 'given' | 'always 00' | 'refused';
  /** The clock that stamps changes of records, beside the clock of the scripts. */
  databaseClock: 'in step' | '20 seconds ahead' | '20 seconds behind';
  /** Whether an INTEGER takes more than 2,147,483,647. The help has 20 digits and "technical limitations". */
  largeIntegers: 'refused' | 'accepted';
  /** Name of a sublist's first line in a record's JSON; public code looks for both. */
  firstJsonLine: 'line 1' | 'line 0';
}

/** Columns by record type; `transaction` and `entity` stand for every type of transaction and of entity. */
export type RefusedColumns = Readonly<Record<string, readonly string[]>>;

/** What can be set in one account: the dials, and the search columns that it does not have. */
export interface AccountDials extends Dials {
  /** Searches and look-ups refuse these columns, as those of a feature that is off. */
  refusedColumns: RefusedColumns;
}

/** Contexts that a deployment can list (SDFxml_340964121). */
export const EXECUTION_CONTEXTS = [
  'ACTION',
  'ADVANCEDREVREC',
  'BANKCONNECTIVITY',
  'BANKSTATEMENTPARSER',
  'BUNDLEINSTALLATION',
  'CLIENT',
  'CONSOLRATEADJUSTOR',
  'CSVIMPORT',
  'CUSTOMGLLINES',
  'CUSTOMMASSUPDATE',
  'DATASETBUILDER',
  'DEBUGGER',
  'EMAILCAPTURE',
  'FICONNECTIVITY',
  'FIPARSER',
  'MAPREDUCE',
  'OCRPLUGIN',
  'OFFLINECLIENT',
  'OTHER',
  'PAYMENTGATEWAY',
  'PAYMENTPOSTBACK',
  'PLATFORMEXTENSION',
  'PORTLET',
  'PROMOTIONS',
  'RECORDACTION',
  'RESTLET',
  'RESTWEBSERVICES',
  'SCHEDULED',
  'SDFINSTALLATION',
  'SHIPPINGPARTNERS',
  'SUITELET',
  'TAXCALCULATION',
  'USEREVENT',
  'USERINTERFACE',
  'WEBAPPLICATION',
  'WEBSERVICES',
  'WEBSTORE',
  'WORKBOOKBUILDER',
  'WORKFLOW',
] as const;

export type ExecutionContext = (typeof EXECUTION_CONTEXTS)[number];

export interface Actor {
  /** Internal id of an employee of the account, or 'system'. */
  readonly user: number | 'system';
  readonly context: ExecutionContext;
  /** "Run server SuiteScript" is off; for imports and web services. */
  readonly withoutScripts?: boolean;
}

/**
 * Plain field values: strings, numbers, booleans, Dates (midnight of the engine's zone) or null. A multiple select is
 * the text of its ids with commas between them.
 */
export type FieldValue = string | number | boolean | Date | null;
export type Line = Readonly<Record<string, FieldValue>>;

export interface RecordValues {
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** Sublists by id. A given sublist replaces the existing one. */
  readonly sublists?: Readonly<Record<string, readonly Line[]>>;
  /** Subrecords by field id, such as `shippingaddress`. */
  readonly subrecords?: Readonly<Record<string, Readonly<Record<string, FieldValue>>>>;
}

/** A person's request to a Suitelet. `parameters` are those of the address and, in a POST, of the form. */
export interface SuiteletRequest {
  readonly script: string;
  readonly deployment: string;
  readonly method: 'GET' | 'POST';
  readonly parameters: Readonly<Record<string, string>>;
  /** Posted sublists: values by line. */
  readonly sublists?: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
}

export interface SuiteletAnswer {
  readonly status: number;
  /** Address to which the visitor is redirected; null when the body is the answer. */
  readonly location: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Cost and calls of one script invocation. */
export interface Execution {
  readonly script: string;
  readonly deployment: string;
  /** `afterSubmit`, `getInputData`, `reduce`, `summarize`, `execute` … */
  readonly entry: string;
  /** The reduce key, or the record of the user event. */
  readonly subject: string;
  readonly units: number;
  readonly unitLimit: number;
  /** N/ calls in order, with their units: `N/record.load(itemfulfillment) 10`. */
  readonly calls: readonly { readonly call: string; readonly units: number }[];
  readonly httpCalls: number;
  /** Loaded project files and N/ modules, with the size of the project files in bytes. */
  readonly modules: readonly string[];
  readonly bytes: number;
  /** Rows that its searches tested, by record type. FIDELITY.md says which rows a search tests. */
  readonly rowsTested: Readonly<Record<string, number>>;
  readonly error: { readonly name: string; readonly message: string } | null;
  /** Virtual epoch milliseconds. */
  readonly startedAt: number;
  readonly runAs: { readonly user: number | 'system'; readonly role: string };
}

export interface LogLine {
  readonly at: number;
  readonly script: string;
  readonly level: 'debug' | 'audit' | 'error' | 'emergency';
  readonly title: string;
  readonly details: string;
}

/** An e-mail that a script sent. */
export interface Mail {
  readonly at: number;
  /** Internal id of the employee who is the author. */
  readonly author: number;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly body: string;
}

/**
 * Called at every boundary (N/ call, HTTP request, record write). It may throw to inject a fault, throw KilledError to
 * end the script, or act on the account as a second actor, because the emulator is re-entrant here.
 */
export type BoundaryHook = (boundary: {
  readonly kind: 'call' | 'http' | 'http answered';
  /** `N/record.load`, `POST https://…` */
  readonly what: string;
  readonly when: 'before' | 'after';
  readonly script: string;
  readonly entry: string;
}) => void;

/** The platform ended the script; the script cannot catch this error. */
export class KilledError extends Error {
  override readonly name = 'KILLED';
}

export interface AccountOptions {
  /** `1234567` (production) or `1234567_SB1`. */
  readonly accountId: string;
  readonly envType: 'PRODUCTION' | 'SANDBOX';
  /** Ids of the features that are on. */
  readonly features: readonly string[];
  /** Virtual time at the start, epoch milliseconds. */
  readonly now: number;
  /** Language of the account's users, such as `de_DE`, and their date format, such as `D.M.YYYY`. */
  readonly language: string;
  readonly dateFormat: 'M/D/YYYY' | 'D/M/YYYY' | 'D.M.YYYY' | 'YYYY-M-D';
  /** IANA zone of the account. Schedules start at its midnight. */
  readonly timeZone: string;
  readonly transport: Transport;
  /** NetSuite's release in N/runtime. The default is the release for which the facts were read. */
  readonly release?: string;
  readonly dials?: Partial<AccountDials>;
  readonly seed?: number;
  /**
   * Gives each processor a clock of its own, so that jobs and the keys of a stage run side by side, and people act
   * meanwhile (`at`). Omitted: one clock, and everything runs one after the other.
   */
  readonly processors?: ProcessorOptions;
}

/** SuiteCloud processors. The seconds are not documented; they are what a measurement assumes. */
export interface ProcessorOptions {
  /** 2 without SuiteCloud Plus, and at most 60 (section_1518131145). */
  readonly count: number;
  /** Seconds from a job's submit to its first stage where a processor is free. Default 0. */
  readonly startSeconds?: number;
  /** Seconds from the end of a stage to the start of the next one. Default 0. */
  readonly stageSeconds?: number;
  /** Concurrency limits that an administrator set, by deployment, instead of the project's. */
  readonly concurrencyLimits?: Readonly<Record<string, number>>;
}

export interface SecretOptions {
  readonly value: string;
  readonly allowedDomains?: readonly string[];
  readonly allowedScripts?: readonly string[];
  /** Employees that may use it; empty for everybody. The System user always may. */
  readonly allowedEmployees?: readonly number[];
}

/** A refusal to deploy, as the account would print it, with file and element. */
export interface DeploymentFinding {
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number | null;
  readonly element: string;
  readonly message: string;
}

export interface DeploymentReport {
  readonly ok: boolean;
  readonly findings: readonly DeploymentFinding[];
  /** One line for each step, as the CLI prints them. */
  readonly log: readonly string[];
  readonly objects: readonly { readonly type: string; readonly scriptId: string; readonly file: string }[];
  readonly files: readonly string[];
}

/** A stored record for assertions and reports, read without a script. */
export interface StoredRecord {
  readonly id: number;
  readonly type: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly sublists: Readonly<Record<string, readonly Line[]>>;
  readonly subrecords: Readonly<Record<string, Readonly<Record<string, FieldValue>>>>;
}

/** A user event of another app. Its entry points are bodies of functions of `context`. */
export interface ForeignUserEvent {
  readonly recordType: string;
  readonly beforeLoad?: string;
  readonly beforeSubmit?: string;
  readonly afterSubmit?: string;
  /** Modules that the bodies use, such as `N/log`, by the last part of their name. */
  readonly modules?: readonly string[];
}

export interface EmulatedAccount {
  readonly options: AccountOptions;
  readonly dials: AccountDials;
  /** Virtual epoch milliseconds. */
  now(): number;

  /** Deploys a project zip as `suitecloud project:deploy` does, but all or nothing, and reports every finding. */
  deploy(zip: Uint8Array): DeploymentReport;

  /** Adds an earlier record without events and returns its internal id. */
  seed(type: string, values: RecordValues, id?: number): number;

  /** Creates a record as people and integrations do, with user events of their type and context. */
  create(actor: Actor, type: string, values: RecordValues): number;
  edit(actor: Actor, type: string, id: number, values: RecordValues): void;
  /** Inline edit or submitFields: XEDIT with only these fields. */
  inlineEdit(actor: Actor, type: string, id: number, fields: Readonly<Record<string, FieldValue>>): void;
  /** The Mark Packed and Mark Shipped buttons: PACK and SHIP. */
  markPacked(actor: Actor, fulfillmentId: number): void;
  markShipped(actor: Actor, fulfillmentId: number): void;
  remove(actor: Actor, type: string, id: number): void;

  /** A signed-in person opens a Suitelet or posts its form. */
  request(actor: Actor, request: SuiteletRequest): SuiteletAnswer;
  /**
   * A person opens a record. Returns the HTML that scripts add to its page, and the error that would keep it from
   * opening.
   */
  open(actor: Actor, type: string, id: number): { readonly html: string; readonly error: string | null };
  /** Ends every session, so that the values scripts stored in sessions are lost. */
  endSessions(): void;

  get(type: string, id: number): StoredRecord | null;
  all(type: string): readonly StoredRecord[];

  setSecret(scriptId: string, options: SecretOptions | null): void;
  setFeature(feature: string, isOn: boolean): void;
  setDial<K extends keyof AccountDials>(dial: K, value: AccountDials[K]): void;
  /**
   * Deploys another app's user event for everybody and every context, after all others. Returns the id of its
   * deployment, by which `setDeployed` takes it away and brings it back.
   */
  plantUserEvent(event: ForeignUserEvent): string;
  /** Switches a script deployment off or on, as an administrator would. */
  setDeployed(deployment: string, isDeployed: boolean): void;

  /** Advances virtual time and runs everything due until then: queued jobs first, then schedules. */
  advance(seconds: number): void;
  /**
   * Plans what people or others do at a time to come, also while jobs run. Needs the option `processors`. Throws for a
   * time that has passed.
   */
  at(epochMs: number, act: () => void): void;
  /** Queues a job of another app that keeps a processor for so many seconds. Needs the option `processors`. */
  occupyProcessor(seconds: number): void;
  /** Runs queued jobs without advancing time further than they take, and returns their number. */
  runQueue(): number;
  /** Presses Save and Execute of a deployment, and waits. The run belongs to the System user, as in NetSuite. */
  execute(deployment: string): void;

  /**
   * Runs a deployment as the System user even while an instance is unfinished, which the platform prevents. It proves
   * that scripts do not depend on that.
   */
  runOnceMore(deployment: string, parameters?: Readonly<Record<string, string>>): void;
  /**
   * Sets whether restrictions of roles (own subsidiary, location …) hide a record from every script but the System
   * user's.
   */
  setHidden(type: string, id: number, isHidden: boolean): void;
  /** Clears N/cache, which may happen at any time. */
  clearCaches(): void;
  /**
   * Refreshes a sandbox: makes another account with every record, list and project of this one. Caches, secrets, jobs
   * and manual switches are not copied. The effect of a refresh on secrets is not documented, so the caller sets them.
   */
  refreshInto(options: AccountOptions): EmulatedAccount;

  onBoundary(hook: BoundaryHook | null): void;
  executions(): readonly Execution[];
  /** The running invocation, for hooks and transports; null when no script runs. */
  running(): Pick<Execution, 'script' | 'entry' | 'subject'> | null;
  logs(): readonly LogLine[];
  mails(): readonly Mail[];
  /** Clears executions and logs, to measure a part of a run. */
  clearMeasurements(): void;
  /** Runs a function with N/ modules as a script in this role would, for tests of adapters. */
  withModules<T>(
    run: (require: (module: string) => unknown) => T,
    as?: { readonly user?: number | 'system'; readonly role?: string; readonly scriptType?: string },
  ): T;
}
