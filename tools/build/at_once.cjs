// Runs scripts of package.json at the same time, so that no processor idles: `node tools/build/at_once.cjs lint build`.
// Each prints when it has ended. Ends with 1 when one of them failed, after all have ended.
const { spawn } = require('node:child_process');
const path = require('node:path');

const names = process.argv.slice(2);

for (const name of names) {
  // npm is a batch file on Windows, which only a shell starts.
  const child = spawn(`npm run -s ${name}`, { shell: true, cwd: path.join(__dirname, '../..') });
  const parts = [];
  child.stdout.on('data', (part) => parts.push(part));
  child.stderr.on('data', (part) => parts.push(part));
  child.on('close', (code) => {
    process.stdout.write(Buffer.concat(parts));
    if (code === 0) return;
    console.error(`npm run ${name} failed.`);
    process.exitCode = 1;
  });
}
