/** The workflows of GitHub Actions. They have not been run: this is what can be known of them without running them. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { findSecrets } from '../../packages/sdf-check';
import { CONFIRMATION_VARIABLE } from '../../tools/deploy/deploy';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}
interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly needs?: string;
  readonly if?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly required: boolean }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const ROOT = path.join(__dirname, '../..');
const FOLDER = path.join(ROOT, '.github');
const ACTION = 'actions/deploy/action.yml';
const read = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => name.endsWith('.yml'));
const workflowFiles = files.filter((name) => name.startsWith('workflows/'));

function parse(name: string): unknown {
  const document = parseDocument(read(name));
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
}
const workflowOf = (name: string): Workflow => parse(name) as Workflow;
const action = parse(ACTION) as Action;
const jobsOf = (name: string): readonly (readonly [string, Job])[] => Object.entries(workflowOf(name).jobs);
const stepsOf = (name: string): readonly Step[] =>
  name === ACTION ? action.runs.steps : jobsOf(name).flatMap(([, job]) => job.steps);
const scripts = Object.keys(
  (JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts,
);

it('finds the workflows and the action that they share', () => {
  expect([...files].sort()).toEqual([ACTION, 'workflows/check.yml', 'workflows/release.yml']);
});

describe.each(files)('%s', (name) => {
  it('uses only actions of GitHub by their major version, and the one of this repository', () => {
    const used = stepsOf(name).flatMap(({ uses }) => uses ?? []);

    expect(used.filter((uses) => !/^(actions\/[a-z-]+@v\d+|\.\/\.github\/actions\/deploy)$/.test(uses))).toEqual([]);
  });

  it('runs only commands that package.json has', () => {
    const runs = stepsOf(name)
      .flatMap(({ run }) => run ?? [])
      .join('\n');
    const named = [...runs.matchAll(/npm run (?:-s )?([a-z:]+)/g)].map((match) => match[1] ?? '');

    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });

  it('puts no expression into the text of a command, where its value would be run', () => {
    expect(stepsOf(name).filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  it('holds no secret and no account', () => {
    expect(findSecrets(read(name))).toEqual([]);
    expect(read(name)).not.toMatch(/\d{6,}/);
  });

  it('does either one thing or the other in a step', () => {
    expect(stepsOf(name).filter(({ run, uses }) => (run === undefined) === (uses === undefined))).toEqual([]);
  });

  it('keeps no sign-in to the repository beside the code', () => {
    const checkouts = stepsOf(name).filter(({ uses }) => uses?.startsWith('actions/checkout@'));

    expect(checkouts.filter((step) => String(step.with?.['persist-credentials']) !== 'false')).toEqual([]);
  });
});

describe.each(workflowFiles)('%s', (name) => {
  it('may only read, but for the job that makes the release', () => {
    expect(workflowOf(name).permissions).toEqual({ contents: 'read' });
    const more = jobsOf(name).filter(([, { permissions }]) => permissions !== undefined);
    expect(more.map(([job, { permissions }]) => [job, permissions])).toEqual(
      name === 'workflows/release.yml' ? [['package', { contents: 'write' }]] : [],
    );
  });

  it('ends each job in time', () => {
    expect(jobsOf(name).filter(([, job]) => !((job['timeout-minutes'] ?? 999) <= 60))).toEqual([]);
  });
});

describe('the check', () => {
  const [[, job]] = jobsOf('workflows/check.yml') as [readonly [string, Job]];

  it('runs on every pull request, on Linux and Windows, with Node 20 and 24', () => {
    expect(workflowOf('workflows/check.yml').on).toHaveProperty('pull_request');
    expect(job.strategy?.matrix).toEqual({ os: ['ubuntu-latest', 'windows-latest'], node: ['20', '24'] });
    expect(job['runs-on']).toBe('${{ matrix.os }}');
  });

  it('runs commands that mean the same in every shell', () => {
    const runs = job.steps.flatMap(({ run }) => run ?? []);

    expect(runs).toEqual(expect.arrayContaining(['npm test', 'npm run test:long']));
    expect(runs.filter((run) => !/^npm (ci|test|run [a-z:]+( [a-z]+)?)$/.test(run))).toEqual([]);
  });

  it('knows no secret, because anybody’s pull request runs it', () => {
    expect(read('workflows/check.yml')).not.toContain('secrets.');
    expect(workflowOf('workflows/check.yml').on).not.toHaveProperty('pull_request_target');
  });
});

describe('the release', () => {
  const { on, jobs } = workflowOf('workflows/release.yml');

  it('starts with a tag and nothing else', () => {
    expect(on).toEqual({ push: { tags: ['v*'] } });
  });

  it('goes to production only after the sandbox, each in an environment of its own, once its account is named', () => {
    expect(jobs['sandbox']).toMatchObject({
      needs: 'package',
      environment: 'sandbox',
      if: "vars.NETSUITE_SANDBOX_ACCOUNT != ''",
    });
    expect(jobs['production']).toMatchObject({
      needs: 'sandbox',
      environment: 'production',
      if: "vars.NETSUITE_PRODUCTION_ACCOUNT != ''",
    });
  });

  it('gives secrets to those two jobs alone, and no more than docs/promote.md names', () => {
    const holders = Object.entries(jobs).filter(([, job]) => JSON.stringify(job).includes('secrets.'));
    const names = [...read('workflows/release.yml').matchAll(/secrets\.(\w+)/g)].map((match) => match[1] ?? '');
    const variables = [...read('workflows/release.yml').matchAll(/vars\.(\w+)/g)].map((match) => match[1] ?? '');
    const page = readFileSync(path.join(ROOT, 'docs/promote.md'), 'utf8');

    expect(holders.map(([name]) => name)).toEqual(['sandbox', 'production']);
    expect([...names, ...variables].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(['sandbox', 'production'])('gives the shared action every input it needs for %s', (name) => {
    const step = jobs[name]?.steps.find(({ uses }) => uses === './.github/actions/deploy');

    expect(Object.keys(step?.with ?? {}).sort()).toEqual(Object.keys(action.inputs).sort());
    expect(step?.with?.['target']).toBe(name);
    expect(step?.with?.['account']).toBe(`\${{ vars.NETSUITE_${name.toUpperCase()}_ACCOUNT }}`);
  });

  it('hands production the record that the sandbox job uploads', () => {
    const upload = action.runs.steps.find((step) => step.with?.['path'] === 'deployments.json');
    const download = jobs['production']?.steps.find(({ uses }) => uses?.startsWith('actions/download-artifact@'));

    expect(upload?.with?.['name']?.replace('${{ inputs.target }}', 'sandbox')).toBe(download?.with?.['name']);
  });
});

describe('the shared action', () => {
  it('names a shell for every command, as actions must', () => {
    expect(action.runs.using).toBe('composite');
    expect(action.runs.steps.filter(({ run, shell }) => run !== undefined && shell !== 'bash')).toEqual([]);
  });

  it('answers the question for the account id with the account of the job', () => {
    expect(action.runs.steps.find(({ name }) => name === 'Deploy')?.env?.[CONFIRMATION_VARIABLE]).toBe(
      '${{ inputs.account }}',
    );
  });

  it('gives the key to one step alone and removes it whatever happens', () => {
    const holders = action.runs.steps.filter((step) => JSON.stringify(step).includes('inputs.private-key'));
    const removal = action.runs.steps.find(({ run }) => run?.startsWith('rm -f "$RUNNER_TEMP/netsuite.pem"'));

    expect(holders.map(({ name }) => name)).toEqual(['Sign in by certificate']);
    expect(removal?.if).toBe('always()');
  });
});

describe('a checkout on Windows', () => {
  it('has the line ends that the linter and the tests expect', () => {
    const attributes = readFileSync(path.join(ROOT, '.gitattributes'), 'utf8').split('\n');

    expect(attributes).toContain('* text=auto eol=lf');
  });
});
