/** Rules about script files: their findings with the lines, and many styles of scripts without findings. */

import { buildFile, buildProject } from '../project/build_project';
import type { Finding } from '../project/finding';
import { MINIMAL_MANIFEST, MINIMAL_PROJECT } from '../rules/minimal_project';
import { SCRIPT_RULES } from '../rules/rules_scripts';

const FILE = 'FileCabinet/SuiteScripts/minimal_ue.js';

type Texts = Readonly<Record<string, string>>;

function check(texts: Texts): readonly Finding[] {
  const files = Object.entries({ ...MINIMAL_PROJECT, ...texts }).map(([path, text]) =>
    buildFile(path, new TextEncoder().encode(text)),
  );
  const project = buildProject(files);
  return SCRIPT_RULES.flatMap((rule) => rule.check(project));
}

/** Findings as `code line element`, in the order of the lines. */
function summarize(texts: Texts): readonly string[] {
  return [...check(texts)]
    .sort((left, right) => (left.line ?? 0) - (right.line ?? 0))
    .map(({ code, line, element }) => `${code} ${line} ${element}`.trim());
}

function header(type = 'UserEventScript', version = '2.1'): string {
  return `/**\n * @NApiVersion ${version}\n * @NScriptType ${type}\n */\n`;
}

/** The user event of the minimal project with this code from line 5. */
const userEvent = (code: string, version = '2.1'): Texts => ({
  [FILE]: `${header('UserEventScript', version)}${code}`,
});

const OBJECTS: Readonly<Record<string, string>> = {
  MapReduceScript: 'mapreducescript',
  ScheduledScript: 'scheduledscript',
  Suitelet: 'suitelet',
  Restlet: 'restlet',
  ClientScript: 'clientscript',
  MassUpdateScript: 'massupdatescript',
  Portlet: 'portlet',
  WorkflowActionScript: 'workflowactionscript',
  BundleInstallationScript: 'bundleinstallationscript',
  SDFInstallationScript: 'sdfinstallationscript',
  CustomTool: 'toolset',
};

/** A script of another type with this code from line 5, beside the minimal project. */
function scriptOf(tag: string, code: string, version = '2.1'): Texts {
  const type = OBJECTS[tag] ?? '';
  return {
    'FileCabinet/SuiteScripts/other.js': `${header(tag, version)}${code}`,
    'Objects/customscript_other.xml': `<${type} scriptid="customscript_other"><scriptfile>[/SuiteScripts/other.js]</scriptfile></${type}>`,
  };
}

function returning(names: readonly string[]): string {
  const members = names.map((name) => `'${name}': function () {}`).join(', ');
  return `define([], function () { return { ${members} }; });\n`;
}

const LIBRARY = 'FileCabinet/SuiteScripts/lib/helper.js';
const HELPER = {
  [LIBRARY]:
    'define([], function () { return { run: function () {}, build: function (value) { return value; }, make: Object }; });\n',
};

