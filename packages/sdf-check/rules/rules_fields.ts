/** Custom fields of record types and of scripts: their type must agree with their other settings. */

import type { Problem } from '../project/finding';
import type { Project, ProjectObject } from '../project/project';
import { parseScriptIdReference } from '../project/references';
import { childOf, listOf, textOf, type XmlElement } from '../project/xml';
import { defineRules, edit } from './define_rules';
import { LIST_FILE, MINIMAL_LIST, MINIMAL_RECORD, RECORD_FILE } from './minimal_project';
import type { Rule } from './rule';

const NUMBERS = ['INTEGER', 'FLOAT', 'CURRENCY', 'PERCENT'];
const SELECTS = ['SELECT', 'MULTISELECT'];

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  for (const object of project.objects) {
    if (object.type === 'customrecordtype') checkName(object);
    for (const field of listFields(object)) checkField(object, field);
  }
  return problems;

  function report(
    code: string,
    object: ProjectObject,
    at: XmlElement,
    element: string,
    message: string,
    advice: string,
  ): void {
    problems.push({ code, file: object.file.path, line: at.line, element, message, advice });
  }

  /** SDFxml_372451363 lacks the condition's value; all of Oracle's record types that are not segments have a name. */
  function checkName(object: ProjectObject): void {
    if (textOf(object.root, 'customsegment') !== null || textOf(object.root, 'recordname') !== null) return;
    const message = 'The object field "recordname" is missing.';
    report('SDF-RECORD-NAME', object, object.root, `${object.scriptId}.recordname`, message, 'Add <recordname>.');
  }

  function checkField(object: ProjectObject, field: XmlElement): void {
    const owner = field.attributes['scriptid'] ?? field.name;
    const type = textOf(field, 'fieldtype') ?? '';
    const selects = textOf(field, 'selectrecordtype');
    if (type === '' || type.startsWith('[')) return;
    if (selects !== null && !SELECTS.includes(type)) {
      const message = `A field of type ${type} selects from no list or record, so that selectrecordtype has no effect.`;
      const at = childOf(field, 'selectrecordtype') ?? field;
      report(
        'SDF-FIELD-SELECT',
        object,
        at,
        `${owner}.selectrecordtype`,
        message,
        'Take it out, or write SELECT as the type.',
      );
    }
    const preset = textOf(field, 'defaultvalue');
    if (preset !== null && NUMBERS.includes(type) && textOf(field, 'isformula') !== 'T' && !isNumber(preset)) {
      const message = `The default of a field of type ${type} must be a number, not "${preset}".`;
      report(
        'SDF-FIELD-DEFAULT',
        object,
        childOf(field, 'defaultvalue') ?? field,
        `${owner}.defaultvalue`,
        message,
        'Write digits.',
      );
    }
    for (const name of ['minvalue', 'maxvalue', 'maxlength']) {
      const limit = textOf(field, name);
      if (limit === null || isNumber(limit)) continue;
      const message = `The object field "${name}" must be a number, not "${limit}".`;
      report('SDF-FIELD-LIMITS', object, childOf(field, name) ?? field, `${owner}.${name}`, message, 'Write digits.');
    }
    const [least, most] = [textOf(field, 'minvalue'), textOf(field, 'maxvalue')];
    if (least !== null && most !== null && isNumber(least) && isNumber(most) && Number(least) > Number(most)) {
      const message = `The smallest value ${least} is above the largest ${most}.`;
      report(
        'SDF-FIELD-LIMITS',
        object,
        childOf(field, 'minvalue') ?? field,
        `${owner}.minvalue`,
        message,
        'Swap them.',
      );
    }
    checkSelection(object, field, owner, selects);
  }

  function checkSelection(object: ProjectObject, field: XmlElement, owner: string, selects: string | null): void {
    const text = textOf(field, 'defaultselection');
    const list = parseScriptIdReference(selects ?? '');
    if (text === null || list === null) return;
    const selection = parseScriptIdReference(text);
    if (selection === null ? !/^\d+$/.test(text) : selection.startsWith(`${list}.`)) return;
    const message = `The default ${selection ?? text} is no value of ${list}, which the field selects from.`;
    const advice = `Write [scriptid=${list}.…].`;
    const at = childOf(field, 'defaultselection') ?? field;
    report('SDF-FIELD-SELECTION', object, at, `${owner}.defaultselection`, message, advice);
  }
}

