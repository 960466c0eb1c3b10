/** Formats a report as text. */

import type { Cause } from './diagnose';
import type { PermissionReport, VerifyReport } from './report';
import type { Verdict } from './run_verify';

export function formatReport(report: VerifyReport): string {
  const lines = report.diagnosis === null ? formatSignedIn(report) : formatNotSignedIn(report);
  const emulated = report.emulated ? ['Against the emulated account on this machine, not NetSuite.', ''] : [];
  return [...emulated, ...lines].join('\n');
}

function formatSignedIn(report: VerifyReport): readonly string[] {
  const { account, environment, company, role, employee, counts } = report;
  const parts = [
    `account ${account} (${[company, environment].filter((part) => part !== null).join(', ')})`,
    role === null ? 'role not told' : `role ${role}`,
    ...(employee === null ? [] : [`employee ${employee}`]),
  ];
  const tellable = (['granted', 'refused', 'not checkable'] as const).map((verdict) => `${counts[verdict]} ${verdict}`);
  const untold = counts['could not tell'] === 0 ? [] : [`${counts['could not tell']} could not tell`];
  const width = Math.max(...report.permissions.map(({ guide }) => shorten(guide).length));
  return [
    `Signed in: ${parts.join(', ')}.`,
    '',
    ...report.permissions.flatMap((permission) => formatPermission(permission, width)),
    '',
    ...report.halves.map(({ said }) => wrap(said, '', '  ')),
    '',
    `${[...tellable, ...untold].join(', ')}.`,
    ...formatHints(report.hints),
    ...formatLock(report.failedSignIns),
    '',
    'AfterShip’s own calls are not public: this proves the values, not AfterShip’s side.',
    counts.refused === 0
      ? `Paste them there in this order: ${report.order.join(', ')}.`
      : 'Mend what was refused before you paste them there.',
    '',
    ...report.notes.map((note) => wrap(note)),
  ];
}

const MARKS: Readonly<Record<Verdict, string>> = {
  granted: 'granted',
  refused: 'REFUSED',
  'not checkable': 'not checkable',
  'could not tell': 'could not tell',
};
const MARK_WIDTH = Math.max(...Object.values(MARKS).map((mark) => mark.length));

function formatPermission({ guide, verdict, reason, mend }: PermissionReport, width: number): readonly string[] {
  const start = `  ${MARKS[verdict].padEnd(MARK_WIDTH)}  ${shorten(guide).padEnd(width)}  `;
  const indent = ' '.repeat(start.length);
  return [wrap(reason, start, indent), ...(mend === null ? [] : [wrap(`→ ${mend}`, indent)])];
}

/** AfterShip's line without the remark in brackets. */
function shorten(guide: string): string {
  return guide.replace(/ \(.*\)$/, '');
}

function formatNotSignedIn(report: VerifyReport): readonly string[] {
  const { diagnosis, failedSignIns } = report;
  return [
    `Not signed in to account ${report.account}.`,
    wrap(diagnosis?.said ?? ''),
    ...formatHints(report.hints),
    '',
    diagnosis?.isAboutValues === true
      ? 'What it can be (in brackets: the word in the trail’s column Detail):'
      : 'What it can be:',
    ...(diagnosis?.causes ?? []).flatMap(formatCause),
    ...formatLock(failedSignIns),
  ];
}

function formatCause({ cause, mend, details }: Cause): readonly string[] {
  const detail = details.length === 0 ? '' : ` [${details.join(', ')}]`;
  return [wrap(`- ${cause}${detail}`, '  ', '    '), wrap(`→ ${mend}`, '    ', '      ')];
}

/**
 * Text about the lock. This command stores nothing, so it cannot count failed sign-ins of earlier runs or of AfterShip.
 */
function formatLock(failedSignIns: number): readonly string[] {
  if (failedSignIns === 0) return [];
  const made = failedSignIns === 1 ? 'One failed sign-in was' : `${failedSignIns} failed sign-ins were`;
  const text = `${made} made. After five, NetSuite locks the person out for 30 minutes; AfterShip’s own tries count, too. This command stops at the first, and writes nothing to disk, so it does not know of earlier runs: look into the Login Audit Trail before a third try.`;
  return ['', wrap(text)];
}

function formatHints(hints: readonly string[]): readonly string[] {
  return hints.length === 0 ? [] : ['', ...hints.map((hint) => wrap(`! ${hint}`, '', '  '))];
}

const LINE_WIDTH = 110;

/** Wraps text between words. `first` precedes the first line, `next` the others. */
function wrap(text: string, first = '', next = first): string {
  const lines: string[] = [];
  let line = first;
  let isStart = true;
  for (const word of text.split(' ')) {
    if (!isStart && line.length + 1 + word.length > LINE_WIDTH) {
      lines.push(line);
      line = next + word;
    } else {
      line += isStart ? word : ` ${word}`;
      isStart = false;
    }
  }
  return [...lines, line].join('\n');
}
