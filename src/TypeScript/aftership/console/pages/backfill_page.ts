/**
 * Backfills: shows what would be sent of the chosen days before anything is sent, and the progress of the present
 * backfill.
 */

import type { BackfillPackages, ReasonCount } from '../../app/operator/console_ports';
import { OLDEST_DAYS, windowProblem, type Backfill, type BackfillState, type BackfillWish } from '../../core/backfill';
import { sendPermission, type Connection, type ConnectionReading } from '../../core/connection';
import { isRuleOfDays, type State } from '../../core/ledger/reasons';
import { utcDay, type CalendarDate } from '../../core/values';
import { stateText } from './connection_page';
import { connectionState } from '../connection_state';
import type { ConsolePorts, Show } from '../console_context';
import { toPage, type Block, type Field, type Inline, type Page, type PageForm, type PageParameters } from '../page';
import { say, type TextKey } from '../texts';

/** Values as the visitor typed them. */
export interface BackfillAsked {
  readonly first: string;
  readonly last: string;
  readonly contacts: boolean;
  readonly subsidiaries: string;
  readonly locations: string;
}

export type WishReading =
  { readonly kind: 'wish'; readonly wish: BackfillWish } | { readonly kind: 'problem'; readonly text: string };

const PROBLEMS: Readonly<Record<NonNullable<ReturnType<typeof windowProblem>>, TextKey>> = {
  'first day': 'backfill.bad.first',
  'last day': 'backfill.bad.last',
  order: 'backfill.bad.order',
  future: 'backfill.bad.future',
  'too old': 'backfill.bad.old',
};

export function readWish(asked: BackfillAsked, today: CalendarDate): WishReading {
  if (asked.first === '' && asked.last === '') return { kind: 'problem', text: say('backfill.bad.none') };
  const problem = windowProblem(asked.first, asked.last, today);
  if (problem !== null) return { kind: 'problem', text: say(PROBLEMS[problem], { days: OLDEST_DAYS }) };
  if (Math.max(asked.subsidiaries.length, asked.locations.length) > LONGEST_IDS)
    return { kind: 'problem', text: say('backfill.bad.long', { most: LONGEST_IDS }) };
  const subsidiaries = splitIds(asked.subsidiaries);
  const locations = splitIds(asked.locations);
  if (subsidiaries === null || locations === null) return { kind: 'problem', text: say('backfill.bad.ids') };
  const wish = { from: asked.first, to: asked.last, withContacts: asked.contacts, subsidiaries, locations };
  return { kind: 'wish', wish };
}

/** Longest text of a form's text field. Longer lists are refused, because cutting an id makes it another id. */
export const LONGEST_IDS = 300;

/** Splits a list of internal ids; null when a part is not an id. */
function splitIds(text: string): readonly string[] | null {
  const ids = text.split(/[,;\s]+/).filter((id) => id !== '');
  return ids.every((id) => /^\d{1,15}$/.test(id)) ? ids : null;
}

function fitting(ids: string): string {
  return ids.length > LONGEST_IDS ? '' : ids;
}

export function parametersOf(asked: BackfillAsked): PageParameters {
  const { first, last, contacts, subsidiaries, locations } = asked;
  return { first, last, contacts: contacts ? 'T' : '', subsidiaries, locations };
}

export interface Progress {
  readonly backfill: Backfill;
  /** Number of fulfillments that wait for a look. */
  readonly waiting: number;
  /** Packages that this backfill was the last to ask for, by state. */
  readonly packages: readonly BackfillPackages[];
}

export interface Counts {
  readonly wish: BackfillWish;
  readonly fulfillments: number;
  /** Number of packages of the first fulfillments, when there are more fulfillments than are counted. */
  readonly packages: number;
  readonly isCapped: boolean;
  readonly known: readonly ReasonCount[];
}

export interface BackfillData {
  readonly accountId: string;
  readonly isProduction: boolean;
  readonly hasSubsidiaries: boolean;
  readonly hasLocations: boolean;
  readonly reading: ConnectionReading;
  readonly active: Progress | null;
  readonly ended: readonly Progress[];
  readonly asked: BackfillAsked | null;
  readonly problem: string | null;
  readonly counts: Counts | null;
}

const SHOWN_BACKFILLS = 10;

/** Two pages of a search. */
const MOST_FULFILLMENTS = 2000;

