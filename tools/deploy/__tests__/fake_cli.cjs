// Stands in for Oracle's CLI: signs nobody in and "deploys" into a file instead of an account. Its output has the form
// of CLI 4.1, which oracle_cli.test.ts compares with the CLI's own code. FAKE_CLI names the JSON file with its script.
const { appendFileSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const file = process.env.FAKE_CLI;
const script = JSON.parse(readFileSync(file, 'utf8'));
const [command, option, value] = process.argv.slice(2);

const project = path.join(process.cwd(), 'project.json');
const authId = existsSync(project) ? JSON.parse(readFileSync(project, 'utf8')).defaultAuthId : null;
appendFileSync(`${file}.calls`, `${JSON.stringify({ words: process.argv.slice(2), authId })}\n`);

function end(lines, exitCode) {
  console.log(lines.join('\n'));
  process.exitCode = exitCode;
}

function readFiles() {
  const source = path.join(process.cwd(), 'src');
  const names = readdirSync(source, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(path.join(source, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [name.split(path.sep).join('/'), readFileSync(path.join(source, name), 'utf8')]),
  );
}

function summarize(title, signIn, steps) {
  return [
    `${title} SUMMARY`,
    'Status: SUCCESS',
    `Steps: ${steps.length}/${steps.length} successful`,
    'Timestamp: Nov 21, 2026, 10:00:00 AM UTC',
    'Account: Example Company',
    `Account ID: ${signIn.account}`,
    `Role: ${signIn.role}`,
    '------------------------------------------------------------',
    ...steps.map((step, index) => `✔ Step ${index + 1}: ${step}`),
  ];
}

const answer = script.answers?.[option === '--dryrun' ? 'preview' : command];
const signIn = script.signIns[command === 'account:manageauth' ? value : authId];
if (answer !== undefined) {
  end(answer.lines, answer.exitCode);
} else if (signIn === undefined) {
  end(
    [
      `The "${value ?? authId}" authentication ID is not available. Check your authentication credentials and try again.`,
    ],
    1,
  );
} else if (command === 'account:manageauth') {
  end(
    [
      '\u001b[2K\u001b[1G\u001b[32mAuthentication ID: ' + value,
      'Account Name: Example Company',
      `Account ID: ${signIn.account}`,
      `Role: ${signIn.role}`,
      'Domain: https://system.netsuite.com',
      'Account Type: Sandbox\u001b[39m',
    ],
    0,
  );
} else if (option === '--dryrun') {
  end(summarize('PREVIEW', signIn, ['Validate', 'Preview objects']), 0);
  if (script.afterPreview !== undefined) writeFileSync(file, JSON.stringify({ ...script, ...script.afterPreview }));
} else {
  appendFileSync(`${file}.deployed`, `${JSON.stringify({ account: signIn.account, files: readFiles() })}\n`);
  end(summarize('DEPLOY', signIn, ['Validate', 'Install']), 0);
}
