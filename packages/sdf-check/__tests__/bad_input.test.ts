/** Malformed and hostile folders: the check answers clearly and at once, and reads nothing outside the folder. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCheck } from '../cli/command';
import { buildFile, buildProject, buildProjectOfTexts } from '../project/build_project';
import type { Finding } from '../project/finding';
import { MAX_FILE_BYTES, readProjectFolder } from '../project/read_project';
import { edit } from '../rules/define_rules';
import { LIST_FILE, MINIMAL_LIST, MINIMAL_PROJECT } from '../rules/minimal_project';
import { checkProject } from '../rules/rules';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'check-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

function writeProject(into = ''): void {
  for (const [name, text] of Object.entries(MINIMAL_PROJECT)) write(path.join(into, name), text);
}

function check(): readonly Finding[] {
  const reading = readProjectFolder(folder);
  if (reading.kind === 'no project') throw new Error(reading.problem);
  return checkProject(reading.project).findings;
}

const checkBytes = (bytes: Uint8Array): readonly Finding[] =>
  checkProject(buildProject([...buildProjectOfTexts(MINIMAL_PROJECT).files.values(), buildFile(LIST_FILE, bytes)]))
    .findings;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const WITH_UMLAUT = edit(MINIMAL_LIST, '<name>Minimal', '<name>Größe');

describe('a folder that is no project', () => {
  it.each([
    ['is not there', 'missing', /^There is no folder .*missing\.$/],
    ['is a file', 'file.txt', /file\.txt is a file: name the folder that holds manifest\.xml\.$/],
    ['holds something else', 'empty', /empty is no SDF project: .* manifest\.xml\.$/],
  ])('that %s: says so in one line', (_case, name, problem) => {
    write('file.txt', 'x');
    mkdirSync(path.join(folder, 'empty'));

    const { exitCode, output } = runCheck([name], { ownProject: '/', currentFolder: folder });

    expect(exitCode).toBe(2);
    expect(output).toMatch(problem);
    expect(output.split('\n')).toHaveLength(1);
  });

  it('that a configuration leads out of is not followed', () => {
    write('project/suitecloud.config.js', "module.exports = { defaultProjectFolder: '../other' };");
    writeProject('other');

    expect(readProjectFolder(path.join(folder, 'project')).kind).toBe('no project');
  });
});

describe('a project is found', () => {
  it.each([
    ['in the folder itself', '', null],
    ['in src', 'src', null],
    [
      'where suitecloud.config.js says',
      'netsuite/app',
      "module.exports = {\n  defaultProjectFolder: 'netsuite/app',\n};",
    ],
  ])('%s', (_case, into, configuration) => {
    writeProject(into);
    if (configuration !== null) write('suitecloud.config.js', configuration);

    const reading = readProjectFolder(folder);

    expect(reading).toMatchObject({ kind: 'project', folder: path.join(folder, into) });
    expect(check()).toEqual([]);
  });

  it('without running its configuration', () => {
    writeProject('src');
    write('suitecloud.config.js', "throw new Error('run');\nmodule.exports = { defaultProjectFolder: 'src' };");

    expect(check()).toEqual([]);
  });

  it('and read without what lies beside the folders of SDF', () => {
    writeProject();
    write('TypeScript/customlist_x.xml', '<customlist');
    write('node_modules/x/Objects/x.xml', '<x');

    expect(check()).toEqual([]);
  });
});

describe('files that cannot be read', () => {
  it('reports a symbolic link and does not read what it leads to', () => {
    writeProject('inside');
    write('outside/customlist_minimal.xml', '<broken');
    symlinkSync(
      path.join(folder, 'outside/customlist_minimal.xml'),
      path.join(folder, 'inside/Objects/customlist_minimal.xml'),
    );
    symlinkSync(path.join(folder, 'outside'), path.join(folder, 'inside/Objects/more'));
    symlinkSync(path.join(folder, 'inside'), path.join(folder, 'inside/FileCabinet/loop'));

    const reading = readProjectFolder(path.join(folder, 'inside'));
    const findings = reading.kind === 'project' ? checkProject(reading.project).findings : [];

    expect(findings.filter(({ code }) => code === 'SDF-FILE-LINK').map(({ file }) => file)).toEqual([
      'FileCabinet/loop',
      'Objects/customlist_minimal.xml',
      'Objects/more',
    ]);
    expect(findings.filter(({ code }) => code === 'SDF-XML-MALFORMED')).toEqual([]);
  });

  it('does not follow a manifest that is a link', () => {
    writeProject('inside');
    write('outside.xml', MINIMAL_PROJECT['manifest.xml'] ?? '');
    rmSync(path.join(folder, 'inside/manifest.xml'));
    symlinkSync(path.join(folder, 'outside.xml'), path.join(folder, 'inside/manifest.xml'));

    const reading = readProjectFolder(path.join(folder, 'inside'));

    expect(reading.kind === 'project' && reading.project.manifest).toBeNull();
  });

  it('reports a huge file and goes on', () => {
    writeProject();
    truncateSync(write('FileCabinet/SuiteScripts/huge.js', ''), MAX_FILE_BYTES + 1);
    write(LIST_FILE, edit(MINIMAL_LIST, '<name>Minimal</name>', ''));

    expect(check().map(({ code, file }) => [code, file])).toEqual([
      ['SDF-FILE-LARGE', 'FileCabinet/SuiteScripts/huge.js'],
      ['SDF-ELEMENT-MISSING', LIST_FILE],
    ]);
  });

  const canMakePipes = process.platform !== 'win32';
  (canMakePipes ? it : it.skip)('does not wait for a pipe', () => {
    writeProject();
    execFileSync('mkfifo', [path.join(folder, 'FileCabinet/SuiteScripts/pipe.js')]);

    expect(check().map(({ code }) => code)).toEqual(['SDF-FILE-UNREADABLE']);
  });

  it('names a deploy.xml that is missing', () => {
    writeProject();
    rmSync(path.join(folder, 'deploy.xml'));

    expect(check().filter(({ code }) => code === 'SDF-DEPLOY-MISSING')).toHaveLength(1);
  });
});

describe('an object file', () => {
  it.each([
    ['empty', utf8('')],
    ['white space', utf8(' \n')],
    ['cut off', utf8(MINIMAL_LIST.slice(0, 120))],
    ['binary', Uint8Array.from({ length: 300 }, (_, index) => index % 256)],
    ['Latin-1 without a word about it', latin1(WITH_UMLAUT)],
    ['HTML', utf8('<!doctype html><html><br></html>')],
    ['two documents', utf8(MINIMAL_LIST + MINIMAL_LIST)],
    ['an entity of its own', utf8(`<!DOCTYPE x [<!ENTITY a "b">]>${edit(MINIMAL_LIST, 'Minimal', '&a;')}`)],
    [
      'an entity from a file',
      utf8(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${edit(MINIMAL_LIST, 'Minimal', '&a;')}`),
    ],
    ['nested without end', utf8('<a>'.repeat(200_000) + '</a>'.repeat(200_000))],
  ])('that is %s is malformed, and nothing else is said of it', (_case, bytes) => {
    const findings = checkBytes(bytes);

    expect(findings.map(({ code, severity, file }) => [code, severity, file])).toEqual([
      ['SDF-XML-MALFORMED', 'error', LIST_FILE],
    ]);
  });

  it.each([
    ['UTF-16', utf16(`<?xml version="1.0"?>${MINIMAL_LIST}`)],
    ['declared Latin-1', latin1(`<?xml version="1.0" encoding="ISO-8859-1"?>${WITH_UMLAUT}`)],
  ])('in %s is legal XML that was not checked', (_case, bytes) => {
    expect(checkBytes(bytes).map(({ code, severity }) => [code, severity])).toEqual([['SDF-FILE-ENCODING', 'warning']]);
  });

  it.each([
    ['a byte order mark', utf8(`\uFEFF${MINIMAL_LIST}`)],
    ['CRLF', utf8(MINIMAL_LIST.replaceAll('\n', '\r\n'))],
    ['a declaration', utf8(`<?xml version="1.0" encoding="UTF-8"?>\n${MINIMAL_LIST}`)],
    ['a comment', utf8(`<!-- customlist -->\n${MINIMAL_LIST}`)],
    ['letters beyond ASCII', utf8(WITH_UMLAUT)],
  ])('with %s is fine', (_case, bytes) => {
    expect(checkBytes(bytes)).toEqual([]);
  });

  it('with CRLF keeps its line numbers', () => {
    const broken = edit(MINIMAL_LIST, '<isordered>T', '<isordered>X').replaceAll('\n', '\r\n');

    expect(checkBytes(utf8(broken))).toMatchObject([{ code: 'SDF-VALUE-TYPE', line: 3 }]);
  });

  it('with an entity bomb costs no time', () => {
    const entities = Array.from({ length: 9 }, (_, index) => `<!ENTITY a${index + 1} "${`&a${index};`.repeat(10)}">`);
    const bomb = `<!DOCTYPE x [<!ENTITY a0 "ha">${entities.join('')}]>${edit(MINIMAL_LIST, 'Minimal', '&a9;')}`;

    const before = process.cpuUsage();
    const findings = checkBytes(utf8(bomb));

    expect(findings.map(({ code }) => code)).toEqual(['SDF-XML-MALFORMED']);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
  });

  it('with thousands of defects is reported in a moment', () => {
    const values = Array.from(
      { length: 5000 },
      (_, index) => `<customvalue scriptid="Val ${index}"><valu>x</valu></customvalue>`,
    );

    const before = process.cpuUsage();
    const findings = checkBytes(utf8(edit(MINIMAL_LIST, '<customvalues>', `<customvalues>${values.join('\n')}`)));

    expect(findings.length).toBeGreaterThan(5000);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(20);
  });

  it('with names of JavaScript’s own properties is checked like any other', () => {
    const text = edit(MINIMAL_LIST, '<isordered>', '<constructor>x</constructor><__proto__>x</__proto__><isordered>');

    expect(checkBytes(utf8(text)).map(({ code, element }) => [code, element])).toEqual([
      ['SDF-ELEMENT-UNKNOWN', 'customlist_minimal.constructor'],
      ['SDF-ELEMENT-UNKNOWN', 'customlist_minimal.__proto__'],
    ]);
  });
});

it.each([
  '',
  '<x/>',
  '<manifest/>',
  '\u0000',
  '<manifest projecttype="SUITEAPP"><dependencies><features/></dependencies></manifest>',
])('the manifest %p is reported, without a crash', (text) => {
  const { findings } = checkProject(buildProjectOfTexts({ ...MINIMAL_PROJECT, 'manifest.xml': text }));

  expect(findings.some(({ file, severity }) => file === 'manifest.xml' && severity === 'error')).toBe(true);
});

it.each(['', '<x/>', '<deploy/>', '<deploy><files/><objects><path/></objects></deploy>'])(
  'the deploy.xml %p is reported, without a crash',
  (text) => {
    const { findings } = checkProject(buildProjectOfTexts({ ...MINIMAL_PROJECT, 'deploy.xml': text }));

    expect(findings.some(({ file, severity }) => file === 'deploy.xml' && severity === 'error')).toBe(true);
  },
);
