/**
 * Reads the zip of `suitecloud project:package` as an account does before a deployment. It refuses what Oracle
 * documents as refused, by the rules of `npm run check`, and whatever this account lacks. It returns the project's
 * model when nothing was refused.
 */

import {
  buildFile,
  buildProject,
  DEPLOY_FILE,
  type DeployPlan,
  ENHANCED_TYPES,
  type Finding,
  findObjectSchema,
  listDeployed,
  listFeatureUses,
  listUnchecked,
  MANIFEST_FILE,
  type Project,
  readDeployPlan,
  readManifest,
  readSwitches,
  VALIDATION_RULES,
} from '../../../sdf-check';
import type { DeploymentFinding, DeploymentReport } from '../contract';
import { buildModel, type NamedObject } from './build_model';
import type { ProjectModel } from './model';
import { MAX_ZIP_BYTES, readZip } from './zip';

interface ProjectReading {
  /** Null when the package is refused. */
  readonly model: ProjectModel | null;
  readonly report: DeploymentReport;
}

interface AccountContents {
  readonly features: readonly string[];
  readonly objects?: readonly string[];
  readonly files?: readonly string[];
}

/**
 * Warnings of the check about which Oracle's sources disagree or say nothing. They are refused here, so that code
 * depends on neither answer.
 */
const REFUSED_HERE = new Set(['SDF-FEATURE-FIELD', 'SDF-FEATURE-VALUE', 'SDF-MANIFEST-REQUIRED']);

const STAGES = [
  'Validate manifest',
  'Validate deploy file',
  'Validate configuration',
  'Validate files',
  'Validate objects',
];

