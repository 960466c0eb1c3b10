/**
 * Reads the zip that `suitecloud project:package` makes, as an account would before deploying it: refuses what Oracle
 * documents as refused, with the file, line and element, and gives the project's model when nothing was.
 */

import type { DeploymentReport } from '../contract';
import { buildModel } from './build_model';
import { FEATURES_FILE, readFeaturesFile } from './configuration';
import { DEPLOY_FILE, type DeployedFile, readDeployFile } from './deploy_file';
import { collectFindings } from './findings';
import { type AccountContents, checkRequiredFeatures, MANIFEST_FILE, readManifest } from './manifest';
import type { ProjectModel } from './model';
import { checkRules } from './object_rules';
import { checkObject, type ReadObject } from './objects';
import { indexReferences } from './references';
import { ENHANCED_TYPES, findObjectSchema } from '../../sdf/schema';
import { readXml, type XmlElement } from '../../sdf/xml';
import { decodeText, MAX_ZIP_BYTES, readZip } from './zip';

export interface ProjectReading {
  /** Null when the package is refused. */
  readonly model: ProjectModel | null;
  readonly report: DeploymentReport;
}

/** section_4724963992 */
const CABINET_ROOTS = [
  /^SuiteScripts\//,
  /^Templates\/(E-mail Templates|Marketing Templates|Web Site Hosting Files)\//,
  /^Web Site Hosting Files\/[^/]+\/SSP Applications\/[^/]+\//,
];

