/** Reads an export whole, with nothing left on the disk. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Disk } from '../on_disk';
import { Progress } from '../progress';
import { readExport, readExportFile, type ExportOptions, type ExportReading } from '../read_export';
import type { ExportedFulfillment, ExportProblem } from '../rows';

export interface Collected extends Pick<ExportReading, 'question' | 'rowsRead' | 'columns'> {
  readonly fulfillments: readonly ExportedFulfillment[];
  readonly problems: readonly ExportProblem[];
  readonly notes: readonly string[];
}

export type Options = Omit<ExportOptions, 'disk' | 'progress'>;

/** Reads bytes in blocks of this length, or all at once. */
export function collectBytes(bytes: Buffer, options: Options = {}, length = bytes.length): Collected {
  const starts = Array.from({ length: Math.ceil(bytes.length / length) || 0 }, (_, index) => index * length);
  const blocks = () => starts.map((start) => bytes.subarray(start, start + length));
  return collect((kept) => readExport(blocks, { ...options, ...kept }));
}

export function collectFile(path: string, options: Options = {}): Collected {
  return collect((kept) => readExportFile(path, { ...options, ...kept }));
}

function collect(read: (kept: Pick<ExportOptions, 'disk' | 'progress'>) => ExportReading): Collected {
  const folder = mkdtempSync(join(tmpdir(), 'preview-'));
  const disk = new Disk(folder);
  try {
    const reading = read({ disk, progress: new Progress({ milliseconds: () => 0, showProgress: () => undefined }) });
    const entries = [...reading.entries()];
    return {
      fulfillments: entries.flatMap((entry) =>
        entry.kind === 'fulfillment' ? [{ line: entry.line, fulfillment: entry.fulfillment }] : [],
      ),
      problems: entries.flatMap((entry) => (entry.kind === 'problem' ? [entry.problem] : [])),
      question: reading.question,
      notes: reading.notes(),
      rowsRead: reading.rowsRead,
      columns: reading.columns,
    };
  } finally {
    disk.clear();
    rmSync(folder, { recursive: true });
  }
}
