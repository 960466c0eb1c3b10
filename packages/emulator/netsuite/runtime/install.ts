/** Installs a read project into the account: objects are replaced, records stay. */

import type { DeploymentFinding } from '../contract';
import type { CustomListModel, DeploymentModel, ProjectModel } from '../project/model';
import { customField, customList, customRecordType } from '../records/custom_types';
import type { Row } from '../records/store';
import type { Engine } from './engine';
import { checkScripts } from './entry_check';

/** Installs all or nothing: after an error the account is unchanged. */
export function install(engine: Engine, model: ProjectModel): readonly DeploymentFinding[] {
  const changed = refuseChangedFields(engine, model);
  if (changed.length > 0) return changed;
  const before = { scripts: engine.scripts, files: new Map(engine.files) };
  for (const [path, source] of model.files) engine.files.set(path, source);
  engine.scripts = replaced(engine, model);
  const findings = checkScripts(engine, model.scripts);
  if (findings.some((finding) => finding.severity === 'error')) {
    engine.scripts = before.scripts;
    engine.files.clear();
    for (const [path, source] of before.files) engine.files.set(path, source);
    return findings;
  }
  for (const list of model.lists) installList(engine, list);
  for (const type of model.recordTypes) engine.types.set(type.scriptId, customRecordType(type));
  for (const { recordType, field } of model.addedFields) {
    const type = engine.type(recordType);
    engine.types.set(recordType, { ...type, fields: new Map([...type.fields, [field.scriptId, customField(field)]]) });
  }
  for (const role of model.roles) {
    engine.roles.set(role.scriptId, role);
    putShown(engine, 'role', 'name', { name: role.name, isinactive: false });
  }
  for (const script of model.scripts) {
    for (const deployment of script.deployments) {
      engine.switched.delete(deployment.scriptId);
      showDeployment(engine, deployment, deployment.isDeployed);
    }
  }
  return findings;
}

/** Writes a deployment as the record that a search finds. */
export function showDeployment(engine: Engine, deployment: DeploymentModel, isDeployed: boolean): void {
  const { scriptId: scriptid, status } = deployment;
  putShown(engine, 'scriptdeployment', 'scriptid', { scriptid, title: scriptid, isdeployed: isDeployed, status });
}

/** Writes a row of a read-only type; `key` is the field that identifies the row to replace. */
function putShown(engine: Engine, type: string, key: string, fields: Row['fields']): void {
  const there = engine.store.all(type).find((row) => row.fields[key] === fields[key]);
  const id = there?.id ?? engine.store.takeId(type, null);
  engine.store.put({ id, type, version: (there?.version ?? 0) + 1, fields, sublists: {}, subrecords: {} });
}

/** Merges the models: objects that are no longer in the project stay in the account (subsect_1522153967). */
function replaced(engine: Engine, model: ProjectModel) {
  const ids = new Set(model.scripts.map((script) => script.scriptId));
  return [...engine.scripts.filter((script) => !ids.has(script.scriptId)), ...model.scripts];
}

function refuseChangedFields(engine: Engine, model: ProjectModel): readonly DeploymentFinding[] {
  const findings: DeploymentFinding[] = [];
  for (const type of model.recordTypes) {
    const known = engine.types.get(type.scriptId);
    const next = customRecordType(type);
    for (const field of type.fields) {
      const before = known?.fields.get(field.scriptId);
      if (before === undefined || before.kind === next.fields.get(field.scriptId)?.kind) continue;
      const message = `The fieldtype field must not be ${field.fieldType}`;
      findings.push({ severity: 'error', file: type.scriptId, line: null, element: field.scriptId, message });
    }
  }
  return findings;
}

/** Installs a list; its values keep their internal ids. */
function installList(engine: Engine, list: CustomListModel): void {
  engine.types.set(list.scriptId, customList(list));
  for (const value of list.values) {
    const there = engine.store.all(list.scriptId).find((row) => row.fields['scriptid'] === value.scriptId);
    const id = there?.id ?? engine.store.takeId(list.scriptId, null);
    const fields = { name: value.value, scriptid: value.scriptId, isinactive: value.isInactive };
    const row: Row = {
      id,
      type: list.scriptId,
      version: (there?.version ?? 0) + 1,
      fields,
      sublists: {},
      subrecords: {},
    };
    engine.store.put(row);
  }
}
