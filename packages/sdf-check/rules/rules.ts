/** All rules, in the order in which docs/check.md prints them. */

import type { Finding } from '../project/finding';
import type { Project } from '../project/project';
import { isKnownType } from '../project/schema';
import type { Rule } from './rule';
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
import { SCRIPT_RULES } from './rules_scripts';
import { VALUE_RULES } from './rules_values';

interface RuleGroup {
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
  { title: 'Script files', rules: SCRIPT_RULES },
  { title: 'Values of one account', rules: VALUE_RULES },
];

export const RULES: readonly Rule[] = RULE_GROUPS.flatMap(({ rules }) => rules);

/**
 * Rules about projects that NetSuite deploys without an error, or may deploy as far as documented. They advise and do
 * not validate.
 */
const ACCEPTED = new Set([
  'SDF-AUDIENCE-EMPTY',
  'SDF-AUDIENCE-WIDE',
  'SDF-DEPLOYMENT-LOG',
  'SDF-DEPLOYMENT-TESTING',
  'SDF-DEPLOY-STRAY',
  'SDF-DEPLOY-TWICE',
  'SDF-MANIFEST-OWN',
  'SDF-PERMISSION-FEATURE',
  'SDF-PERMISSION-LEVEL',
  'SDF-SCRIPT-UNDEPLOYED',
  'SDF-SUITELET-LOGIN',
]);

/** Rules by which an emulated account validates a package. It finds mistakes inside scripts by running them. */
export const VALIDATION_RULES: readonly Rule[] = [
  ...FILE_RULES,
  ...MANIFEST_RULES,
  ...DEPLOY_RULES,
  ...CONFIGURATION_RULES,
  ...OBJECT_RULES,
  ...REFERENCE_RULES,
  ...FEATURE_RULES,
  ...FIELD_RULES.filter(({ severity }) => severity === 'error'),
  ...PERMISSION_RULES,
  ...DEPLOYMENT_RULES,
].filter(({ code }) => !ACCEPTED.has(code));

export interface CheckResult {
  /** Findings by file and line. */
  readonly findings: readonly Finding[];
  /** Object types that the facts do not describe, each with its first file. */
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

export function listUnchecked(project: Project): CheckResult['unchecked'] {
  const types = new Map<string, { readonly type: string; readonly file: string; count: number }>();
  for (const { type, file } of project.objects) {
    if (isKnownType(type)) continue;
    const entry = types.get(type) ?? { type, file: file.path, count: 0 };
    entry.count += 1;
    types.set(type, entry);
  }
  return [...types.values()];
}
