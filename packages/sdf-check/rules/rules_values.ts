/** Account-specific and secret values: internal ids, addresses, account ids, tokens, keys and secrets. */

import { readFacts } from '../facts/read_facts';
import type { Problem } from '../project/finding';
import { oncePer } from '../project/once';
import type { Project, ProjectFile, ProjectObject } from '../project/project';
import { childOf, textOf, type XmlElement } from '../project/xml';
import { defineRules, edit } from './define_rules';
import {
  MINIMAL_SCHEDULED,
  MINIMAL_SCRIPT,
  MINIMAL_USER_EVENT,
  USER_EVENT_FILE,
  withScheduled,
} from './minimal_project';
import type { Rule } from './rule';
import { findSecrets } from './secrets';

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (
    code: string,
    file: ProjectFile,
    line: number,
    element: string,
    message: string,
    advice: string,
  ): void => {
    problems.push({ code, file: file.path, line, element, message, advice });
  };
  for (const object of project.objects) {
    walk(object.root, (element) => {
      checkUnsupported(object, element);
      checkAddresses(object, element);
    });
    checkCustomValues(object);
  }
  for (const file of project.files.values()) problems.push(...findTextProblems(file));
  return problems;

  function checkUnsupported({ file, type }: ProjectObject, element: XmlElement): void {
    if (element.text === '' || element.text.startsWith('[scriptid=') || element.children.length > 0) return;
    if (!unsupportedFields().has(`${type} ${element.name}`)) return;
    const message = `"${element.name}" holds a value of one account, which SDF does not support in this field.`;
    report(
      'SDF-VALUE-UNSUPPORTED',
      file,
      element.line,
      element.name,
      message,
      'Leave it out, and set it in the account.',
    );
  }

  function checkAddresses({ file, type }: ProjectObject, element: XmlElement): void {
    // Texts for people and e-mail templates may contain an address on purpose.
    if (PROSE.has(element.name) || type === 'emailtemplate') return;
    for (const [address] of element.text.matchAll(ADDRESS)) {
      if (isExampleDomain(address.split('@')[1] ?? '')) continue;
      const message = `"${element.name}" holds the e-mail address ${maskAddress(address)}, which belongs to one company.`;
      const advice = 'Leave it out and set it in the account, or make it a script parameter.';
      report('SDF-VALUE-EMAIL', file, element.line, element.name, message, advice);
    }
  }

  /** Checks the values of script parameters in deployments and of record fields in instances. */
  function checkCustomValues(object: ProjectObject): void {
    const types = fieldTypes(project);
    walk(object.root, (element) => {
      if (!/^cust[a-z]+_/.test(element.name) || element.children.length > 0) return;
      const value = element.text;
      if (value === '[ACCOUNT_SPECIFIC_VALUE]') {
        const message = `"${element.name}" is left as [ACCOUNT_SPECIFIC_VALUE]: NetSuite stops at it, unless it is told to warn.`;
        const advice = 'Leave the value out and set it in the account.';
        report('SDF-VALUE-OPEN', object.file, element.line, element.name, message, advice);
        return;
      }
      const isSelect = /^(SELECT|MULTISELECT)$/.test(types.get(element.name) ?? '');
      if (isSelect && /^\d+([|,\u0005]\d+)*$/.test(value)) reportInternalId(object, element, value);
    });
    walk(object.root, (element) => {
      const isSelect = /^(SELECT|MULTISELECT)$/.test(textOf(element, 'fieldtype') ?? '');
      const value = isSelect ? childOf(element, 'defaultvalue') : null;
      if (value !== null && /^\d+$/.test(value.text)) reportInternalId(object, value, value.text);
    });
  }

  function reportInternalId({ file }: ProjectObject, element: XmlElement, value: string): void {
    const message = `"${element.name}" is ${value}, an internal id: another account has another record of that number.`;
    const advice = 'Refer to an object with [scriptid=…], or set the value in the account.';
    report('SDF-VALUE-INTERNAL-ID', file, element.line, element.name, message, advice);
  }
}

/** Problems that depend on the text of one file only. */
const findTextProblems = oncePer(
  (file: ProjectFile) => file,
  (file): readonly Problem[] => {
    const { path, text } = file;
    if (text === null || text.length > MAX_CHARACTERS) return [];
    return [...findAccounts(path, text), ...findSecretProblems(path, text)];
  },
);

