import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readProject } from '../../../../packages/emulator/netsuite';
import { readXml } from '../../../../packages/sdf-check';
import { zipProject } from '../../../shared/project';
import { integrationCommand } from '../command';
import { addListing, findListing, removeListing } from '../deploy_list';
import { PLACEHOLDER, problemOfId, readState, useNone, useRecord } from '../integration';

const ROOT = path.join(__dirname, '../../../..');
const ID = 'custinteg_9f89c84a669f';
const FOLDER = '~/Objects/integration';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'integration-'));
  cpSync(path.join(ROOT, 'src'), path.join(root, 'src'), {
    recursive: true,
    filter: (from) => !from.includes('TypeScript'),
  });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const inProject = (name: string): string => path.join(root, 'src', name);
const declarations = (): readonly string[] => readdirSync(inProject('Objects/integration'));
const read = (name: string): string => readFileSync(inProject(name), 'utf8');

function run(...typed: string[]): { readonly exitCode: number; readonly out: string; readonly errors: string } {
  const out: string[] = [];
  const errors: string[] = [];
  const exitCode = integrationCommand(
    typed,
    root,
    (line) => out.push(line),
    (line) => errors.push(line),
  );
  return { exitCode, out: out.join('\n'), errors: errors.join('\n') };
}

function deployed(): readonly string[] {
  const { report } = readProject(zipProject(root), {
    features: ['SERVERSIDESCRIPTING', 'CUSTOMRECORDS', 'ACCOUNTING'],
  });
  expect(report.findings).toEqual([]);
  return report.objects.filter(({ type }) => type === 'integration').map(({ scriptId }) => scriptId);
}

describe('the project as it is', () => {
  it('carries a declaration with a placeholder, and deploys none', () => {
    expect(readState(root)).toEqual({ kind: 'none' });
    expect(declarations()).toEqual([`${PLACEHOLDER}.xml`]);
    expect(deployed()).toEqual([]);
  });

  it('says how to find the id', () => {
    const { exitCode, out } = run();

    expect(exitCode).toBe(0);
    expect(out).toContain('Setup > Integration > Manage Integrations');
    expect(out).toContain('npm run integration custinteg_');
  });
});

describe('naming a record', () => {
  it('puts the id into file name and attribute, and deploys it', () => {
    expect(run(ID)).toMatchObject({ exitCode: 0, out: expect.stringContaining(ID) });

    const reading = readXml(read(`Objects/integration/${ID}.xml`));
    expect(declarations()).toEqual([`${ID}.xml`]);
    expect(reading).toMatchObject({ root: { name: 'integration', attributes: { scriptid: ID } } });
    expect(deployed()).toEqual([ID]);
    expect(readState(root)).toEqual({ kind: 'uses', id: ID });
  });

  it('lists the folder last, and changes nothing else of deploy.xml', () => {
    const before = read('deploy.xml');
    useRecord(root, ID);

    expect(read('deploy.xml')).toBe(
      before.replace(
        'aftership/*</path>\n  </objects>',
        `aftership/*</path>\n    <path>${FOLDER}/*</path>\n  </objects>`,
      ),
    );
  });

  it('twice is the same as once', () => {
    useRecord(root, ID);
    const once = read('deploy.xml');

    expect(useRecord(root, ID).kind).toBe('same');
    expect(read('deploy.xml')).toBe(once);
    expect(declarations()).toEqual([`${ID}.xml`]);
  });

  it('takes another account’s id in its place', () => {
    useRecord(root, ID);
    useRecord(root, 'custinteg_other_account');

    expect(declarations()).toEqual(['custinteg_other_account.xml']);
    expect(deployed()).toEqual(['custinteg_other_account']);
  });

  it.each([
    ['customrole_x', 'start with custinteg_'],
    ['custinteg_', 'start with custinteg_'],
    ['ck_0123456789abcdef', 'Neither a consumer key'],
    ['CUSTINTEG_9F89C84A669F', 'Write it as custinteg_9f89c84a669f'],
    ['custinteg_9f89 c84a', 'characters that a script id cannot have'],
    ['custinteg_../x', 'characters that a script id cannot have'],
    [`custinteg_${'a'.repeat(90)}`, '100 characters'],
    [PLACEHOLDER, 'Write "none"'],
  ])('refuses "%s" and changes nothing', (id, reason) => {
    const before = read('deploy.xml');
    const { exitCode, errors } = run(id);

    expect(exitCode).toBe(1);
    expect(errors).toContain(reason);
    expect(errors).toContain('Nothing was changed.');
    expect(read('deploy.xml')).toBe(before);
    expect(declarations()).toEqual([`${PLACEHOLDER}.xml`]);
  });

  it('takes an id of 99 characters', () => {
    expect(problemOfId(`custinteg_${'a'.repeat(89)}`)).toBeNull();
  });

  it('refuses an id with a space that the shell has torn in two, and an empty one', () => {
    expect(run('custinteg_a', 'b')).toMatchObject({ exitCode: 1, errors: expect.stringContaining('quotation marks') });
    expect(run('')).toMatchObject({ exitCode: 1, errors: expect.stringContaining('“” is no argument') });
  });
});

