/**
 * deploy.xml: which files of the package are deployed, and in which order (section_4737888643). What it does not list
 * stays behind even when the zip holds it.
 */

import { type Findings, MISSING_ELEMENT, type Place, UNKNOWN_ELEMENT } from './findings';
import type { XmlElement } from '../../sdf/xml';

export const DEPLOY_FILE = 'deploy.xml';

export interface DeployedFile {
  /** Path inside the zip. */
  readonly path: string;
  /** Position of the path of deploy.xml that brought it in. */
  readonly step: number;
}

export interface DeployPlan {
  readonly configuration: readonly DeployedFile[];
  readonly files: readonly DeployedFile[];
  readonly objects: readonly DeployedFile[];
  readonly translationimports: readonly DeployedFile[];
  /** Entries of the zip that no path lists. */
  readonly left: readonly string[];
}

const FOLDERS = {
  configuration: 'AccountConfiguration/',
  files: 'FileCabinet/',
  objects: 'Objects/',
  translationimports: 'Translations/',
} as const;
type Section = keyof typeof FOLDERS;
const isSection = (name: string): name is Section => Object.hasOwn(FOLDERS, name);

export function readDeployFile(root: XmlElement, entries: readonly string[], findings: Findings): DeployPlan {
  const at = (element: XmlElement): Place => ({ file: DEPLOY_FILE, line: element.line });
  const plan: Record<Section, DeployedFile[]> = { configuration: [], files: [], objects: [], translationimports: [] };
  const listed = new Set<string>();
  let step = 0;
  if (root.name !== 'deploy') findings.error(at(root), root.name, 'The root element must be "deploy".');

  for (const section of root.children) {
    if (section.name === 'script' || section.name === 'run') {
      findings.error(at(section), section.name, 'Installation scripts belong to SuiteApp projects only.');
      continue;
    }
    if (!isSection(section.name)) {
      findings.warning(at(section), section.name, UNKNOWN_ELEMENT(section.name));
      continue;
    }
    for (const element of section.children) {
      if (element.name !== 'path') {
        findings.warning(at(element), element.name, UNKNOWN_ELEMENT(element.name));
        continue;
      }
      step += 1;
      const reading = readPath(element.text, FOLDERS[section.name]);
      if (typeof reading === 'string') {
        findings.error(at(element), `${section.name}.path`, reading);
        continue;
      }
      const matches = entries.filter((entry) =>
        reading.isFolder ? entry.startsWith(`${reading.path}/`) : entry === reading.path,
      );
      reportEmpty(matches, section.name, element, reading.isFolder);
      for (const path of matches) {
        if (!listed.has(path)) plan[section.name].push({ path, step });
        listed.add(path);
      }
    }
  }
  // Oracle's SDK skill quotes this message for an account customization project, and says that without all four
  // sections a script's file may not be found. Oracle's own template has all four.
  for (const name of Object.keys(FOLDERS)) {
    if (root.children.some((section) => section.name === name)) continue;
    if (name === 'objects') findings.error(at(root), name, MISSING_ELEMENT(name));
    else findings.warning(at(root), name, MISSING_ELEMENT(name));
  }
  return { ...plan, left: entries.filter((entry) => !listed.has(entry)) };

  /**
   * Oracle's template for a new project lists folders that are empty at first, configuration and translations among
   * them, so a folder without content is accepted. What a missing file does is not documented.
   */
  function reportEmpty(matches: readonly string[], section: Section, element: XmlElement, isFolder: boolean): void {
    if (matches.length > 0) return;
    const message = `The path ${element.text} matches nothing in the package.`;
    if (!isFolder) findings.error(at(element), `${section}.path`, message);
    else if (section === 'files' || section === 'objects') findings.warning(at(element), `${section}.path`, message);
  }
}

function readPath(text: string, folder: string): { readonly path: string; readonly isFolder: boolean } | string {
  if (!text.startsWith('~/')) return `The path "${text}" must start with ~/, the project's folder.`;
  const isFolder = text.endsWith('/*');
  const path = isFolder ? text.slice(2, -2) : text.slice(2);
  const segments = path.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..' || segment.includes('*'))) {
    return `The path "${text}" is neither a file nor a folder followed by /*.`;
  }
  if (!`${path}/`.startsWith(folder))
    return `The path "${text}" lies outside ~/${folder}, where this section's files are.`;
  return { path, isFolder };
}