/** About 100 units: five searches, two counts and the connection. */
export function readBackfills(asked: BackfillAsked | null, ports: ConsolePorts): BackfillData {
  const { account, backfills } = ports;
  const all = backfills.list(SHOWN_BACKFILLS);
  const packages = backfills.countPackages(all.map(({ id }) => id));
  const progressOf = (backfill: Backfill): Progress => ({
    backfill,
    waiting: isActive(backfill) ? backfills.findWaiting(backfill.id).length : 0,
    packages: packages.filter((row) => row.backfill === backfill.id),
  });
  const active = activeOf(all);
  const reading = ports.connections.find();
  const wish = asked === null || active !== null ? null : readWish(asked, utcDay(ports.clock.now()));
  const canCount = reading.kind === 'connection' && wish?.kind === 'wish';
  return {
    accountId: account.id(),
    isProduction: account.isProduction(),
    hasSubsidiaries: account.isFeatureOn('SUBSIDIARIES'),
    hasLocations: account.isFeatureOn('LOCATIONS'),
    reading,
    active: active === null ? null : progressOf(active),
    ended: all.filter((backfill) => !isActive(backfill)).map(progressOf),
    asked,
    problem: wish?.kind === 'problem' ? wish.text : null,
    counts: canCount ? readCounts(wish.wish, ports) : null,
  };
}

function isActive({ state }: Backfill): boolean {
  return state === 'running' || state === 'paused';
}

/** The active backfill that runs first. */
export function activeOf(newestFirst: readonly Backfill[]): Backfill | null {
  const active = newestFirst.filter(isActive);
  return active.filter(({ state }) => state === 'running').pop() ?? active.pop() ?? null;
}

function readCounts(wish: BackfillWish, { backfills }: ConsolePorts): Counts {
  const fulfillments = backfills.countFulfillments(wish);
  const numbers = backfills.listNumbers(wish, MOST_FULFILLMENTS);
  return {
    wish,
    fulfillments,
    packages: numbers.reduce((sum, count) => sum + count, 0),
    isCapped: fulfillments > numbers.length,
    known: backfills.countKnown(wish),
  };
}

export function buildBackfills(data: BackfillData, show: Show): Page {
  const { reading, active, counts, problem } = data;
  const blocks: Block[] = [...connectionState(reading, data.accountId)];
  if (problem !== null) blocks.push({ kind: 'notice', tone: 'bad', text: problem });
  if (active !== null) blocks.push(...progressBlocks(active, reading, show));
  else if (counts !== null && reading.kind === 'connection') {
    blocks.push(...countBlocks(counts, reading.connection, data, show));
  } else blocks.push({ kind: 'text', text: say('backfill.intro') });
  const canStart = reading.kind === 'connection' && reading.connection.mode !== 'off';
  if (active === null && !canStart) blocks.push({ kind: 'notice', tone: 'wait', text: say('backfill.notYet') });
  if (data.ended.length > 0) blocks.push(endedTable(data.ended, show));
  return { name: 'backfill', title: say('page.backfill'), blocks, form: formOf(data, show) };
}

function formOf(data: BackfillData, show: Show): PageForm | null {
  const { reading, active, counts, asked } = data;
  if (reading.kind !== 'connection') return null;
  if (active !== null) return steerForm(active.backfill, reading.connection);
  if (reading.connection.mode === 'off') return null;
  if (counts === null || asked === null) return askForm(data);
  const text = say(reading.connection.mode === 'on' ? 'backfill.start' : 'backfill.startPreview', {
    from: show.day(counts.wish.from),
    to: show.day(counts.wish.to),
    contacts: say(counts.wish.withContacts ? 'backfill.with' : 'backfill.without'),
  });
  return {
    actions: [{ value: 'backfill_start', text }],
    fields: [],
    ticks: null,
    hidden: {
      ...Object.fromEntries(Object.entries(parametersOf(asked)).map(([name, value]) => [name, String(value)])),
      was: stateText(reading.connection),
    },
    submit: text,
  };
}

function askForm({ asked, hasSubsidiaries, hasLocations }: BackfillData): PageForm {
  const help = say('backfill.dayHelp');
  const fields: Field[] = [
    { kind: 'text', name: 'first', label: say('backfill.first'), help, value: asked?.first ?? '' },
    { kind: 'text', name: 'last', label: say('backfill.last'), help, value: asked?.last ?? '' },
    {
      kind: 'checkbox',
      name: 'contacts',
      label: say('backfill.contacts'),
      help: say('backfill.contactsHelp'),
      value: asked?.contacts === true ? 'T' : 'F',
    },
  ];
  const ids = say('backfill.idsHelp');
  if (hasSubsidiaries) {
    const value = fitting(asked?.subsidiaries ?? '');
    fields.push({ kind: 'text', name: 'subsidiaries', label: say('backfill.subsidiaries'), help: ids, value });
  }
  if (hasLocations) {
    const value = fitting(asked?.locations ?? '');
    fields.push({ kind: 'text', name: 'locations', label: say('backfill.locations'), help: ids, value });
  }
  const text = say('backfill.count');
  return { actions: [{ value: 'backfill_count', text }], fields, ticks: null, hidden: {}, submit: text };
}

