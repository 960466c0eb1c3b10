/** Ids and members that scripts name: misspelled or missing ones are found, all others are accepted. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { readFacts } from '../facts/read_facts';
import { buildProjectOfTexts } from '../project/build_project';
import { edit } from '../rules/define_rules';
import {
  LIST_FILE,
  MINIMAL_LIST,
  MINIMAL_MANIFEST,
  MINIMAL_PROJECT,
  MINIMAL_RECORD,
  RECORD_FILE,
} from '../rules/minimal_project';
import { checkProject } from '../rules/rules';

const FILE = 'FileCabinet/SuiteScripts/minimal_ue.js';
const LIBRARY = 'FileCabinet/SuiteScripts/lib.js';
const HEADER = '/**\n * @NApiVersion 2.1\n * @NScriptType UserEventScript\n */\n';

/** Findings as `line element` for a user event with this code from line 5, beside the files. */
function find(code: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const project = buildProjectOfTexts({ ...MINIMAL_PROJECT, ...files, [FILE]: HEADER + code });
  return checkProject(project).findings.map(({ code: rule, line, element }) => `${rule} ${line} ${element}`);
}

const using = (expression: string, modules = "['N/record', './lib']"): string =>
  `define(${modules}, (record, lib) => ({ afterSubmit: () => ${expression} }));\n`;

describe('an id in a script', () => {
  /** Nearly all ids have `minimal` after their kind. */
  const RECORD = { [RECORD_FILE]: MINIMAL_RECORD, [LIST_FILE]: MINIMAL_LIST };
  const idsOf = (expression: string, files: Readonly<Record<string, string>> = RECORD): readonly string[] =>
    find(using(expression, "['N/record']"), files);

  it.each([
    ['two letters swapped', "'custrecord_minimal_aeg'", 'custrecord_minimal_aeg'],
    ['a letter of its kind lost', "'ustrecord_minimal_age'", 'ustrecord_minimal_age'],
    ['a letter too many, as the name of a property', '({ custrecord_minimal_agee: 1 })', 'custrecord_minimal_agee'],
    ['the project’s own word and no object', "'custrecord_minimal_weight'", 'custrecord_minimal_weight'],
    ['the id of a deployment that is gone', "'customdeploy_minimal_other'", 'customdeploy_minimal_other'],
  ])('with %s is found', (_case, expression, id) => {
    expect(idsOf(expression)).toEqual([`SDF-JS-ID 5 ${id}`]);
  });

  it('is found once in a file, with the id that is meant', () => {
    const code = using("['custrecord_minimal_aeg', 'custrecord_minimal_aeg']", "['N/record']");
    const { findings } = checkProject(buildProjectOfTexts({ ...MINIMAL_PROJECT, ...RECORD, [FILE]: HEADER + code }));

    expect(findings.map(({ advice }) => advice)).toEqual([
      'Write custrecord_minimal_age, if that is what is meant. Add the object, or name it under <objects> in the manifest.',
    ]);
  });

  it.each([
    ['of the project', "['customrecord_minimal', 'custrecord_minimal_age', 'val_one', 'customdeploy_minimal_ue']"],
    ['of the account', "['custbody_shipping_rate', 'customrecord_ship_container']"],
    ['that is put together', "['custrecord_minimal_' + 1, 'custrecord_minimal_a' + 'ge', `custrecord_minimal_${1}`]"],
    ['that starts others', "'custbody_minimal_'"],
    ['of a form that the script builds', "'custpage_minimal_agee'"],
    ['that is a text for people', "'custrecord_minimal_aeg is wrong'"],
  ])('%s is left alone', (_case, expression) => {
    expect(idsOf(expression)).toEqual([]);
  });

  it('that the manifest names is left alone', () => {
    const manifest = edit(
      MINIMAL_MANIFEST,
      '</features>',
      '</features><objects><object>custrecord_minimal_weight</object></objects>',
    );

    expect(idsOf("'custrecord_minimal_weight'", { ...RECORD, 'manifest.xml': manifest })).toEqual([]);
  });

  it('with a word that only some ids of the project have is left alone', () => {
    const other = MINIMAL_LIST.replace('customlist_minimal', 'customlist_colors');

    const files = { [RECORD_FILE]: MINIMAL_RECORD, 'Objects/customlist_colors.xml': other };

    expect(idsOf("'custrecord_minimal_weight'", files)).toEqual([]);
  });

  it('with another number than one of the project is left alone', () => {
    const record = MINIMAL_RECORD.replaceAll('_minimal', '_one').replace('custrecord_one_age', 'custrecord_day_age1');

    expect(idsOf("'custrecord_day_age2'", { 'Objects/customrecord_one.xml': record })).toEqual([]);
  });
});

