/** The header of a script file must exist, be readable, and name the type of its object. */

import type { Problem } from '../project/finding';
import type { Project } from '../project/project';
import type { Script } from '../scripts/script';
import type { HeaderTag } from '../scripts/script_header';
import { findUses } from '../scripts/script_language';
import { ALL_TAGS, API_VERSIONS, findTypeByObject, isKnownTag, MODULE_SCOPES } from '../scripts/script_types';
import { listScripts, tagOf } from '../scripts/scripts';
import { adviseClosest, defineRules, edit } from './define_rules';
import { buildScript, MINIMAL_SCRIPT, MINIMAL_USER_EVENT, USER_EVENT_FILE } from './minimal_project';
import type { Rule } from './rule';

const ALLOWED: Readonly<Record<string, readonly string[]>> = { NApiVersion: API_VERSIONS, NModuleScope: MODULE_SCOPES };

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (
    code: string,
    script: Script,
    line: number | null,
    element: string,
    message: string,
    advice: string,
  ): void => {
    problems.push({ code, file: script.file.path, line, element, message, advice });
  };
  const { all, runsOnServer } = listScripts(project);
  reportVersion1(all.filter(({ isVersion1 }) => isVersion1));
  for (const script of all) {
    if (script.isVersion1) continue;
    checkForm(script);
    checkPresence(script);
    for (const tag of script.header.tags) checkValue(script, tag);
    checkVersion(script);
    checkType(script);
  }
  return problems;

  function reportVersion1(scripts: readonly Script[]): void {
    const [first] = scripts;
    if (first === undefined) return;
    const others = scripts.length === 1 ? '' : `, like ${scripts.length - 1} other${scripts.length > 2 ? 's' : ''}`;
    const message = `The script has no header and no modules: it is SuiteScript 1.0${others}, and was not checked.`;
    report('SDF-JS-VERSION-1', first, null, '', message, 'Move it to SuiteScript 2.1, or check it by hand.');
  }

  function checkForm(script: Script): void {
    const { header } = script;
    const advice = 'Write the header between /** and */.';
    const isUnseen = ({ name }: HeaderTag): boolean => tagOf(header, name) === null;
    const unseen = script.role === 'library' ? undefined : header.tags.find(isUnseen);
    if (unseen !== undefined) {
      const message = `@${unseen.name} stands in a // comment, where NetSuite does not read it.`;
      report('SDF-JS-HEADER-FORM', script, unseen.line, `@${unseen.name}`, message, advice);
    }
    const isOneStar = (tag: HeaderTag): boolean => tag.comment === 'one star' && tagOf(header, tag.name) === tag;
    const oneStar = script.role === 'library' ? undefined : header.tags.find(isOneStar);
    if (oneStar !== undefined) {
      const message = `@${oneStar.name} stands in a comment that starts with /*, which the help prints as invalid.`;
      report('SDF-JS-HEADER-STAR', script, oneStar.line, `@${oneStar.name}`, message, advice);
    }
    for (const tag of header.tags) {
      if (tag.comment === 'line' || !tag.value.includes('*/')) continue;
      const message = `The value of @${tag.name} is not followed by a line break, so it reads "${tag.value}".`;
      report('SDF-JS-HEADER-FORM', script, tag.line, `@${tag.name}`, message, 'End the line after the value.');
    }
    const [firstTag] = header.tags;
    if (firstTag !== undefined && !header.isFirst) {
      const message = 'The header stands after the first code of the file.';
      report('SDF-JS-HEADER-FIRST', script, firstTag.line, `@${firstTag.name}`, message, 'Move it to the top.');
    }
    for (const tag of header.tags) {
      const counted = tagOf(header, tag.name);
      if (tag.comment !== counted?.comment || counted.value.toLowerCase() === tag.value.toLowerCase()) continue;
      const message = `@${tag.name} is "${tag.value}" here and "${counted.value}" in line ${counted.line}.`;
      report('SDF-JS-HEADER-TWICE', script, tag.line, `@${tag.name}`, message, 'Keep one of them.');
    }
  }

  function checkPresence(script: Script): void {
    if (script.role === 'library') return;
    const has = (name: string): boolean => script.header.tags.some((tag) => tag.name === name);
    const objectType = script.objects[0] === undefined ? null : findTypeByObject(script.objects[0].type);
    const wanted = objectType?.tag ?? null;
    if (!has('NApiVersion')) {
      const message = 'The file has no @NApiVersion, so NetSuite cannot validate it (FAILED_TO_VALIDATE_SCRIPT_FILE).';
      const header = `/**, * @NApiVersion 2.1, * @NScriptType ${wanted ?? '…'}, */`;
      report('SDF-JS-HEADER-MISSING', script, 1, '@NApiVersion', message, `Start the file with four lines: ${header}`);
    }
    if (has('NApiVersion') && !has('NScriptType') && script.objects.length > 0) {
      const [tag] = script.header.tags;
      const message = 'The file of a script record has no @NScriptType (MISSING_SCRIPT_TYPE).';
      const advice = `Add * @NScriptType ${wanted ?? 'with the script’s type'} to the header.`;
      report('SDF-JS-TYPE-MISSING', script, tag?.line ?? 1, '@NScriptType', message, advice);
    }
  }

  function checkValue(script: Script, tag: HeaderTag): void {
    if (tag.value.includes('*/') || tag.comment === 'line' || tag.name === 'NAmdConfig') return;
    const allowed = ALLOWED[tag.name] ?? ALL_TAGS;
    const isAllowed =
      tag.name === 'NScriptType'
        ? isKnownTag(tag.value)
        : allowed.some((value) => equalsTag(tag.name, value, tag.value));
    if (isAllowed) return;
    const code = tag.name === 'NApiVersion' ? 'INVALID_API_VERSION' : 'INVALID_JSDOC_TAG_VALUE';
    const message = `@${tag.name} is "${shorten(tag.value)}", which is no value of it (${code}).`;
    const advice = adviseClosest(tag.value, allowed, `It takes ${allowed.join(', ')}.`);
    report('SDF-JS-TAG-VALUE', script, tag.line, `@${tag.name}`, message, advice);
  }

  function checkVersion(script: Script): void {
    const tag = tagOf(script.header, 'NApiVersion');
    if (tag === null || tag.value === '2.1' || !API_VERSIONS.includes(tag.value)) return;
    // SDF-JS-ES5 reports it with the reason.
    if (runsOnServer(script) && findUses(script).some(({ kind }) => kind === 'es2015')) return;
    const message =
      tag.value === '2.0'
        ? '@NApiVersion 2.0 runs on the older engine, which knows ECMAScript 5.1.'
        : `@NApiVersion ${tag.value} means 2.0, unless the account’s preference says 2.1: the engine differs by account.`;
    report('SDF-JS-API-VERSION', script, tag.line, '@NApiVersion', message, 'Write 2.1, and test the script again.');
  }

  function checkType(script: Script): void {
    const tag = tagOf(script.header, 'NScriptType');
    if (tag === null || !isKnownTag(tag.value)) return;
    for (const object of script.objects) {
      const wanted = findTypeByObject(object.type);
      if (wanted === null || wanted.tag.toLowerCase() === tag.value.toLowerCase()) continue;
      const message = `@NScriptType is ${tag.value}, but ${object.scriptId ?? object.file.path} is a ${object.type} (WRONG_SCRIPT_TYPE).`;
      const advice = `Write ${wanted.tag}, or name another file in ${object.file.path}.`;
      report('SDF-JS-TYPE-WRONG', script, tag.line, '@NScriptType', message, advice);
    }
  }
}

