/**
 * Rules about SDF objects that Oracle states in words, not in the tables of its reference.
 */

import { type Findings, INVALID_KEY, MISSING_ELEMENT } from './findings';
import type { ReadObject } from './objects';
import { parseScriptIdReference } from './references';
import { listOf, textOf, type XmlElement } from '../../sdf/xml';

type Rule = (object: ReadObject, objects: readonly ReadObject[], findings: Findings) => void;

const RULES: readonly Rule[] = [
  suiteAppOnly,
  recordName,
  mandatoryParameter,
  deploymentStatus,
  suiteletEvent,
  oneDeploymentPerRecordType,
  mirroredPermissions,
];

export function checkRules(object: ReadObject, objects: readonly ReadObject[], findings: Findings): void {
  for (const rule of RULES) rule(object, objects, findings);
}

const SCHEDULED_TYPES = new Set(['mapreducescript', 'scheduledscript']);

/** section_1547141541 */
function suiteAppOnly(object: ReadObject, _objects: readonly ReadObject[], findings: Findings): void {
  if (object.type !== 'sdfinstallationscript') return;
  findings.error(place(object, object.root), object.type, 'Installation scripts belong to SuiteApp projects only.');
}

/** The condition's value is missing on SDFxml_372451363; all of Oracle's record types that are no segment have a name. */
function recordName(object: ReadObject, _objects: readonly ReadObject[], findings: Findings): void {
  if (object.type !== 'customrecordtype' || textOf(object.root, 'customsegment') !== null) return;
  if (textOf(object.root, 'recordname') !== null) return;
  findings.error(place(object, object.root), `${object.scriptId}.recordname`, MISSING_ELEMENT('recordname'));
}

/** A deployment cannot give the value, so a mandatory parameter fails it (Oracle's SDK skill, pitfall 128). */
function mandatoryParameter(object: ReadObject, _objects: readonly ReadObject[], findings: Findings): void {
  for (const parameter of listOf(object.root, 'scriptcustomfields', 'scriptcustomfield')) {
    if (textOf(parameter, 'ismandatory') !== 'T') continue;
    const name = `${parameter.attributes['scriptid']}.ismandatory`;
    findings.error(place(object, parameter), name, 'A script parameter must not be mandatory.');
  }
}

/** section_158162358850, section_157669911989, section_1504707213 */
function deploymentStatus(object: ReadObject, _objects: readonly ReadObject[], findings: Findings): void {
  const allowed = SCHEDULED_TYPES.has(object.type) ? ['NOTSCHEDULED', 'SCHEDULED'] : ['RELEASED', 'TESTING'];
  for (const deployment of deploymentsOf(object)) {
    const status = textOf(deployment, 'status');
    if (status === null || allowed.includes(status)) continue;
    findings.error(
      place(object, deployment),
      `${deployment.attributes['scriptid']}.status`,
      INVALID_KEY('status', status),
    );
  }
}

/** section_160321147201 */
function suiteletEvent(object: ReadObject, _objects: readonly ReadObject[], findings: Findings): void {
  if (object.type !== 'suitelet') return;
  for (const deployment of deploymentsOf(object)) {
    const event = textOf(deployment, 'eventtype');
    if (event === null || event === 'GET' || event === 'POST') continue;
    findings.error(
      place(object, deployment),
      `${deployment.attributes['scriptid']}.eventtype`,
      INVALID_KEY('eventtype', event),
    );
  }
}

/** A second deployment for a record type makes NetSuite delete the first one (subsect_1522153967). */
function oneDeploymentPerRecordType(object: ReadObject, _objects: readonly ReadObject[], findings: Findings): void {
  const seen = new Set<string>();
  for (const deployment of deploymentsOf(object)) {
    const recordType = textOf(deployment, 'recordtype');
    if (recordType === null) continue;
    if (seen.has(recordType)) {
      const name = `${deployment.attributes['scriptid']}.recordtype`;
      findings.warning(
        place(object, deployment),
        name,
        `The script has two deployments for ${recordType}: the earlier one is deleted when this one is created.`,
      );
    }
    seen.add(recordType);
  }
}

/** Level and restriction must be equal when a role and a record type name each other (section_4731154857, section_4731157695). */
function mirroredPermissions(object: ReadObject, objects: readonly ReadObject[], findings: Findings): void {
  if (object.type !== 'role') return;
  for (const granted of listOf(object.root, 'permissions', 'permission')) {
    const recordId = parseScriptIdReference(textOf(granted, 'permkey') ?? '');
    const record = objects.find(({ type, scriptId }) => type === 'customrecordtype' && scriptId === recordId);
    if (record === undefined) continue;
    const listed = listOf(record.root, 'permissions', 'permission').find(
      (permission) => parseScriptIdReference(textOf(permission, 'permittedrole') ?? '') === object.scriptId,
    );
    const name = `${object.scriptId}.permissions.permission`;
    if (listed === undefined) {
      if (textOf(record.root, 'accesstype') !== 'USEPERMISSIONLIST') continue;
      findings.warning(
        place(object, granted),
        name,
        `The permission list of ${record.scriptId} does not name the role ${object.scriptId}.`,
      );
    } else if (
      textOf(granted, 'permlevel') !== textOf(listed, 'permittedlevel') ||
      textOf(granted, 'restriction') !== textOf(listed, 'restriction')
    ) {
      findings.error(
        place(object, granted),
        name,
        `${object.scriptId} and ${record.scriptId} name each other: level and restriction must be equal on both sides.`,
      );
    }
  }
}

function deploymentsOf(object: ReadObject): readonly XmlElement[] {
  return listOf(object.root, 'scriptdeployments', 'scriptdeployment');
}

function place(object: ReadObject, element: XmlElement): { readonly file: string; readonly line: number } {
  return { file: object.file, line: element.line };
}
