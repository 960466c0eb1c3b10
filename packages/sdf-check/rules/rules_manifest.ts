/** manifest.xml: its required content, and the mistakes that can be found without the account. */

import { MANIFEST_FILE } from '../project/build_project';
import type { Problem } from '../project/finding';
import { readManifest } from '../project/manifest';
import type { Project } from '../project/project';
import { findEnumeration } from '../project/schema';
import { childOf, textOf, type XmlElement } from '../project/xml';
import { adviseClosest, defineRules, edit } from './define_rules';
import { LIST_FILE, MINIMAL_LIST, MINIMAL_MANIFEST } from './minimal_project';
import type { Rule } from './rule';

const SUITEAPP_ONLY = ['publisherid', 'projectid', 'projectversion'];
const KNOWN = ['projectname', 'frameworkversion', 'dependencies'];
/** NetSuite accepts the last two, but the pages that were read do not describe them. */
const KNOWN_DEPENDENCIES = ['features', 'objects', 'files', 'applications', 'folders', 'platformextensions'];

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (code: string, at: XmlElement | null, element: string, message: string, advice: string): void => {
    problems.push({ code, file: MANIFEST_FILE, line: at?.line ?? null, element, message, advice });
  };
  const root = project.manifest;
  if (root === null) {
    // An unreadable manifest is reported by another rule.
    if (!project.files.has(MANIFEST_FILE)) {
      report('SDF-MANIFEST-MISSING', null, '', 'The project has no manifest.xml.', 'Add one beside deploy.xml.');
    }
    return problems;
  }
  checkHead(root);
  checkChildren(root);
  checkFeatures();
  checkDependencies();
  return problems;

  function checkHead(manifest: XmlElement): void {
    if (manifest.name !== 'manifest') {
      report(
        'SDF-MANIFEST-ROOT',
        manifest,
        manifest.name,
        'The root element must be "manifest".',
        'Write <manifest projecttype="…">.',
      );
    }
    const type = manifest.attributes['projecttype'];
    if (project.kind === 'unknown') {
      report(
        'SDF-MANIFEST-TYPE',
        manifest,
        'projecttype',
        `The project type is ${type === undefined ? 'missing' : `"${type}"`}: it is ACCOUNTCUSTOMIZATION or SUITEAPP.`,
        'Write projecttype="ACCOUNTCUSTOMIZATION", or SUITEAPP for a SuiteApp.',
      );
    }
    const required = ['projectname', 'frameworkversion', ...(project.kind === 'SUITEAPP' ? SUITEAPP_ONLY : [])];
    for (const name of required) {
      if (textOf(manifest, name) !== null) continue;
      report('SDF-MANIFEST-FIELD', manifest, name, `The object field "${name}" is missing.`, `Add <${name}>.`);
    }
    const version = childOf(manifest, 'frameworkversion');
    const versions = findEnumeration('engine_versions').values;
    if (version !== null && version.text !== '' && !versions.includes(version.text)) {
      const message = `"${version.text}" is no framework version.`;
      report('SDF-MANIFEST-VERSION', version, 'frameworkversion', message, `Write ${versions.at(-1)}.`);
    }
  }

  function checkChildren(manifest: XmlElement): void {
    const dependencies = childOf(manifest, 'dependencies');
    for (const { children } of dependencies === null ? [manifest] : [manifest, dependencies]) {
      for (const child of children.filter(
        ({ name }, index) => children.findIndex((one) => one.name === name) < index,
      )) {
        const message = `The element ${child.name} is there twice: which one counts is not documented.`;
        report('SDF-MANIFEST-TWICE', child, child.name, message, 'Keep the one that is meant.');
      }
    }
    for (const child of manifest.children) {
      if (SUITEAPP_ONLY.includes(child.name)) {
        if (project.kind !== 'ACCOUNTCUSTOMIZATION') continue;
        const message = `${child.name} belongs to SuiteApp projects only.`;
        report('SDF-MANIFEST-SUITEAPP', child, child.name, message, 'Take it out.');
      } else if (!KNOWN.includes(child.name)) reportUnknown(child, [...KNOWN, ...SUITEAPP_ONLY]);
    }
    for (const child of childOf(manifest, 'dependencies')?.children ?? []) {
      if (!KNOWN_DEPENDENCIES.includes(child.name)) reportUnknown(child, KNOWN_DEPENDENCIES);
      const item = { features: 'feature', objects: 'object', files: 'file', applications: 'application' }[child.name];
      for (const entry of child.children) if (item !== undefined && entry.name !== item) reportUnknown(entry, [item]);
    }
  }

  function reportUnknown(element: XmlElement, known: readonly string[]): void {
    report(
      'SDF-MANIFEST-UNKNOWN',
      element,
      element.name,
      `The object field "${element.name}" is invalid or not supported and will be ignored.`,
      adviseClosest(element.name, known, 'Take it out.'),
    );
  }

  function checkFeatures(): void {
    const known = findEnumeration('features').values;
    // Oracle's two lists differ; a feature in either exists.
    const all = new Set([...known, ...findEnumeration('configurable_features').values]);
    const seen = new Set<string>();
    for (const { id, element } of readManifest(project).features) {
      const required = element.attributes['required'];
      if (findEnumeration('forbidden_features').values.includes(id)) {
        const message = `${id} is on Oracle's list of forbidden features.`;
        report('SDF-FEATURE-FORBIDDEN', element, 'feature', message, 'Take it out.');
      } else if (!all.has(id)) {
        const message = `The "${id}" feature defined in the manifest does not exist.`;
        report('SDF-MANIFEST-FEATURE', element, 'feature', message, adviseClosest(id, all, 'Take it out.'));
      } else if (required !== 'true' && required !== 'false') {
        const message = `The feature ${id} must say required="true" or required="false".`;
        report(
          'SDF-MANIFEST-REQUIRED',
          element,
          'feature',
          message,
          'Write required="true" if the project cannot do without.',
        );
      }
      if (seen.has(id)) {
        const message = `The feature ${id} is there twice.`;
        report('SDF-MANIFEST-TWICE', element, 'feature', message, 'Keep the one that is meant.');
      }
      seen.add(id);
    }
  }

  function checkDependencies(): void {
    const manifest = readManifest(project);
    const own = new Set(project.objects.map(({ scriptId }) => scriptId));
    const seen = new Set<string>();
    for (const { id, element } of manifest.objects) {
      if (!/^[a-z0-9_.]+$/.test(id)) {
        report(
          'SDF-MANIFEST-DEPENDENCY',
          element,
          'object',
          `The object ${id} in the dependencies list contains characters that are not allowed.`,
          'Write the id alone, parent.child for a part: no brackets, no scriptid=, no capitals.',
        );
      } else reportOwn(element, 'object', id, own.has(id.split('.')[0] ?? ''));
      reportTwice(element, 'object', id, seen);
    }
    for (const { id, element } of manifest.files) {
      if (!id.startsWith('/')) {
        report(
          'SDF-MANIFEST-DEPENDENCY',
          element,
          'file',
          `The file ${id} must start with a slash, the File Cabinet's root.`,
          `Write /${id.replace(/^[~/]*(FileCabinet\/)?/, '')}.`,
        );
      } else reportOwn(element, 'file', id, project.files.has(`FileCabinet${id}`));
      reportTwice(element, 'file', id, seen);
    }
  }

  function reportOwn(element: XmlElement, kind: string, id: string, isOwn: boolean): void {
    if (!isOwn) return;
    report(
      'SDF-MANIFEST-OWN',
      element,
      kind,
      `The manifest depends on ${id}, which the project itself brings.`,
      'Take it out: the list is for what the account must have already.',
    );
  }

  function reportTwice(element: XmlElement, kind: string, id: string, seen: Set<string>): void {
    if (seen.has(id)) report('SDF-MANIFEST-TWICE', element, kind, `The ${kind} ${id} is there twice.`, 'Keep one.');
    seen.add(id);
  }
}

