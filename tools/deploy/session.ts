/** State that the steps of one deployment share: their messages, the log, and the programs they run. */

import path from 'node:path';
import { findKnownErrors } from './cli_errors';
import { cleanOutput } from './cli_output';
import { decideSignIn, type SignInDecision } from './decisions';
import { openLog } from './log';
import { formatRefusal, refuse, type Refusal } from './refusals';
import { runProgram, type ProgramResult } from './run_program';
import type { Target } from './targets';

/** Node programs: Oracle's CLI, and those of this repository that must succeed before a deployment. */
interface Programs {
  readonly cli: string;
  readonly build: string;
  readonly check: string;
}

export function programsOf(root: string): Programs {
  return {
    cli: path.join(root, 'node_modules/@oracle/suitecloud-cli/src/suitecloud.js'),
    build: path.join(root, 'tools/build/fresh_build.cjs'),
    check: path.join(root, 'tools/build/check_project.cjs'),
  };
}

export interface Surroundings {
  /** The folder of package.json. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly programs: Programs;
  readonly now: () => Date;
  readonly print: (line: string) => void;
  /** Shows a program's output as it comes. */
  readonly show: (piece: string) => void;
  /** Asks a person; null when there is none. An ended input is an empty answer. */
  readonly ask: ((question: string) => Promise<string>) | null;
}

export interface Session {
  readonly logName: string;
  readonly say: (line: string) => void;
  /** Runs a Node program and shows its output. The default folder is the root. */
  readonly run: (title: string, program: string, words?: readonly string[], folder?: string) => Promise<ProgramResult>;
  /** Asks Oracle's CLI for the account of the target's sign-in. */
  readonly findSignIn: () => Promise<SignInDecision>;
  /** Prints the refusal and returns the exit code. When `output` has known errors, their remedies are printed, too. */
  readonly stop: (refusal: Refusal, output?: string) => 1;
}

export function openSession(target: Target, { root, environment, programs, now, print, show }: Surroundings): Session {
  const log = openLog(root, target.name, now());

  const say = (line: string): void => {
    print(line);
    log.add(line);
  };

  const tellRemedies = (output: string): void => {
    for (const { code, remedy } of findKnownErrors(output)) say(`→ ${remedy} [${code}]`);
  };

  return {
    logName: log.name,
    say,
    run: async (title, program, words = [], folder = root) => {
      say(`${title} …`);
      const result = await runProgram(program, words, { folder, environment, onOutput: show });
      const call = [path.basename(program), ...words].join(' ');
      log.add(`> ${call}\n${result.output}\nexit code ${result.exitCode ?? 'none'}`);
      return result;
    },
    findSignIn: async () => {
      say(`Asking Oracle’s CLI whose sign-in "${target.authId}" is …`);
      const words = ['account:manageauth', '--info', target.authId];
      const { exitCode, output } = await runProgram(programs.cli, words, { folder: root, environment });
      log.add(`> suitecloud ${words.join(' ')}`);
      const decision = exitCode === 0 ? decideSignIn(target, output) : null;
      if (decision?.kind === 'signed in') {
        log.add(output);
        return decision;
      }
      say(`Oracle’s CLI answers: ${cleanOutput(output).trim() || 'nothing'}`);
      tellRemedies(output);
      const message = `Oracle’s CLI does not know the sign-in "${target.authId}", or does not run.`;
      return decision ?? { kind: 'refused', refusal: refuse('DEPLOY-SIGN-IN', message) };
    },
    stop: (refusal, output = '') => {
      tellRemedies(output);
      for (const line of formatRefusal(refusal)) say(line);
      say(`Log: ${log.name}`);
      return 1;
    },
  };
}