describe('the header', () => {
  it.each([
    ['is missing', 'define([], () => ({ afterSubmit: () => 1 }));', ['SDF-JS-HEADER-MISSING 1 @NApiVersion']],
    [
      'starts with one star',
      `/*\n * @NApiVersion 2.1\n * @NScriptType UserEventScript\n */\n${returning(['afterSubmit'])}`,
      ['SDF-JS-HEADER-STAR 2 @NApiVersion'],
    ],
    [
      'is made of // comments',
      `// @NApiVersion 2.1\n// @NScriptType UserEventScript\n${returning(['afterSubmit'])}`,
      ['SDF-JS-HEADER-FORM 1 @NApiVersion'],
    ],
    [
      'ends in the line of its last value',
      `/**\n * @NApiVersion 2.1\n * @NScriptType UserEventScript */\n${returning(['afterSubmit'])}`,
      ['SDF-JS-HEADER-FORM 3 @NScriptType'],
    ],
    [
      'has no type',
      `/**\n * @NApiVersion 2.1\n */\n${returning(['afterSubmit'])}`,
      ['SDF-JS-TYPE-MISSING 2 @NScriptType'],
    ],
    [
      'has a misspelled type',
      `${header('UserEventScrpt')}${returning(['afterSubmit'])}`,
      ['SDF-JS-TAG-VALUE 3 @NScriptType'],
    ],
    [
      'has something after its version',
      `${header('UserEventScript', '2.1 (latest)')}${returning(['afterSubmit'])}`,
      ['SDF-JS-TAG-VALUE 2 @NApiVersion'],
    ],
    [
      'has an unknown scope',
      `/**\n * @NApiVersion 2.1\n * @NScriptType UserEventScript\n * @NModuleScope Everybody\n */\n${returning(['afterSubmit'])}`,
      ['SDF-JS-TAG-VALUE 4 @NModuleScope'],
    ],
    [
      'is of another type than the object',
      `${header('Suitelet')}${returning(['onRequest'])}`,
      ['SDF-JS-TYPE-WRONG 3 @NScriptType'],
    ],
    ['follows code', `var a = 1;\n${header()}${returning(['afterSubmit'])}`, ['SDF-JS-HEADER-FIRST 3 @NApiVersion']],
    [
      'says 2.x',
      `${header('UserEventScript', '2.x')}${returning(['afterSubmit'])}`,
      ['SDF-JS-API-VERSION 2 @NApiVersion'],
    ],
    [
      'says 2.0 above newer syntax',
      `${header('UserEventScript', '2.0')}define([], () => ({ afterSubmit: () => 1 }));`,
      ['SDF-JS-ES5 5 an arrow function'],
    ],
  ])('is found wrong where it %s', (_case, text, expected) => {
    expect(summarize({ [FILE]: text })).toEqual(expected);
  });

  it.each([
    ['a licence before it', `/*! Copyright */\n// MIT\n${header()}${returning(['afterSubmit'])}`],
    ['use strict before it', `'use strict';\n${header()}${returning(['afterSubmit'])}`],
    ['a byte order mark', `\uFEFF${header()}${returning(['afterSubmit'])}`],
    ['Windows line ends', `${header()}${returning(['afterSubmit'])}`.replace(/\n/g, '\r\n')],
    ['old Mac line ends', `${header()}${returning(['afterSubmit'])}`.replace(/\n/g, '\r')],
    [
      'no space before the tags',
      `/**\n *@NApiVersion 2.1\n *@NScriptType UserEventScript\n */\n${returning(['afterSubmit'])}`,
    ],
    [
      'a title above the tags',
      `/**\n * minimal_ue.js\n *\n * @author x\n * @NApiVersion    2.1\n * @NScriptType\tUserEventScript\n */\n${returning(['afterSubmit'])}`,
    ],
    [
      'its tags in two blocks',
      `/**\n * @NApiVersion 2.1\n */\n/**\n * @NScriptType UserEventScript\n */\n${returning(['afterSubmit'])}`,
    ],
    ['other capitals in the type', `${header('userEventSCRIPT')}${returning(['afterSubmit'])}`],
  ])('is accepted with %s', (_case, text) => {
    expect(summarize({ [FILE]: text })).toEqual([]);
  });

  it('is not asked of SuiteScript 1.0, which is reported once for all its files', () => {
    const old = 'function run(type) {\n  nlapiLogExecution("DEBUG", type);\n}\n';
    const texts = { [FILE]: old, ...scriptOf('ScheduledScript', ''), 'FileCabinet/SuiteScripts/other.js': old };

    const findings = check(texts);

    expect(findings.map(({ code, file }) => [code, file])).toEqual([['SDF-JS-VERSION-1', FILE]]);
    expect(findings[0]?.message).toContain('like 1 other,');
  });

  it('lets plug-ins have types that Oracle’s lists leave out', () => {
    const texts = {
      'FileCabinet/SuiteScripts/bank.js': `${header('fiConnectivityPlugin')}${returning(['getAccounts'])}`,
    };

    expect(summarize(texts)).toEqual([]);
  });
});