export function readProject(zip: Uint8Array, account: AccountContents): ProjectReading {
  const findings = collectFindings();
  const log: string[] = [];
  const refused = (): ProjectReading => ({
    model: null,
    report: { ok: false, findings: findings.all(), log: [...log, 'Validation FAILED'], objects: [], files: [] },
  });

  const entries = readZip(zip);
  if (entries === null) {
    findings.error({ file: '', line: null }, '', 'The package is not a zip file.');
    return refused();
  }
  if (zip.byteLength > MAX_ZIP_BYTES) {
    findings.error({ file: '', line: null }, '', 'The package is larger than 50 MB.');
  }
  const manifestRoot = readXmlEntry(MANIFEST_FILE);
  const deployRoot = readXmlEntry(DEPLOY_FILE);
  if (manifestRoot === null || deployRoot === null) return refused();

  log.push('Validate manifest');
  const manifest = readManifest(manifestRoot, account, findings);
  log.push('Validate deploy file');
  const content = [...entries.keys()].filter((path) => path !== MANIFEST_FILE && path !== DEPLOY_FILE);
  const plan = readDeployFile(deployRoot, content, findings);
  for (const path of plan.left) log.push(`Not deployed, deploy.xml does not list it: ${path}`);

  log.push('Validate configuration');
  const featuresFile = plan.configuration.some(({ path }) => path === FEATURES_FILE)
    ? readXmlEntry(FEATURES_FILE)
    : null;
  const switches = featuresFile === null ? [] : readFeaturesFile(featuresFile, manifest, findings);
  const switched = new Map(switches.map(({ id, isOn }) => [id, isOn]));
  const accountFeatures = [
    ...account.features.filter((feature) => switched.get(feature) !== false),
    ...switches.filter(({ id, isOn }) => isOn && !account.features.includes(id)).map(({ id }) => id),
  ];
  checkRequiredFeatures(manifest, accountFeatures, findings);

  log.push('Validate files');
  const files = readFiles(plan.files);
  log.push('Validate objects');
  const objects = plan.objects.flatMap(readObject);
  reportRepeatedIds(objects);
  reportUncheckedTypes(objects);
  const references = indexReferences(objects, new Set(files.keys()), manifest);
  const deployed = objects.filter((object) => {
    const check = checkObject(object, { findings, features: manifest.features, accountFeatures, references });
    checkRules(object, objects, findings);
    return !reportMissingFeatures(object, check.missingFeatures);
  });
  if (findings.hasErrors()) return refused();

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
      findings: findings.all(),
      log,
      objects: deployed.map(({ type, scriptId, file }) => ({ type, scriptId, file })),
      files: [...files.keys()],
    },
  };

  function readXmlEntry(path: string): XmlElement | null {
    const bytes = entries?.get(path);
    if (bytes === undefined) {
      findings.error({ file: path, line: null }, '', `The package has no ${path}.`);
      return null;
    }
    const reading = readXml(decodeText(bytes));
    if (reading.kind === 'document') return reading.root;
    findings.error({ file: path, line: reading.line }, '', `The file is not well-formed XML: ${reading.problem}`);
    return null;
  }

  function readFiles(deployedFiles: readonly DeployedFile[]): ReadonlyMap<string, string> {
    const read = new Map<string, string>();
    for (const { path } of deployedFiles) {
      const cabinetPath = path.slice('FileCabinet/'.length);
      // Attributes of files and folders; anything else in these folders is not deployed (section_4847748457).
      if (cabinetPath.split('/').includes('.attributes')) continue;
      if (!CABINET_ROOTS.some((root) => root.test(cabinetPath))) {
        findings.error({ file: path, line: null }, '', `A project cannot hold files in ${cabinetPath}.`);
      } else if (cabinetPath.split('/').at(-1)?.startsWith('.') === true) {
        // Oracle's SDK skill reports this message for the .DS_Store of macOS.
        findings.error(
          { file: path, line: null },
          '',
          "A file upload error occurred. It's not possible to add files to this folder.",
        );
      } else read.set(`/${cabinetPath}`, decodeText(entries?.get(path) ?? new Uint8Array()));
    }
    return read;
  }

  function readObject({ path, step }: DeployedFile): readonly ReadObject[] {
    // Beside objects there may be their additional files, such as an e-mail template's text.
    if (!path.endsWith('.xml')) return [];
    const root = readXmlEntry(path);
    if (root === null) return [];
    const scriptId = root.attributes['scriptid'] ?? '';
    const place = { file: path, line: root.line };
    if (scriptId === '') {
      findings.error(place, root.name, 'The object has no scriptid.');
      return [];
    }
    if (path.split('/').at(-1) !== `${scriptId}.xml`) {
      findings.error(place, root.name, `The file must be named after the object: ${scriptId}.xml.`);
    }
    return [{ type: root.name, scriptId, file: path, step, root, schema: findObjectSchema(root.name) }];
  }

  function reportRepeatedIds(read: readonly ReadObject[]): void {
    const first = new Map<string, ReadObject>();
    for (const object of read) {
      const other = first.get(object.scriptId);
      if (other === undefined) first.set(object.scriptId, object);
      else {
        findings.error(
          { file: object.file, line: object.root.line },
          object.type,
          `The scriptid ${object.scriptId} is also in ${other.file}.`,
        );
      }
    }
  }

  function reportUncheckedTypes(read: readonly ReadObject[]): void {
    const reported = new Set<string>();
    for (const { type, schema, file, root } of read) {
      if (schema !== null || reported.has(type)) continue;
      reported.add(type);
      findings.warning(
        { file, line: root.line },
        type,
        `Objects of type ${type} are not checked: the facts do not describe it.`,
      );
    }
  }

  /** True when the object does not come to life: hidden or ignored while the feature is off (section_4718752626). */
  function reportMissingFeatures(object: ReadObject, missing: readonly string[]): boolean {
    const optional = missing.filter(
      (feature) => !manifest.features.some(({ id, required }) => id === feature && required),
    );
    for (const feature of optional) {
      findings.warning(
        { file: object.file, line: object.root.line },
        object.type,
        ENHANCED_TYPES.has(object.type)
          ? `${object.scriptId} stays hidden until the ${feature} feature is on.`
          : `${object.scriptId} is ignored because the ${feature} feature is not on.`,
      );
    }
    return optional.length > 0;
  }
}