export const BACKFILL_CHANGES = ['pause', 'resume', 'cancel'] as const;
export type BackfillSteer = (typeof BACKFILL_CHANGES)[number];

function steerForm(backfill: Backfill, connection: Connection): PageForm {
  const isOff = connection.mode === 'off';
  const options: readonly (readonly [BackfillSteer, string])[] = [
    ...(backfill.state === 'running' ? [['pause', say('backfill.pause')] as const] : []),
    ...(backfill.state === 'paused' && !isOff ? [['resume', say(resumeKey(backfill, connection))] as const] : []),
    ['cancel', say('backfill.cancel')],
  ];
  return {
    actions: options.map(([change, text]) => ({ value: `backfill_${change}`, text })),
    fields: [],
    ticks: null,
    hidden: { backfill: String(backfill.id), stood: backfill.state, was: stateText(connection) },
    submit: options.length === 1 ? say('backfill.cancel') : say('common.submit'),
  };
}

function resumeKey(backfill: Backfill, { mode }: Connection): TextKey {
  if (backfill.mode !== mode) return mode === 'on' ? 'backfill.restart' : 'backfill.restartPreview';
  return mode === 'on' ? 'backfill.resume' : 'backfill.resumePreview';
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

/** Effects that a backfill would have on packages with rows. */
type Kind = 'there' | 'shown' | 'rule' | 'attention' | 'gone';

const KINDS: Readonly<Record<State, Kind>> = {
  'Ready (Preview)': 'shown',
  Waiting: 'shown',
  Confirming: 'there',
  'In AfterShip': 'there',
  'Already in AfterShip': 'there',
  'Removal due': 'there',
  'Kept in AfterShip': 'there',
  'Not sent (rule)': 'rule',
  'Needs attention': 'attention',
  Removed: 'gone',
};

function countBlocks(counts: Counts, connection: Connection, data: BackfillData, show: Show): readonly Block[] {
  const { wish, known, packages, isCapped, fulfillments } = counts;
  const of = (kind: Kind): readonly ReasonCount[] => known.filter(({ state }) => KINDS[state] === kind);
  const [there, shown, attention] = [sum(of('there')), sum(of('shown')), sum(of('attention'))];
  const heldByDay = sum(of('rule').filter(({ reason }) => isRuleOfDays(reason)));
  const leftOut = sum(of('rule')) - heldByDay;
  const unknown = Math.max(0, packages - sum(known) + sum(of('gone')));
  const more = (count: number): Inline => (isCapped ? say('backfill.moreThan', { count }) : count);
  const rows: readonly (readonly [TextKey, Inline])[] = [
    ['backfill.fulfillments', fulfillments],
    ['backfill.packages', more(packages)],
    ['backfill.there', there],
    ['backfill.heldByDay', heldByDay],
    ['backfill.shown', shown],
    ['backfill.unknown', more(unknown)],
    ['backfill.leftOut', leftOut],
    ['backfill.attention', attention],
    ['backfill.quota', more(heldByDay + shown + unknown)],
    ['backfill.duration', durationText(fulfillments)],
    ['backfill.contactsGiven', contactsText(wish, connection, data)],
  ];
  return [
    {
      kind: 'table',
      caption: say('backfill.counts', { from: show.day(wish.from), to: show.day(wish.to) }),
      head: [say('setup.item'), say('setup.detail')],
      rows: [
        ...rows.map(([key, value]) => [say(key), String(value)]),
        ...narrowing(wish).map(([key, value]) => [say(key), value]),
      ],
      empty: '',
    },
    { kind: 'text', text: say('backfill.about') },
    { kind: 'text', text: say(connection.mode === 'on' ? 'backfill.effect' : 'backfill.effectPreview') },
    { kind: 'links', items: [{ text: say('backfill.other'), to: toPage('backfill') }] },
  ];
}

function narrowing(wish: BackfillWish): readonly (readonly [TextKey, string])[] {
  return [
    ...(wish.subsidiaries.length > 0 ? [['backfill.subsidiaries', wish.subsidiaries.join(', ')] as const] : []),
    ...(wish.locations.length > 0 ? [['backfill.locations', wish.locations.join(', ')] as const] : []),
  ];
}

function contactsText(
  { withContacts }: BackfillWish,
  { sendName, sendEmail, sendPhone }: Connection,
  { isProduction }: BackfillData,
): string {
  if (!withContacts) return say('backfill.contactsNone');
  if (!isProduction) return say('backfill.contactsSandbox');
  const allowed = [
    sendName ? say('connection.name') : '',
    sendEmail ? say('connection.email') : '',
    sendPhone ? say('connection.phone') : '',
  ].filter((text) => text !== '');
  return allowed.length === 0
    ? say('backfill.contactsOff')
    : say('backfill.contactsAllowed', { what: allowed.join(', ') });
}

/** A guess for an account with two processors (docs/performance.md). Everyday shipments go first. */
const FULFILLMENTS_AN_HOUR = 2000;

function durationText(fulfillments: number): string {
  const hours = fulfillments / FULFILLMENTS_AN_HOUR;
  return hours <= 1 ? say('backfill.hour') : say('backfill.hours', { hours: Math.ceil(hours) });
}

interface Figures {
  readonly looked: number;
  readonly created: number;
  readonly shown: number;
  readonly leftOut: number;
  readonly failed: number;
}

function figuresOf({ backfill, waiting, packages }: Progress): Figures {
  const of = (...states: readonly State[]): number => sum(packages.filter(({ state }) => states.includes(state)));
  return {
    looked: Math.max(0, backfill.raised - waiting),
    created: of('In AfterShip', 'Already in AfterShip', 'Removal due', 'Kept in AfterShip'),
    shown: of('Ready (Preview)'),
    leftOut: of('Not sent (rule)'),
    failed: of('Needs attention'),
  };
}

function progressBlocks(progress: Progress, reading: ConnectionReading, show: Show): readonly Block[] {
  const { backfill, waiting } = progress;
  const { looked, created, shown, leftOut, failed } = figuresOf(progress);
  const rest = backfill.isComplete ? waiting : Math.max(waiting, backfill.expected - looked);
  const permission = reading.kind === 'connection' ? sendPermission(reading.connection).kind : 'off';
  const goesOn = backfill.state === 'running' && permission !== 'off' && permission !== 'stopped';
  const running = backfill.mode === 'on' ? 'backfill.running' : 'backfill.runningPreview';
  const state =
    backfill.state === 'paused'
      ? say('backfill.paused', { reason: backfill.reason })
      : say(goesOn ? running : 'backfill.halted');
  return [
    { kind: 'notice', tone: goesOn ? 'good' : 'wait', text: state },
    {
      kind: 'figures',
      items: [
        { label: say('backfill.looked'), value: say('backfill.of', { count: looked, expected: backfill.expected }) },
        backfill.mode === 'on'
          ? { label: say('backfill.created'), value: created }
          : { label: say('backfill.wouldSend'), value: shown },
        { label: say('backfill.leftOutNow'), value: leftOut },
        { label: say('backfill.failed'), value: failed },
      ],
    },
    {
      kind: 'table',
      caption: say('backfill.progress', { id: backfill.id }),
      head: [say('setup.item'), say('setup.detail')],
      rows: [
        [say('backfill.days'), daysText(backfill, show)],
        [say('backfill.contactsGiven'), say(backfill.withContacts ? 'backfill.with' : 'backfill.without')],
        [say('backfill.raised'), String(backfill.raised)],
        [say('backfill.waiting'), String(waiting)],
        [say('backfill.rest'), String(rest)],
        [say('backfill.duration'), durationText(rest)],
        [say('backfill.started'), show.time(backfill.startedAt)],
        ...narrowing(backfill).map(([key, value]) => [say(key), value]),
      ],
      empty: '',
    },
  ];
}

function daysText({ from, to }: Backfill, show: Show): string {
  return say('backfill.fromTo', { from: show.day(from), to: show.day(to) });
}

const ENDS: Readonly<Record<BackfillState, TextKey>> = {
  running: 'backfill.next',
  paused: 'backfill.next',
  done: 'backfill.done',
  cancelled: 'backfill.cancelled',
};

function endedTable(ended: readonly Progress[], show: Show): Block {
  return {
    kind: 'table',
    caption: say('backfill.ended'),
    head: [
      say('backfill.days'),
      say('backfill.end'),
      say('backfill.mode'),
      say('backfill.looked'),
      say('backfill.sentOrShown'),
      say('backfill.leftOutNow'),
      say('backfill.failed'),
    ],
    rows: ended.map((progress) => {
      const { backfill } = progress;
      const { created, shown, leftOut, failed } = figuresOf(progress);
      return [
        daysText(backfill, show),
        say(ENDS[backfill.state], { time: backfill.endedAt === null ? '' : show.time(backfill.endedAt) }),
        backfill.mode,
        backfill.raised,
        backfill.mode === 'on' ? created : shown,
        leftOut,
        failed,
      ];
    }),
    empty: '',
  };
}
