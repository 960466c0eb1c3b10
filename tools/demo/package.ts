/**
 * Packages the project with Oracle's CLI, as a deployment does. Packaging needs no account, no sign-in and no Java. The
 * hook in suitecloud.config.js compiles the scripts first.
 */

import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

type Packaging =
  | { readonly kind: 'packaged'; readonly zipPath: string; readonly zip: Uint8Array }
  | { readonly kind: 'failed'; readonly output: string };

/** `timeZone` is this machine's own, because the CLI puts the local time into the file's name. */
export async function packageProject(root: string, timeZone: string | undefined): Promise<Packaging> {
  const folder = path.join(root, 'build');
  mkdirSync(folder, { recursive: true });
  const before = listZips(folder);
  const cli = path.join(root, 'node_modules', '@oracle', 'suitecloud-cli', 'src', 'suitecloud.js');
  const { code, output } = await run(cli, ['project:package'], root, timeZone);
  if (code !== 0) return { kind: 'failed', output };

  // The CLI names the file by project and second and prints the name only in a sentence, so the new file is found by
  // its time.
  const made = [...listZips(folder)].filter(([name, time]) => before.get(name) !== time);
  const [newest] = made.sort(([, left], [, right]) => right - left);
  if (newest === undefined) return { kind: 'failed', output: `${output}\nNo zip appeared in ${folder}.` };
  const zipPath = path.join(folder, newest[0]);
  return { kind: 'packaged', zipPath, zip: new Uint8Array(readFileSync(zipPath)) };
}

/** Modification times of the zips in a folder, by name. */
function listZips(folder: string): ReadonlyMap<string, number> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.zip'));
  return new Map(names.map((name) => [name, statSync(path.join(folder, name)).mtimeMs]));
}

/** Runs Node without a shell, so that it works the same on Windows, macOS and Linux. */
function run(
  script: string,
  words: readonly string[],
  folder: string,
  timeZone: string | undefined,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...words], {
      cwd: folder,
      env: { ...process.env, TZ: timeZone },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
  });
}
