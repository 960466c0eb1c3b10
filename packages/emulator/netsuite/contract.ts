/**
 * What the emulated NetSuite account offers to tests, tools and the demo.
 * The scripts under emulation never see any of this: they only see N/ modules.
 */

import type { Transport } from '../wire';

/** Every point that Oracle or AfterShip leaves undocumented, with both answers. The first value is the default. */
export interface Dials {
  /** Whether a custom record with an external id that exists already is refused. */
  duplicateExternalId: 'refused' | 'accepted';
  /** Whether `setValue({fieldId: 'externalid'})` is allowed on a custom record at all. */
  setExternalId: 'allowed' | 'refused';
  /** How an N/task submit ends for anybody but the System user, whose submit the help documents, when no instance is unfinished. */
  taskSubmit: 'allowed' | 'refused';
  /** When a submitted Map/Reduce may start: after the save is visible, or before other work in the same save. */
  taskStart: 'after save' | 'at once';
  /** What newRecord of afterSubmit holds. */
  afterSubmitValues: 'fresh' | 'stale';
  /** How ids and integers come out of getValue and searches. */
  numbers: 'as text' | 'as number';
  /** How an empty field comes out of getValue. */
  emptyValue: 'empty string' | 'null';
  /** How a checkbox comes out of searches and lookupFields. */
  checkboxInSearch: 'boolean' | 'T or F';
  /** What a role without the permission meets on record.load. */
  missingPermission: 'INSUFFICIENT_PERMISSION' | 'RCRD_DSNT_EXIST';
  /** Value of `country` in an address subrecord. */
  countryValue: 'alpha-2' | 'label';
  /** What lookupFields gives for a record that does not exist. */
  lookupOfMissing: 'empty object' | 'error';
  /** createdfrom of a drop shipment's fulfillment. */
  dropShipCreatedFrom: 'purchaseorder' | 'salesorder';
  /** What shipstatus holds while Pick, Pack and Ship is off. */
  shipStatusWithoutFeature: 'empty' | 'C';
  /** What `body` of a response without content is. */
  emptyHttpBody: 'empty string' | 'null';
  /** Whether newRecord of an XEDIT also lists system fields such as id and type. */
  xeditFields: 'edited only' | 'edited and system';
  /** What getSublists gives for a record whose package list has no line. */
  emptySublist: 'listed' | 'absent';
  /** Digits of a hash in hexadecimal encoding. */
  hexDigits: 'upper case' | 'lower case';
  /** Whether a search for a text tells upper from lower case. */
  textSearch: 'any case' | 'exact case';
  /** How an empty text comes out of a summary search that groups by it. */
  emptyGroup: '- None -' | 'empty';
  /** What a search for script deployments gives to a script that is in no bundle. */
  deploymentSearch: 'found' | 'nothing' | 'refused';
  /** Whether labels, values and cells of a form are shown as text or as markup. INLINEHTML always is markup. */
  formText: 'escaped' | 'raw';
  /** How a text that is a value of Map/Reduce input comes out: everything else is JSON. */
  textValues: 'as they are' | 'quoted';
}

/** All that a deployment can list (SDFxml_340964121). */
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
  /** For imports and web services: "run server SuiteScript" is unticked. */
  readonly withoutScripts?: boolean;
}

/** Plain field values: strings, numbers, booleans, Dates (midnight of the engine's zone) or null. */
export type FieldValue = string | number | boolean | Date | null;
export type Line = Readonly<Record<string, FieldValue>>;

export interface RecordValues {
  readonly fields?: Readonly<Record<string, FieldValue>>;
  /** Sublists by id; a given sublist replaces the one there. */
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
  /** Where the visitor is sent on to; null when the body is the answer. */
  readonly location: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What one script invocation cost, and what it called. */
export interface Execution {
  readonly script: string;
  readonly deployment: string;
  /** `afterSubmit`, `getInputData`, `reduce`, `summarize`, `execute` … */
  readonly entry: string;
  /** The reduce key, or the record the user event ran for. */
  readonly subject: string;
  readonly units: number;
  readonly unitLimit: number;
  /** N/ calls in order, with their units: `N/record.load(itemfulfillment) 10`. */
  readonly calls: readonly { readonly call: string; readonly units: number }[];
  readonly httpCalls: number;
  /** Files of ours and N/ modules that were loaded, with the bytes of ours. */
  readonly modules: readonly string[];
  readonly bytes: number;
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
  /** Internal id of the employee in whose name it went out. */
  readonly author: number;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly body: string;
}

/**
 * Called at every boundary (N/ call, HTTP request, record write). May throw to inject a fault, kill the script by
 * throwing KilledError, or act on the account as a second actor: the emulator is re-entrant here.
 */
export type BoundaryHook = (boundary: {
  readonly kind: 'call' | 'http' | 'http answered';
  /** `N/record.load`, `POST https://…` */
  readonly what: string;
  readonly when: 'before' | 'after';
  readonly script: string;
  readonly entry: string;
}) => void;

/** The platform ended the script: no catch of the script sees it. */
export class KilledError extends Error {
  override readonly name = 'KILLED';
}

export interface AccountOptions {
  /** `1234567` (production) or `1234567_SB1`. */
  readonly accountId: string;
  readonly envType: 'PRODUCTION' | 'SANDBOX';
  /** Features that are on, by id. */
  readonly features: readonly string[];
  /** Virtual time at the start, epoch milliseconds. */
  readonly now: number;
  /** Language of the account's users, such as `de_DE`, and their date format, such as `D.M.YYYY`. */
  readonly language: string;
  readonly dateFormat: 'M/D/YYYY' | 'D/M/YYYY' | 'D.M.YYYY' | 'YYYY-M-D';
  /** IANA zone of the account: schedules start at its midnight. */
  readonly timeZone: string;
  readonly transport: Transport;
  /** NetSuite's release, as N/runtime gives it; the one that the facts were read for when it is left out. */
  readonly release?: string;
  readonly dials?: Partial<Dials>;
  readonly seed?: number;
}

export interface SecretOptions {
  readonly value: string;
  readonly allowedDomains?: readonly string[];
  readonly allowedScripts?: readonly string[];
  /** Employees that may use it; empty = everybody. The System user always may. */
  readonly allowedEmployees?: readonly number[];
}

/** A refusal to deploy: what the account would print, with the file and the element. */
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
  /** One line a step, as the CLI would print. */
  readonly log: readonly string[];
  readonly objects: readonly { readonly type: string; readonly scriptId: string; readonly file: string }[];
  readonly files: readonly string[];
}

