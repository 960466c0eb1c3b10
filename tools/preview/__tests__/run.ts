/** Runs the command in its own folder, as a person would, and returns everything that it printed and wrote. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { previewCommand } from '../command';
import { NOW } from '../../../__tests__/fixtures';

export const SAMPLE = join(__dirname, '../../../docs/samples/fulfillments.csv');

export interface Ran {
  readonly exitCode: number;
  readonly printed: string;
  /** Every line of progress. */
  readonly progress: readonly (string | null)[];
  readonly written: Readonly<Record<string, string>>;
  /** Parsed lines of requests.jsonl. */
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly body: Readonly<Record<string, unknown>>;
  }[];
}

export interface RunOptions {
  /** Answers to the questions, in order; null when nobody can answer. */
  readonly answers?: readonly string[] | null;
  /** What each look at the clock takes. */
  readonly milliseconds?: number;
  /** More files, by name. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
}

/** `text` becomes the content of f.csv. */
export async function preview(
  text: string | Buffer | null,
  line = '',
  { answers = null, milliseconds = 0, files = {} }: RunOptions = {},
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'preview-'));
  try {
    if (text !== null) writeFileSync(join(folder, 'f.csv'), text);
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const lines: string[] = [];
    const progress: (string | null)[] = [];
    let passed = 0;
    const waiting = [...(answers ?? [])];
    const typed = line.split(' ').filter((one) => one !== '');
    const exitCode = await previewCommand(['f.csv', ...typed], {
      typedIn: folder,
      project: folder,
      now: () => NOW,
      milliseconds: () => (passed += milliseconds),
      print: (line) => lines.push(line),
      showProgress: (line) => progress.push(line),
      ask:
        answers === null
          ? null
          : (question) => {
              lines.push(question);
              return Promise.resolve(waiting.shift() ?? null);
            },
    });
    const written = readOutput(join(folder, 'build', 'preview'));
    const requests = parseRequests(written['requests.jsonl'] ?? '');
    return { exitCode, printed: lines.join('\n'), progress, written, requests };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readOutput(folder: string): Record<string, string> {
  try {
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } catch {
    return {};
  }
}

function parseRequests(text: string): Ran['requests'] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Ran['requests'][number]);
}

export const HEADER =
  'Internal ID,Document Number,Status,Date,Tracking Numbers,Ship Via,Created From,Order Email,Name,Customer Phone,Shipping Addressee';

/** A row below HEADER, with every cell in quotes. */
export function row(
  cells: Partial<
    Record<'id' | 'number' | 'status' | 'date' | 'numbers' | 'via' | 'order' | 'email' | 'name', string>
  > & {
    readonly phone?: string;
    readonly addressee?: string;
  },
): string {
  return [
    cells.id ?? '1',
    cells.number ?? 'IF1',
    cells.status ?? 'Shipped',
    cells.date ?? '2026-11-20',
    cells.numbers ?? '1Z5R89390357567127',
    cells.via ?? 'UPS Ground',
    cells.order ?? 'Sales Order #SO1',
    cells.email ?? '',
    cells.name ?? '',
    cells.phone ?? '',
    cells.addressee ?? '',
  ]
    .map((text) => `"${text.replaceAll('"', '""')}"`)
    .join(',');
}

export function exportOf(...rows: readonly string[]): string {
  return [HEADER, ...rows].join('\n');
}