describe('the interface of a type', () => {
  it.each([
    ['MapReduceScript', ['getInputData', 'map', 'reduce', 'summarize']],
    ['MapReduceScript', ['getInputData', 'map']],
    ['MapReduceScript', ['getInputData', 'reduce']],
    ['ScheduledScript', ['execute']],
    ['Suitelet', ['onRequest']],
    ['Restlet', ['get', 'post', 'put', 'delete']],
    ['ClientScript', ['pageInit', 'saveRecord', 'onMyButton', 'get']],
    ['MassUpdateScript', ['each']],
    ['Portlet', ['render']],
    ['WorkflowActionScript', ['onAction']],
    ['BundleInstallationScript', ['beforeInstall', 'afterUpdate']],
    ['SDFInstallationScript', ['run']],
    ['CustomTool', ['listOrders', 'get', 'run']],
  ])('%s takes %j', (tag, names) => {
    expect(summarize(scriptOf(tag, returning(names)))).toEqual([]);
  });

  it.each([
    ['MapReduceScript', ['map'], ['SDF-JS-ENTRY-NONE 5 MapReduceScript']],
    ['MapReduceScript', ['getInputData', 'summarize'], ['SDF-JS-ENTRY-NONE 5 MapReduceScript']],
    ['MapReduceScript', ['getInputData', 'map', 'summarise'], ['SDF-JS-ENTRY-UNKNOWN 5 summarise']],
    ['ScheduledScript', [], ['SDF-JS-ENTRY-NONE 5 ScheduledScript']],
    ['CustomTool', [], ['SDF-JS-ENTRY-NONE 5 CustomTool']],
    ['Suitelet', ['onRequest', 'execute'], ['SDF-JS-ENTRY-OTHER 5 execute']],
    ['Suitelet', ['beforeLoad'], ['SDF-JS-ENTRY-OTHER 5 beforeLoad']],
    ['ClientScript', ['onMyButton'], ['SDF-JS-ENTRY-NONE 5 ClientScript']],
    ['ClientScript', ['pageInit', 'saverecord'], ['SDF-JS-ENTRY-UNKNOWN 5 saverecord']],
    ['ClientScript', ['pageInit', 'afterSubmit'], ['SDF-JS-ENTRY-OTHER 5 afterSubmit']],
    ['Restlet', ['get', 'delete_'], ['SDF-JS-ENTRY-UNKNOWN 5 delete_']],
    ['Portlet', ['Render'], ['SDF-JS-ENTRY-NONE 5 Portlet', 'SDF-JS-ENTRY-UNKNOWN 5 Render']],
  ])('%s does not take %j', (tag, names, expected) => {
    expect(summarize(scriptOf(tag, returning(names)))).toEqual(expected);
  });

  it('allows the options of a map/reduce script', () => {
    const code = 'define([], () => ({ config: { retryCount: 1 }, getInputData: () => [], map() {} }));\n';

    expect(summarize(scriptOf('MapReduceScript', code))).toEqual([]);
  });

  it('lets a script that others load return what they use, but no misspelled entry point', () => {
    const code = returning(['execute', 'helperOfOthers', 'exceute']);
    const texts = {
      ...scriptOf('ScheduledScript', code),
      ...userEvent(`define(['./other'], (other) => ({ afterSubmit: () => other.helperOfOthers() }));`),
    };

    expect(summarize(texts)).toEqual(['SDF-JS-ENTRY-UNKNOWN 5 exceute']);
  });
});