function listFields({ type, root }: ProjectObject): readonly XmlElement[] {
  const isField = type.endsWith('customfield') && textOf(root, 'fieldtype') !== null;
  return [
    ...(isField ? [root] : []),
    ...listOf(root, 'customrecordcustomfields', 'customrecordcustomfield'),
    ...listOf(root, 'scriptcustomfields', 'scriptcustomfield'),
  ];
}

function isNumber(text: string): boolean {
  return /^[-+]?[\d,]*\.?\d+%?$/.test(text);
}

const record = (from: string, to: string): Readonly<Record<string, string>> => ({
  [RECORD_FILE]: edit(MINIMAL_RECORD, from, to),
});
const SELECTION = (value: string): Readonly<Record<string, string>> => ({
  [LIST_FILE]: MINIMAL_LIST,
  'Objects/customlist_other.xml': MINIMAL_LIST.replace('customlist_minimal', 'customlist_other'),
  ...record(
    '<fieldtype>INTEGER</fieldtype>',
    `<fieldtype>SELECT</fieldtype>
      <selectrecordtype>[scriptid=customlist_minimal]</selectrecordtype>
      <defaultselection>[scriptid=${value}]</defaultselection>`,
  ),
});
const REFERENCE = 'SDF XML reference page of the field';

export const FIELD_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-RECORD-NAME',
    severity: 'error',
    title: 'A record type that is no segment has a record name.',
    explanation:
      'The reference calls it mandatory depending on customsegment and does not print the value; all of Oracle’s record types that are no segment have it.',
    sources: ['SDFxml_372451363'],
    breaks: record('<recordname>Minimal</recordname>', ''),
    keeps: { [RECORD_FILE]: MINIMAL_RECORD },
  },
  {
    code: 'SDF-FIELD-SELECT',
    severity: 'warning',
    title: 'Only a field of type SELECT or MULTISELECT names what it selects from.',
    explanation: 'selectrecordtype is mandatory for these two. On another type one of the two elements is a mistake.',
    sources: [REFERENCE],
    breaks: record('<displayheight>', '<selectrecordtype>-30</selectrecordtype><displayheight>'),
    keeps: record(
      '<fieldtype>INTEGER</fieldtype>',
      '<fieldtype>SELECT</fieldtype><selectrecordtype>-30</selectrecordtype>',
    ),
  },
  {
    code: 'SDF-FIELD-DEFAULT',
    severity: 'warning',
    title: 'The default of a number is a number.',
    explanation: 'What NetSuite does with another default is not documented. Formulas are left alone.',
    sources: [REFERENCE],
    breaks: record('<displayheight>', '<defaultvalue>many</defaultvalue><displayheight>'),
    keeps: record('<displayheight>', '<defaultvalue>14</defaultvalue><displayheight>'),
  },
  {
    code: 'SDF-FIELD-LIMITS',
    severity: 'warning',
    title: 'Limits of a field are numbers, the smallest below the largest.',
    explanation: 'The reference types them as text; what NetSuite does with other text is not documented.',
    sources: [REFERENCE],
    breaks: record('<displayheight>', '<minvalue>10</minvalue><maxvalue>1</maxvalue><displayheight>'),
    keeps: record('<displayheight>', '<minvalue>1</minvalue><maxvalue>10</maxvalue><displayheight>'),
  },
  {
    code: 'SDF-FIELD-SELECTION',
    severity: 'warning',
    title: 'A default selection is a value of the list that the field selects from.',
    explanation:
      'The reference lets it name any object; a value of another list cannot be chosen in the field, and a number is an internal id, which belongs to one account.',
    sources: [REFERENCE],
    breaks: SELECTION('customlist_other.val_one'),
    keeps: SELECTION('customlist_minimal.val_one'),
  },
]);