/** A record as it stands, for assertions and reports: never through a script's eyes. */
export interface StoredRecord {
  readonly id: number;
  readonly type: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly sublists: Readonly<Record<string, readonly Line[]>>;
  readonly subrecords: Readonly<Record<string, Readonly<Record<string, FieldValue>>>>;
}

export interface EmulatedAccount {
  readonly options: AccountOptions;
  readonly dials: Dials;
  /** Virtual epoch milliseconds. */
  now(): number;

  /** Deploys a project zip as `suitecloud project:deploy` would: all or nothing here, every finding reported. */
  deploy(zip: Uint8Array): DeploymentReport;

  /** Puts a record there without events, as data that was there before. Gives its internal id. */
  seed(type: string, values: RecordValues, id?: number): number;

  /** Saves as people and integrations do: raises user events with their type and context. */
  create(actor: Actor, type: string, values: RecordValues): number;
  edit(actor: Actor, type: string, id: number, values: RecordValues): void;
  /** Inline edit or submitFields: XEDIT with only these fields. */
  inlineEdit(actor: Actor, type: string, id: number, fields: Readonly<Record<string, FieldValue>>): void;
  /** The Mark Packed and Mark Shipped buttons: PACK and SHIP. */
  markPacked(actor: Actor, fulfillmentId: number): void;
  markShipped(actor: Actor, fulfillmentId: number): void;
  remove(actor: Actor, type: string, id: number): void;

  /** A signed-in person opens a Suitelet, or posts its form. */
  request(actor: Actor, request: SuiteletRequest): SuiteletAnswer;
  /** A person looks at a record: HTML of what scripts add to its page, and the error that would keep it from opening. */
  open(actor: Actor, type: string, id: number): { readonly html: string; readonly error: string | null };
  /** Everybody's session ends: what scripts kept there is gone. */
  endSessions(): void;

  get(type: string, id: number): StoredRecord | null;
  all(type: string): readonly StoredRecord[];

  setSecret(scriptId: string, options: SecretOptions | null): void;
  setFeature(feature: string, isOn: boolean): void;
  setDial<K extends keyof Dials>(dial: K, value: Dials[K]): void;
  /** Switches a script deployment off or on, as an administrator would. */
  setDeployed(deployment: string, isDeployed: boolean): void;

  /** Moves virtual time and runs whatever is due on the way: queued jobs first, then schedules. */
  advance(seconds: number): void;
  /** Runs queued jobs without moving time on purpose; gives how many ran. */
  runQueue(): number;
  /** The Save and Execute button of a deployment; as the System user, like NetSuite. */
  execute(deployment: string): void;

  /**
   * Runs a deployment once more as the System user, also while an instance is unfinished, which the platform keeps away:
   * for showing that nothing depends on that.
   */
  runOnceMore(deployment: string, parameters?: Readonly<Record<string, string>>): void;
  /** Whether roles' restrictions (own subsidiary, location …) keep a record from every script but the System user's. */
  setHidden(type: string, id: number, isHidden: boolean): void;
  /** N/cache forgets everything, as it may at any time. */
  clearCaches(): void;
  /**
   * A sandbox refresh: another account with every record, list and project of this one. Caches, secrets, jobs and
   * whatever is switched by hand are not copied. What a refresh does to secrets is not documented: set them as you mean.
   */
  refreshInto(options: AccountOptions): EmulatedAccount;

  onBoundary(hook: BoundaryHook | null): void;
  executions(): readonly Execution[];
  /** The invocation whose code is running now, seen from a hook or a transport; null when no script runs. */
  running(): Pick<Execution, 'script' | 'entry' | 'subject'> | null;
  logs(): readonly LogLine[];
  mails(): readonly Mail[];
  /** Forgets executions and logs so far, to measure a stretch. */
  clearMeasurements(): void;
  /** Runs a function as a script with the given role would, for tests of adapters: define-style modules by name. */
  withModules<T>(
    run: (require: (module: string) => unknown) => T,
    as?: { readonly user?: number | 'system'; readonly role?: string; readonly scriptType?: string },
  ): T;
}
