/** The tables of docs/verify.md, and the words of the Login Audit Trail in docs/connect.md. */

import { GUIDE_PERMISSIONS } from '../shared/access/connector_role';
import { VALUE_FIELDS } from '../verify/credentials';
import { explainNoAnswer } from '../verify/diagnose';
import { NO_ANSWER_REASONS } from '../verify/http_outcome';
import { LOGIN_AUDIT_DETAILS } from '../verify/login_audit';
import { PROBES, type Probe, type Read } from '../verify/probes';
import { table } from './markdown';

export function loginAudit(): string {
  return table(
    ['Detail', 'Means', 'Mend it'],
    LOGIN_AUDIT_DETAILS.map(({ details, means, mend }) => [details.map(code).join(', '), means, mend]),
  );
}

export function verifyValues(): string {
  return table(
    ['Value', 'Where it comes from', 'Environment variable'],
    VALUE_FIELDS.map(({ label, from, variable }) => [label, from, code(variable)]),
  );
}

export function verifyProbes(): string {
  return table(
    ['AfterShip’s guide', 'How it is tried', 'What that leaves open'],
    GUIDE_PERMISSIONS.flatMap(({ guide, permission }) => {
      const probe = PROBES.find((candidate) => candidate.permission === permission);
      return probe === undefined ? [] : [[guide, ...describe(probe)]];
    }),
  );
}

export function verifyNoAnswers(): string {
  return table(
    ['No answer', 'What it can be', 'What to do'],
    NO_ANSWER_REASONS.flatMap((reason) =>
      explainNoAnswer(reason, null).map(({ cause, mend }) => [
        reason,
        cause.replace(' No proxy is set (HTTPS_PROXY).', ''),
        mend,
      ]),
    ),
  );
}

function describe(probe: Probe): readonly [string, string] {
  switch (probe.kind) {
    case 'not checkable':
      return ['*not checkable*', probe.why];
    case 'sign-in':
      return ['the sign-in itself', probe.limit];
    case 'reads': {
      const empty = probe.needsRecord ? 'An empty list tells nothing.' : '';
      return [probe.reads.map(describeRead).join(', else '), [empty, probe.limit ?? ''].join(' ').trim()];
    }
  }
}

function describeRead(read: Read): string {
  switch (read.kind) {
    case 'catalog':
      return '`GET record/v1/metadata-catalog`';
    case 'list':
      return code(`GET record/v1/${read.record}?limit=1`);
    case 'query':
      return `SuiteQL ${code(`SELECT id FROM ${read.table}`)}`;
  }
}

function code(text: string): string {
  return `\`${text}\``;
}