const PAGES = ['section_1523378695', 'section_1523379149'];
const broken = (from: string, to: string): Readonly<Record<string, string>> => ({
  [MANIFEST_FILE]: edit(MINIMAL_MANIFEST, from, to),
});
const KEEPS = { [MANIFEST_FILE]: MINIMAL_MANIFEST };
const DEPENDING_ON = (text: string): Readonly<Record<string, string>> =>
  broken('</features>', `</features>\n    ${text}`);
const FEATURE = (text: string): Readonly<Record<string, string>> => broken('</features>', `  ${text}\n    </features>`);

export const MANIFEST_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-MANIFEST-MISSING',
    severity: 'error',
    title: 'A project has a manifest.xml.',
    explanation: 'Without it a folder is no SDF project. The check says so before it looks at any rule.',
    sources: ['section_4724963992'],
    breaks: {},
    keeps: KEEPS,
  },
  {
    code: 'SDF-MANIFEST-ROOT',
    severity: 'error',
    title: 'The root element of manifest.xml is manifest.',
    explanation: 'NetSuite reads the project’s type and name from it.',
    sources: PAGES,
    breaks: { [MANIFEST_FILE]: MINIMAL_MANIFEST.replaceAll('manifest', 'project') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-MANIFEST-TYPE',
    severity: 'error',
    title: 'The manifest says ACCOUNTCUSTOMIZATION or SUITEAPP.',
    explanation: 'The type decides which folders and which parts of the manifest a project may have.',
    sources: PAGES,
    breaks: broken('"ACCOUNTCUSTOMIZATION"', '"ACCOUNT"'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-MANIFEST-FIELD',
    severity: 'error',
    title: 'The manifest has a project name and a framework version, a SuiteApp also its publisher, id and version.',
    explanation: 'Validation starts with the manifest and stops there when it is incomplete.',
    sources: [...PAGES, 'subsect_1510680449'],
    breaks: broken('<projectname>Minimal</projectname>', ''),
    keeps: KEEPS,
  },
  {
    code: 'SDF-MANIFEST-VERSION',
    severity: 'error',
    title: 'The framework version is one that exists.',
    explanation: 'Oracle lists 0.1 and 1.0.',
    sources: ['SDFxml_4024206821'],
    breaks: broken('>1.0<', '>2.0<'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-MANIFEST-SUITEAPP',
    severity: 'warning',
    title: 'An account customization project has no publisher id, project id or version.',
    explanation: 'They belong to SuiteApps. What NetSuite does with them otherwise is not documented.',
    sources: ['subsect_1510680449'],
    breaks: broken('<projectname>', '<publisherid>com.example</publisherid><projectname>'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-MANIFEST-UNKNOWN',
    severity: 'warning',
    title: 'The manifest holds only elements that it may hold.',
    explanation: 'What NetSuite does with others is not documented; a misspelled list of dependencies would be lost.',
    sources: PAGES,
    breaks: broken('<projectname>', '<description>x</description><projectname>'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-MANIFEST-FEATURE',
    severity: 'error',
    title: 'A feature in the manifest exists.',
    explanation: 'Validation says: The "X" feature defined in the manifest does not exist.',
    sources: ['SDFxml_2024955148', 'SDFxml_2917333820'],
    breaks: FEATURE('<feature required="false">MANUFACTURING</feature>'),
    keeps: FEATURE('<feature required="false">WORKORDERS</feature>'),
  },
  {
    code: 'SDF-FEATURE-FORBIDDEN',
    severity: 'warning',
    title: 'The manifest names no feature that Oracle calls forbidden.',
    explanation: 'Oracle prints the list without saying what it applies to.',
    sources: ['SDFxml_2545963128'],
    breaks: FEATURE('<feature required="false">DOCUMENTS</feature>'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-MANIFEST-REQUIRED',
    severity: 'warning',
    title: 'A feature in the manifest says whether it is required.',
    explanation:
      'required="true" stops a deployment where the feature is off; with "false" what depends on it stays hidden or is ignored. What leaving it out means is not documented.',
    sources: PAGES,
    breaks: FEATURE('<feature>CRM</feature>'),
    keeps: FEATURE('<feature required="false">CRM</feature>'),
  },
  {
    code: 'SDF-MANIFEST-TWICE',
    severity: 'warning',
    title: 'An element of the manifest, and a feature, object or file in it, stands there once.',
    explanation: 'Which of two counts is not documented.',
    sources: PAGES,
    breaks: FEATURE('<feature required="false">CUSTOMRECORDS</feature>'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-MANIFEST-DEPENDENCY',
    severity: 'error',
    title: 'Dependencies are written as plain ids and as paths with a leading slash.',
    explanation:
      'An object is named by its id without brackets, parent.child for a part of it; a file by its path in the File Cabinet.',
    sources: ['section_1523378695', 'oracle/netsuite-suitecloud-sdk issue 182'],
    breaks: DEPENDING_ON('<objects><object>[scriptid=customlist_there]</object></objects>'),
    keeps: DEPENDING_ON('<objects><object>customlist_there</object></objects>'),
  },
  {
    code: 'SDF-MANIFEST-OWN',
    severity: 'warning',
    title: 'The manifest depends on nothing that the project brings itself.',
    explanation: 'The lists are for what is in the account and not in the project.',
    sources: ['section_1523378695'],
    breaks: { ...DEPENDING_ON('<objects><object>customlist_minimal</object></objects>'), [LIST_FILE]: MINIMAL_LIST },
    keeps: { ...DEPENDING_ON('<objects><object>customlist_there</object></objects>'), [LIST_FILE]: MINIMAL_LIST },
  },
]);
