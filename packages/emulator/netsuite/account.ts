/** Makes an emulated NetSuite account: implements contract.ts over the engine. */

import type {
  AccountOptions,
  Actor,
  DeploymentFinding,
  DeploymentReport,
  Dials,
  EmulatedAccount,
  FieldValue,
  RecordValues,
  StoredRecord,
} from './contract';
import { makeModule } from './n/modules';
import type { ProjectModel } from './project/model';
import { readProject } from './project/read_project';
import { insert, noChanges, type Changes } from './records/commit';
import type { Row } from './records/store';
import type { RecordTypeInfo } from './records/types';
import { fieldOf, parseFieldValue } from './records/values';
import { Agenda } from './runtime/agenda';
import { Loader } from './runtime/amd';
import { Engine } from './runtime/engine';
import { deleteRecord, openRecord, saveExisting, saveNew, type Trigger } from './runtime/events';
import { plantUserEvent } from './runtime/foreign';
import { renderForm, SHOW_TEXT } from './runtime/form_html';
import type { ScriptType } from './runtime/governance';
import { install, showDeployment } from './runtime/install';
import { roleOf } from './runtime/permissions';
import { advance, runOnceMore, runQueue, submitByPerson } from './runtime/scheduler';
import { request } from './runtime/suitelets';

export const DEFAULT_DIALS: Dials = {
  duplicateExternalId: 'refused',
  setExternalId: 'allowed',
  taskSubmit: 'allowed',
  restartErrors: 'listed',
  taskStart: 'after save',
  afterSubmitValues: 'fresh',
  numbers: 'as text',
  emptyValue: 'empty string',
  checkboxInSearch: 'boolean',
  missingPermission: 'INSUFFICIENT_PERMISSION',
  countryValue: 'alpha-2',
  lookupOfMissing: 'empty object',
  dropShipCreatedFrom: 'purchaseorder',
  fulfillmentLocation: 'lines',
  shipStatusWithoutFeature: 'empty',
  emptyHttpBody: 'empty string',
  httpResponseLimit: 'none',
  typeOfLoad: 'edit',
  formWithoutPage: 'absent',
  xeditFields: 'edited only',
  emptySublist: 'listed',
  hexDigits: 'upper case',
  textSearch: 'any case',
  emptyGroup: '- None -',
  deploymentSearch: 'found',
  trackingNumberRows: 'every row',
  formText: 'escaped',
  textValues: 'as they are',
  longTextInSearch: '1300 characters',
  resultSetRows: '4000',
  suiteqlSeconds: 'given',
  databaseClock: 'in step',
  largeIntegers: 'refused',
  firstJsonLine: 'line 1',
};

/** The time zone is not UTC and the language is not English, because mistakes about dates and labels then show. */
const ACCOUNT = {
  accountId: '1234567',
  envType: 'PRODUCTION',
  language: 'de_DE',
  dateFormat: 'D.M.YYYY',
  timeZone: 'Europe/Berlin',
} as const;

/** Omitted options are those of a production account in Berlin. */
type NewAccount = Omit<AccountOptions, keyof typeof ACCOUNT> & Partial<AccountOptions>;

const engines = new WeakMap<EmulatedAccount, Engine>();

