/**
 * `npm start`: runs the whole way from sources to AfterShip on this machine. Exit code 0 means that every package is in
 * step with AfterShip or its difference is explained.
 */

// NetSuite keeps dates in Pacific time in every account (practice 99 of Oracle's SafeGuide in its SDK). The emulator
// runs the scripts in this process, so the process uses that zone. It is set before the first Date.
const ownTimeZone = process.env['TZ'];
process.env['TZ'] = 'America/Los_Angeles';

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatJournal } from '../../packages/emulator/aftership';
import { takeArguments } from '../shared/arguments';
import { findRoot } from '../shared/project';
import { packageProject } from './package';
import type { DemoReport } from './report_data';
import { renderPage } from './report_html';
import { calendarDay, formatEntry, formatFinding, formatReport, heading } from './report_terminal';
import { openWorld } from './world';

const START = {
  usage: ['npm start', '  lives one day in an emulated account, from sources to AfterShip'],
  arguments: {},
};

const startedAt = performance.now();

function say(text: string): void {
  console.log(text);
}

function step(text: string): void {
  const seconds = (performance.now() - startedAt) / 1000;
  say(`[${seconds.toFixed(1).padStart(4)} s] ${text}`);
}

async function main(): Promise<number> {
  say('This is an emulation on this machine: no NetSuite account and no AfterShip is contacted.');
  const root = findRoot();

  step('Compiling the scripts and packaging the project with the SuiteCloud CLI (suitecloud project:package) …');
  const packaging = await packageProject(root, ownTimeZone);
  if (packaging.kind === 'failed') {
    say(packaging.output);
    step('Packaging failed. Mend what is reported above and run npm start again.');
    return 1;
  }
  step(`Packaged: ${path.relative(root, packaging.zipPath)} (${Math.round(packaging.zip.length / 1024)} KB)`);

  step('Checking that zip and deploying it into the emulated account …');
  const world = openWorld('http');
  try {
    const deployment = world.deploy(packaging.zip);
    for (const finding of deployment.findings) say(formatFinding(finding));
    if (!deployment.ok) {
      step('The account refuses the project. Each line above names the file and the element.');
      return 1;
    }
    for (const { type, scriptId } of deployment.objects) say(`  ${type}  ${scriptId}`);
    step(`Deployed ${deployment.objects.length} objects and ${deployment.files.length} files.`);

    const sample = world.load();
    const counts = Object.entries(sample.counts).map(([what, count]) => `${count} ${what}`);
    step(`Sample account loaded: ${counts.join(', ')}.`);

    const { options } = world.account;
    say(heading(`A day in the account: ${calendarDay(world.account.now(), options.timeZone)}, ${options.timeZone}`));
    const day = world.live(sample, (entry) => say(formatEntry(entry, options.timeZone)));
    const report = world.report(sample, day);
    say(formatReport(report));
    const page = writeReport(root, report);
    return sayVerdict(root, report, page);
  } finally {
    world.close();
  }
}

function writeReport(root: string, report: DemoReport): string {
  const folder = path.join(root, 'build', 'demo');
  mkdirSync(folder, { recursive: true });
  const page = path.join(folder, 'report.html');
  writeFileSync(page, renderPage(report));
  writeFileSync(path.join(folder, 'requests.jsonl'), formatJournal(report.journal));
  return page;
}

function sayVerdict(root: string, report: DemoReport, page: string): number {
  const outOfStep = report.packages.filter(({ verdict }) => verdict === 'out of step');
  const isPreviewClean = report.requestsInPreview === 0;
  say('');
  for (const { fulfillment, number, because } of outOfStep) say(`Out of step: ${fulfillment} ${number}: ${because}`);
  if (!isPreviewClean) say(`Preview sent ${report.requestsInPreview} requests. It must send none.`);
  if (outOfStep.length === 0) say('Every package is in step with AfterShip, or its difference is explained.');
  step(`Done. Needs attention: ${report.attention.length} (listed above with what to do).`);
  say(`The page: ${page}`);
  say(`Every request: ${path.join(root, 'build', 'demo', 'requests.jsonl')}`);
  say('Next: npm run preview docs/samples/fulfillments.csv (the same with an export of your own account),');
  say('      or docs/install.md to put the project into a sandbox.');
  return outOfStep.length === 0 && isPreviewClean ? 0 : 1;
}

if (takeArguments(START) !== null) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    },
  );
}
