/** Converts checked objects to the model of the emulated account. Defaults are those in Oracle's reference. */

import {
  childOf,
  listOf,
  type Manifest,
  parseFileReference,
  plainId,
  type ProjectObject,
  textOf,
  type XmlElement,
} from '../../../sdf-check';
import type {
  AddedFieldModel,
  CustomFieldModel,
  CustomListModel,
  CustomRecordTypeModel,
  DeploymentModel,
  ProjectModel,
  RoleModel,
  ScheduleModel,
  ScriptKind,
  ScriptModel,
} from './model';

const SCRIPT_KINDS: readonly ScriptKind[] = [
  'usereventscript',
  'mapreducescript',
  'scheduledscript',
  'suitelet',
  'restlet',
  'clientscript',
];

/** An object whose id was found. */
export interface NamedObject extends ProjectObject {
  readonly scriptId: string;
}

export function buildModel(
  manifest: Manifest,
  objects: readonly NamedObject[],
  files: ReadonlyMap<string, string>,
): ProjectModel {
  const ofType = (type: string): readonly NamedObject[] => objects.filter((object) => object.type === type);
  const modelled = new Set<string>([
    'customrecordtype',
    'customlist',
    'transactionbodycustomfield',
    'entitycustomfield',
    'role',
    ...SCRIPT_KINDS,
  ]);
  return {
    name: manifest.name,
    features: manifest.features.map(({ id, required }) => ({ id, required })),
    recordTypes: ofType('customrecordtype').map(recordType),
    lists: ofType('customlist').map(list),
    addedFields: [
      ...addedFields(ofType('transactionbodycustomfield'), { bodyitemfulfillment: 'itemfulfillment' }),
      ...addedFields(ofType('entitycustomfield'), { appliestocustomer: 'customer' }),
    ],
    roles: ofType('role').map(buildRole),
    scripts: SCRIPT_KINDS.flatMap((kind) => ofType(kind).map((object) => script(object, kind))),
    otherObjects: objects.filter(({ type }) => !modelled.has(type)).map(({ type, scriptId }) => ({ type, scriptId })),
    files,
  };
}

function recordType({ root, scriptId }: NamedObject): CustomRecordTypeModel {
  return {
    scriptId,
    name: textOf(root, 'recordname') ?? '',
    accessType: accessType(textOf(root, 'accesstype')),
    includeName: isTrue(root, 'includename', true),
    optimisticLocking: isTrue(root, 'enableoptimisticlocking', true),
    fields: listOf(root, 'customrecordcustomfields', 'customrecordcustomfield').map(customField),
    permissions: listOf(root, 'permissions', 'permission').map((permission) => ({
      role: plainId(textOf(permission, 'permittedrole') ?? ''),
      level: textOf(permission, 'permittedlevel') ?? 'NONE',
    })),
  };
}

/**
 * Adds a field to standard records. `places` maps the object's check boxes to records; other records are not emulated.
 */
function addedFields(
  objects: readonly NamedObject[],
  places: Readonly<Record<string, string>>,
): readonly AddedFieldModel[] {
  return objects.flatMap(({ root }) =>
    Object.entries(places)
      .filter(([box]) => isTrue(root, box, false))
      .map(([, recordType]) => ({ recordType, field: customField(root) })),
  );
}

function accessType(text: string | null): CustomRecordTypeModel['accessType'] {
  return text === 'NONENEEDED' || text === 'USEPERMISSIONLIST' ? text : 'CUSTRECORDENTRYPERM';
}

function customField(element: XmlElement): CustomFieldModel {
  const onParentDelete = textOf(element, 'onparentdelete');
  const reference = (name: string): string | null => {
    const text = textOf(element, name);
    return text === null ? null : plainId(text);
  };
  return {
    scriptId: element.attributes['scriptid'] ?? '',
    label: textOf(element, 'label') ?? '',
    fieldType: textOf(element, 'fieldtype') ?? 'TEXT',
    selectRecordType: reference('selectrecordtype'),
    isMandatory: isTrue(element, 'ismandatory', false),
    isParent: isTrue(element, 'isparent', false),
    onParentDelete: onParentDelete === 'NO_ACTION' || onParentDelete === 'SET_NULL' ? onParentDelete : null,
    maxLength: numberOf(element, 'maxlength'),
    minValue: numberOf(element, 'minvalue'),
    maxValue: numberOf(element, 'maxvalue'),
    defaultValue: textOf(element, 'defaultvalue'),
    defaultChecked: isTrue(element, 'defaultchecked', false),
    defaultSelection: reference('defaultselection'),
    dynamicDefault: textOf(element, 'dynamicdefault'),
  };
}

