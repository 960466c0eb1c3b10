/**
 * deploy.xml and the folders: the deployed files, the files left out, and the files that a wildcard includes by
 * mistake.
 */

import { DEPLOY_FILE, FEATURES_FILE, isObjectFile } from '../project/build_project';
import { DEPLOY_FOLDERS, listDeployed, readDeployPlan } from '../project/deploy_plan';
import type { Problem } from '../project/finding';
import type { Project } from '../project/project';
import { childOf, type XmlElement } from '../project/xml';
import { adviseClosest, defineRules, edit } from './define_rules';
import { LIST_FILE, MINIMAL_DEPLOY, MINIMAL_LIST } from './minimal_project';
import type { Rule } from './rule';

const SECTIONS = Object.keys(DEPLOY_FOLDERS);
/** Sections for SuiteApps only: installation scripts, and the objects of a locked SuiteApp. */
const SUITEAPP_SECTIONS = ['script', 'run'];

/** Folders of the File Cabinet (section_4724963992). */
const CABINET_ROOTS = [
  /^SuiteScripts\//,
  /^Templates\/(E-mail Templates|Marketing Templates|Web Site Hosting Files)\//,
  /^Web Site Hosting Files\/[^/]+\/SSP Applications\/[^/]+\//,
];

/** Files of editors, compilers and package managers, which do not belong in the File Cabinet. */
const STRAY: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)node_modules\//, 'an installed package'],
  [/\.(orig|rej|bak|tmp|swp)$|~$/, 'a left-over copy'],
  [/(^|\/)(Thumbs\.db|desktop\.ini)$/i, 'a file of Windows'],
  [/\.tsx?$|\.map$|(^|\/)tsconfig[^/]*\.json$/, 'a source of the compiler'],
  [/(^|\/)(package(-lock)?\.json|yarn\.lock)$/, 'a file of the package manager'],
  [/\.(test|spec)\.js$|(^|\/)__tests__\//, 'a test'],
  [/\.(zip|log)$/, 'a by-product'],
];

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (
    code: string,
    file: string,
    at: XmlElement | null,
    element: string,
    message: string,
    advice: string,
  ): void => {
    problems.push({ code, file, line: at?.line ?? null, element, message, advice });
  };
  const root = project.deploy;
  if (root === null && !project.files.has(DEPLOY_FILE)) {
    report(
      'SDF-DEPLOY-MISSING',
      DEPLOY_FILE,
      null,
      '',
      'The project has no deploy.xml.',
      'Add one beside manifest.xml.',
    );
  }
  if (root !== null) {
    checkSections(root);
    problems.push(...readDeployPlan(project).problems);
    for (const path of readDeployPlan(project).left) checkLeft(path);
  }
  for (const path of project.files.keys()) checkPlace(path);
  for (const { path, byWildcard } of listDeployed(project).values()) checkDeployed(path, byWildcard);
  return problems;

  function checkSections(deploy: XmlElement): void {
    if (deploy.name !== 'deploy') {
      report(
        'SDF-DEPLOY-ROOT',
        DEPLOY_FILE,
        deploy,
        deploy.name,
        'The root element must be "deploy".',
        'Write <deploy>.',
      );
    }
    for (const section of deploy.children) {
      if (SUITEAPP_SECTIONS.includes(section.name)) {
        if (project.kind !== 'ACCOUNTCUSTOMIZATION') continue;
        const message = 'Installation scripts belong to SuiteApp projects only.';
        report('SDF-DEPLOY-SCRIPT', DEPLOY_FILE, section, section.name, message, 'Take the section out.');
      } else if (!SECTIONS.includes(section.name)) reportUnknown(section, SECTIONS);
      else for (const path of section.children) if (path.name !== 'path') reportUnknown(path, ['path']);
      reportTwice(section.children, ({ text }) => text);
    }
    reportTwice(deploy.children, ({ name }) => name);
    if (project.kind === 'SUITEAPP') return;
    for (const [name, folder] of Object.entries(DEPLOY_FOLDERS)) {
      if (deploy.children.some((section) => section.name === name)) continue;
      const code = name === 'objects' ? 'SDF-DEPLOY-OBJECTS' : 'SDF-DEPLOY-SECTION';
      const advice = `Add <${name}><path>~/${folder}*</path></${name}>.`;
      report(code, DEPLOY_FILE, deploy, name, `The object field "${name}" is missing.`, advice);
    }
  }

  function reportTwice(elements: readonly XmlElement[], keyOf: (element: XmlElement) => string): void {
    const keys = elements.map(keyOf);
    elements.forEach((element, index) => {
      const key = keys[index] ?? '';
      if (keys.indexOf(key) === index) return;
      report('SDF-DEPLOY-TWICE', DEPLOY_FILE, element, element.name, `${key} is there twice.`, 'Keep one of them.');
    });
  }

  function reportUnknown(element: XmlElement, known: readonly string[]): void {
    report(
      'SDF-DEPLOY-UNKNOWN',
      DEPLOY_FILE,
      element,
      element.name,
      `The object field "${element.name}" is invalid or not supported and will be ignored.`,
      adviseClosest(element.name, known, 'Take it out.'),
    );
  }

  /**
   * Reports a file that is not deployed. Two kinds are accepted: a declaration of an integration record, which only
   * references one of an account (section_160079429000), and a README.
   */
  function checkLeft(path: string): void {
    const isIntegration = project.objects.some(({ file, type }) => file.path === path && type === 'integration');
    const isMeant =
      isObjectFile(path) ||
      path === FEATURES_FILE ||
      (path.startsWith('FileCabinet/') && !path.includes('/.attributes/'));
    const isNote = path.endsWith('/README.md');
    if (!isMeant || isIntegration || isNote || isHidden(path) || describeStray(path) !== null) return;
    const section = path.startsWith('Objects/') ? 'objects' : path === FEATURES_FILE ? 'configuration' : 'files';
    // A missing section is one finding, not one for each of its files.
    if (project.kind !== 'SUITEAPP' && project.deploy !== null && childOf(project.deploy, section) === null) return;
    report(
      'SDF-DEPLOY-UNLISTED',
      path,
      null,
      '',
      'No path of deploy.xml covers this file: it will not be deployed.',
      `Add <path>~/${path}</path> or its folder with /* to <${section}>, or move the file out of the project.`,
    );
  }

  function checkPlace(path: string): void {
    if (path.startsWith('InstallationPreferences/') && project.kind === 'ACCOUNTCUSTOMIZATION') {
      const message = 'Installation preferences belong to SuiteApp projects only.';
      report('SDF-FOLDER-SUITEAPP', path, null, '', message, 'Take the folder out.');
    }
    if (path.startsWith('AccountConfiguration/') && path !== FEATURES_FILE) {
      report(
        'SDF-FOLDER-CONFIGURATION',
        path,
        null,
        '',
        'AccountConfiguration holds features.xml and nothing else.',
        'Move the file away; capitals count in the name.',
      );
    }
  }

  function checkDeployed(path: string, byWildcard: boolean): void {
    if (path.startsWith('Objects/')) {
      checkBesideObjects(path);
      return;
    }
    if (!path.startsWith('FileCabinet/')) return;
    const cabinetPath = path.slice('FileCabinet/'.length);
    // These folders hold attributes of files and folders; other files in them are not deployed (section_4847748457).
    if (cabinetPath.split('/').includes('.attributes')) return;
    const isPlaced = project.kind === 'SUITEAPP' || CABINET_ROOTS.some((folder) => folder.test(cabinetPath));
    const stray = describeStray(path);
    if (!isPlaced) {
      report(
        'SDF-FOLDER-CABINET',
        path,
        null,
        '',
        `A project cannot hold files in ${cabinetPath}.`,
        'Move it below FileCabinet/SuiteScripts/ or one of the folders for templates and web sites.',
      );
    } else if (isHidden(path)) {
      report(
        'SDF-DEPLOY-HIDDEN',
        path,
        null,
        '',
        "A file upload error occurred. It's not possible to add files to this folder.",
        'Delete the file, or list paths in deploy.xml that do not cover it.',
      );
    } else if (byWildcard && stray !== null) {
      report(
        'SDF-DEPLOY-STRAY',
        path,
        null,
        '',
        `A wildcard in deploy.xml would upload ${stray} to the File Cabinet.`,
        'Move it out of the folder, or list narrower paths in deploy.xml.',
      );
    }
  }

  /** Additional files of an object are named after it: custemailtmpl_x.template.html. */
  function checkBesideObjects(path: string): void {
    if (isObjectFile(path)) return;
    const name = path.split('/').at(-1) ?? '';
    const owner = /^(.+)\.template\.[^.]+$/.exec(name)?.[1];
    if (owner !== undefined && project.objects.some(({ scriptId }) => scriptId === owner)) return;
    report(
      'SDF-DEPLOY-STRAY',
      path,
      null,
      '',
      'A wildcard in deploy.xml would take this file for an object, which it is not.',
      'Move it out of Objects/. An object’s additional file is named <scriptid>.template.<ending>.',
    );
  }
}

