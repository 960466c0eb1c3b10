/** Schedules of deployments. Times without Z are in the account's time zone (section_1499269203). */

import type { Problem } from '../project/finding';
import type { Project } from '../project/project';
import { childOf, textOf, type XmlElement } from '../project/xml';
import { defineRules, edit } from './define_rules';
import { MINIMAL_SCHEDULED, withScheduled } from './minimal_project';
import type { Rule } from './rule';
import { listDeployments, type ProjectDeployment, SCHEDULED_TYPES } from './rules_deployments';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  for (const deployment of listDeployments(project)) {
    if (SCHEDULED_TYPES.includes(deployment.object.type)) checkDeployment(deployment);
  }
  return problems;

  function checkDeployment(deployment: ProjectDeployment): void {
    const { object, element, name } = deployment;
    const report = (code: string, at: XmlElement, part: string, message: string, advice: string): void => {
      problems.push({ code, file: object.file.path, line: at.line, element: `${name}.${part}`, message, advice });
    };
    const status = textOf(element, 'status');
    const recurrence = childOf(element, 'recurrence');
    const kind = recurrence?.children[0] ?? null;
    if (status === 'SCHEDULED' && recurrence === null) {
      const message = 'The deployment is scheduled, but has no recurrence: when it runs is not documented.';
      report('SDF-SCHEDULE-STATUS', element, 'recurrence', message, 'Add a <recurrence>, or write NOTSCHEDULED.');
    }
    if (status === 'NOTSCHEDULED' && recurrence !== null) {
      const message = 'The deployment has a recurrence, but is not scheduled: it does not run by itself.';
      report('SDF-SCHEDULE-STATUS', element, 'status', message, 'Write SCHEDULED, or take the recurrence out.');
    }
    if (kind === null) return;
    const part = `recurrence.${kind.name}`;
    const start = textOf(kind, 'starttime');
    if (textOf(kind, 'repeat') !== null && start !== null && start !== '00:00:00') {
      const why = start.endsWith('Z') ? 'starts at a UTC time' : `starts at ${start}`;
      const message = `The schedule ${why} and repeats: the repetition stops at midnight and begins again at that time.`;
      const advice = 'Write 00:00:00, midnight of the account’s time zone, to repeat around the clock.';
      report('SDF-SCHEDULE-START', childOf(kind, 'starttime') ?? kind, `${part}.starttime`, message, advice);
    }
    const [startDate, endDate] = [textOf(kind, 'startdate'), textOf(kind, 'enddate')];
    if (startDate !== null && endDate !== null && endDate < startDate) {
      const message = `The schedule ends on ${endDate}, before it starts on ${startDate}.`;
      report(
        'SDF-SCHEDULE-END',
        childOf(kind, 'enddate') ?? kind,
        `${part}.enddate`,
        message,
        'Swap the dates, or leave the end out.',
      );
    }
    if (kind.name === 'weekly' && DAYS.every((day) => textOf(kind, day) !== 'T')) {
      report(
        'SDF-SCHEDULE-DAYS',
        kind,
        part,
        'The weekly schedule names no day: it never runs.',
        'Write T for at least one day.',
      );
    }
  }
}

const scheduled = (from: string, to: string): Readonly<Record<string, string>> =>
  withScheduled(edit(MINIMAL_SCHEDULED, from, to));
const WEEKLY = (monday: 'T' | 'F'): Readonly<Record<string, string>> =>
  withScheduled(
    MINIMAL_SCHEDULED.replace(
      /<daily>[\s\S]*<\/daily>/,
      `<weekly>
          <startdate>2030-01-01</startdate>
          <starttime>00:00:00</starttime>
          <everyxweeks>1</everyxweeks>
          ${DAYS.map((day) => `<${day}>${day === 'monday' ? monday : 'F'}</${day}>`).join('\n          ')}
        </weekly>`,
    ),
  );

export const SCHEDULE_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-SCHEDULE-STATUS',
    severity: 'warning',
    title: 'A deployment with a recurrence is scheduled, and a scheduled one has a recurrence.',
    explanation: 'A recurrence of a deployment that is not scheduled has no effect.',
    sources: ['section_1504707213', 'section_157669911989'],
    breaks: scheduled('>SCHEDULED<', '>NOTSCHEDULED<'),
    keeps: withScheduled(),
  },
  {
    code: 'SDF-SCHEDULE-START',
    severity: 'warning',
    title: 'A schedule that repeats within the day starts at 00:00:00 without Z.',
    explanation:
      'The repetition ends at midnight of the account’s time zone and begins again at the start time: one that starts at noon rests every morning. With Z the time is UTC and moves with the time zone.',
    sources: ['section_1499269203', 'section_1504707195'],
    breaks: scheduled('00:00:00', '00:00:00Z'),
    keeps: scheduled('<repeat>PT15M</repeat>', ''),
  },
  {
    code: 'SDF-SCHEDULE-END',
    severity: 'warning',
    title: 'A schedule ends after it starts.',
    explanation: 'It would never run.',
    sources: ['section_1504707195'],
    breaks: scheduled('<everyxdays>', '<enddate>2029-01-01</enddate><everyxdays>'),
    keeps: scheduled('<everyxdays>', '<enddate>2031-01-01</enddate><everyxdays>'),
  },
  {
    code: 'SDF-SCHEDULE-DAYS',
    severity: 'warning',
    title: 'A weekly schedule names a day.',
    explanation: 'It would never run.',
    sources: ['section_1504707195'],
    breaks: WEEKLY('F'),
    keeps: WEEKLY('T'),
  },
]);
