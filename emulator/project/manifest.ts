/**
 * manifest.xml of an account customization project: its type, the features it needs, and what it expects to find in
 * the account (section_1523378695, section_1523379149, section_1523376375).
 */

import { FEATURE_MUST_BE_ON, type Findings, MISSING_ELEMENT, type Place, UNKNOWN_ELEMENT } from './findings';
import type { FeatureDependency } from './model';
import { findEnumeration } from '../../sdf/schema';
import { childOf, textOf, type XmlElement } from '../../sdf/xml';

export interface ManifestFeature extends FeatureDependency {
  readonly line: number;
}

export interface Manifest {
  readonly name: string;
  readonly features: readonly ManifestFeature[];
  /** Script ids, `parent.child` for nested ones, that the account has already. */
  readonly objects: ReadonlySet<string>;
  /** File Cabinet paths that the account has already. */
  readonly files: ReadonlySet<string>;
}

export interface AccountContents {
  readonly features: readonly string[];
  readonly objects?: readonly string[];
  readonly files?: readonly string[];
}

export const MANIFEST_FILE = 'manifest.xml';

const SUITEAPP_ONLY = new Set(['publisherid', 'projectid', 'projectversion']);
const KNOWN = new Set(['projectname', 'frameworkversion', 'dependencies']);
/** The last two are accepted by NetSuite, but the pages read do not describe them. */
const KNOWN_DEPENDENCIES = new Set(['features', 'objects', 'files', 'applications', 'folders', 'platformextensions']);

/** `accountFeatures`: those that are on once the package's own features.xml is applied, which happens first. */
export function checkRequiredFeatures(
  manifest: Manifest,
  accountFeatures: readonly string[],
  findings: Findings,
): void {
  for (const { id, required, line } of manifest.features) {
    if (!required || accountFeatures.includes(id)) continue;
    findings.error({ file: MANIFEST_FILE, line }, 'feature', FEATURE_MUST_BE_ON(id));
  }
}

export function readManifest(root: XmlElement, account: AccountContents, findings: Findings): Manifest {
  const at = (element: XmlElement): Place => ({ file: MANIFEST_FILE, line: element.line });
  if (root.name !== 'manifest') findings.error(at(root), root.name, 'The root element must be "manifest".');
  const type = root.attributes['projecttype'];
  if (type !== 'ACCOUNTCUSTOMIZATION') {
    findings.error(
      at(root),
      'projecttype',
      `The project type is ${type === undefined ? 'missing' : `"${type}"`}: an account customization project says ACCOUNTCUSTOMIZATION.`,
    );
  }
  for (const child of root.children) {
    if (SUITEAPP_ONLY.has(child.name)) {
      findings.warning(at(child), child.name, `${child.name} belongs to SuiteApp projects only.`);
    } else if (!KNOWN.has(child.name)) findings.warning(at(child), child.name, UNKNOWN_ELEMENT(child.name));
  }
  const name = textOf(root, 'projectname');
  if (name === null) findings.error(at(root), 'projectname', MISSING_ELEMENT('projectname'));
  const version = childOf(root, 'frameworkversion');
  if (version === null || version.text === '') {
    findings.error(at(root), 'frameworkversion', MISSING_ELEMENT('frameworkversion'));
  } else if (!findEnumeration('engine_versions').values.includes(version.text)) {
    findings.error(at(version), 'frameworkversion', `"${version.text}" is no framework version.`);
  }

  const dependencies = childOf(root, 'dependencies');
  for (const child of dependencies?.children ?? []) {
    if (!KNOWN_DEPENDENCIES.has(child.name)) findings.warning(at(child), child.name, UNKNOWN_ELEMENT(child.name));
  }
  const itemsOf = (container: string): readonly XmlElement[] =>
    dependencies === null ? [] : (childOf(dependencies, container)?.children ?? []);

  const features = itemsOf('features').map((element): ManifestFeature => {
    const id = element.text;
    const required = element.attributes['required'];
    if (!findEnumeration('features').values.includes(id)) {
      findings.error(at(element), 'feature', `The "${id}" feature defined in the manifest does not exist.`);
    } else if (required !== 'true' && required !== 'false') {
      findings.error(at(element), 'feature', `The feature ${id} must say required="true" or required="false".`);
    }
    return { id, required: required === 'true', line: element.line };
  });

  const applicationObjects = itemsOf('applications').flatMap(
    (application) => childOf(application, 'objects')?.children ?? [],
  );
  const objects = [...itemsOf('objects'), ...applicationObjects].map((element) => {
    if (!/^[a-z0-9_.]+$/.test(element.text)) {
      findings.error(
        at(element),
        'object',
        `The object ${element.text} in the dependencies list contains characters that are not allowed.`,
      );
    } else if (!(account.objects ?? []).includes(element.text)) {
      findings.error(
        at(element),
        'object',
        `The account has no object ${element.text}, which the manifest depends on.`,
      );
    }
    return element.text;
  });
  const files = itemsOf('files').map((element) => {
    if (!element.text.startsWith('/')) {
      findings.error(at(element), 'file', `The file ${element.text} must start with a slash, the File Cabinet's root.`);
    } else if (!(account.files ?? []).includes(element.text)) {
      findings.error(at(element), 'file', `The account has no file ${element.text}, which the manifest depends on.`);
    }
    return element.text;
  });
  return { name: name ?? '', features, objects: new Set(objects), files: new Set(files) };
}