describe('ways of writing a script in which there is nothing to find', () => {
  it.each([
    [
      'functions returned by name',
      `define(['N/record'], function (record) {\n  function go(c) { return record.load({ type: c.type, id: 1 }); }\n  return { beforeLoad: go, afterSubmit: go };\n});`,
    ],
    [
      'arrow functions',
      `define(['N/record'], (record) => {\n  const afterSubmit = (c) => record.Type.SALES_ORDER;\n  return { afterSubmit };\n});`,
    ],
    [
      'an arrow that is an object',
      `define(['N/record'], (record) => ({ afterSubmit(c) { return record.Type.CASE; } }));`,
    ],
    [
      'a factory named after define',
      `define(['N/record'], main);\nfunction main(record) { return { afterSubmit: function () { record.create({}); } }; }`,
    ],
    [
      'a factory in a variable',
      `var main = function (record) { return { afterSubmit: function () { record.create({}); } }; };\ndefine(['N/record'], main);`,
    ],
    ['a name before the list', `define('minimal_ue', ['N/record'], (record) => ({ afterSubmit: () => record.Type }));`],
    ['an object alone', `define({ afterSubmit: function () {} });`],
    [
      'CommonJS names',
      `define(function (require, exports, module) {\n  var record = require('N/record');\n  exports.afterSubmit = function () { record.create({}); };\n});`,
    ],
    [
      'module.exports',
      `define(['require', 'exports', 'module'], function (r, e, m) { m.exports = { afterSubmit: function () {} }; });`,
    ],
    [
      'exports under another name',
      `define(["exports","N/log"],function(e,n){"use strict";e.afterSubmit=function(t){n.debug("a",t)}});`,
    ],
    [
      'TypeScript’s exports',
      `define(["require", "exports", "N/record"], function (require, exports, record) {\n  "use strict";\n  Object.defineProperty(exports, "__esModule", { value: true });\n  exports.afterSubmit = afterSubmit;\n  function afterSubmit() { record.create({ type: record.Type.CASE }); }\n});`,
    ],
    [
      'TypeScript’s older exports',
      `define(["require", "exports"], function (require, exports) {\n  "use strict";\n  Object.defineProperty(exports, "__esModule", { value: true });\n  exports.afterSubmit = exports.beforeLoad = void 0;\n  const beforeLoad = () => 1;\n  exports.beforeLoad = beforeLoad;\n  exports.afterSubmit = () => 2;\n});`,
    ],
    [
      'TypeScript’s export =',
      `define(["require", "exports", "N/record"], function (require, exports, record) {\n  "use strict";\n  const afterSubmit = () => { record.create({}); };\n  return { afterSubmit };\n});`,
    ],
    [
      'an object filled later',
      `define([], () => {\n  const entry = {};\n  entry.afterSubmit = () => 1;\n  entry['beforeLoad'] = () => 1;\n  return entry;\n});`,
    ],
    ['a frozen object', `define([], () => Object.freeze({ afterSubmit: () => 1 }));`],
    [
      'a spread of an own object',
      `define([], () => {\n  const entry = { afterSubmit: () => 1 };\n  return { ...entry };\n});`,
    ],
    [
      'a function that builds the object',
      `define([], () => {\n  function build() { return { afterSubmit: () => 1 }; }\n  return build();\n});`,
    ],
    [
      'a wrapped function',
      `define(['N/log'], (log) => {\n  const safely = (f) => (c) => { try { return f(c); } catch (e) { log.error('x', e); } };\n  return { afterSubmit: safely((c) => c) };\n});`,
    ],
    [
      'a bound function',
      `define([], () => {\n  class Handler { run() {} }\n  const handler = new Handler();\n  return { afterSubmit: handler.run.bind(handler) };\n});`,
    ],
    [
      'a class as the interface',
      `define(['N/record'], (record) => {\n  class Entry { static afterSubmit() { return record.Type; } }\n  return Entry;\n});`,
    ],
    [
      'an instance of a class',
      `define(['N/record'], (record) => {\n  class Entry {\n    limit = 5;\n    constructor() { this.x = 1; }\n    afterSubmit() { return record.Type; }\n  }\n  return new Entry();\n});`,
    ],
    [
      'an instance of an old class',
      `define([], function () {\n  function Entry() {}\n  Entry.prototype.afterSubmit = function () {};\n  return new Entry();\n});`,
    ],
    [
      'functions in an object of their own',
      `define(['N/record'], (record) => {\n  const handlers = { run() { return record.Type; } };\n  return { afterSubmit: handlers.run };\n});`,
    ],
    [
      'something that cannot be followed',
      `define(['./lib/helper'], (helper) => helper.build({ afterSubmit: () => 1 }));`,
    ],
    [
      'async entry points',
      `define(['N/https'], (https) => {\n  const afterSubmit = async () => { await https.get.promise({ url: 'https://example.com' }); };\n  return { afterSubmit };\n});`,
    ],
    [
      'a minified file',
      `define(["N/record","N/search"],function(e,t){"use strict";var n=function(r){for(var a=t.lookupFields({type:t.Type.ITEM,id:1}),i=0;i<1;i++)e.submitFields({values:a})};return{afterSubmit:n}});`,
    ],
    [
      'an octal number, as not strict code may have',
      `define([], function () { var a = 010, b = '\\07'; return { afterSubmit: function () { return a + b; } }; });`,
    ],
    ['the global log and util', `define([], () => ({ afterSubmit: () => { log.debug('a', util.isArray([])); } }));`],
    [
      'a lazy module',
      `define(['N/runtime'], (runtime) => {\n  let script = null;\n  const get = () => (script ??= runtime.getCurrentScript());\n  return { afterSubmit: () => get().id };\n});`,
    ],
    [
      'functions that define others',
      `define(['N/record'], (record) => {\n  const make = () => () => record.create({});\n  const create = make();\n  return { afterSubmit: create };\n});`,
    ],
    [
      'a module kept under another name',
      `define(['N/record'], (record) => {\n  const services = { record: record };\n  const again = record;\n  return { afterSubmit: () => again.Type + services.record.Type };\n});`,
    ],
    [
      'a module passed on',
      `define(['N/record', './lib/helper'], (record, helper) => {\n  const tool = helper.make({ record });\n  return { afterSubmit: () => tool.run() };\n});`,
    ],
    [
      'a parameter of the same name inside',
      `define(['N/record'], (record) => {\n  const size = ((record) => record.length)([1]);\n  return { afterSubmit: () => size + record.Type };\n});`,
    ],
    [
      'an own name like a module',
      `define([], () => {\n  const record = { load: () => 1 };\n  record.load();\n  return { afterSubmit: () => record.load() };\n});`,
    ],
    [
      'getters and methods that use a module',
      `define(['N/record'], (record) => {\n  const types = { get order() { return record.Type.SALES_ORDER; }, all: () => [record.Type] };\n  return { afterSubmit: () => types.order };\n});`,
    ],
    [
      'callbacks that run later',
      `define(['N/record'], (record) => {\n  const jobs = [];\n  jobs.push(() => record.load({}));\n  return { afterSubmit: () => jobs.forEach((job) => job()) };\n});`,
    ],
    [
      'defaults of parameters',
      `define(['N/record'], (record) => {\n  const find = (type = record.Type.CASE) => type;\n  return { afterSubmit: () => find() };\n});`,
    ],
    [
      'a question for Symbol.iterator',
      `define([], () => ({ afterSubmit: (c) => typeof Symbol === 'function' && c[Symbol.iterator] }));`,
    ],
    ['a guarded global', `define([], () => ({ afterSubmit: () => (typeof window === 'undefined' ? 1 : window.x) }));`],
    [
      'own names like globals',
      `define([], () => {\n  const process = (c) => c;\n  return { afterSubmit: (document) => process(document.id), beforeLoad: (c) => c.window };\n});`,
    ],
    [
      'fewer parameters than modules',
      `define(['N/record', './lib/helper'], (record) => ({ afterSubmit: () => record.Type }));`,
    ],
    [
      'parameters with names of their own',
      `define(['N/record', 'N/search'], (r, s) => ({ afterSubmit: () => r.Type + s.Type }));`,
    ],
    [
      'modules loaded by require',
      `define(['require'], (require) => ({ afterSubmit: () => { require(['N/record', './lib/helper'], (record) => record.Type); } }));`,
    ],
    [
      'an absolute path with its ending',
      `define(['/SuiteScripts/lib/helper.js', 'SuiteScripts/lib/helper'], (a, b) => ({ afterSubmit: () => a.run(b) }));`,
    ],
    ['a file of a bundle', `define(['/.bundle/123/tools'], (tools) => ({ afterSubmit: () => tools.run() }));`],
  ])('%s', (_style, code) => {
    expect(summarize({ ...userEvent(`${code}\n`), ...HELPER })).toEqual([]);
  });

  it('a page’s own JavaScript, which no script loads', () => {
    const texts = {
      'FileCabinet/SuiteScripts/page/app.js': 'import x from "y"; document.title = <b/>; }}}',
      'FileCabinet/SuiteScripts/page/jquery.min.js':
        '!function(e){"object"==typeof module?module.exports=e:window.$=e}(1);',
    };

    expect(summarize(texts)).toEqual([]);
  });

  it('a library that chooses between module systems', () => {
    const umd = `(function (root, factory) {
  if (typeof define === 'function' && define.amd) { define([], factory); }
  else if (typeof exports === 'object') { module.exports = factory(require('crypto')); }
  else { root.lib = factory(); define(factory); }
})(this, function () { return { run: function () { return process.env; } }; });\nif (typeof process === 'undefined') { var process = {}; }\n`;
    const loads = `define(['./lib/umd'], (umd) => ({ afterSubmit: () => umd.run() }));\n`;

    expect(summarize({ ...userEvent(loads), 'FileCabinet/SuiteScripts/lib/umd.js': umd })).toEqual([]);
  });

  it('a bundle with a require of its own', () => {
    const bundle = `define([], function () { return (function (m) { function require(n) { return m[n]; } return require('./a'); })({ './a': { afterSubmit: function () {} } }); });\n`;

    expect(summarize(userEvent(bundle))).toEqual([]);
  });

  it('globals and generators of the browser in a client script and what it loads', () => {
    const texts = {
      ...scriptOf(
        'ClientScript',
        `define(['./lib/page'], (page) => ({ pageInit: () => { window.setTimeout(() => page.run(), 1); } }));`,
      ),
      'FileCabinet/SuiteScripts/lib/page.js': `define([], () => ({ run: () => document.title }));`,
    };

    expect(summarize(texts)).toEqual([]);
  });
});

