/**
 * Writes the files of a preview. Lines are written in blocks, so that the requests of a large export are never all in
 * memory. Writing is synchronous, as is the code that makes the requests.
 */

import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { textForSpreadsheets } from '../../src/TypeScript/aftership/core/csv';
import type { PreviewPackage } from './packages';
import type { PreviewProblem, PreviewSink } from './run_preview';
import { DETECTED, RESULT_WORDS } from './words';

export interface OutputFiles extends PreviewSink {
  readonly requestsPath: string;
  readonly problemsPath: string;
  readonly packagesPath: string;
  readonly reportPath: string;
  /** Writes the page and closes everything. */
  finish(report: string): void;
  /** Closes all open files in any state. */
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

export function openOutput(folder: string): OutputFiles {
  const requestsPath = join(folder, 'requests.jsonl');
  const problemsPath = join(folder, 'problems.csv');
  const packagesPath = join(folder, 'packages.csv');
  const reportPath = join(folder, 'report.html');
  mkdirSync(folder, { recursive: true });
  // An earlier page is removed, because it would not match the new requests.
  rmSync(reportPath, { force: true });
  const requests = openLines(requestsPath);
  const problems = openLines(problemsPath);
  const packages = openLines(packagesPath);
  problems.add(`${BYTE_ORDER_MARK}${csvRow(PROBLEM_COLUMNS)}`);
  packages.add(`${BYTE_ORDER_MARK}${csvRow(PACKAGE_COLUMNS)}`);
  const close = (): void => {
    requests.close();
    problems.close();
    packages.close();
  };
  return {
    requestsPath,
    problemsPath,
    packagesPath,
    reportPath,
    request: (request) => requests.add(`${JSON.stringify(request)}\n`),
    problem: (problem) => problems.add(csvRow(cellsOfProblem(problem))),
    package: (shown) => packages.add(csvRow(cellsOfPackage(shown))),
    finish: (report) => {
      close();
      writeFileSync(reportPath, report, 'utf8');
    },
    abandon: close,
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