export function createAccount(given: NewAccount): EmulatedAccount {
  const options: AccountOptions = { ...ACCOUNT, ...given };
  const engine = new Engine(options, DEFAULT_DIALS, makeModule);
  const agenda = options.processors === undefined ? null : new Agenda(engine, options.processors);
  const account: EmulatedAccount = {
    options,
    dials: engine.dials,
    now: () => engine.clock.now(),
    deploy: (zip) => deploy(engine, zip),

    seed: (type, values, id) => {
      const info = engine.type(type);
      const commit = { expectedVersion: null, ignoresMandatory: true };
      return insert(engine, info, parseValues(engine, info, values), id === undefined ? commit : { ...commit, id }).id;
    },
    create: (actor, type, values) => {
      const info = engine.type(type);
      const changes = parseValues(engine, info, values);
      return act(engine, actor, (trigger) =>
        saveNew(engine, trigger, info, changes, { expectedVersion: null, ignoresMandatory: false }),
      ).id;
    },
    edit: (actor, type, id, values) => change(engine, actor, type, id, 'edit', values),
    inlineEdit: (actor, type, id, fields) => change(engine, actor, type, id, 'xedit', { fields }),
    markPacked: (actor, id) => change(engine, actor, 'itemfulfillment', id, 'pack', { fields: { shipstatus: 'B' } }),
    markShipped: (actor, id) => change(engine, actor, 'itemfulfillment', id, 'ship', { fields: { shipstatus: 'C' } }),
    remove: (actor, type, id) => {
      const info = engine.type(type);
      act(engine, actor, (trigger) => deleteRecord(engine, trigger, info, id));
    },

    request: (actor, asked) =>
      engine.outside(() => engine.store.withJournal(null, () => request(engine, actor, asked))),
    open: (actor, type, id) => {
      const info = engine.type(type);
      const { form, error } = act(engine, actor, (trigger) => openRecord(engine, trigger, info, id));
      return { html: renderForm(form, null, SHOW_TEXT[engine.dials.formText]), error };
    },
    endSessions: () => engine.sessions.clear(),

    get: (type, id) => {
      const row = engine.store.find(engine.type(type).id, id);
      return row === null ? null : stored(row);
    },
    all: (type) => engine.store.all(engine.type(type).id).map(stored),

    setSecret: (scriptId, secret) => {
      if (secret === null) engine.secrets.delete(scriptId);
      else engine.secrets.set(scriptId, secret);
    },
    setFeature: (feature, isOn) => {
      if (isOn) engine.features.add(feature);
      else engine.features.delete(feature);
    },
    setDial: (dial, value) => {
      engine.setDial(dial, value);
    },
    plantUserEvent: (event) => plantUserEvent(engine, event),
    setDeployed: (deployment, isDeployed) => {
      const found = engine.deployment(deployment);
      if (found === null) throw new Error(`There is no deployment ${deployment}.`);
      engine.switched.set(deployment, isDeployed);
      showDeployment(engine, found.deployment, isDeployed);
    },

    advance: (seconds) => {
      const run = (): void => (agenda === null ? advance(engine, seconds) : agenda.advance(seconds));
      engine.outside(run, seconds * 1000);
    },
    at: (epochMs, act) => demandAgenda(agenda).plan(epochMs, act),
    occupyProcessor: (seconds) => demandAgenda(agenda).occupy(seconds),
    runQueue: () => engine.outside(() => (agenda === null ? runQueue(engine, null) : agenda.finish())),
    execute: (deployment) =>
      engine.outside(() => {
        submitByPerson(engine, deployment);
        if (agenda === null) runQueue(engine, null);
        else agenda.finish();
      }),
    runOnceMore: (deployment, parameters = {}) => engine.outside(() => runOnceMore(engine, deployment, parameters)),
    setHidden: (type, id, isHidden) => {
      if (isHidden) engine.hidden.add(`${type} ${id}`);
      else engine.hidden.delete(`${type} ${id}`);
    },
    clearCaches: () => engine.caches.clear(),
    refreshInto: (other) => refreshInto(engine, other),

    onBoundary: (hook) => {
      engine.hook = hook;
    },
    executions: () => engine.executions,
    running: () => {
      const running = engine.running();
      if (running === null) return null;
      return { script: running.script?.scriptId ?? '', entry: running.entry, subject: running.subject };
    },
    logs: () => engine.logs,
    mails: () => engine.mails,
    clearMeasurements: () => {
      engine.executions = [];
      engine.logs = [];
    },
    withModules: (run, as = {}) => withModules(engine, run, as),
  };
  engines.set(account, engine);
  return account;
}

/** Installs a project without a package, for tests of the account itself. */
export function installProject(account: EmulatedAccount, model: ProjectModel): readonly DeploymentFinding[] {
  const engine = engines.get(account);
  if (engine === undefined) throw new Error('This account was not made by createAccount.');
  return install(engine, model);
}

function demandAgenda(agenda: Agenda | null): Agenda {
  if (agenda === null) throw new Error('This account has one clock for everything: it was made without `processors`.');
  return agenda;
}

