/** Names in scripts that must match other files: ids of the project's objects, and members of modules. */

import type ts from 'typescript';
import { readFacts } from '../facts/read_facts';
import type { Problem } from '../project/finding';
import { readManifest } from '../project/manifest';
import { oncePerProject } from '../project/once';
import type { Project } from '../project/project';
import { plainId } from '../project/references';
import { own } from '../project/schema';
import type { XmlElement } from '../project/xml';
import type { Script } from '../scripts/script';
import { isNModule, resolveDependency } from '../scripts/script_dependencies';
import { lineAt } from '../scripts/script_header';
import { type Interface, readInterface } from '../scripts/script_interface';
import { readDefinition } from '../scripts/script_module';
import { listModuleMembers, listNamedIds, type ModuleMember } from '../scripts/script_names';
import { listScripts } from '../scripts/scripts';
import { adviseClosest, defineRules, edit, indexMisspellings } from './define_rules';
import { MINIMAL_RECORD, MINIMAL_SCRIPT, RECORD_FILE } from './minimal_project';
import type { Rule } from './rule';

type Report = (code: string, node: ts.Node, element: string, message: string, advice: string) => void;

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  const scripts = listScripts(project).all.filter(
    ({ isVersion1, syntaxErrors }) => !isVersion1 && syntaxErrors.length === 0,
  );
  for (const script of scripts) {
    const report: Report = (code, node, element, message, advice) => {
      const line = lineAt(script.source.text, node.getStart(script.source));
      problems.push({ code, file: script.file.path, line, element, message, advice });
    };
    checkIds(project, script, report);
    const members = listModuleMembers(script);
    for (const module of new Set(members.map((member) => member.module))) {
      const given = isNModule(module) ? listNMembers(module) : listGiven(module, script);
      if (given === null) continue;
      for (const member of members) if (member.module === module) checkMember(member, given, report);
    }
  }
  return problems;

  function listGiven(module: string, script: Script): Given | null {
    const target = resolveDependency(project, script, module);
    const file = target.kind === 'file' ? scripts.find((other) => other.file === target.file) : undefined;
    const found = file === undefined ? null : readInterface(file);
    if (file === undefined || found === null || found.isOpen || !givesObject(file, found)) return null;
    return { by: file.cabinetPath, names: found.entries.map(({ name }) => name) };
  }
}

/** Names that a module gives to its loader. */
interface Given {
  readonly by: string;
  readonly names: readonly string[];
}

/** False for a function, which has members of its own. */
function givesObject(file: Script, { entries }: Interface): boolean {
  const modules = readDefinition(file)?.modules.map(({ name }) => name) ?? [];
  return entries.length > 0 || (modules.includes('exports') && !modules.includes('module'));
}

/** Null when the members are not known. */
function listNMembers(module: string): Given | null {
  const { modules } = readFacts('suitescript-members') as { readonly modules: Readonly<Record<string, string>> };
  const names = own(modules, module)?.split(' ');
  return names === undefined ? null : { by: module, names };
}

function checkMember({ module, name, text, node }: ModuleMember, { by, names }: Given, report: Report): void {
  // Members of every object, such as hasOwnProperty, exist on any module.
  if (names.includes(name) || name in Object.prototype) return;
  if (isNModule(module)) {
    const message = `${module} has no member ${name} that is known here.`;
    const advice = adviseClosest(name, names, 'Look it up in Oracle’s help: it may be newer than this check.');
    report('SDF-JS-MEMBER-N', node, text, message, advice);
    return;
  }
  const message = `${by} gives no ${name} to those who load it.`;
  const advice = adviseClosest(name, names, `It gives ${names.join(', ') || 'nothing'}.`);
  report('SDF-JS-MEMBER-FILE', node, text, message, advice);
}

interface KnownIds {
  readonly ids: ReadonlySet<string>;
  readonly findMisspelled: (id: string) => string | null;
  /** The word after the kind if nearly all ids share it, which marks the project's own ids. */
  readonly ownWord: string | null;
}

/** Kinds of ids that scripts use, without ids of parts within one object, such as `val_x`. */
const KIND = /^cust[a-z]+_([a-z0-9]+)/;
const MIN_IDS = 3;
const OWN_SHARE = 0.9;

