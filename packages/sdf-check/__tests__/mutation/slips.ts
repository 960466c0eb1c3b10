/** Slips in this project, and whether the check finds one of them. */

import path from 'node:path';
import { buildFile, buildProject } from '../../project/build_project';
import type { Finding } from '../../project/finding';
import type { Project } from '../../project/project';
import { readProjectFolder } from '../../project/read_project';
import { checkProject } from '../../rules/rules';
import type { Mutation } from './mutation';
import { listScriptMutations } from './script_mutations';
import { takeInventory } from './validity';
import { listXmlMutations } from './xml_mutations';

export const ROOT = path.join(__dirname, '../../../..');

function readOwnProject(): Project {
  const reading = readProjectFolder(ROOT);
  if (reading.kind === 'no project') throw new Error(reading.problem);
  return reading.project;
}

const project = readOwnProject();
export const files = [...project.files.values()];
const keyOf = ({ code, file, element, message }: Finding): string => [code, file, element, message].join('\n');
const known = new Set(checkProject(project).findings.map(keyOf));

/** True when the check reports a finding that the unchanged project does not have. */
export function isFound(file: string, text: string): boolean {
  const changed = buildFile(file, new TextEncoder().encode(text));
  const mutated = buildProject(files.map((other) => (other.path === file ? changed : other)));
  return checkProject(mutated).findings.some((finding) => !known.has(keyOf(finding)));
}

export const isSurvivor = ({ file, write }: Mutation): boolean => !isFound(file, write());

/** Numbers of the values of each key, the highest first. */
export function count<T>(values: readonly T[], keyOfValue: (value: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(keyOfValue(value), (counts.get(keyOfValue(value)) ?? 0) + 1);
  return new Map([...counts].sort(([, left], [, right]) => right - left));
}

const inventory = takeInventory(project);

/** All slips of each half of the project: those that make it invalid, and those that the facts allow. */
export const HALVES = [
  { half: 'manifest.xml, deploy.xml and objects', all: listXmlMutations(project, inventory) },
  { half: 'scripts', all: listScriptMutations(project, inventory) },
].map(({ half, all }) => ({
  half,
  invalid: all.filter(({ valid }) => valid === null),
  leftOut: all.filter(({ valid }) => valid !== null),
}));