function list({ root, scriptId }: NamedObject): CustomListModel {
  return {
    scriptId,
    name: textOf(root, 'name') ?? '',
    values: listOf(root, 'customvalues', 'customvalue').map((value) => ({
      scriptId: value.attributes['scriptid'] ?? '',
      value: textOf(value, 'value') ?? '',
      isInactive: isTrue(value, 'isinactive', false),
    })),
  };
}

export function buildRole({ root, scriptId }: NamedObject): RoleModel {
  return {
    scriptId,
    name: textOf(root, 'name') ?? '',
    permissions: listOf(root, 'permissions', 'permission').map((permission) => ({
      key: plainId(textOf(permission, 'permkey') ?? ''),
      level: textOf(permission, 'permlevel') ?? 'NONE',
    })),
  };
}

function script({ root, scriptId }: NamedObject, kind: ScriptKind): ScriptModel {
  const parameters = listOf(root, 'scriptcustomfields', 'scriptcustomfield').map(customField);
  return {
    scriptId,
    kind,
    name: textOf(root, 'name') ?? '',
    file: parseFileReference(textOf(root, 'scriptfile') ?? '') ?? '',
    parameters,
    deployments: listOf(root, 'scriptdeployments', 'scriptdeployment').map((element) =>
      deployment(element, kind, parameters),
    ),
  };
}

function deployment(element: XmlElement, kind: ScriptKind, parameters: readonly CustomFieldModel[]): DeploymentModel {
  const recordType = textOf(element, 'recordtype');
  const runAsRole = textOf(element, 'runasrole');
  const values = parameters.flatMap(({ scriptId }) => {
    const value = textOf(element, scriptId);
    return value === null ? [] : [[scriptId, value] as const];
  });
  return {
    scriptId: element.attributes['scriptid'] ?? '',
    status: textOf(element, 'status') ?? 'TESTING',
    isDeployed: isTrue(element, 'isdeployed', true),
    logLevel: textOf(element, 'loglevel') ?? 'DEBUG',
    recordType: recordType === null ? null : plainId(recordType).toLowerCase(),
    eventType: textOf(element, 'eventtype'),
    executionContexts: choices(element, 'executioncontext'),
    allRoles: isTrue(element, 'allroles', false),
    audienceRoles: choices(element, 'audslctrole').map(plainId),
    runAsRole: runAsRole === null ? null : plainId(runAsRole),
    concurrencyLimit: kind === 'mapreducescript' ? (numberOf(element, 'concurrencylimit') ?? 1) : null,
    yieldAfterMinutes: kind === 'mapreducescript' ? (numberOf(element, 'yieldaftermins') ?? 60) : null,
    parameters: Object.fromEntries(values),
    schedule: schedule(element),
  };
}

function schedule(deployment: XmlElement): ScheduleModel | null {
  const recurrence = childOf(deployment, 'recurrence')?.children[0];
  if (recurrence === undefined) return null;
  return {
    kind: recurrence.name,
    startDate: textOf(recurrence, 'startdate') ?? '',
    startTime: textOf(recurrence, 'starttime') ?? '',
    repeatSeconds: durationSeconds(textOf(recurrence, 'repeat')),
    everyXDays: numberOf(recurrence, 'everyxdays'),
  };
}

/** Parses generic_repeat_time, which holds whole minutes or whole hours only: PT15M, PT12H. */
function durationSeconds(text: string | null): number | null {
  const duration = /^PT(\d+)([MH])$/.exec(text ?? '');
  return duration === null ? null : Number(duration[1]) * (duration[2] === 'H' ? 3600 : 60);
}

function isTrue(element: XmlElement, name: string, ifUnset: boolean): boolean {
  const text = textOf(element, name);
  return text === null ? ifUnset : text === 'T';
}

function numberOf(element: XmlElement, name: string): number | null {
  const text = textOf(element, name);
  return text === null || Number.isNaN(Number(text)) ? null : Number(text);
}

function choices(element: XmlElement, name: string): readonly string[] {
  return (textOf(element, name) ?? '')
    .split('|')
    .map((choice) => choice.trim())
    .filter((choice) => choice !== '');
}