const listKnownIds = oncePerProject((project): KnownIds => {
  const declared = new Set<string>();
  const collect = (element: XmlElement): void => {
    const id = element.attributes['scriptid'];
    if (id !== undefined) declared.add(id);
    element.children.forEach(collect);
  };
  for (const { root } of project.objects) collect(root);
  const words = [...declared].flatMap((id) => KIND.exec(id)?.[1] ?? []);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [most] = [...counts].sort(([, left], [, right]) => right - left);
  const isOwn = most !== undefined && words.length >= MIN_IDS && most[1] >= words.length * OWN_SHARE;
  const inAccount = readManifest(project).objects.flatMap(({ id }) => plainId(id).split('.'));
  const ids = new Set([...declared, ...inAccount]);
  return {
    ids,
    findMisspelled: indexMisspellings(ids),
    ownWord: isOwn ? most[0] : null,
  };
});

function checkIds(project: Project, script: Script, report: Report): void {
  const { ids, ownWord, findMisspelled } = listKnownIds(project);
  const seen = new Set<string>();
  for (const { id, node } of listNamedIds(script)) {
    if (ids.has(id) || seen.has(id)) continue;
    seen.add(id);
    const misspelled = findMisspelled(id);
    const isOwn = ownWord !== null && KIND.exec(id)?.[1] === ownWord;
    if (misspelled === null && !isOwn) continue;
    const message = `No object of the project has the id ${id}, and the manifest does not name it.`;
    const advice = adviseClosest(
      id,
      misspelled === null ? ids : [misspelled],
      'Add the object, or name it under <objects> in the manifest.',
    );
    report('SDF-JS-ID', node, id, message, advice);
  }
}

const FILE = 'FileCabinet/SuiteScripts/minimal_ue.js';
const LIBRARY = 'FileCabinet/SuiteScripts/minimal_lib.js';
const USING_LIBRARY = edit(
  edit(MINIMAL_SCRIPT, "define(['N/log'], (log) => {", "define(['N/log', './minimal_lib'], (log, lib) => {"),
  'context.type',
  'lib.describe(context)',
);
const LIBRARY_TEXT = 'define([], () => ({ describe: (context) => context.type }));\n';
const naming = (id: string): string => edit(MINIMAL_SCRIPT, "'Saved'", `'${id}'`);

export const NAME_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-JS-ID',
    severity: 'warning',
    title: 'An id in a script that looks like one of the project’s is one of the project’s.',
    explanation:
      'It differs in one or two letters from the id of an object or of a part of one, or it has the word that nearly all ids of the project start with, and nothing has this id. NetSuite does not look at ids in scripts before they run. Other ids may be the account’s and are left alone, as are texts that are put together.',
    sources: ['section_1523378695'],
    breaks: { [RECORD_FILE]: MINIMAL_RECORD, [FILE]: naming('custrecord_minimal_aeg') },
    keeps: { [RECORD_FILE]: MINIMAL_RECORD, [FILE]: naming('custrecord_minimal_age') },
  },
  {
    code: 'SDF-JS-MEMBER-N',
    severity: 'warning',
    title: 'What a script takes from an N/ module is a member of it.',
    explanation:
      'Any other name is undefined at run time. The names are those of two type libraries and of Oracle’s governance page (packages/sdf-check/facts/suitescript-members.json), which may lag behind NetSuite: so it is a warning.',
    sources: ['chapter_4220488571', '@hitc/netsuite-types', '@oracle/suitecloud-unit-testing'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, 'log.audit', 'log.adit') },
    keeps: { [FILE]: MINIMAL_SCRIPT },
  },
  {
    code: 'SDF-JS-MEMBER-FILE',
    severity: 'warning',
    title: 'What a script takes from another file is given by it.',
    explanation:
      'Any other name is undefined at run time. Files whose define builds what it gives in a way that cannot be followed are left alone.',
    sources: ['section_4430268304'],
    breaks: { [FILE]: edit(USING_LIBRARY, 'lib.describe', 'lib.descibe'), [LIBRARY]: LIBRARY_TEXT },
    keeps: { [FILE]: USING_LIBRARY, [LIBRARY]: LIBRARY_TEXT },
  },
]);
