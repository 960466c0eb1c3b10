/**
 * Saves and deletions with their user events: the scripts that run, their type, context and role, and the content of
 * newRecord and oldRecord.
 */

import { type ExecutionContext, KilledError } from '../contract';
import { emptyForm, type FormModel } from '../n/form_model';
import { recordObject, readOnlyRecord, type RecordObject } from '../n/record_object';
import { formObject, formWithoutPage } from '../n/server_widget';
import type { DeploymentModel, ScriptModel } from '../project/model';
import { erase, insert, missingRecord, noChanges, update, type Changes, type CommitOptions } from '../records/commit';
import type { Journal, Row } from '../records/store';
import type { RecordTypeInfo } from '../records/types';
import { Loader } from './amd';
import type { Engine, Identity } from './engine';
import { ScriptFault } from './faults';
import { guardObject } from './members';
import { roleOfRun } from './permissions';

/** Types of a save. The strings are those of public code; scripts compare with UserEventType. */
type EventType = 'create' | 'edit' | 'view' | 'xedit' | 'pack' | 'ship' | 'delete';

export interface Trigger {
  readonly identity: Identity;
  readonly context: ExecutionContext;
  readonly withoutScripts: boolean;
}

const userEventTypes = [
  ...['APPROVE', 'CANCEL', 'CHANGEPASSWORD', 'COPY', 'CREATE', 'DELETE', 'DROPSHIP', 'EDIT', 'EDITFORECAST', 'EMAIL'],
  ...['MARKCOMPLETE', 'ORDERITEMS', 'PACK', 'PAYBILLS', 'PRINT', 'QUICKVIEW', 'REASSIGN', 'REJECT', 'SHIP'],
  ...['SPECIALORDER', 'TRANSFORM', 'VIEW', 'XEDIT'],
];
const USER_EVENT_TYPE = Object.fromEntries(userEventTypes.map((type) => [type, type.toLowerCase()]));

/** Trigger of a save by a running script, with the script's identity and context. */
export function triggerOfScript(engine: Engine): Trigger {
  const { user, role, context } = engine.current();
  return { identity: { user, role }, context, withoutScripts: false };
}

export function saveNew(
  engine: Engine,
  trigger: Trigger,
  type: RecordTypeInfo,
  changes: Changes,
  options: CommitOptions,
): Row {
  return inSave(engine, () => {
    const event: Event = { engine, trigger, type, kind: 'create', id: null };
    if (trigger.context === 'USERINTERFACE') beforeLoad(event, changes);
    beforeSubmit(event, null, changes);
    const after = insert(engine, type, changes, options);
    afterSubmit({ ...event, id: after.id }, null, after, changes);
    return after;
  });
}

export function saveExisting(
  engine: Engine,
  trigger: Trigger,
  type: RecordTypeInfo,
  id: number,
  kind: 'edit' | 'xedit' | 'pack' | 'ship',
  changes: Changes,
  options: CommitOptions,
): Row {
  return inSave(engine, () => {
    const before = engine.store.find(type.id, id);
    if (before === null) throw missingRecord();
    const event: Event = { engine, trigger, type, kind, id };
    if (trigger.context === 'USERINTERFACE' && kind === 'edit') beforeLoad(event, changes);
    beforeSubmit(event, before, changes);
    const after = update(engine, type, id, changes, options);
    afterSubmit(event, before, after, changes);
    return after;
  });
}

export function deleteRecord(engine: Engine, trigger: Trigger, type: RecordTypeInfo, id: number): void {
  inSave(engine, () => {
    const before = engine.store.find(type.id, id);
    if (before === null) throw missingRecord();
    const event: Event = { engine, trigger, type, kind: 'delete', id };
    beforeSubmit(event, before, noChanges());
    erase(engine, type, id);
    afterSubmit(event, before, null, noChanges());
  });
}

interface Event {
  readonly engine: Engine;
  readonly trigger: Trigger;
  readonly type: RecordTypeInfo;
  readonly kind: EventType;
  readonly id: number | null;
}

type EntryPoint = 'beforeLoad' | 'beforeSubmit' | 'afterSubmit';

