/**
 * `npm run preview`: reads the arguments and the export, asks a person where needed, runs the preview and prints the
 * paths of the results. Exit code: 0 = done, 1 = the file could not be read, 2 = an argument is wrong or an answer is
 * missing.
 */

import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';

import { parseFieldMapping } from '../../src/TypeScript/aftership/core/fields/mapping';
import type { EpochSeconds } from '../../src/TypeScript/aftership/core/values';
import { readPreviewArguments, type PreviewArguments } from './arguments';
import type { DateOrder, DateQuestion } from './dates';
import { mapPaths, openOutput, type OutputFiles } from './output_files';
import { previewPage } from './preview_html';
import { describeAnswer, describePreview, describeQuestion, FIRST_LINE, parseAnswer } from './print_preview';
import { Progress, type ProgressLine } from './progress';
import { readExportFile } from './read_export';
import { runPreview, type PreviewResult, type PreviewSettings } from './run_preview';

interface PreviewMachine extends ProgressLine {
  /** The folder for relative file names: the person's own, which npm changes. */
  readonly typedIn: string;
  /** The project's folder. */
  readonly project: string;
  now(): EpochSeconds;
  /** Time since the start of the program. */
  milliseconds(): number;
  print(line: string): void;
  /** Null when nobody can answer. */
  readonly ask: ((question: string) => Promise<string | null>) | null;
}

const ASKED_AT_MOST = 3;

export async function previewCommand(typed: readonly string[], machine: PreviewMachine): Promise<number> {
  machine.print(FIRST_LINE);
  machine.print('');
  const command = readPreviewArguments(typed);
  if (command.kind !== 'run') {
    machine.print(command.text);
    return command.kind === 'help' ? 0 : 2;
  }
  const { given } = command;

  const carriers = readMapping('carrier', given.carriersFile, machine);
  const fields = readMapping('field', given.fieldsFile, machine);
  if (carriers.kind === 'failed' || fields.kind === 'failed') {
    for (const mapping of [carriers, fields]) if (mapping.kind === 'failed') machine.print(mapping.message);
    return 1;
  }
  const settings = { given, now: nowOf(given, machine), carrierMapping: carriers.text, fieldMapping: fields.text };
  const folder = join(machine.project, 'build', 'preview');
  const progress = new Progress(machine);
  let output: OutputFiles | null = null;
  try {
    output = openOutput(folder);
    return await previewInto(output, settings, { machine, progress, typed });
  } catch (error) {
    progress.hide();
    if (!isFileError(error)) throw error;
    machine.print(
      `The results cannot be written to ${folder} (${error.message}). Close the files of an earlier preview, then try again.`,
    );
    return 1;
  } finally {
    abandonQuietly(output);
  }
}

async function previewInto(
  output: OutputFiles,
  settings: PreviewSettings,
  {
    machine,
    progress,
    typed,
  }: { readonly machine: PreviewMachine; readonly progress: Progress; readonly typed: readonly string[] },
): Promise<number> {
  const { given } = settings;
  const { disk } = output;
  let reading = readExportFile(resolve(machine.typedIn, given.file), {
    fieldMapping: parseFieldMapping(settings.fieldMapping),
    ...(given.dateOrder === undefined ? {} : { dateOrder: given.dateOrder }),
    ...(given.encoding === null ? {} : { encoding: given.encoding }),
    disk,
    progress,
  });
  progress.hide();
  if (reading.question !== null) {
    const { question } = reading;
    printAll(machine, describeQuestion(question));
    const answer = await askFor(question, machine);
    if (answer === null) {
      printAll(machine, describeAnswer(question, typed));
      return 2;
    }
    machine.print('');
    reading = reading.answered(answer);
  }
  const result = runPreview(reading, settings, output, { disk, progress });
  progress.hide();
  if (result.counts.fulfillments === 0) {
    printFailure(result, machine);
    return 1;
  }
  const paths = mapPaths(output.paths, (path) => {
    const short = relative(machine.typedIn, path);
    return short.startsWith('..') || isAbsolute(short) ? path : short;
  });
  output.finish(previewPage(result, paths));
  printAll(machine, describePreview(result, paths));
  machine.print('');
  machine.print(describeCost(machine));
  return 0;
}

/** Ignores an error, because a full disk was already reported. */
function abandonQuietly(output: OutputFiles | null): void {
  try {
    output?.abandon();
  } catch (error) {
    if (!isFileError(error)) throw error;
  }
}

function isFileError(error: unknown): error is { readonly message: string } {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'message' in error;
}

/** Noon in UTC, so that the day is the same in every time zone. */
function nowOf({ today }: PreviewArguments, machine: PreviewMachine): EpochSeconds {
  return today === null ? machine.now() : Date.parse(`${today}T12:00:00Z`) / 1000;
}

type Mapping = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'failed'; readonly message: string };

function readMapping(kind: string, file: string | null, machine: PreviewMachine): Mapping {
  if (file === null) return { kind: 'text', text: '' };
  try {
    return { kind: 'text', text: readFileSync(resolve(machine.typedIn, file), 'utf8').replace(/^\uFEFF/, '') };
  } catch (error) {
    if (!isFileError(error)) throw error;
    return { kind: 'failed', message: `The ${kind} mapping “${file}” cannot be read (${error.message}).` };
  }
}

async function askFor(question: DateQuestion, { ask, print }: PreviewMachine): Promise<DateOrder | null> {
  if (ask === null) return null;
  for (let asked = 0; asked < ASKED_AT_MOST; asked++) {
    const text = await ask('Which is it? Type day-first or month-first: ');
    if (text === null) return null;
    const order = parseAnswer(text, question);
    if (order !== null) return order;
    print('That is neither of the two.');
  }
  return null;
}

function printFailure({ settings, firstProblems, counts, notes }: PreviewResult, machine: PreviewMachine): void {
  machine.print(`${settings.given.file} could not be read:`);
  for (const { line, column, message } of firstProblems) {
    machine.print(`  line ${line}${column === '' ? '' : `, ${column}`}: ${message}`);
  }
  const more = counts.errors + counts.warnings - firstProblems.length;
  if (more > 0) machine.print(`  … and ${more} more`);
  for (const note of notes) machine.print(`  ${note}`);
}

function describeCost(machine: PreviewMachine): string {
  // Kilobytes on every system, by Node's documentation of resourceUsage.
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return `Took ${(machine.milliseconds() / 1000).toFixed(1)} s and at most ${megabytes.toFixed(0)} MB of memory.`;
}

function printAll(machine: PreviewMachine, lines: readonly string[]): void {
  for (const line of lines) machine.print(line);
}