describe('a member of a module', () => {
  const LIB = { [LIBRARY]: 'define([], () => ({ run: () => 1 }));\n' };

  it.each([
    ['record.laod({})', 'SDF-JS-MEMBER-N 5 record.laod'],
    ["record['laod']({})", "SDF-JS-MEMBER-N 5 record['laod']"],
    ['lib.rnu()', 'SDF-JS-MEMBER-FILE 5 lib.rnu'],
    ['lib.limit / 2', 'SDF-JS-MEMBER-FILE 5 lib.limit'],
    ['lib.limit === 2', 'SDF-JS-MEMBER-FILE 5 lib.limit'],
  ])('that it does not have is found: %s', (expression, finding) => {
    expect(find(using(expression), LIB)).toEqual([finding]);
  });

  it.each([
    'record.load({})',
    'record.Type.SALES_ORDER',
    'record.load.promise({})',
    "record.hasOwnProperty('load')",
    'lib.run()',
    'lib.toString()',
    '((record) => record.laod)({})',
  ])('that it has is not: %s', (expression) => {
    expect(find(using(expression), LIB)).toEqual([]);
  });

  it.each([
    [
      'compiled by TypeScript',
      'define(["require", "exports"], function (require, exports) {\n    exports.run = run;\n    function run() {}\n});\n',
    ],
    [
      'that builds what it gives',
      'define([], () => Object.assign(make(), { other: 1 }));\nfunction make() { return JSON.parse(\'{"run":1}\'); }\n',
    ],
    [
      'that gives names from a list',
      'define(["exports"], (exports) => { ["run"].forEach((name) => { exports[name] = () => 1; }); });\n',
    ],
    ['that gives a function', 'define(["exports", "module"], (exports, module) => { module.exports = () => 1; });\n'],
    ['without a define', 'var run = 1;\n'],
  ])('of a file %s is judged only where that is known', (_case, text) => {
    expect(find(using('lib.run'), { [LIBRARY]: text })).toEqual([]);
  });

  it.each(['=', '??=', '||='])('that the script itself adds with %s is not', (operator) => {
    expect(find(using(`{ lib.cache ${operator} 1; return lib.cache; }`), LIB)).toEqual([]);
  });
});

describe('a script that TypeScript compiled', () => {
  const compiled = (
    body: string,
    list = '"require", "exports", "N/record"',
    parameters = 'require, exports, record',
  ): string =>
    `define([${list}], function (${parameters}) {\n    "use strict";\n    exports.afterSubmit = afterSubmit;\n    function afterSubmit() {\n        ${body}\n    }\n});\n`;

  it('is fine as it is', () => {
    expect(find(compiled("let made; made = record.load({}); return made && typeof other === 'string';"))).toEqual([]);
  });

  it.each([
    ['assigns to a name that it does not declare', compiled('made = record.load({});'), 'SDF-JS-UNDECLARED 9 made'],
    [
      'receives another module as its exports',
      compiled('', '"require", "N/record", "N/search"', 'require, exports, search'),
      'SDF-JS-DEPENDENCY-ORDER 5 exports',
    ],
    [
      'writes to exports that it receives by another name',
      compiled('', undefined, 'require, exprots, record'),
      'SDF-JS-UNDECLARED 7 exports',
    ],
  ])('and that %s is found', (_case, code, finding) => {
    expect(find(code)).toContain(finding);
  });

  it('and exports nothing is found by whoever uses it', () => {
    const library = 'define(["require", "exports"], function (require, exports) {\n    "use strict";\n});\n';

    expect(find(using('lib.run()'), { [LIBRARY]: library })).toEqual(['SDF-JS-MEMBER-FILE 5 lib.run']);
  });
});

describe('the names that are known', () => {
  const { modules } = readFacts('suitescript-members') as { readonly modules: Readonly<Record<string, string>> };
  const isKnown = (module: string, name: string): boolean => modules[module]?.split(' ').includes(name) === true;

  it('hold all that the type library exports as values', () => {
    const folder = path.dirname(require.resolve('@hitc/netsuite-types/N/record.d.ts'));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.d.ts'))
      .map((name) => ({ name, module: `N/${name.slice(0, -'.d.ts'.length).split(path.sep).join('/')}` }))
      .filter(({ module }) => module !== 'N/types' && !module.startsWith('N/plugins/'));
    const program = ts.createProgram(
      files.map(({ name }) => path.join(folder, name)),
      { noLib: true, types: [] },
    );
    const checker = program.getTypeChecker();
    const missing = files.flatMap(({ name, module }) => {
      const source = program.getSourceFile(path.join(folder, name));
      const symbol = source === undefined ? undefined : checker.getSymbolAtLocation(source);
      const exported = symbol === undefined ? [] : checker.getExportsOfModule(symbol);
      return exported
        .filter(({ flags }) => (flags & ts.SymbolFlags.Value) !== 0)
        .filter(({ name: member }) => !isKnown(module, member))
        .map(({ name: member }) => `${module}.${member}`);
    });

    expect(files.length).toBeGreaterThan(40);
    expect(missing).toEqual([]);
  });

  it('hold all that Oracle’s stubs have', () => {
    const folder = path.join(path.dirname(require.resolve('@oracle/suitecloud-unit-testing/package.json')), 'stubs');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      name.split(path.sep).join('/'),
    );
    // stubs/ui/dialog/dialog.js is N/ui/dialog; files with other names are classes of a module.
    const ofModules = files.filter((name) => /(?:^|\/)([^/]+)\/\1\.js$/.test(name));
    const missing = ofModules.flatMap((name) => {
      const module = `N/${path.posix.dirname(name)}`;
      const text = readFileSync(path.join(folder, name), 'utf8');
      const members = [...text.matchAll(/\.prototype(?:\.(\w+)|\[['"](\w+)['"]\])\s*=/g)];
      return members.map((match) => match[1] ?? match[2] ?? '').filter((member) => !isKnown(module, member));
    });

    expect(ofModules.length).toBeGreaterThan(30);
    expect(missing).toEqual([]);
  });
});
