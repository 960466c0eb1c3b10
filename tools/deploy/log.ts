/** The log of one deployment. Every output is written at once, so that an interruption does not lose it. */

import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { findSecrets } from '../../packages/sdf-check';
import { cleanOutput } from './cli_output';

interface DeploymentLog {
  /** Path from the root, with `/`. */
  readonly name: string;
  readonly add: (text: string) => void;
}

/** `logs/deploy-20261121T101500Z-sandbox.log`; git ignores it. */
export function openLog(root: string, target: string, now: Date): DeploymentLog {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const name = `logs/deploy-${time}-${target}.log`;
  mkdirSync(path.join(root, 'logs'), { recursive: true });
  return { name, add: (text) => appendFileSync(path.join(root, name), `${withholdSecrets(cleanOutput(text))}\n`) };
}

/** Hides secrets, because people attach logs to tickets. */
function withholdSecrets(text: string): string {
  const lines = text.split('\n');
  for (const { line, what } of findSecrets(text)) lines[line - 1] = `(a line with what looks like ${what}: left out)`;
  return lines.join('\n');
}
