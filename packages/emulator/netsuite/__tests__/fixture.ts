/** A small project and account for tests of the emulator itself, with objects as values and scripts as texts. */

import { createAccount, installProject } from '../account';
import type { AccountOptions, Actor, DeploymentFinding, EmulatedAccount } from '../contract';
import type {
  CustomFieldModel,
  CustomRecordTypeModel,
  DeploymentModel,
  ProjectModel,
  ScriptKind,
  ScriptModel,
} from '../project/model';

export const SCRIPT_FOLDER = '/SuiteScripts/example/';
export const JOB = 'customdeploy_job';
export const WAKE = 'customdeploy_wake';
export const EVENTS = 'customdeploy_events';
export const ROLE = 'customrole_scripts';

export function field(scriptId: string, fieldType: string, more: Partial<CustomFieldModel> = {}): CustomFieldModel {
  return {
    scriptId,
    label: scriptId,
    fieldType,
    selectRecordType: null,
    isMandatory: false,
    isParent: false,
    onParentDelete: null,
    maxLength: null,
    minValue: null,
    maxValue: null,
    defaultValue: null,
    defaultChecked: false,
    defaultSelection: null,
    dynamicDefault: null,
    ...more,
  };
}

export function recordType(
  scriptId: string,
  fields: readonly CustomFieldModel[],
  more: Partial<CustomRecordTypeModel> = {},
): CustomRecordTypeModel {
  return {
    scriptId,
    name: scriptId,
    accessType: 'NONENEEDED',
    includeName: false,
    optimisticLocking: true,
    fields,
    permissions: [],
    ...more,
  };
}

export function deployment(scriptId: string, more: Partial<DeploymentModel> = {}): DeploymentModel {
  return {
    scriptId,
    status: 'NOTSCHEDULED',
    isDeployed: true,
    logLevel: 'DEBUG',
    recordType: null,
    eventType: null,
    executionContexts: [],
    allRoles: false,
    audienceRoles: [],
    runAsRole: null,
    concurrencyLimit: null,
    yieldAfterMinutes: null,
    parameters: {},
    schedule: null,
    ...more,
  };
}

export function script(
  kind: ScriptKind,
  file: string,
  deployments: readonly DeploymentModel[],
  more: Partial<ScriptModel> = {},
): ScriptModel {
  const scriptId = `customscript_${file.replace(/\.js$/, '')}`;
  return { scriptId, kind, name: file, file: SCRIPT_FOLDER + file, parameters: [], deployments, ...more };
}

export function userEvent(file: string, more: Partial<DeploymentModel> = {}): ScriptModel {
  const released = { status: 'RELEASED', recordType: 'itemfulfillment', allRoles: true, ...more };
  return script('usereventscript', file, [deployment(EVENTS, released)]);
}

export function entryFile(type: string, body: string, modules: readonly string[] = ['N/record']): string {
  const names = modules.map((module) => module.replace(/^.*\//, ''));
  return [
    '/**',
    ' * @NApiVersion 2.1',
    ` * @NScriptType ${type}`,
    ' */',
    `define(${JSON.stringify(modules)}, function (${names.join(', ')}) {`,
    body,
    '});',
    '',
  ].join('\n');
}

export const NOTE = 'customrecord_note';
export const MODE_LIST = 'customlist_mode';

/** A record type of notes with one field of every relevant kind. */
export const noteType = recordType(NOTE, [
  field('custrecord_note_text', 'TEXT'),
  field('custrecord_note_short', 'TEXT', { maxLength: 10 }),
  field('custrecord_note_long', 'CLOBTEXT'),
  field('custrecord_note_count', 'INTEGER', { defaultValue: '3' }),
  field('custrecord_note_done', 'CHECKBOX', { defaultChecked: true }),
  field('custrecord_note_day', 'DATE', { dynamicDefault: 'NOW' }),
  field('custrecord_note_mode', 'SELECT', {
    selectRecordType: MODE_LIST,
    defaultSelection: `${MODE_LIST}.val_preview`,
  }),
  field('custrecord_note_transaction', 'SELECT', { selectRecordType: '-30', onParentDelete: 'SET_NULL' }),
]);

export function project(
  scripts: readonly ScriptModel[],
  files: Readonly<Record<string, string>>,
  more: Partial<ProjectModel> = {},
): ProjectModel {
  return {
    name: 'Example',
    features: [],
    recordTypes: [noteType],
    lists: [
      {
        scriptId: MODE_LIST,
        name: 'Mode',
        values: [
          { scriptId: 'val_off', value: 'Off', isInactive: false },
          { scriptId: 'val_preview', value: 'Preview', isInactive: false },
        ],
      },
    ],
    addedFields: [],
    roles: [
      {
        scriptId: ROLE,
        name: 'Scripts',
        permissions: [
          { key: 'ADMI_CUSTOMSCRIPT', level: 'VIEW' },
          { key: 'ADMI_SS_SCHEDULING', level: 'FULL' },
          { key: 'LIST_FIND', level: 'VIEW' },
          { key: 'TRAN_ITEMSHIP', level: 'VIEW' },
        ],
      },
    ],
    scripts,
    otherObjects: [],
    files: new Map(Object.entries(files).map(([name, source]) => [SCRIPT_FOLDER + name, source])),
    ...more,
  };
}

/** 2026-03-02 09:00 in Berlin. */
export const START_MS = Date.UTC(2026, 2, 2, 8, 0);

export function accountWith(model: ProjectModel, options: Partial<AccountOptions> = {}): EmulatedAccount {
  const account = emptyAccount(options);
  const findings = installProject(account, model);
  if (findings.length > 0) throw new Error(findings.map((finding) => finding.message).join('\n'));
  return account;
}

export function emptyAccount(options: Partial<AccountOptions> = {}): EmulatedAccount {
  return createAccount({
    features: ['PICKPACKSHIP', 'CUSTOMRECORDS', 'SERVERSIDESCRIPTING'],
    now: START_MS,
    transport: { send: () => ({ status: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' }) },
    ...options,
  });
}

export function findingsOf(model: ProjectModel): readonly DeploymentFinding[] {
  return installProject(emptyAccount(), model);
}

export const system: Actor = { user: 'system', context: 'USERINTERFACE' };

/** A clerk of the plain warehouse role. */
export function clerk(account: EmulatedAccount): Actor {
  const id = account.seed('employee', { fields: { entityid: 'Clerk' } });
  return { user: id, context: 'USERINTERFACE' };
}

export interface SeededOrder {
  readonly customer: number;
  readonly order: number;
  readonly method: number;
}

export function seedOrder(account: EmulatedAccount): SeededOrder {
  const customer = account.seed('customer', { fields: { entityid: 'Muster GmbH', email: 'post@example.com' } });
  const method = account.seed('shipitem', { fields: { itemid: 'UPS Ground' } });
  const order = account.seed('salesorder', {
    fields: { tranid: 'SO100', entity: customer, email: 'buyer@example.com', shipmethod: method },
    sublists: { item: [{ item: 1, quantity: 2 }] },
    subrecords: { shippingaddress: { addressee: 'Erika Muster', city: 'Berlin', country: 'DE' } },
  });
  return { customer, order, method };
}

export const empty = project([], {});

/** Name of the error that a call throws, which the script catches. */
export function errorName(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as { name: string }).name;
  }
  return 'no error';
}
