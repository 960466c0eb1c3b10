/** All rules, in the order in which docs/check.md prints them. */

import type { Finding, Project, Rule } from './rule';
import { CONFIGURATION_RULES } from './rules_configuration';
import { DEPLOY_RULES } from './rules_deploy';
import { DEPLOYMENT_RULES } from './rules_deployments';
import { FEATURE_RULES } from './rules_features';
import { FIELD_RULES } from './rules_fields';
import { FILE_RULES } from './rules_files';
import { MANIFEST_RULES } from './rules_manifest';
import { OBJECT_RULES } from './rules_objects';
import { PERMISSION_RULES } from './rules_permissions';
import { REFERENCE_RULES } from './rules_references';
import { SCHEDULE_RULES } from './rules_schedules';
import { isKnownType } from './schema';

export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly Rule[];
}

export const RULE_GROUPS: readonly RuleGroup[] = [
  { title: 'Files', rules: FILE_RULES },
  { title: 'manifest.xml', rules: MANIFEST_RULES },
  { title: 'deploy.xml and folders', rules: DEPLOY_RULES },
  { title: 'AccountConfiguration', rules: CONFIGURATION_RULES },
  { title: 'Objects', rules: OBJECT_RULES },
  { title: 'References', rules: REFERENCE_RULES },
  { title: 'Features', rules: FEATURE_RULES },
  { title: 'Fields', rules: FIELD_RULES },
  { title: 'Permissions', rules: PERMISSION_RULES },
  { title: 'Deployments', rules: DEPLOYMENT_RULES },
  { title: 'Schedules', rules: SCHEDULE_RULES },
];

export const RULES: readonly Rule[] = RULE_GROUPS.flatMap(({ rules }) => rules);

export interface CheckResult {
  /** By file and line. */
  readonly findings: readonly Finding[];
  /** Object types that the facts do not describe, each with the first file of it. */
  readonly unchecked: readonly { readonly type: string; readonly file: string; readonly count: number }[];
}

export function checkProject(project: Project, rules: readonly Rule[] = RULES): CheckResult {
  const findings = rules.flatMap((rule) => rule.check(project));
  return { findings: [...findings].sort(compareFindings), unchecked: listUnchecked(project) };
}

function compareFindings(left: Finding, right: Finding): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return (left.line ?? 0) - (right.line ?? 0);
}

function listUnchecked(project: Project): CheckResult['unchecked'] {
  const types = new Map<string, { readonly type: string; readonly file: string; count: number }>();
  for (const { type, file } of project.objects) {
    if (isKnownType(type)) continue;
    const entry = types.get(type) ?? { type, file: file.path, count: 0 };
    entry.count += 1;
    types.set(type, entry);
  }
  return [...types.values()];
}
