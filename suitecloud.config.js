// Settings of the SuiteCloud CLI. Before anything leaves this machine, the scripts are compiled from their sources and
// the project is checked: stale, broken or invalid files can then be neither packaged, validated nor deployed.
const path = require('node:path');
const { spawn } = require('node:child_process');

/** Programs of this repository that must succeed, in this order: the check looks at what the build wrote. */
const STEPS = ['tools/build/build_scripts.cjs', 'tools/build/check_project.cjs'];

/** Runs Node directly and without a shell, so that it works the same on Windows, macOS and Linux. */
function run(step) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(__dirname, step)], { cwd: __dirname, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(new Error(`${step} failed, so nothing was packaged or sent. Mend what it reports above and try again.`));
    });
  });
}

/** The CLI goes on with what this gives back, and stops when it rejects. */
async function prepare(context) {
  for (const step of STEPS) await run(step);
  return context;
}

module.exports = {
  defaultProjectFolder: 'src',
  commands: {
    'project:deploy': { beforeExecuting: prepare },
    'project:validate': { beforeExecuting: prepare },
    'project:package': { beforeExecuting: prepare },
  },
};
