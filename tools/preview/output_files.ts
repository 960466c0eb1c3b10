/**
 * Writes the files of a preview as it goes. Lines are written in blocks, so that the requests of a large export are
 * never all in memory. Writing is synchronous, as is the code that makes the requests.
 */

import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { textForSpreadsheets } from '../../src/TypeScript/aftership/core/csv';
import { Disk } from './on_disk';
import type { PreviewPackage } from './packages';
import type { WrittenPaths } from './print_preview';
import type { PreviewProblem, PreviewSink } from './run_preview';
import { DETECTED, RESULT_WORDS } from './words';

export interface OutputFiles extends PreviewSink {
  /** Where the finished files are. */
  readonly paths: WrittenPaths;
  /** For what has to be remembered meanwhile. */
  readonly disk: Disk;
  /** Writes the page, and gives all files their names. */
  finish(report: string): void;
  /** Closes all open files in any state, and removes what is not finished. */
  abandon(): void;
}

const BLOCK_CHARACTERS = 64 * 1024;

/** Spreadsheets read a file as UTF-8 only with this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

const PROBLEM_COLUMNS = ['Line', 'Kind', 'Fulfillment', 'Tracking number', 'Column', 'What and what to do'];

const PACKAGE_COLUMNS = [
  'Line',
  'Fulfillment',
  'Order',
  'Typed',
  'Read as',
  'How it was read',
  'Carrier',
  'Why this carrier',
  'What happens',
  'What and what to do',
];

const NAMES: WrittenPaths = {
  requests: 'requests.jsonl',
  problems: 'problems.csv',
  packages: 'packages.csv',
  report: 'report.html',
};

/**
 * Removes what an earlier preview wrote. The new files have their names only when all are complete, so that neither old
 * results nor a part of the new ones pass for results.
 */
export function openOutput(folder: string): OutputFiles {
  const unfinished = join(folder, 'unfinished');
  for (const name of Object.values(NAMES)) rmSync(join(folder, name), { force: true });
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const disk = new Disk(unfinished);
  const laterProblems = disk.texts();
  const requests = openLines(join(unfinished, NAMES.requests));
  const problems = openLines(join(unfinished, NAMES.problems));
  const packages = openLines(join(unfinished, NAMES.packages));
  problems.add(`${BYTE_ORDER_MARK}${csvRow(PROBLEM_COLUMNS)}`);
  packages.add(`${BYTE_ORDER_MARK}${csvRow(PACKAGE_COLUMNS)}`);
  const close = (): void => {
    requests.close();
    problems.close();
    packages.close();
    disk.clear();
  };
  return {
    paths: mapPaths(NAMES, (name) => join(folder, name)),
    disk,
    request: (request) => requests.add(`${JSON.stringify(request)}\n`),
    fileProblem: (problem) => problems.add(csvRow(cellsOfProblem(problem))),
    problem: (problem) => laterProblems.add(csvRow(cellsOfProblem(problem))),
    package: (shown) => packages.add(csvRow(cellsOfPackage(shown))),
    finish: (report) => {
      for (const line of laterProblems.all()) problems.add(line);
      close();
      writeFileSync(join(unfinished, NAMES.report), report, 'utf8');
      for (const name of Object.values(NAMES)) renameSync(join(unfinished, name), join(folder, name));
    },
    abandon: () => {
      close();
      rmSync(unfinished, { recursive: true, force: true });
    },
  };
}

export function mapPaths(paths: WrittenPaths, change: (path: string) => string): WrittenPaths {
  const { requests, problems, packages, report } = paths;
  return {
    requests: change(requests),
    problems: change(problems),
    packages: change(packages),
    report: change(report),
  };
}

interface Lines {
  add(text: string): void;
  close(): void;
}

function openLines(path: string): Lines {
  const file = openSync(path, 'w');
  let waiting: string[] = [];
  let characters = 0;
  let isOpen = true;
  const flush = (): void => {
    const bytes = Buffer.from(waiting.join(''), 'utf8');
    waiting = [];
    characters = 0;
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
  };
  return {
    add: (text) => {
      waiting.push(text);
      characters += text.length;
      if (characters >= BLOCK_CHARACTERS) flush();
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      try {
        flush();
      } finally {
        closeSync(file);
      }
    },
  };
}

function cellsOfProblem(problem: PreviewProblem): readonly string[] {
  const { line, kind, fulfillment, number, column, message } = problem;
  return [line === 0 ? '' : String(line), kind, fulfillment, number, column, message];
}

function cellsOfPackage(shown: PreviewPackage): readonly string[] {
  const { line, fulfillment, order, typed, number, reading, carrier, result, message } = shown;
  const slug = carrier === null ? '' : (carrier.slug ?? DETECTED);
  const why = carrier === null ? '' : carrier.why;
  return [String(line), fulfillment, order, typed, number, reading, slug, why, RESULT_WORDS[result], message];
}

/** A line of a CSV file, with every cell in quotation marks. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map((text) => `"${textForSpreadsheets(text).replaceAll('"', '""')}"`).join(',')}\r\n`;
}