export function readProject(zip: Uint8Array, account: AccountContents): ProjectReading {
  const findings: DeploymentFinding[] = [];
  const log: string[] = [];
  const add = (
    severity: DeploymentFinding['severity'],
    file: string,
    line: number | null,
    element: string,
    message: string,
  ): void => {
    findings.push({ severity, file, line, element, message });
  };
  const refused = (): ProjectReading => ({
    model: null,
    report: { ok: false, findings, log: [...log, 'Validation FAILED'], objects: [], files: [] },
  });

  const entries = readZip(zip);
  if (entries === null) {
    add('error', '', null, '', 'The package is not a zip file.');
    return refused();
  }
  if (zip.byteLength > MAX_ZIP_BYTES) add('error', '', null, '', 'The package is larger than 50 MB.');
  const whole = buildProject([...entries].map(([path, bytes]) => buildFile(path, bytes)));
  const plan = readDeployPlan(whole);
  const project = takeDeployed(whole, plan);
  log.push(...STAGES);
  for (const path of plan.left) log.push(`Not deployed, deploy.xml does not list it: ${path}`);

  const unreadable = project.manifest === null || project.deploy === null;
  for (const rule of VALIDATION_RULES) {
    for (const finding of rule.check(project)) {
      // Without manifest or deploy.xml NetSuite checks nothing else.
      if (unreadable && finding.file !== MANIFEST_FILE && finding.file !== DEPLOY_FILE) continue;
      findings.push(asDeploymentFinding(finding));
    }
  }
  if (unreadable) return refused();

  const manifest = readManifest(project);
  const switches = readSwitches(project);
  const features = applySwitches(account.features, switches);
  checkAccount();
  const deployed = project.objects.filter(isNamed).filter((object) => !reportMissingFeatures(object));
  if (findings.some(({ severity }) => severity === 'error')) return refused();

  const files = readTexts(project);
  log.push('Validation COMPLETE');
  for (const { id, isOn } of switches) {
    const before = account.features.includes(id);
    log.push(`The ${id} feature has been ${before === isOn ? 'left UNCHANGED' : isOn ? 'ENABLED' : 'DISABLED'}`);
  }
  for (const path of files.keys()) log.push(`Upload file -- ~/FileCabinet${path}`);
  for (const { type, scriptId } of deployed) log.push(`Create object -- ${scriptId} (${type})`);
  log.push('Installation COMPLETE');
  return {
    model: buildModel(manifest, deployed, files),
    report: {
      ok: true,
      findings,
      log,
      objects: deployed.map(({ type, scriptId, file }) => ({ type, scriptId, file: file.path })),
      files: [...files.keys()],
    },
  };

  /** Checks that depend on the account. */
  function checkAccount(): void {
    if (project.kind === 'SUITEAPP') {
      const message = 'The project type is "SUITEAPP": an account customization project says ACCOUNTCUSTOMIZATION.';
      add('error', MANIFEST_FILE, project.manifest?.line ?? null, 'projecttype', message);
    }
    for (const { id, required, element } of manifest.features) {
      if (!required || features.includes(id)) continue;
      const message = `The ${id} feature must be enabled to deploy this project.`;
      add('error', MANIFEST_FILE, element.line, 'feature', message);
    }
    for (const { id, element } of manifest.objects) {
      if (account.objects?.includes(id) === true) continue;
      const message = `The account has no object ${id}, which the manifest depends on.`;
      add('error', MANIFEST_FILE, element.line, 'object', message);
    }
    for (const { id, element } of manifest.files) {
      if (account.files?.includes(id) === true) continue;
      const message = `The account has no file ${id}, which the manifest depends on.`;
      add('error', MANIFEST_FILE, element.line, 'file', message);
    }
    for (const { file, line, element, field, feature } of listFeatureUses(project)) {
      if (features.includes(feature) || !manifest.features.some(({ id }) => id === feature)) continue;
      add('warning', file, line, element, `The ${field} field is ignored while the ${feature} feature is off.`);
    }
    for (const { type, file } of listUnchecked(project)) {
      add('warning', file, null, type, `Objects of type ${type} are not checked: the facts do not describe it.`);
    }
  }

  /** True when a feature of the object is off, so that NetSuite hides or ignores the object (section_4718752626). */
  function reportMissingFeatures(object: NamedObject): boolean {
    const missing = (findObjectSchema(object.type)?.features ?? []).filter(
      (feature) =>
        !features.includes(feature) && !manifest.features.some(({ id, required }) => id === feature && required),
    );
    for (const feature of missing) {
      const message = ENHANCED_TYPES.has(object.type)
        ? `${object.scriptId} stays hidden until the ${feature} feature is on.`
        : `${object.scriptId} is ignored because the ${feature} feature is not on.`;
      add('warning', object.file.path, object.root.line, object.type, message);
    }
    return missing.length > 0;
  }
}

/** The deployed objects in the order of deploy.xml; objects that it does not list never reach the account. */
function takeDeployed(whole: Project, { deployed }: DeployPlan): Project {
  const paths = Object.values(deployed).flatMap((files) => files.map(({ path }) => path));
  return buildProject([MANIFEST_FILE, DEPLOY_FILE, ...paths].flatMap((path) => whole.files.get(path) ?? []));
}

function isNamed(object: Project['objects'][number]): object is NamedObject {
  return object.scriptId !== null;
}

function asDeploymentFinding({ code, severity, file, line, element, message }: Finding): DeploymentFinding {
  return { severity: REFUSED_HERE.has(code) ? 'error' : severity, file, line, element, message };
}

function applySwitches(features: readonly string[], switches: ReturnType<typeof readSwitches>): readonly string[] {
  const off = new Set(switches.filter(({ isOn }) => !isOn).map(({ id }) => id));
  const on = switches.filter(({ id, isOn }) => isOn && !features.includes(id)).map(({ id }) => id);
  return [...features.filter((feature) => !off.has(feature)), ...on];
}

/** File Cabinet path → text, without the attributes of files and folders. */
function readTexts(project: Project): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const path of listDeployed(project).keys()) {
    if (!path.startsWith('FileCabinet/') || path.includes('/.attributes/')) continue;
    const bytes = project.files.get(path)?.bytes ?? new Uint8Array();
    read.set(path.slice('FileCabinet'.length), new TextDecoder('utf-8').decode(bytes));
  }
  return read;
}