describe('define', () => {
  it.each([
    ['is called twice', `${returning(['afterSubmit'])}${returning(['beforeLoad'])}`, ['SDF-JS-DEFINE 6 define']],
    ['is missing', 'var entry = { afterSubmit: function () {} };\n', ['SDF-JS-DEFINE 5 define']],
    [
      'is replaced by require',
      `require(['N/log'], (log) => ({ afterSubmit: () => log }));\n`,
      ['SDF-JS-DEFINE 5 define'],
    ],
    ['is replaced by export', 'export const afterSubmit = () => 1;\n', ['SDF-JS-DEFINE 5 define']],
  ])('is found wrong where it %s', (_case, code, expected) => {
    expect(summarize(userEvent(code))).toEqual(expected);
  });

  it.each([
    ['a name that nothing declares', '{ afterSubmit, beforeLoad: missing }', ['SDF-JS-ENTRY-UNDEFINED 7 beforeLoad']],
    ['no function', "{ afterSubmit, beforeLoad: 'run' }", ['SDF-JS-ENTRY-UNDEFINED 7 beforeLoad']],
    ['another module’s function', '{ afterSubmit, beforeLoad: helper.run }', ['SDF-JS-ENTRY-ELSEWHERE 7 beforeLoad']],
    ['another module itself', '{ afterSubmit, beforeLoad: helper }', ['SDF-JS-ENTRY-ELSEWHERE 7 beforeLoad']],
  ])('is found to give %s', (_case, object, expected) => {
    const code = `define(['./lib/helper'], (helper) => {\n  const afterSubmit = () => helper.run();\n  return ${object};\n});\n`;

    expect(summarize({ ...userEvent(code), ...HELPER })).toEqual(expected);
  });

  it('is found to re-export another module’s function as TypeScript does', () => {
    const code = `define(["require", "exports", "./lib/helper"], function (require, exports, helper_1) {
  "use strict";
  exports.afterSubmit = void 0;
  Object.defineProperty(exports, "afterSubmit", { enumerable: true, get: function () { return helper_1.run; } });
});\n`;

    expect(summarize({ ...userEvent(code), ...HELPER })).toEqual(['SDF-JS-ENTRY-ELSEWHERE 8 afterSubmit']);
  });
});