function findAccounts(path: string, text: string): readonly Problem[] {
  return lines(text).flatMap((line, index): readonly Problem[] => {
    if (line.length > MAX_LINE || !ACCOUNT_HINT.test(line)) return [];
    const seen = new Set<string>();
    return ACCOUNT_PATTERNS.flatMap((pattern) => [...line.matchAll(pattern)]).flatMap((match): readonly Problem[] => {
      const account = match[1] ?? '';
      const key = account.toLowerCase().replace('_', '-');
      if (seen.has(key) || isExampleAccount(account)) return [];
      seen.add(key);
      const message = `${match[0].length > 60 ? account : match[0]} names one account.`;
      const advice = 'Ask the account where the script runs: runtime.accountId, or url.resolveDomain of N/url.';
      return [{ code: 'SDF-VALUE-ACCOUNT', file: path, line: index + 1, element: account, message, advice }];
    });
  });
}

function findSecretProblems(path: string, text: string): readonly Problem[] {
  return findSecrets(text).map(({ kind, what, line, shown, name }) => ({
    code: kind === 'known' ? 'SDF-VALUE-SECRET' : 'SDF-VALUE-SECRET-LIKELY',
    file: path,
    line,
    element: name,
    message: `${name === '' ? 'The line' : name} holds what looks like ${what}: ${shown}.`,
    advice: 'Take it out, keep it as an API secret of the account, and replace it where it came from.',
  }));
}

const MAX_CHARACTERS = 5_000_000;
/** Longer lines are minified code or packed data. */
const MAX_LINE = 2_000;
const PROSE = new Set(['description', 'help', 'label', 'name', 'content', 'definition', 'defaulttranslation']);
const ADDRESS = /[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}/g;