/** The outermost save keeps a journal, so that a run can start before the save is visible. */
function inSave<T>(engine: Engine, run: () => T): T {
  const journal: Journal = engine.store.currentJournal() ?? [];
  return engine.store.withJournal(journal, run);
}

/** Opens a record: returns the page with the scripts' additions, or the error that kept it from opening. */
export function openRecord(
  engine: Engine,
  trigger: Trigger,
  type: RecordTypeInfo,
  id: number,
): { readonly form: FormModel; readonly error: string | null } {
  if (engine.store.find(type.id, id) === null) throw missingRecord();
  const form = emptyForm(`${type.transactionName ?? type.id} ${id}`);
  const failed = beforeLoad({ engine, trigger, type, kind: 'view', id }, noChanges(), form);
  return { form, error: failed === null ? null : `${failed.name}: ${failed.message}` };
}

/** A running script reads a record: every beforeLoad runs, without a page, and its error fails the read. */
export function loadRecord(engine: Engine, type: RecordTypeInfo, id: number): void {
  const event: Event = { engine, trigger: triggerOfScript(engine), type, kind: engine.dials.typeOfLoad, id };
  const failed = beforeLoad(event, noChanges(), null);
  if (failed !== null) throw new ScriptFault(failed.name, failed.message);
}

/** `form` is null where no page is made. */
function beforeLoad(
  event: Event,
  changes: Changes,
  form: FormModel | null = emptyForm(''),
): ReturnType<typeof runScripts> {
  const { engine, type, id } = event;
  const base = id === null ? null : engine.store.find(type.id, id);
  return runScripts(event, 'beforeLoad', () => ({
    // What is set on a loaded record is ignored (section_4407991781).
    newRecord: newRecordOf(event, base, copyOf(changes), id === null ? 'read only' : 'editable'),
    // A page has a request, which is not emulated.
    ...(form === null
      ? { form: formWithoutPage(engine), request: undefined }
      : { form: formObject(engine, form, true) }),
  }));
}

function copyOf({ fields, sublists, subrecords }: Changes): Changes {
  return { fields: { ...fields }, sublists: { ...sublists }, subrecords: { ...subrecords } };
}

function beforeSubmit(event: Event, before: Row | null, changes: Changes): void {
  const failed = runScripts(event, 'beforeSubmit', () => ({
    newRecord: newRecordOf(event, before, changes, event.kind === 'delete' ? 'read only' : 'editable'),
    oldRecord: oldRecordOf(event, before),
  }));
  if (failed === null) return;
  // An uncaught error in beforeSubmit stops the save. In afterSubmit the record is already saved.
  throw new ScriptFault(failed.name, failed.message);
}

function afterSubmit(event: Event, before: Row | null, after: Row | null, changes: Changes): void {
  const isStale = event.engine.dials.afterSubmitValues === 'stale';
  runScripts(event, 'afterSubmit', () => {
    const shown = after === null ? null : isStale ? staleRow(before, after, changes) : after;
    return {
      newRecord: newRecordOf(event, shown, event.kind === 'xedit' ? changes : noChanges(), 'read only'),
      oldRecord: oldRecordOf(event, before),
    };
  });
}

/** "newRecord fields may return stale values": at worst it has none of NetSuite's own values and the old lines. */
function staleRow(before: Row | null, after: Row, changes: Changes): Row {
  if (before !== null) return { ...before };
  return { ...after, fields: { ...changes.fields, tranid: 'To Be Generated' } };
}

function oldRecordOf({ engine, type }: Event, before: Row | null): RecordObject | undefined {
  return before === null ? undefined : readOnlyRecord(engine, type, before, true);
}

function newRecordOf(event: Event, base: Row | null, changes: Changes, access: 'editable' | 'read only'): RecordObject {
  // XEDIT shows only the edited fields. The content for DELETE is not documented, so it has only id and type here.
  const isSparse = event.kind === 'xedit' || event.kind === 'delete';
  return recordObject(event.engine, event.type, {
    id: event.id,
    base: isSparse ? null : base,
    changes,
    access,
    isOld: false,
    isSparse,
    save: null,
  });
}