function refreshInto(from: Engine, options: AccountOptions): EmulatedAccount {
  const account = createAccount(options);
  const to = engines.get(account);
  if (to === undefined) throw new Error('This account was not made by createAccount.');
  for (const [id, type] of from.types) to.types.set(id, type);
  for (const [id, role] of from.roles) to.roles.set(id, role);
  for (const [file, source] of from.files) to.files.set(file, source);
  to.scripts = from.scripts;
  to.store.copyFrom(from.store);
  return account;
}

function deploy(engine: Engine, zip: Uint8Array): DeploymentReport {
  const { model, report } = readProject(zip, { features: [...engine.features] });
  if (model === null || !report.ok) return { ...report, ok: false };
  const findings = [...report.findings, ...install(engine, model)];
  const ok = findings.every((finding) => finding.severity !== 'error');
  return { ...report, ok, findings, log: ok ? report.log : [...report.log, 'Installation FAILED'] };
}

function act<T>(engine: Engine, actor: Actor, run: (trigger: Trigger) => T): T {
  const identity = { user: actor.user, role: roleOf(engine, actor.user) };
  const trigger = { identity, context: actor.context, withoutScripts: actor.withoutScripts ?? false };
  // A person's action does not belong to the save of a script that is running.
  return engine.outside(() => engine.store.withJournal(null, () => run(trigger)));
}

function change(
  engine: Engine,
  actor: Actor,
  type: string,
  id: number,
  kind: 'edit' | 'xedit' | 'pack' | 'ship',
  values: RecordValues,
): void {
  const info = engine.type(type);
  const changes = parseValues(engine, info, values);
  const commit = { expectedVersion: null, ignoresMandatory: kind !== 'edit' };
  act(engine, actor, (trigger) => saveExisting(engine, trigger, info, id, kind, changes, commit));
}

function parseValues(engine: Engine, type: RecordTypeInfo, values: RecordValues): Changes {
  const changes = noChanges();
  for (const [id, value] of Object.entries(values.fields ?? {})) {
    const field = fieldOf(type, id, value);
    if (field === null) throw new Error(`${type.id} has no field ${id} in this emulator.`);
    changes.fields[id] = parseFieldValue(engine, field, value, 'outside');
  }
  for (const [id, lines] of Object.entries(values.sublists ?? {})) {
    if (!type.sublists.has(id)) throw new Error(`${type.id} has no sublist ${id} in this emulator.`);
    changes.sublists[id] = lines.map((line) => ({ ...line }));
  }
  for (const [id, subrecord] of Object.entries(values.subrecords ?? {})) {
    if (!type.subrecords.has(id)) throw new Error(`${type.id} has no subrecord ${id} in this emulator.`);
    changes.subrecords[id] = { ...subrecord };
  }
  return changes;
}

function stored(row: Row): StoredRecord {
  const fields: Readonly<Record<string, FieldValue>> = row.fields;
  return { id: row.id, type: row.type, fields, sublists: row.sublists, subrecords: row.subrecords };
}

const scriptTypes: readonly ScriptType[] = [
  'UserEventScript',
  'ScheduledScript',
  'MapReduceScript',
  'Suitelet',
  'Restlet',
];

function withModules<T>(
  engine: Engine,
  run: (require: (module: string) => unknown) => T,
  as: { readonly user?: number | 'system'; readonly role?: string; readonly scriptType?: string },
): T {
  const user = as.user ?? 'system';
  const scriptType = scriptTypes.find((known) => known === as.scriptType) ?? 'MapReduceScript';
  let caught: { readonly error: unknown } | null = null;
  const outcome = engine.outside(() =>
    engine.invoke(
      {
        user,
        role: as.role ?? roleOf(engine, user),
        script: null,
        deployment: null,
        scriptType,
        stage: scriptType === 'MapReduceScript' ? 'reduce' : null,
        entry: 'withModules',
        subject: '',
        context: scriptType === 'UserEventScript' ? 'USERINTERFACE' : 'MAPREDUCE',
        parameters: {},
      },
      (invocation) => {
        const loader = new Loader(engine, invocation);
        try {
          return { value: run((module) => loader.resolve(module, '/SuiteScripts/test.js')) };
        } catch (error) {
          caught = { error };
          throw error;
        }
      },
    ),
  );
  if (caught !== null) throw (caught as { readonly error: unknown }).error;
  if (outcome.value === null) throw new Error(outcome.error?.message ?? 'The script was ended.');
  return outcome.value.value;
}