/**
 * Compares values of a tag. NApiVersion is compared exactly, because both spellings of 2.x are listed. Whether scopes
 * are case-sensitive is not documented, so their case is ignored.
 */
function equalsTag(name: string, allowed: string, value: string): boolean {
  return name === 'NApiVersion' ? allowed === value : allowed.toLowerCase() === value.toLowerCase();
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

const FILE = 'FileCabinet/SuiteScripts/minimal_ue.js';
const HEADER_PAGES = ['bridgehead_4387808259', 'bridgehead_4387808822', 'section_4503568059'];
const KEEPS = { [FILE]: MINIMAL_SCRIPT };
/** A header and code in ECMAScript 5.1. */
const OLD_STYLE = `/**
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 */
define(['N/log'], function (log) {
  function afterSubmit(context) {
    log.audit({ title: 'Saved', details: context.type });
  }
  return { afterSubmit: afterSubmit };
});
`;

export const HEADER_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-JS-HEADER-MISSING',
    severity: 'error',
    title: 'The file of a script carries @NApiVersion.',
    explanation:
      'Without the tag NetSuite takes the file for SuiteScript 1.0 or refuses it with FAILED_TO_VALIDATE_SCRIPT_FILE. TypeScript drops a header that is directly followed by an import.',
    sources: ['section_4527904430', ...HEADER_PAGES],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, ' * @NApiVersion 2.1\n', '') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-HEADER-FORM',
    severity: 'error',
    title: 'Tags stand in a block, and each value is followed by a line break.',
    explanation: 'The help prints // comments and `@NApiVersion 2.1*/` as invalid.',
    sources: HEADER_PAGES,
    breaks: {
      [FILE]: edit(MINIMAL_SCRIPT, ' * @NModuleScope SameAccount\n */', ' * @NModuleScope SameAccount */'),
    },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-HEADER-STAR',
    severity: 'warning',
    title: 'The block of the tags starts with /**.',
    explanation:
      'The help prints /* */ blocks as invalid; five scripts of Oracle’s own samples have their header in one. Whether NetSuite reads it was not tried. The tags are checked all the same.',
    sources: HEADER_PAGES,
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, '/**', '/*') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-HEADER-FIRST',
    severity: 'warning',
    title: 'The header stands before any code.',
    explanation:
      'That it has to be the first thing in the file is not documented; all of Oracle’s samples have it there. Other comments and ’use strict’ may stand before it.',
    sources: HEADER_PAGES,
    breaks: { [FILE]: `var version = '1';\n${MINIMAL_SCRIPT}` },
    keeps: { [FILE]: `// Copyright\n${MINIMAL_SCRIPT}` },
  },
  {
    code: 'SDF-JS-HEADER-TWICE',
    severity: 'warning',
    title: 'A tag has one value.',
    explanation: 'Which of two values counts is not documented.',
    sources: HEADER_PAGES,
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, ' * @NModuleScope', ' * @NApiVersion 2.0\n * @NModuleScope') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-TAG-VALUE',
    severity: 'error',
    title: 'A tag has one of the values that Oracle lists for it.',
    explanation:
      'Anything else is INVALID_API_VERSION or INVALID_JSDOC_TAG_VALUE on upload. Nothing may follow the value in its line. Script types are compared without regard to case, as RESTlets’ may be written in any.',
    sources: [...HEADER_PAGES, 'section_4527904430', 'section_4618456517'],
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, 'UserEventScript', 'UserEvent') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-API-VERSION',
    severity: 'warning',
    title: '@NApiVersion is 2.1.',
    explanation:
      '2.0 is ECMAScript 5.1 on another engine. 2.x means 2.0 unless the account’s preference "Execute SuiteScript 2.x Server Scripts As" says 2.1, so the same file runs differently in two accounts.',
    sources: ['chapter_156042690639', 'bridgehead_4387808822'],
    breaks: { [FILE]: edit(OLD_STYLE, '@NApiVersion 2.1', '@NApiVersion 2.x') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-TYPE-MISSING',
    severity: 'error',
    title: 'The file of a script record carries @NScriptType.',
    explanation: 'The file uploads without it; the script record cannot be made (MISSING_SCRIPT_TYPE).',
    sources: HEADER_PAGES,
    breaks: { [FILE]: edit(MINIMAL_SCRIPT, ' * @NScriptType UserEventScript\n', '') },
    keeps: KEEPS,
  },
  {
    code: 'SDF-JS-TYPE-WRONG',
    severity: 'error',
    title: '@NScriptType is the type of the object that names the file.',
    explanation: 'NetSuite answers WRONG_SCRIPT_TYPE.',
    sources: HEADER_PAGES,
    breaks: {
      ...buildScript('Suitelet'),
      [USER_EVENT_FILE]: edit(MINIMAL_USER_EVENT, 'minimal_ue.js', 'minimal_sl.js'),
    },
    keeps: { [FILE]: edit(MINIMAL_SCRIPT, 'UserEventScript', 'usereventscript') },
  },
  {
    code: 'SDF-JS-VERSION-1',
    severity: 'warning',
    title: 'Scripts are SuiteScript 2.',
    explanation:
      'A script without header and modules is SuiteScript 1.0. It runs; it is reported once, and not checked.',
    sources: ['section_4503568059'],
    breaks: { [FILE]: 'function afterSubmit(type) {\n  nlapiLogExecution("DEBUG", "Saved", type);\n}\n' },
    keeps: KEEPS,
  },
]);