describe('what runs while define does', () => {
  it.each([
    ['a call', 'const id = runtime.getCurrentScript().id;', 'runtime.getCurrentScript'],
    ['an enumeration', 'const types = [runtime.ContextType.SUITELET];', 'runtime.ContextType'],
    ['a member by its name', "const f = runtime['getCurrentScript'];", "runtime['getCurrentScript']"],
    ['members taken apart', 'const { ContextType } = runtime;', '{ ContextType }'],
    ['a copy of the members', 'const all = { ...runtime };', '...runtime'],
    ['another name of the module', 'const r = runtime; const id = r.accountId;', 'r.accountId'],
    ['a function called at once', 'const id = (function () { return runtime.accountId; })();', 'runtime.accountId'],
    ['an arrow called at once', 'const id = (() => runtime.accountId)();', 'runtime.accountId'],
    [
      'a function that is called',
      'function read() { return runtime.accountId; } const id = read();',
      'runtime.accountId',
    ],
    [
      'a function before its declaration',
      'const id = read(); function read() { return deep(); } function deep() { return runtime.accountId; }',
      'runtime.accountId',
    ],
    [
      'a method that is called',
      'const tool = { read() { return runtime.accountId; } }; tool.read();',
      'runtime.accountId',
    ],
    ['a callback called at once', 'const ids = [1].map((n) => runtime.accountId + n);', 'runtime.accountId'],
    [
      'a constructor',
      'class A { constructor() { this.id = runtime.accountId; } } const a = new A();',
      'runtime.accountId',
    ],
    ['a field of an instance', 'class A { id = runtime.accountId; } const a = new A();', 'runtime.accountId'],
    ['a static field', 'class A { static id = runtime.accountId; }', 'runtime.accountId'],
    ['a branch', 'if (1) { runtime.getCurrentScript(); }', 'runtime.getCurrentScript'],
    ['a default that is used', 'const read = (id = runtime.accountId) => id; read();', 'runtime.accountId'],
  ])('may not touch N/ by %s', (_case, line, element) => {
    const code = `define(['N/runtime'], (runtime) => {\n  ${line}\n  return { afterSubmit: () => runtime.accountId };\n});\n`;

    expect(summarize(userEvent(code))).toEqual([`SDF-JS-N-IN-DEFINE 6 ${element}`]);
  });

  it('may not touch N/ by a callback’s destructured parameter', () => {
    const code = `define(['N/runtime'], ({ accountId }) => ({ afterSubmit: () => accountId }));\n`;

    expect(summarize(userEvent(code))).toEqual(['SDF-JS-N-IN-DEFINE 5 { accountId }']);
  });

  it('is judged in libraries too', () => {
    const texts = {
      ...userEvent(`define(['./lib/helper'], (helper) => ({ afterSubmit: () => helper.id }));\n`),
      [LIBRARY]: `define(['N/runtime'],\n  (runtime) => ({ id: runtime.accountId }));\n`,
    };

    expect(check(texts).map(({ code, file, line }) => [code, file, line])).toEqual([
      ['SDF-JS-N-IN-DEFINE', LIBRARY, 2],
    ]);
  });
});