describe('naming none', () => {
  it.each(['\n', '\r\n'])('gives back every byte, with line ends %j', (lineEnd) => {
    const deploy = read('deploy.xml').replace(/\n/g, lineEnd);
    const declaration = read(`Objects/integration/${PLACEHOLDER}.xml`).replace(/\n/g, lineEnd);
    writeFileSync(inProject('deploy.xml'), deploy);
    writeFileSync(inProject(`Objects/integration/${PLACEHOLDER}.xml`), declaration);

    useRecord(root, ID);
    expect(read('deploy.xml')).not.toBe(deploy);
    expect(useNone(root)).toEqual({ kind: 'changed', state: { kind: 'none' } });

    expect(read('deploy.xml')).toBe(deploy);
    expect(read(`Objects/integration/${PLACEHOLDER}.xml`)).toBe(declaration);
    expect(declarations()).toEqual([`${PLACEHOLDER}.xml`]);
  });

  it('is nothing to do where there is none', () => {
    expect(useNone(root)).toEqual({ kind: 'same', state: { kind: 'none' } });
  });
});

describe('a project that was edited by hand', () => {
  it('is told that a wider path would deploy the placeholder', () => {
    writeFileSync(inProject('deploy.xml'), read('deploy.xml').replace('Objects/aftership/*', 'Objects/*'));

    expect(run()).toMatchObject({ exitCode: 1, errors: expect.stringContaining('~/Objects/aftership/*') });
    expect(run(ID).exitCode).toBe(1);
  });

  it.each([
    ['a second declaration', () => writeFileSync(inProject('Objects/integration/custinteg_b.xml'), '<integration/>')],
    ['no declaration', () => rmSync(inProject(`Objects/integration/${PLACEHOLDER}.xml`))],
  ])('is told of %s', (_what, edit) => {
    edit();

    expect(run(ID)).toMatchObject({ exitCode: 1, errors: expect.stringContaining('must hold one declaration') });
  });

  it('is told of a placeholder that would be deployed, and mended by "none"', () => {
    writeFileSync(inProject('deploy.xml'), addListing(read('deploy.xml'), FOLDER));
    expect(run()).toMatchObject({ exitCode: 1, errors: expect.stringContaining('placeholder') });

    expect(run('none').exitCode).toBe(0);
    expect(deployed()).toEqual([]);
  });
});

describe('deploy.xml in other shapes', () => {
  it.each([
    ['on one line', '<deploy><objects><path>~/Objects/a/*</path></objects></deploy>'],
    [
      'two sections',
      '<deploy><objects><path>~/Objects/a/*</path></objects>\n<objects>\n<path>~/Objects/b/*</path>\n</objects></deploy>',
    ],
    [
      'a comment with a path',
      '<deploy>\n<objects>\n  <path>~/Objects/a/*</path>\n  <!-- <path>~/Objects/integration/*</path> -->\n</objects></deploy>',
    ],
  ])('%s: listed and taken out again without a trace', (_shape, xml) => {
    const listed = addListing(xml, FOLDER);

    expect(findListing(xml, FOLDER)).toBe('not listed');
    expect(findListing(listed, FOLDER)).toBe('listed');
    expect(readXml(listed).kind).toBe('document');
    expect(removeListing(listed, FOLDER)).toBe(xml);
  });
});
