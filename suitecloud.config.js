// Settings of the SuiteCloud CLI. Before anything leaves this machine, the scripts are compiled from their sources and
// the project is checked: stale, broken or invalid files can then be neither packaged, validated nor deployed.
const path = require('node:path');
const { spawn } = require('node:child_process');

/** Compiles what changed, then checks it. */
const CHECK = 'tools/build/check_project.cjs';

/**
 * The CLI goes on with what this gives back, and stops when it rejects. Node runs directly and without a shell, so that
 * it works the same on Windows, macOS and Linux.
 */
function prepare(context) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(__dirname, CHECK)], { cwd: __dirname, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(context);
      else
        reject(
          new Error(`${CHECK} failed, so nothing was packaged or sent. Mend what it reports above and try again.`),
        );
    });
  });
}

module.exports = {
  defaultProjectFolder: 'src',
  commands: {
    'project:deploy': { beforeExecuting: prepare },
    'project:validate': { beforeExecuting: prepare },
    'project:package': { beforeExecuting: prepare },
  },
};