describe('dependencies', () => {
  const loading = (list: string, parameters: string, use = '1'): Texts =>
    userEvent(`define([${list}],\n  (${parameters}) => ({ afterSubmit: () => ${use} }));\n`);

  it.each([
    ['an unknown N/ module', loading("'N/recrod'", 'record'), 'SDF-JS-MODULE-UNKNOWN 5 N/recrod'],
    ['an N/ module in other capitals', loading("'N/Record'", 'record'), 'SDF-JS-MODULE-UNKNOWN 5 N/Record'],
    ['a missing file beside it', loading("'./helper'", 'helper'), 'SDF-JS-DEPENDENCY-MISSING 5 ./helper'],
    ['a path out of the File Cabinet', loading("'../../x'", 'x'), 'SDF-JS-DEPENDENCY-MISSING 5 ../../x'],
    ['a missing file elsewhere', loading("'/SuiteScripts/x/y'", 'y'), 'SDF-JS-DEPENDENCY-OUTSIDE 5 /SuiteScripts/x/y'],
    ['another SuiteApp', loading("'/SuiteApps/com.x.y/z'", 'z'), 'SDF-JS-DEPENDENCY-OUTSIDE 5 /SuiteApps/com.x.y/z'],
    ['other capitals', loading("'./lib/Helper'", 'helper'), 'SDF-JS-DEPENDENCY-CASE 5 ./lib/Helper'],
    ['a bare name', loading("'lodash'", '_'), 'SDF-JS-DEPENDENCY-NAME 5 lodash'],
    ['an address', loading("'https://example.com/a.js'", 'a'), 'SDF-JS-DEPENDENCY-NAME 5 https://example.com/a.js'],
    [
      'a parameter too many',
      loading("'N/record'", 'record, search', 'search.Type'),
      'SDF-JS-DEPENDENCY-PARAMETER 6 search',
    ],
    ['swapped parameters', loading("'N/record', 'N/search'", 'search, record'), 'SDF-JS-DEPENDENCY-ORDER 6 search'],
    ['a module that is not loaded', loading("'N/record'", 'record', 'search.Type'), 'SDF-JS-MODULE-UNLOADED 6 search'],
    [
      'a relative path of the global require',
      loading('', '', "require('./lib/helper')"),
      'SDF-JS-REQUIRE-RELATIVE 6 ./lib/helper',
    ],
  ])('are found wrong with %s', (_case, texts, expected) => {
    expect(summarize({ ...texts, ...HELPER })).toEqual([expected]);
  });

  it.each([
    ['a file', '<files><file>/SuiteScripts/x/y.js</file></files>', '/SuiteScripts/x/y'],
    ['a folder', '<folders><folder>/SuiteScripts/x</folder></folders>', '/SuiteScripts/x/y'],
    ['a file named relatively', '<files><file>/SuiteScripts/x/y.js</file></files>', './x/y'],
    ['a SuiteApp', '<applications><application id="com.x.y"></application></applications>', '/SuiteApps/com.x.y/z'],
  ])('may be %s that the manifest says is there', (_case, dependency, path) => {
    const manifest = MINIMAL_MANIFEST.replace('</features>', `</features>${dependency}`);

    expect(summarize({ 'manifest.xml': manifest, ...loading(`'${path}'`, 'x') })).toEqual([]);
  });

  it('may have names that @NAmdConfig explains', () => {
    const text = `/**\n * @NApiVersion 2.1\n * @NScriptType UserEventScript\n * @NAmdConfig ./config.json\n */\ndefine(['lodash'], (_) => ({ afterSubmit: () => _ }));`;

    expect(summarize({ [FILE]: text })).toEqual([]);
  });

  it('may form a circle', () => {
    const texts = {
      ...userEvent(`define(['./lib/helper'], (helper) => ({ afterSubmit: () => helper.run() }));\n`),
      [LIBRARY]: `define(['../minimal_ue', './helper'], (ue) => ({ run: () => ue }));\n`,
    };

    expect(summarize(texts)).toEqual([]);
  });
});

describe('the language', () => {
  const holding = (line: string): Texts =>
    userEvent(`define([], () => {\n  ${line}\n  return { afterSubmit: () => 1 };\n});\n`);

  it.each([
    ['a missing bracket', 'const a = (1;', 'SDF-JS-SYNTAX 6'],
    ['types', 'const a: number = 1;', 'SDF-JS-SYNTAX 6'],
    ['JSX', 'const a = <b/>;', 'SDF-JS-SYNTAX 6 JSX'],
    ['await outside an async function', 'const a = await null;', 'SDF-JS-AWAIT 6 await'],
    ['a generator', 'const a = function* () {};', 'SDF-JS-GENERATOR 6 function*'],
    ['a generator method', 'const a = { *b() {} };', 'SDF-JS-GENERATOR 6 function*'],
    ['an own iterator', 'const a = { [Symbol.iterator]() { return []; } };', 'SDF-JS-GENERATOR 6 Symbol.iterator'],
    ['an iterator set later', 'const a = {}; a[Symbol.iterator] = () => 1;', 'SDF-JS-GENERATOR 6 Symbol.iterator'],
    ['using', 'using a = null;', 'SDF-JS-NEWER 6 using'],
    ['a decorator', 'const d = (x) => x; @d class A {}', 'SDF-JS-NEWER 6 a decorator'],
    ['the flag v', 'const a = /x/v;', 'SDF-JS-NEWER 6 the flag v of a regular expression'],
    ['a timer', 'const a = () => setTimeout(() => 1, 5);', 'SDF-JS-GLOBAL 6 setTimeout'],
    ['fetch', 'const a = () => fetch("x");', 'SDF-JS-GLOBAL 6 fetch'],
    ['process', 'const a = () => process.env;', 'SDF-JS-GLOBAL 6 process'],
    ['Buffer in a shorthand', 'const a = () => ({ Buffer });', 'SDF-JS-GLOBAL 6 Buffer'],
  ])('is found to hold %s', (_case, line, expected) => {
    expect(summarize(holding(line))).toEqual([expected]);
  });

  it.each([
    ['ES2023', 'const a = [1].toSorted().at(-1) ?? 1_000n; class A { #b = 1; static { } } a?.b?.(); let c; c ||= 1;'],
    ['an async function', 'const a = async () => { for await (const b of []) { await b; } };'],
    ['regular expressions', "const a = [/[/]v/, /a\\/v/g, '/x/v'];"],
    ['words in strings', "const a = 'function* fetch setTimeout await import';"],
    ['for of', 'for (const a of [1]) { String(a); }'],
  ])('may hold %s', (_case, line) => {
    expect(summarize(holding(line))).toEqual([]);
  });

  it('reports modules of another kind in what scripts load', () => {
    const texts = {
      ...userEvent(`define(['./lib/helper'], (helper) => ({ afterSubmit: () => helper.run() }));\n`),
      [LIBRARY]: '// a\nexport const run = () => 1;\nexport default run;\n',
    };

    expect(check(texts).map(({ code, file, line }) => [code, file, line])).toEqual([['SDF-JS-MODULES', LIBRARY, 2]]);
  });

  it('reports each global once a file', () => {
    expect(summarize(holding('const a = () => [fetch(1), fetch(2), atob(3)];'))).toEqual([
      'SDF-JS-GLOBAL 6 fetch',
      'SDF-JS-GLOBAL 6 atob',
    ]);
  });
});

