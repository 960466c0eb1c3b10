/**
 * deploy.xml: the deployed files of a project and their order (section_4737888643). Files that it does not list are not
 * deployed.
 */

import { DEPLOY_FILE } from './build_project';
import type { Problem } from './finding';
import { oncePerProject } from './once';
import type { XmlElement } from './xml';

interface DeployedFile {
  /** Path from the project folder. */
  readonly path: string;
  /** Position of the deploy.xml path that includes the file. */
  readonly step: number;
  /** False when the path names exactly this file. */
  readonly byWildcard: boolean;
}

export const DEPLOY_FOLDERS = {
  configuration: 'AccountConfiguration/',
  files: 'FileCabinet/',
  objects: 'Objects/',
  translationimports: 'Translations/',
} as const;
type DeploySection = keyof typeof DEPLOY_FOLDERS;

export interface DeployPlan {
  readonly deployed: Readonly<Record<DeploySection, readonly DeployedFile[]>>;
  /** Files other than manifest.xml and deploy.xml that no path lists. */
  readonly left: readonly string[];
  readonly problems: readonly Problem[];
}

const isSection = (name: string): name is DeploySection => Object.hasOwn(DEPLOY_FOLDERS, name);

/** Without a deploy.xml nothing is deployed. */
export const readDeployPlan = oncePerProject((project): DeployPlan =>
  buildPlan(project.deploy, [...project.files.keys()]),
);

/** Every deployed path, of any section. */
export const listDeployed = oncePerProject((project): ReadonlyMap<string, DeployedFile> => {
  const sections = Object.values(readDeployPlan(project).deployed);
  return new Map(sections.flat().map((file) => [file.path, file]));
});

function buildPlan(root: XmlElement | null, paths: readonly string[]): DeployPlan {
  const deployed: Record<DeploySection, DeployedFile[]> = {
    configuration: [],
    files: [],
    objects: [],
    translationimports: [],
  };
  const problems: Problem[] = [];
  const listed = new Set<string>();
  const report = (code: string, at: XmlElement, element: string, message: string, advice: string): void => {
    problems.push({ code, file: DEPLOY_FILE, line: at.line, element, message, advice });
  };
  let step = 0;

  for (const section of root?.children ?? []) {
    if (!isSection(section.name)) continue;
    for (const element of section.children) {
      if (element.name !== 'path') continue;
      step += 1;
      const name = `${section.name}.path`;
      const folder = DEPLOY_FOLDERS[section.name];
      const reading = readPath(element.text, folder);
      if (typeof reading === 'string') {
        report(
          'SDF-DEPLOY-PATH',
          element,
          name,
          reading,
          `Write ~/${folder}* or the path of a file below that folder.`,
        );
        continue;
      }
      const matches = paths.filter((path) =>
        reading.isFolder ? path.startsWith(`${reading.path}/`) : path === reading.path,
      );
      if (matches.length === 0) reportEmpty(section.name, element, name, reading);
      for (const path of matches) {
        if (!listed.has(path)) deployed[section.name].push({ path, step, byWildcard: reading.isFolder });
        listed.add(path);
      }
    }
  }
  const left = paths.filter((path) => path !== 'manifest.xml' && path !== DEPLOY_FILE && !listed.has(path));
  return { deployed, left, problems };

  /**
   * Reports an empty section. Oracle's projects list the folders of configuration and translations even when they do
   * not exist.
   */
  function reportEmpty(section: DeploySection, element: XmlElement, name: string, reading: ReadPath): void {
    const message = `The path ${element.text} matches nothing in the package.`;
    const otherCase = paths.find((path) => path.toLowerCase().startsWith(reading.path.toLowerCase()));
    const advice =
      otherCase === undefined
        ? 'Add what it should name (compiled files: build first), or take the path out.'
        : `Capitals count: the project has ~/${otherCase.slice(0, reading.path.length)}.`;
    if (!reading.isFolder) report('SDF-DEPLOY-FILE-MISSING', element, name, message, advice);
    else if (section === 'files' || section === 'objects') {
      report('SDF-DEPLOY-FOLDER-EMPTY', element, name, message, advice);
    }
  }
}

interface ReadPath {
  readonly path: string;
  readonly isFolder: boolean;
}

/** Parses a path; returns a sentence when it is not valid. */
function readPath(text: string, folder: string): ReadPath | string {
  if (!text.startsWith('~/')) return `The path "${text}" must start with ~/, the project's folder.`;
  const isFolder = text.endsWith('/*');
  const path = isFolder ? text.slice(2, -2) : text.slice(2);
  const segments = path.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..' || segment.includes('*'))) {
    return `The path "${text}" is neither a file nor a folder followed by /*.`;
  }
  if (!`${path}/`.startsWith(folder)) {
    return `The path "${text}" lies outside ~/${folder}, where this section's files are.`;
  }
  return { path, isFolder };
}