const ACCOUNT_HINT = /netsuite\.com|TSTDRV|\d_(?:SB|RP)|compid=|[?&]c=|account|company|realm/i;
/** Account ids together with surrounding text that makes them certain. */
const ACCOUNT_PATTERNS: readonly RegExp[] = [
  /(?<![\w.-])((?:TSTDRV)?\d{5,10}(?:[-_](?:SB|RP|sb|rp)\d*)?)\.(?:[a-z0-9-]+\.)*netsuite\.com\b/gi,
  /(?<![\w.-])(TSTDRV\d{5,10}|\d{5,10}_(?:SB|RP)\d+)(?![\w-])/gi,
  /[?&](?:compid|c)=((?:TSTDRV)?\d{5,10}(?:_(?:SB|RP)\d+)?)(?=[&"'`\s]|$)/gi,
  /\b(?:account_?id|accountnumber|company_?id|realm)["']?\s*[:=]\s*["'`]((?:TSTDRV)?\d{5,10}(?:_(?:SB|RP)\d+)?)["'`]/gi,
];

/** True for numbers that documents use as an example account. */
function isExampleAccount(account: string): boolean {
  const digits = account.replace(/\D*(\d+).*/, '$1');
  return '1234567890'.startsWith(digits) || /^(\d)\1+$/.test(digits) || /^[1-9]0+$/.test(digits);
}

/** True for the example domains of RFC 2606. */
function isExampleDomain(domain: string): boolean {
  return /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/i.test(domain);
}

function maskAddress(address: string): string {
  const [name = '', domain = ''] = address.split('@');
  return `${name.slice(0, 2)}…@${domain}`;
}

function lines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r]/);
}

function walk(root: XmlElement, visit: (element: XmlElement) => void): void {
  visit(root);
  for (const child of root.children) walk(child, visit);
}

/** Script parameters and custom fields of the project, with their `fieldtype`. */
function fieldTypes(project: Project): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const { root } of project.objects) {
    walk(root, (element) => {
      const id = element.attributes['scriptid'];
      const type = textOf(element, 'fieldtype');
      if (id !== undefined && type !== null) types.set(id, type);
    });
  }
  return types;
}

let unsupported: ReadonlySet<string> | null = null;

/** Fields that the reference calls unsupported, such as `usereventscript notifygroup`. */
function unsupportedFields(): ReadonlySet<string> {
  if (unsupported !== null) return unsupported;
  const found = new Set<string>();
  const collect = (type: string, node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      const note: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'note') : null;
      if (typeof note === 'string' && /account-specific values are not supported/i.test(note))
        found.add(`${type} ${name}`);
      collect(type, value);
    }
  };
  const facts = readFacts('sdf-objects');
  const objects: unknown = typeof facts === 'object' && facts !== null ? Reflect.get(facts, 'objects') : null;
  if (typeof objects === 'object' && objects !== null) {
    for (const [type, schema] of Object.entries(objects)) collect(type, schema);
  }
  unsupported = found;
  return found;
}

const FILE = 'FileCabinet/SuiteScripts/minimal_ue.js';
const RETURN = '  return { afterSubmit };\n';
const ACCOUNT_SPECIFIC = 'section_1528397245';
/** Concatenated, so that secret scanners do not report this file. */
const FAKE_HEX = '9f1c3b7a2d8e4f60'.repeat(4);
const SELECT_PARAMETER = edit(
  edit(
    MINIMAL_SCHEDULED,
    '<fieldtype>INTEGER</fieldtype>',
    '<fieldtype>SELECT</fieldtype><selectrecordtype>-4</selectrecordtype>',
  ),
  '<custscript_minimal_limit>50',
  '<custscript_minimal_limit>1093',
);

function withLine(line: string): Readonly<Record<string, string>> {
  return { [FILE]: edit(MINIMAL_SCRIPT, RETURN, `  ${line}\n${RETURN}`) };
}

function notifying(element: string): Readonly<Record<string, string>> {
  return {
    [USER_EVENT_FILE]: edit(MINIMAL_USER_EVENT, '  <scriptdeployments>', `  ${element}\n  <scriptdeployments>`),
  };
}

export const VALUE_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-VALUE-UNSUPPORTED',
    severity: 'error',
    title: 'Fields that take no account-specific values are left empty.',
    explanation:
      'Groups, departments, employees, partners and subsidiaries belong to one account; the reference says of these fields that SDF does not support such values.',
    sources: [ACCOUNT_SPECIFIC, 'SDFxml_2716615335'],
    breaks: notifying('<notifygroup>17</notifygroup>'),
    keeps: notifying('<notifygroup></notifygroup>'),
  },
  {
    code: 'SDF-VALUE-OPEN',
    severity: 'error',
    title: 'No custom field or script parameter is left as [ACCOUNT_SPECIFIC_VALUE].',
    explanation:
      'The placeholder stops validation and deployment unless --accountspecificvalues says WARNING, which account customization projects alone may use.',
    sources: [ACCOUNT_SPECIFIC],
    breaks: withScheduled(edit(SELECT_PARAMETER, '>1093<', '>[ACCOUNT_SPECIFIC_VALUE]<')),
    keeps: withScheduled(),
  },
  {
    code: 'SDF-VALUE-INTERNAL-ID',
    severity: 'warning',
    title: 'A list field is given a reference, not an internal id.',
    explanation: 'Internal ids are account-specific values: the same number is another record elsewhere, or none.',
    sources: [ACCOUNT_SPECIFIC],
    breaks: withScheduled(SELECT_PARAMETER),
    keeps: withScheduled(edit(SELECT_PARAMETER, '<custscript_minimal_limit>1093</custscript_minimal_limit>', '')),
  },
  {
    code: 'SDF-VALUE-EMAIL',
    severity: 'warning',
    title: 'Objects hold no e-mail addresses of a company.',
    explanation:
      'Whoever deploys the project would notify somebody else. Descriptions, help texts and the domains reserved for examples are left alone.',
    sources: [ACCOUNT_SPECIFIC],
    breaks: notifying('<notifyemails>jo.doe@aftership.com</notifyemails>'),
    keeps: notifying('<notifyemails></notifyemails>'),
  },
  {
    code: 'SDF-VALUE-ACCOUNT',
    severity: 'warning',
    title: 'Nothing names an account or its domain.',
    explanation:
      'A sandbox has another id and another domain than production. Ids that documents use as examples, such as 1234567, are left alone.',
    sources: [ACCOUNT_SPECIFIC, 'section_4296359529', 'section_4358552918'],
    breaks: withLine("const host = 'https://4829173-sb1.suitetalk.api.netsuite.com';"),
    keeps: withLine("const host = 'https://1234567.app.netsuite.com';"),
  },
  {
    code: 'SDF-VALUE-SECRET',
    severity: 'error',
    title: 'No file holds a key, token or secret in a form that is known.',
    explanation:
      'Private keys, AfterShip API keys, tokens of token-based authentication (64 hexadecimal digits under such a name), Authorization headers and keys of well-known services. Only the first four characters are shown.',
    sources: ['section_160216498405', 'chapter_4387172495'],
    breaks: withLine(`const tokenSecret = '${FAKE_HEX}';`),
    keeps: withLine(`const sha256 = '${FAKE_HEX}';`),
  },
  {
    code: 'SDF-VALUE-SECRET-LIKELY',
    severity: 'warning',
    title: 'No name that says password, key, token or secret is given a random value.',
    explanation:
      'A guess by name and randomness. Placeholders, script ids, words and addresses without a password are left alone.',
    sources: ['section_160216498405', 'chapter_4387172495'],
    breaks: withLine("const password = 'Tr0ub4dor&3';"),
    keeps: withLine("const apiKey = 'your-api-key-here';\n  const password = 'custsecret_minimal_1';"),
  },
]);