describe('names', () => {
  const using = (line: string): Texts =>
    userEvent(
      `define([], () => {\n  const afterSubmit = (context) => {\n    ${line}\n  };\n  return { afterSubmit };\n});\n`,
    );

  it.each([
    ['a misspelled one', 'return contxt.type;', 'contxt'],
    ['a function that is not there', 'helper(context);', 'helper'],
    ['one of another function', '(() => { const inner = 1; return inner; })(); return inner;', 'inner'],
    ['one of a block', '{ let inner = 1; } return inner;', 'inner'],
  ])('are found wrong: %s', (_case, line, name) => {
    expect(summarize(using(line))).toEqual([`SDF-JS-UNDECLARED 7 ${name}`]);
  });

  it.each([
    ['hoisted ones', 'later(); return found; function later() {} if (context) { var found = 1; }'],
    ['functions in blocks', 'if (context) { function inner() {} } inner();'],
    [
      'those of catch, loops and labels',
      'outer: for (const a in context) { try { continue outer; } catch (e) { e.message; } }',
    ],
    ['those taken apart', 'const { a, b: { c = 1 }, ...rest } = context; return [a, c, rest];'],
    ['those of parameters', 'const f = ({ a, b: [c] }, d = a, ...e) => [a, c, d, e]; return f(context, arguments);'],
    [
      'those of functions and classes for themselves',
      'const f = function g() { return g; }; const A = class B { x() { return B; } };',
    ],
    ['those that are set without being declared', 'total = 1; return total;'],
    ['those set by a loop', 'for (key in context) { String(key); }'],
    ['those asked for first', "return typeof nothing === 'undefined' ? 1 : nothing;"],
    [
      'those of the language',
      'return [new Map(), BigInt(1), Number.isNaN(undefined), globalThis, Reflect, encodeURIComponent(NaN)];',
    ],
    ['those of the older API', 'return nlapiGetRecordId();'],
    ['properties and keys', 'return { key: context.missing, method() {}, "other": 1 }.key;'],
    ['new.target and labels', 'function F() { return new.target; } return F;'],
  ])('may be %s', (_case, line) => {
    expect(summarize(using(line))).toEqual([]);
  });
});

describe('bad input', () => {
  it.each([
    ['an empty file', ''],
    ['only a comment', header()],
    ['an open comment', '/** @NApiVersion 2.1\n * @NScriptType UserEventScript\n'],
    ['an open string', `${header()}define([], () => '`],
    ['deep nesting', `${header()}${'['.repeat(50_000)}`],
    ['a long chain', `${header()}define([], () => ({ afterSubmit: () => ${'1 + '.repeat(20_000)}1 }));`],
    ['many else', `${header()}define([], () => ({ afterSubmit: (a) => { ${'if (a) {} else '.repeat(5_000)}{} } }));`],
    ['no list and no function', `${header()}define();`],
    ['binary text', `${header()}\u0001\u0002define([\u0003`],
  ])('gives findings or none, and never fails, with %s', (_case, text) => {
    expect(() => summarize({ [FILE]: text })).not.toThrow();
  });
});
