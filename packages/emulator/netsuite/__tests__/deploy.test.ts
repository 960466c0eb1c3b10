import { installProject } from '../account';
import {
  accountWith,
  deployment,
  empty,
  entryFile,
  field,
  findingsOf,
  MODE_LIST,
  NOTE,
  noteType,
  project,
  recordType,
  script,
  userEvent,
} from './fixture';

const good = 'return { afterSubmit: function () {} };';
const deploy = (source: string, more: Record<string, string> = {}) =>
  findingsOf(project([userEvent('file.js')], { 'file.js': source, ...more })).map(
    ({ message }) => message.split(':')[0],
  );

test('a well-formed script has no finding', () => {
  expect(deploy(entryFile('UserEventScript', good))).toEqual([]);
});

test.each([
  ['no header', `define([], function () { ${good} });`, 'FAILED_TO_VALIDATE_SCRIPT_FILE'],
  [
    'a header in a comment of one star',
    `/*\n * @NApiVersion 2.1\n * @NScriptType UserEventScript\n */\ndefine([], function () { ${good} });`,
    'FAILED_TO_VALIDATE_SCRIPT_FILE',
  ],
  [
    'a header on one line',
    `/** @NScriptType UserEventScript\n @NApiVersion 2.1 */ define([], function () { ${good} });`,
    'INVALID_JSDOC_TAG_VALUE',
  ],
  ['no script type', `/**\n * @NApiVersion 2.1\n */\ndefine([], function () { ${good} });`, 'MISSING_SCRIPT_TYPE'],
  ['another version', entryFile('UserEventScript', good).replace('2.1', '2.x'), 'INVALID_API_VERSION'],
  ['another script type', entryFile('ScheduledScript', good), 'WRONG_SCRIPT_TYPE'],
  [
    'entry points of two types',
    entryFile('UserEventScript', 'return { afterSubmit: function () {}, execute: function () {} };'),
    'SCRIPT_OF_API_VERSION_20_CANNOT_IMPLEMENT_MORE_THAN_ONE_SCRIPT_TYPE_INTERFACES',
  ],
  [
    'no entry point',
    entryFile('UserEventScript', 'return { helper: function () {} };'),
    'SCRIPT_OF_API_VERSION_20_MUST_IMPLEMENT_A_SCRIPT_TYPE_INTERFACE',
  ],
  ['a syntax error', entryFile('UserEventScript', 'return {'), 'SYNTAX_ERROR'],
  [
    'two calls of define',
    entryFile('UserEventScript', good) + 'define([], function () { return {}; });',
    'MULTIPLE_DEFINE_CALLS',
  ],
  [
    'a method of N/ called while define runs',
    entryFile('UserEventScript', `runtime.getCurrentScript(); ${good}`, ['N/runtime']),
    'SUITESCRIPT_API_UNAVAILABLE_IN_DEFINE',
  ],
  [
    'an enumeration of N/ read while define runs',
    entryFile('UserEventScript', `const type = search.Type.CUSTOMER; ${good}`, ['N/search']),
    'SUITESCRIPT_API_UNAVAILABLE_IN_DEFINE',
  ],
  [
    'members of N/ copied while define runs',
    entryFile('UserEventScript', `const copy = Object.assign({}, log); ${good}`, ['N/log']),
    'SUITESCRIPT_API_UNAVAILABLE_IN_DEFINE',
  ],
  ['a dependency that is not there', entryFile('UserEventScript', good, ['./nothing']), 'EMULATED_MODULE_NOT_FOUND'],
  ['what NetSuite does not have', entryFile('UserEventScript', `process.exit(); ${good}`), 'ReferenceError'],
])('refuses %s', (_what, source, code) => {
  expect(deploy(source)).toEqual([code]);
});

test('refuses N/ touched by a library while define runs', () => {
  const library = `define(['N/https'], function (https) { const method = https.Method.GET; return {}; });`;

  expect(deploy(entryFile('UserEventScript', good, ['./library']), { 'library.js': library })).toEqual([
    'SUITESCRIPT_API_UNAVAILABLE_IN_DEFINE',
  ]);
});

test('refuses a Map/Reduce without map and reduce', () => {
  const source = entryFile('MapReduceScript', 'return { getInputData: function () {}, summarize: function () {} };');
  const model = project([script('mapreducescript', 'job.js', [deployment('customdeploy_job')])], { 'job.js': source });

  expect(findingsOf(model)[0]?.message).toContain('getInputData and map or reduce');
});

test('names the file and the script of a refusal', () => {
  expect(findingsOf(project([userEvent('file.js')], { 'file.js': '' }))).toMatchObject([
    { severity: 'error', file: '/SuiteScripts/example/file.js', element: 'customscript_file' },
  ]);
});

test('takes what TypeScript makes of modules, with and without a return', () => {
  const files = {
    'file.js': `/**
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 */
define(["require", "exports", "../example/named", "/SuiteScripts/example/absolute.js"], function (require, exports, named_1, absolute) {
    "use strict";
    return { afterSubmit: function () { return named_1.value + absolute.value + require('./named').value; } };
});`,
    'named.js': `define(["require", "exports"], function (require, exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.value = 1;
});`,
    'absolute.js': 'define({ value: 2 });',
  };
  const account = accountWith(project([userEvent('file.js')], files));

  const made = account.withModules((require) => require('/SuiteScripts/example/file') as { afterSubmit(): number });

  expect(made.afterSubmit()).toBe(4);
});

test('a refused deployment leaves the account as it was', () => {
  const account = accountWith(project([userEvent('file.js')], { 'file.js': entryFile('UserEventScript', good) }));

  installProject(account, project([userEvent('file.js')], { 'file.js': 'broken (' }));
  account.create({ user: 'system', context: 'USERINTERFACE' }, 'itemfulfillment', {});

  expect(account.executions()).toMatchObject([{ error: null }]);
});

test('a second deployment keeps records and the ids of list values', () => {
  const account = accountWith(empty);
  const id = account.seed(NOTE, { fields: { custrecord_note_mode: 'Preview' } });
  const [list] = empty.lists;
  const values = [{ scriptId: 'val_new', value: 'New', isInactive: false }, ...(list?.values ?? [])];

  installProject(account, { ...empty, lists: [{ scriptId: MODE_LIST, name: 'Mode', values }] });

  const mode = account.get(NOTE, id)?.fields['custrecord_note_mode'];
  expect(account.all(MODE_LIST).find((row) => row.id === mode)?.fields['name']).toBe('Preview');
});

test('the type of a field cannot change once it is deployed', () => {
  const account = accountWith(empty);
  const fields = noteType.fields.map((known) =>
    known.scriptId === 'custrecord_note_text' ? field('custrecord_note_text', 'INTEGER') : known,
  );

  const findings = installProject(account, { ...empty, recordTypes: [recordType(NOTE, fields)] });

  expect(findings.map(({ element, message }) => [element, message])).toEqual([
    ['custrecord_note_text', 'The fieldtype field must not be INTEGER'],
  ]);
});