function runScripts(
  event: Event,
  entry: EntryPoint,
  records: () => object,
): { readonly name: string; readonly message: string } | null {
  const { engine, trigger, type } = event;
  // User events do not run inside other user events (section_1512409310).
  const isNested = engine.chain().some((invocation) => invocation.scriptType === 'UserEventScript');
  if (trigger.withoutScripts || isNested) return null;
  for (const { script, deployment } of listDeployments(event)) {
    const isTriggeredByScript = engine.running() !== null;
    const role = isTriggeredByScript ? trigger.identity.role : roleOfRun(deployment, trigger.identity.role);
    const plan = {
      script,
      deployment,
      scriptType: 'UserEventScript' as const,
      stage: null,
      entry,
      subject: `${type.id} ${event.id ?? 'new'}`,
      user: trigger.identity.user,
      role,
      context: trigger.context,
      parameters: {},
    };
    if (!hasEntry(engine, script, entry)) continue;
    const outcome = engine.invoke(plan, (invocation) => {
      const module = new Loader(engine, invocation).load(script.file);
      const context = { type: event.kind, UserEventType: engine.realm.plain(USER_EVENT_TYPE), ...records() };
      callEntry(module, entry, guardObject(engine, `context of ${entry}`, null, context));
    });
    // What ends a script from outside ends the script that triggered it as well.
    if (outcome.wasKilled && isTriggeredByScript) throw new KilledError(outcome.error?.message);
    if (outcome.error !== null) return outcome.error;
  }
  return null;
}

const entryNames = new WeakMap<Engine, Map<string, { readonly source: string; readonly names: readonly string[] }>>();

/** True when the script's file has the entry point. A script without it costs nothing. */
function hasEntry(engine: Engine, script: ScriptModel, entry: EntryPoint): boolean {
  let known = entryNames.get(engine);
  if (known === undefined) entryNames.set(engine, (known = new Map()));
  const source = engine.files.get(script.file) ?? '';
  const found = known.get(script.file);
  if (found !== undefined && found.source === source) return found.names.includes(entry);
  const names = entryPointsOf(engine, script);
  known.set(script.file, { source, names });
  return names.includes(entry);
}

/** Loads a file without a trace and returns the names of its functions. */
export function entryPointsOf(engine: Engine, script: ScriptModel): readonly string[] {
  const names: string[] = [];
  const outcome = engine.invoke(
    {
      script,
      deployment: null,
      scriptType: 'UserEventScript',
      stage: null,
      entry: 'define',
      subject: script.file,
      user: 'system',
      role: 'administrator',
      context: 'USERINTERFACE',
      parameters: {},
      isCheck: true,
    },
    (invocation) => {
      const module = new Loader(engine, invocation).load(script.file);
      if (typeof module !== 'object' || module === null) return;
      for (const [name, value] of Object.entries(module)) if (typeof value === 'function') names.push(name);
    },
  );
  if (outcome.error !== null) throw new ScriptFault(outcome.error.name, outcome.error.message);
  return names;
}

function listDeployments(
  event: Event,
): readonly { readonly script: ScriptModel; readonly deployment: DeploymentModel }[] {
  const found: { script: ScriptModel; deployment: DeploymentModel }[] = [];
  for (const script of event.engine.scripts) {
    if (script.kind !== 'usereventscript') continue;
    for (const deployment of script.deployments) if (applies(event, deployment)) found.push({ script, deployment });
  }
  return found;
}

function applies(event: Event, deployment: DeploymentModel): boolean {
  const { engine, trigger } = event;
  if (deployment.recordType?.toLowerCase() !== event.type.id || !engine.isDeployed(deployment)) return false;
  // A deployment in testing or without audience runs only for the script's owner, who is not emulated.
  if (deployment.status !== 'RELEASED') return false;
  const contexts = deployment.executionContexts;
  if (contexts.length > 0 && !contexts.includes(trigger.context)) return false;
  const only = deployment.eventType ?? '';
  if (only !== '' && only.toLowerCase() !== event.kind) return false;
  return deployment.allRoles || deployment.audienceRoles.some((role) => role.toLowerCase() === trigger.identity.role);
}

/** Calls a function of a script's returned interface. */
export function callEntry(module: unknown, entry: string, context: unknown): unknown {
  if (typeof module !== 'object' || module === null) return undefined;
  const run: unknown = Reflect.get(module, entry);
  return typeof run === 'function' ? Reflect.apply(run, module, [context]) : undefined;
}