function isHidden(path: string): boolean {
  return path.split('/').at(-1)?.startsWith('.') === true;
}

function describeStray(path: string): string | null {
  return STRAY.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

const SKILL = 'Oracle’s SDK skill netsuite-sdf-safe-guide';
const broken = (from: string, to: string): Readonly<Record<string, string>> => ({
  [DEPLOY_FILE]: edit(MINIMAL_DEPLOY, from, to),
});
const KEEPS = { [DEPLOY_FILE]: MINIMAL_DEPLOY };

export const DEPLOY_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-DEPLOY-MISSING',
    severity: 'error',
    title: 'A project has a deploy.xml.',
    explanation: 'It says what is deployed; nothing else is.',
    sources: ['section_4737888643'],
    breaks: {},
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOY-ROOT',
    severity: 'error',
    title: 'The root element of deploy.xml is deploy.',
    explanation: 'NetSuite reads the paths from it.',
    sources: ['section_4737888643'],
    breaks: { [DEPLOY_FILE]: MINIMAL_DEPLOY.replaceAll('deploy>', 'deployment>') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOY-UNKNOWN',
    severity: 'warning',
    title: 'deploy.xml holds only configuration, files, objects and translationimports, and these only paths.',
    explanation:
      'What NetSuite does with others is not documented; the paths in a misspelled section are not deployed.',
    sources: ['section_4737888643'],
    breaks: broken('</deploy>', '<translations></translations></deploy>'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOY-SCRIPT',
    severity: 'error',
    title: 'An account customization project has no installation script.',
    explanation: 'Installation scripts and their section in deploy.xml are for SuiteApps.',
    sources: ['section_1548438348', 'section_1547147541'],
    breaks: broken('</deploy>', '<script><path>~/x</path></script></deploy>'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOY-OBJECTS',
    severity: 'error',
    title: 'deploy.xml of an account customization project has an objects section.',
    explanation: 'Oracle’s SDK skill quotes the refusal: The object field "objects" is missing.',
    sources: [SKILL],
    breaks: {
      ...broken('<objects>\n    <path>~/Objects/*</path>\n  </objects>', ''),
    },
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOY-SECTION',
    severity: 'warning',
    title: 'deploy.xml of an account customization project has all four sections.',
    explanation:
      'Oracle’s template has configuration, files, objects and translationimports, also for folders that are empty. Its SDK skill says that without them the file of a script may not be found; the help says nothing.',
    sources: [SKILL, 'section_4737888643'],
    breaks: broken('<translationimports>\n    <path>~/Translations/*</path>\n  </translationimports>', ''),
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOY-PATH',
    severity: 'error',
    title: 'A path in deploy.xml starts with ~/, stays in its section’s folder and has no wildcard but a final /*.',
    explanation: '~ is the project folder. A path names one file, or a folder with everything in it.',
    sources: ['section_4737888643'],
    breaks: broken('<path>~/Translations/*', '<path>/Translations/*'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOY-FILE-MISSING',
    severity: 'error',
    title: 'A file that deploy.xml names is there.',
    explanation: 'Path names are case sensitive.',
    sources: ['section_4737888643'],
    breaks: broken('<path>~/Objects/*', '<path>~/Objects/customlist_gone.xml</path><path>~/Objects/*'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOY-FOLDER-EMPTY',
    severity: 'warning',
    title: 'A folder of files or objects that deploy.xml names holds something.',
    explanation:
      'Often the folder was renamed, or what belongs there was not built yet. Oracle’s own projects name empty folders of configuration and translations, which is fine.',
    sources: ['section_4737888643'],
    breaks: broken('<path>~/Objects/*', '<path>~/Objects/gone/*</path><path>~/Objects/*'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOY-UNLISTED',
    severity: 'warning',
    title: 'Every object and every file of the File Cabinet is covered by a path of deploy.xml.',
    explanation:
      'Only what is listed is deployed, without a word about the rest. Declarations of integration records may stay unlisted, because they only refer to a record that an account has already, and so may a README.md, which is for people.',
    sources: ['section_4737888643', 'section_156044636320'],
    breaks: { ...broken('~/Objects/*', '~/Objects/customscript_minimal_ue.xml'), [LIST_FILE]: MINIMAL_LIST },
    keeps: { [LIST_FILE]: MINIMAL_LIST, 'FileCabinet/README.md': 'Scripts appear here when they are compiled.' },
  },
  {
    code: 'SDF-DEPLOY-HIDDEN',
    severity: 'error',
    title: 'No path of deploy.xml covers a hidden file, such as the .DS_Store of macOS.',
    explanation: 'Oracle’s SDK skill reports that the upload fails.',
    sources: [SKILL],
    breaks: { 'FileCabinet/SuiteScripts/.DS_Store': 'x' },
    keeps: { 'FileCabinet/SuiteScripts/.attributes/minimal_ue.js.attr.xml': '<file><isinactive>F</isinactive></file>' },
  },
  {
    code: 'SDF-DEPLOY-TWICE',
    severity: 'warning',
    title: 'A section, and a path within one, stands in deploy.xml once.',
    explanation: 'The second brings nothing; whether NetSuite takes it is not documented.',
    sources: ['section_4737888643'],
    breaks: broken('<path>~/Objects/*</path>', '<path>~/Objects/*</path><path>~/Objects/*</path>'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOY-STRAY',
    severity: 'warning',
    title: 'No wildcard sweeps up what nobody means to deploy.',
    explanation:
      'Sources, tests, installed packages and left-over copies below a folder with /* land in the File Cabinet, where every administrator reads them.',
    sources: ['section_4737888643'],
    breaks: { 'FileCabinet/SuiteScripts/minimal_ue.ts': 'export {};' },
    keeps: { 'FileCabinet/SuiteScripts/data.json': '{}' },
  },
  {
    code: 'SDF-FOLDER-CABINET',
    severity: 'error',
    title: 'Files of an account customization project lie in folders that SDF deploys to.',
    explanation: 'SuiteScripts, three folders of templates, and SSP applications.',
    sources: ['section_4724963992'],
    breaks: { ...broken('~/FileCabinet/SuiteScripts/*', '~/FileCabinet/*'), 'FileCabinet/Images/logo.svg': '<svg/>' },
    keeps: { ...broken('~/FileCabinet/SuiteScripts/*', '~/FileCabinet/*') },
  },
  {
    code: 'SDF-FOLDER-SUITEAPP',
    severity: 'warning',
    title: 'An account customization project has no InstallationPreferences.',
    explanation: 'They belong to SuiteApps; the CLI refuses to apply them for an account customization project.',
    sources: ['section_4724963992', 'section_156049843194'],
    breaks: { 'InstallationPreferences/locking.xml': '<preference type="LOCKING"/>' },
    keeps: {},
  },
  {
    code: 'SDF-FOLDER-CONFIGURATION',
    severity: 'warning',
    title: 'AccountConfiguration holds features.xml only.',
    explanation: 'SDF reads no other file there.',
    sources: ['section_1500317605'],
    breaks: { 'AccountConfiguration/Features.xml': '<features/>' },
    keeps: {
      'AccountConfiguration/features.xml':
        '<features><feature><id>SALESORDERS</id><status>ENABLED</status></feature></features>',
    },
  },
]);
