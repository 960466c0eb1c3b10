/** Runs `npm run deploy` over a project in its own folder and a stand-in for Oracle's CLI that plays the accounts. */

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deployCommand } from '../command';
import type { Surroundings } from '../session';

export interface CliScript {
  /** Sign-ins by authentication id. */
  readonly signIns: Readonly<Record<string, { readonly account: string; readonly role: string }>>;
  /** Answers that replace those of the stand-in; `preview` is the dry run. */
  readonly answers?: Readonly<
    Partial<Record<'account:manageauth' | 'preview' | 'project:deploy', { lines: readonly string[]; exitCode: number }>>
  >;
  /** Changes of this script after a preview. */
  readonly afterPreview?: Partial<CliScript>;
}

export const SIGN_INS = {
  'aftership-sandbox': { account: '1234567_SB1', role: 'Administrator' },
  'aftership-production': { account: '1234567', role: 'Administrator' },
} as const;

const TARGETS = {
  sandbox: { account: '1234567_SB1', authId: 'aftership-sandbox' },
  production: { account: '1234567', authId: 'aftership-production' },
};

export interface Run {
  readonly exitCode: number;
  /** Output that a person sees. */
  readonly output: string;
}

export interface DeployWorld {
  readonly root: string;
  readonly write: (name: string, text: string) => void;
  readonly read: (name: string) => string;
  readonly move: (from: string, to: string) => void;
  readonly exists: (name: string) => boolean;
  readonly script: (script: CliScript) => void;
  /** Every call of the CLI, as `command option value`. */
  readonly calls: () => readonly string[];
  /** Contents that were deployed to accounts. */
  readonly deployed: () => readonly { readonly account: string; readonly files: Readonly<Record<string, string>> }[];
  /** `typed` is a person's answer; null when there is no person. */
  readonly run: (words: readonly string[], options?: RunOptions) => Promise<Run>;
  readonly logs: () => readonly string[];
  readonly remove: () => void;
}

export interface RunOptions {
  readonly typed?: string | null;
  readonly variable?: string;
  readonly now?: string;
  /** Runs while the person reads the preview. */
  readonly meanwhile?: () => void;
}

export function buildDeployWorld(): DeployWorld {
  const root = mkdtempSync(path.join(tmpdir(), 'deploy-'));
  const at = (name: string): string => path.join(root, name);
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  };
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  const lines = (name: string): readonly string[] => (existsSync(at(name)) ? read(name).trim().split('\n') : []);
  const script = (value: CliScript): void => write('cli.json', JSON.stringify(value));

  write('package.json', '{"name":"p","version":"1.2.0"}');
  write('src/manifest.xml', '<manifest projecttype="ACCOUNTCUSTOMIZATION"/>\n');
  write('src/deploy.xml', '<deploy>\n  <objects>\n    <path>~/Objects/a/*</path>\n  </objects>\n</deploy>\n');
  write('src/Objects/a/customlist_a.xml', '<customcustomlist scriptid="customlist_a"/>\n');
  write(
    'src/Objects/integration/custinteg_aftership_placeholder.xml',
    '<integration scriptid="custinteg_aftership_placeholder"/>\n',
  );
  write('src/TypeScript/a.ts', 'export const a = 1;\n');
  write('build.cjs', "require('node:fs').cpSync('src/TypeScript/a.ts', 'src/FileCabinet/SuiteScripts/a.js');\n");
  write('check.cjs', "console.log('0 errors');\n");
  write('targets.json', JSON.stringify(TARGETS));
  script({ signIns: SIGN_INS });

  return {
    root,
    write,
    read,
    move: (from, to) => renameSync(at(from), at(to)),
    exists: (name) => existsSync(at(name)),
    script,
    calls: () => lines('cli.json.calls').map((line) => (JSON.parse(line) as { words: string[] }).words.join(' ')),
    deployed: () =>
      lines('cli.json.deployed').map((line) => JSON.parse(line) as { account: string; files: Record<string, string> }),
    run: async (words, { typed = null, variable, now = '2026-11-21T10:15:00Z', meanwhile } = {}) => {
      let output = '';
      const surroundings: Surroundings = {
        root,
        environment: { ...process.env, FAKE_CLI: at('cli.json'), AFTERSHIP_DEPLOY_ACCOUNT: variable },
        programs: { cli: path.join(__dirname, 'fake_cli.cjs'), build: at('build.cjs'), check: at('check.cjs') },
        now: () => new Date(now),
        print: (line) => {
          output += `${line}\n`;
        },
        show: (piece) => {
          output += piece;
        },
        ask:
          typed === null
            ? null
            : async (question) => {
                output += `${question}\n`;
                meanwhile?.();
                return typed;
              },
      };
      return { exitCode: await deployCommand(words, surroundings), output };
    },
    logs: () => (existsSync(at('logs')) ? readdirSync(at('logs')).map((name) => read(`logs/${name}`)) : []),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
