/** Compares our knowledge of Oracle's CLI with the installed CLI, because a new version may change its words. */

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { findKnownErrors, KNOWN_ERRORS } from '../cli_errors';
import { listNamedAccounts, parseSignIn, readOutcome } from '../cli_output';
import { readContents, stageContents } from '../contents';
import { runProgram, type ProgramResult } from '../run_program';

const ROOT = path.join(__dirname, '../../..');
const CLI = path.join(ROOT, 'node_modules/@oracle/suitecloud-cli');
const CORE = path.join(CLI, 'node_modules/@oracle/suitecloud-sdk-core/build');

let home: string;
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'cli-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs the CLI with a home folder that has neither jar nor sign-ins, so that this machine's own do not matter. */
function runCli(words: readonly string[], folder: string): Promise<ProgramResult> {
  return runProgram(path.join(CLI, 'src/suitecloud.js'), words, {
    folder,
    environment: { ...process.env, HOME: home, USERPROFILE: home },
  });
}

describe('what the CLI prints', () => {
  it('about a sign-in is understood', () => {
    const { getInfoString } = jest.requireActual<{ getInfoString: (value: object) => string }>(
      path.join(CLI, 'src/utils/AccountCredentialsFormatter.js'),
    );
    const accountInfo = { companyName: 'Account ID: 7', companyId: '1234567_SB1', roleName: 'Administrator' };

    expect(parseSignIn(getInfoString({ authId: 'aftership-sandbox', domain: 'x', accountInfo }))).toEqual({
      authId: 'aftership-sandbox',
      account: { id: '1234567_SB1', label: '1234567-sb1', kind: 'sandbox', company: '1234567' },
      role: 'Administrator',
    });
  });

  it.each([
    ['SUCCESSFUL', 'succeeded'],
    ['FAILED', 'failed'],
  ])('about a preview whose step is %s is understood', (status, outcome) => {
    const { formatSdfProjectResultOutput } = jest.requireActual<{
      formatSdfProjectResultOutput: (command: string, payload: object, options: object) => { lines: readonly string[] };
    }>(path.join(CORE, 'commands/project/result/ProjectResultFormatter.js'));
    const summaryContext = { accountName: 'Example', accountId: '1234567_SB1', roleName: 'Administrator' };
    const { lines } = formatSdfProjectResultOutput(
      'preview',
      { steps: [{ name: 'Validate', status }] },
      { summaryContext },
    );

    expect(listNamedAccounts(lines.join('\n'))).toEqual(['1234567_SB1']);
    expect(readOutcome(0, lines.join('\n'))).toBe(outcome);
  });

  it('about a sign-in page that a proxy answers with is nothing at all, and success to its own mind', () => {
    const { normalizeProjectOperationResult } = jest.requireActual<{
      normalizeProjectOperationResult: (status: number, body: string, command: string) => object;
    }>(path.join(CORE, 'commands/project/result/ProjectResultNormalizer.js'));

    expect(normalizeProjectOperationResult(200, '<html>Sign in</html>', 'deploy')).toEqual({
      status: 'SUCCESS',
      data: [],
    });
    expect(readOutcome(0, '\u001b[2K')).toBe('unclear');
  });

  it('when it fails has the words that we give remedies for', () => {
    const messages = [path.join(CLI, 'messages.json'), path.join(CORE, 'data/messages.json')]
      .map((file) => readFileSync(file, 'utf8').replaceAll('\\"', '"'))
      .join('\n')
      .toLowerCase();
    const own = KNOWN_ERRORS.filter(({ source }) => source === null);

    expect(own.length).toBeGreaterThan(10);
    expect(
      own.filter(({ parts }) => !parts.every((part) => messages.includes(part.toLowerCase()))).map(({ code }) => code),
    ).toEqual([]);
  });

  it('is found through colours and broken lines', () => {
    expect(findKnownErrors('\u001b[31mThere is no JAR\nfile in your CLI for Node.js.').map(({ code }) => code)).toEqual(
      ['CLI-JAR'],
    );
  });
});

describe('the real CLI', () => {
  it('takes the folder that we stage for a project with a sign-in, and stops only where Java or its jar comes in', async () => {
    const project = path.join(home, 'project');
    mkdirSync(path.join(project, 'src/Objects'), { recursive: true });
    writeFileSync(path.join(project, 'src/manifest.xml'), readFileSync(path.join(ROOT, 'src/manifest.xml')));
    writeFileSync(path.join(project, 'src/deploy.xml'), readFileSync(path.join(ROOT, 'src/deploy.xml')));
    const staged = path.join(home, 'staged');
    stageContents(staged, readContents(project), 'aftership-sandbox');

    for (const words of [['project:deploy', '--dryrun'], ['project:deploy']]) {
      const { exitCode, output } = await runCli(words, staged);
      expect(exitCode).toBe(1);
      expect(
        findKnownErrors(output)
          .map(({ code }) => code)
          .join(),
      ).toMatch(/^CLI-(JAR|JAVA-MISSING|JAVA-VERSION)$/);
    }
  });

  it('packages what deploy.xml lists, and leaves the note in FileCabinet behind, as we do', async () => {
    const note = 'FileCabinet/README.md';
    const folder = path.join(home, 'whole');
    const sources = path.join(ROOT, 'src/TypeScript');
    cpSync(path.join(ROOT, 'src'), path.join(folder, 'src'), { recursive: true, filter: (name) => name !== sources });
    writeFileSync(path.join(folder, 'suitecloud.config.js'), "module.exports = { defaultProjectFolder: 'src' };\n");

    const { exitCode, output } = await runCli(['project:package'], folder);

    expect([exitCode, output]).toEqual([0, expect.anything()]);
    const [zip = ''] = readdirSync(path.join(folder, 'build'));
    const packaged = Object.keys(unzipSync(readFileSync(path.join(folder, 'build', zip))));
    expect(existsSync(path.join(folder, 'src', note))).toBe(true);
    expect(packaged).toContain('FileCabinet/SuiteScripts/aftership/scripts/send_mr.js');
    expect(packaged.filter((name) => /readme/i.test(name))).toEqual([]);
    expect([...readContents(ROOT).files.keys()].filter((name) => /readme/i.test(name))).toEqual([]);
  });

  it('knows the words that ask whose sign-in it is', async () => {
    const { output } = await runCli(['account:manageauth', '--info', 'aftership-sandbox'], ROOT);

    expect(
      findKnownErrors(output)
        .map(({ code }) => code)
        .join(),
    ).toMatch(/^CLI-(JAR|JAVA-MISSING|JAVA-VERSION)$/);
  });
});
