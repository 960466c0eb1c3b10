/** Public interface: a project, its findings, the rules, the command, and the facts behind the rules. */

export { runCheck } from './cli/command';
export { clean } from './cli/format';
export { readFacts } from './facts/read_facts';
export { buildFile, buildProject, DEPLOY_FILE, MANIFEST_FILE } from './project/build_project';
export { type DeployPlan, listDeployed, readDeployPlan } from './project/deploy_plan';
export type { Finding } from './project/finding';
export { type Manifest, readManifest } from './project/manifest';
export type { Project, ProjectObject } from './project/project';
export { readProjectFolder } from './project/read_project';
export { parseFileReference, plainId } from './project/references';
export { ENHANCED_TYPES, findObjectSchema } from './project/schema';
export { childOf, listOf, readXml, textOf, type XmlElement } from './project/xml';
export { listFeatureUses } from './rules/object_problems';
export type { Rule } from './rules/rule';
export { checkProject, listUnchecked, RULE_GROUPS, VALIDATION_RULES } from './rules/rules';
export { readSwitches } from './rules/rules_configuration';
export { findSecrets } from './rules/secrets';
export { findTypeByObject, SCRIPT_TYPES, type ScriptType } from './scripts/script_types';
