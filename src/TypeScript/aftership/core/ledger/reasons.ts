/**
 * The table of states and reasons. A ledger row stores its reason; who acts next, the state that people see, the
 * message and the remedy are read from this table only.
 */

import { ANSWER_RULES } from '../aftership/outcome';
import { describeRefusedFields } from '../carrier/needs';
import type { AskReason } from '../numbers/reading';
import { fill } from '../values';

/** What AfterShip has for a package. See row.ts for the values that each holding has. */
export type At = 'nothing' | 'create unknown' | 'ours' | 'remove unknown' | 'foreign';

/** How the overview counts a state. */
export type Group = 'sent' | 'failed' | 'held' | 'pending' | 'gone';

/** Every state and its meaning, for people. The ledger stores these words, and pages show them unchanged. */
export const STATES = {
  'Ready (Preview)': {
    group: 'pending',
    meaning: 'Preview: nothing was sent. The message says what would be.',
  },
  Confirming: {
    group: 'pending',
    meaning: 'A create was sent, and its answer is not known. It is sent again under the same id.',
  },
  'In AfterShip': { group: 'sent', meaning: 'AfterShip has the tracking that this account made.' },
  'Already in AfterShip': {
    group: 'sent',
    meaning: 'AfterShip has a tracking of this number that somebody else made. It is never removed from here.',
  },
  'Not sent (rule)': { group: 'held', meaning: 'Left out by a rule of the connection. The message names the rule.' },
  Waiting: {
    group: 'pending',
    meaning: 'The first sending waits as long as the connection says, or the next run makes the tracking.',
  },
  'Needs attention': {
    group: 'failed',
    meaning: 'It cannot go on without a person. The message says why and what to do.',
  },
  'Removal due': {
    group: 'pending',
    meaning:
      'The number is gone from NetSuite. The tracking is removed when the wait is over, unless the number returns.',
  },
  Removed: {
    group: 'gone',
    meaning: 'AfterShip has no tracking any more. The row stays, so that the number gets another id if it returns.',
  },
  'Kept in AfterShip': {
    group: 'gone',
    meaning: 'The number is gone from NetSuite, and the tracking stays: it was moving, or somebody else made it.',
  },
} as const satisfies Readonly<Record<string, { readonly group: Group; readonly meaning: string }>>;

export type State = keyof typeof STATES;

/**
 * Who acts next:
 * - nobody
 * - time: the row's due time, or an event that waits
 * - edit: somebody edits the fulfillment
 * - rule: somebody changes a rule of the connection, or edits the fulfillment
 * - person: a person decides
 */
export type Actor = 'nobody' | 'time' | 'edit' | 'rule' | 'person';

/** What a tick in "Try again / send anyway" asks for; null when it does nothing. */
export type Tick = 'retry' | 'send' | 'remove' | null;

interface ReasonRule {
  readonly state: State;
  /** What AfterShip may have for a row with this reason. */
  readonly at: readonly At[];
  /** Whether the number stands on a shipped fulfillment; null when both are possible. */
  readonly wanted: boolean | null;
  readonly next: Actor;
  readonly tick: Tick;
  /** True when the page Needs attention lists the row. */
  readonly listed: boolean;
  /** Says what happened and what to do. `{name}` stands for a parameter of the row. */
  readonly message: string;
  /** Says what to do about all packages of this reason; null when there is nothing to do. */
  readonly remedy: string | null;
}

const HAS = ['ours', 'foreign'] as const;
const NONE = ['nothing'] as const;
const SEND_ANYWAY = 'To send it, tick "Try again / send anyway".';
const GONE = 'The number is no longer on the fulfillment.';
const WOULD_CREATE =
  'would create a tracking ({named|carrier: |carrier to be detected by AfterShip}{carrier}, {contact|with|without} contact details). {notes}';
const UNREADABLE = 'Line {line} of the {list}: the tracking number field holds "{typed}",';

/**
 * A reason about a number field that a person has to decide. An edit of the fulfillment makes the look decide again.
 */
const askedAbout = (what: string, remedy: string) =>
  ({
    state: 'Needs attention',
    at: NONE,
    wanted: true,
    next: 'edit',
    tick: 'retry',
    listed: true,
    message: `${UNREADABLE} ${what}.{offered| It may mean |}{readings}{offered|.|} ${remedy}`,
    remedy,
  }) as const;

/** A reason from a filter or an opt-out. Trying again does not help, so it is not offered. */
const leftOut = (message: string, remedy: string) =>
  ({
    state: 'Not sent (rule)',
    at: NONE,
    wanted: true,
    next: 'rule',
    tick: null,
    listed: true,
    message,
    remedy,
  }) as const;

/** A reason from a rule of days, which a person may overrule for one package. */
const leftOutByDay = (message: string, remedy: string) => ({ ...leftOut(message, remedy), tick: 'send' }) as const;

/** A reason that Preview shows. The action is carried out when sending is on. */
const shown = <const Places extends readonly At[]>(at: Places, wanted: boolean, message: string) =>
  ({
    state: 'Ready (Preview)',
    at,
    wanted,
    next: 'time',
    tick: null,
    listed: false,
    message: `Preview: ${message}`,
    remedy: null,
  }) as const;

/** A reason that only a person can resolve. */
const forPerson = <const Places extends readonly At[]>(at: Places, message: string, remedy: string) =>
  ({
    state: 'Needs attention',
    at,
    wanted: true,
    next: 'person',
    tick: 'retry',
    listed: true,
    message,
    remedy,
  }) as const;

/** A reason with nothing left to do. */
const over = <const Places extends readonly At[]>(state: State, at: Places, wanted: boolean | null, message: string) =>
  ({ state, at, wanted, next: 'nobody', tick: null, listed: false, message, remedy: null }) as const;

export const REASONS = {
  // ── The number is on the fulfillment, and AfterShip has it ───────────────────────────────────────────────────────
  in_step: {
    state: 'In AfterShip',
    at: HAS,
    wanted: true,
    next: 'nobody',
    tick: null,
    listed: false,
    message: '{notes}',
    remedy: null,
  },
  carrier_unknown: {
    state: 'In AfterShip',
    at: HAS,
    wanted: true,
    next: 'rule',
    tick: null,
    listed: true,
    message:
      'AfterShip accepted the number but does not know its carrier. Map the ship method to a carrier on the connection. {notes}',
    remedy: 'AfterShip does not know the carrier. Map the ship method to a carrier on the connection.',
  },
  contact_kept: {
    state: 'In AfterShip',
    at: HAS,
    wanted: true,
    next: 'person',
    tick: null,
    listed: false,
    message:
      'AfterShip still has contact details of this tracking. Take them away at AfterShip, or ask its support to erase them. {notes}',
    remedy: null,
  },

  // ── The number is on the fulfillment, and AfterShip does not have it yet ─────────────────────────────────────────
  send_wait: {
    state: 'Waiting',
    at: NONE,
    wanted: true,
    next: 'time',
    tick: null,
    listed: false,
    message: 'The first sending waits {minutes} minutes. To send at once, tick "Try again / send anyway".',
    remedy: null,
  },
  again: {
    state: 'Waiting',
    at: NONE,
    wanted: true,
    next: 'time',
    tick: null,
    listed: false,
    message: 'The earlier tracking of this number is gone from AfterShip. The next run makes another.',
    remedy: null,
  },
  unanswered: {
    state: 'Confirming',
    at: ['create unknown'],
    wanted: true,
    next: 'time',
    tick: 'retry',
    listed: false,
    message: '{cause} It is tried again by itself.',
    remedy: 'It is tried again by itself.',
  },

  // ── Preview ──────────────────────────────────────────────────────────────────────────────────────────────────────
  preview_create: shown(NONE, true, WOULD_CREATE),
  /** This reason is separate, because AfterShip may write to the e-mail address. */
  preview_create_email: shown(NONE, true, WOULD_CREATE),
  /** This reason is separate, because sharing a tracking uses nothing of AfterShip's quota. */
  preview_share: shown(NONE, true, 'would share the tracking of fulfillment {fulfillment}.'),
  preview_update: shown(['ours', 'remove unknown', 'foreign'], true, 'would update the tracking. {notes}'),
  preview_ask: shown(
    ['create unknown', 'remove unknown'],
    true,
    'would ask AfterShip whether it has a tracking of this number.',
  ),
  preview_remove: shown(['ours', 'remove unknown'], false, 'would remove the tracking.'),

  // ── A rule of the connection ─────────────────────────────────────────────────────────────────────────────────────
  vendor_return: leftOut(
    'Not sent: goods that go back to a vendor are never tracked.',
    'Goods that go back to a vendor are never tracked.',
  ),
  order_kind: leftOut(
    'Not sent: the connection leaves out {kind}. Change it on the connection.',
    'The connection leaves out orders of this kind. Change that on the connection and look at them again, or leave it.',
  ),
  opted_out: leftOut(
    'Not sent: the fulfillment is marked as not to be tracked.',
    'A person marked the fulfillment as not to be tracked.',
  ),
  customer_opted_out: leftOut(
    'Not sent: customer {customer} is marked as not to be tracked.',
    'The customer is marked as not to be tracked. If that is over, remove the mark and look at them again.',
  ),
  method_left_out: leftOut(
    'Not sent: ship method {method} is excluded.',
    'The connection leaves out this ship method. Change that on the connection and look at them again, or leave it.',
  ),
  subsidiary_left_out: leftOut(
    'Not sent: its subsidiary is {subsidiary}, and the connection lists others.',
    'The connection lists other subsidiaries. Change that on the connection and look at them again, or leave it.',
  ),
  location_left_out: leftOut(
    'Not sent: the connection lists none of its locations ({locations}).',
    'The connection lists other locations. Change that on the connection and look at them again, or leave it.',
  ),
  before_start: leftOutByDay(
    `Not sent: it shipped on {day}, before the connection's start date {start}. ${SEND_ANYWAY}`,
    'It shipped before the connection’s start date. Send it anyway if it should be tracked.',
  ),
  too_old: leftOutByDay(
    `Not sent: it shipped on {day}, more than {days} days ago. ${SEND_ANYWAY}`,
    'It shipped longer ago than the connection’s maximum age. Send it anyway if it should be tracked.',
  ),

  // ── A person or an edit is needed ────────────────────────────────────────────────────────────────────────────────
  digits_lost: askedAbout(
    'of which a spreadsheet kept only the first digits',
    'Type the whole number from the label; in the spreadsheet, format the column as text before the import.',
  ),
  check_digit: askedAbout(
    'which looks like a number of a carrier, but its check digit does not fit: a character is wrong',
    'Compare it with the label and correct it.',
  ),
  wrong_length: askedAbout(
    'which looks like a number of a carrier, but a character is missing or too much',
    'Compare it with the label and correct it.',
  ),
  too_long: askedAbout(
    'which is longer than any tracking number',
    'If it is several numbers, separate them by commas.',
  ),
  two_barcodes: askedAbout('in which two barcodes run together', 'Separate the numbers by commas.'),
  two_readings: askedAbout(
    'which can be read in two ways',
    'Separate several numbers by commas, and leave only tracking numbers.',
  ),
  rest_of_a_number: askedAbout(
    'which stands behind a number and may belong to it, or be the end of another one',
    'Separate several numbers by commas, and leave only tracking numbers.',
  ),
  too_short: askedAbout('which is too short for a tracking number', 'Type the whole number, or empty the field.'),
  unknown_words: askedAbout('where a number stands beside words that may say what it is', 'Leave only the number.'),
  other_reference: askedAbout(
    'which may be the number of a bill of lading, a booking or another document',
    'If the parcel has it, leave only the number.',
  ),
  other_form: askedAbout(
    'which stands beside a tracking number and is of another kind',
    'Leave only tracking numbers, separated by commas.',
  ),
  which_is_valid: askedAbout(
    'of which one number is void or replaced, and the text does not say which',
    'Leave only the valid number.',
  ),
  number_range: askedAbout(
    'which may stand for all numbers from the first to the last',
    'Type each number, separated by commas.',
  ),
  return_parcel: askedAbout(
    'which is the number of a parcel that comes back',
    'Only what goes to the customer is tracked: leave only that number.',
  ),
  phone_form: askedAbout(
    'which is written like a phone number',
    'If it is the tracking number, type it without spaces, brackets and hyphens.',
  ),
  too_much_text: askedAbout(
    'and more text than any list of tracking numbers has',
    'Leave only the numbers, separated by commas.',
  ),
  order_unknown: {
    state: 'Needs attention',
    at: NONE,
    wanted: true,
    next: 'edit',
    tick: 'retry',
    listed: true,
    message:
      'The order that this fulfillment was made from cannot be read (it may be deleted). To send it without order details, tick "Try again / send anyway".',
    remedy: 'Its order cannot be read. Try again to send it without order details.',
  },
  unreadable: {
    state: 'Needs attention',
    at: NONE,
    wanted: true,
    next: 'person',
    tick: 'retry',
    listed: true,
    message:
      'NetSuite has not let the fulfillment be read for about a day, so nothing of it is sent ({cause}). Often a script or workflow of another app fails whenever a fulfillment is opened: its maker can mend it. It is tried again every few hours.',
    remedy:
      'The fulfillment cannot be read. Open it in NetSuite, and ask the maker of the script that its error names.',
  },
  /** AfterShip refused a create or an update. The answer's code says why. */
  refused: {
    state: 'Needs attention',
    at: ['nothing', 'create unknown', 'ours', 'remove unknown', 'foreign'],
    wanted: true,
    next: 'edit',
    tick: 'retry',
    listed: true,
    message: '{answer}',
    remedy: null,
  },
  attempts: {
    state: 'Needs attention',
    at: ['create unknown', 'ours', 'remove unknown', 'foreign'],
    wanted: true,
    next: 'edit',
    tick: 'retry',
    listed: true,
    message: '{cause} It was tried many times without success. When the cause is gone, tick "Try again / send anyway".',
    remedy: 'It was tried many times. When the cause is gone, try again.',
  },
  vanished: forPerson(
    NONE,
    'AfterShip no longer has this tracking: somebody deleted it there. To make it again, tick "Try again / send anyway".',
    'Somebody deleted the tracking at AfterShip. Try again to make it anew.',
  ),
  other_account: forPerson(
    NONE,
    'Another NetSuite account ({account}) made this tracking at AfterShip, so it is left alone. Use an AfterShip key of its own for each NetSuite account.',
    'Another NetSuite account made this tracking. Use an AfterShip key of its own for each account.',
  ),
  several: forPerson(
    NONE,
    'AfterShip has this number {count} times, with different carriers. Map the ship method to the right carrier on the connection, or remove the wrong ones at AfterShip, then tick "Try again / send anyway".',
    'AfterShip has the number several times. Map the ship method to the right carrier, then try again.',
  ),

  // ── The number is not on the fulfillment any more ────────────────────────────────────────────────────────────────
  number_gone: {
    state: 'Removal due',
    at: ['ours'],
    wanted: false,
    next: 'time',
    tick: null,
    listed: false,
    message: `${GONE} The tracking is removed after {minutes} minutes unless it returns.`,
    remedy: null,
  },
  removal_unanswered: {
    state: 'Removal due',
    at: ['remove unknown'],
    wanted: false,
    next: 'time',
    tick: null,
    listed: false,
    message: `${GONE} AfterShip was asked to remove the tracking, and its answer is not known. It is asked again.`,
    remedy: null,
  },
  brake: {
    state: 'Removal due',
    at: ['ours'],
    wanted: false,
    next: 'person',
    tick: 'remove',
    listed: true,
    message:
      'More than {most} trackings would be removed within an hour. If that is meant, tick "Try again / send anyway".',
    remedy: 'More numbers vanished within an hour than the connection lets remove. Look why, then approve the removal.',
  },
  removal_refused: {
    state: 'Needs attention',
    at: ['ours', 'remove unknown', 'create unknown'],
    wanted: false,
    next: 'edit',
    tick: 'retry',
    listed: true,
    message: `${GONE} {answer}`,
    remedy: 'AfterShip refused to remove the tracking. Each package says why.',
  },
  removal_attempts: {
    state: 'Needs attention',
    at: ['ours', 'remove unknown', 'create unknown'],
    wanted: false,
    next: 'edit',
    tick: 'retry',
    listed: true,
    message: `${GONE} {cause} It was tried many times without success. When the cause is gone, tick "Try again / send anyway".`,
    remedy: 'It was tried many times. When the cause is gone, try again.',
  },
  removed: over('Removed', NONE, false, `${GONE} The tracking was removed from AfterShip.`),
  never_sent: over('Removed', NONE, false, `${GONE} Nothing had been sent.`),
  read_again: over('Removed', NONE, null, 'NetSuite lets the fulfillment be read again, or it was deleted.'),
  still_shared: over(
    'Removed',
    NONE,
    false,
    'The number is no longer on this fulfillment. Fulfillment {fulfillment} still uses the tracking.',
  ),
  retention: over('Removed', NONE, null, 'AfterShip deletes trackings after 120 days.'),
  moving: over(
    'Kept in AfterShip',
    ['ours'],
    false,
    `${GONE} The carrier has the parcel ({tag}), so the tracking stays at AfterShip.`,
  ),
  not_ours: over(
    'Kept in AfterShip',
    ['foreign'],
    false,
    `${GONE} Somebody else made the tracking, so it stays at AfterShip.`,
  ),
} as const satisfies Readonly<Record<string, ReasonRule>> & Readonly<Record<AskReason, ReasonRule>>;

export type Reason = keyof typeof REASONS;

/** The reasons that a row may have while AfterShip has this for it. Any other reason does not compile. */
export type ReasonAt<A extends At> = {
  [R in Reason]: A extends (typeof REASONS)[R]['at'][number] ? R : never;
}[Reason];

/** The reasons that match a rule, such as `ReasonOf<{ next: 'rule' }>`. */
export type ReasonOf<Rule extends Partial<ReasonRule>> = {
  [R in Reason]: (typeof REASONS)[R] extends Rule ? R : never;
}[Reason];

export function isReason(text: string): text is Reason {
  return Object.prototype.hasOwnProperty.call(REASONS, text);
}

export function isState(text: string): text is State {
  return Object.prototype.hasOwnProperty.call(STATES, text);
}

export function ruleOf(reason: Reason): ReasonRule {
  return REASONS[reason];
}

/** The reasons for which the test is true, in the order of the table. */
export function reasonsWhere(test: (rule: ReasonRule, reason: Reason) => boolean): readonly Reason[] {
  return Object.keys(REASONS)
    .filter(isReason)
    .filter((reason) => test(REASONS[reason], reason));
}

/** Whether the reason is a rule of days, which a person may overrule for one package and a backfill lifts. */
export function isRuleOfDays(reason: Reason): boolean {
  return ruleOf(reason).tick === 'send';
}

/** Whether AfterShip refused the request; its code says why. */
export function isRefusal(reason: Reason): boolean {
  return reason === 'refused' || reason === 'removal_refused';
}

/**
 * Whether a later look can resolve the reason by itself. A person's tick does not help, but a rule or the carrier
 * mapping may have changed.
 */
export function isLookedAtAgain(reason: Reason): boolean {
  const { next, tick } = ruleOf(reason);
  return next === 'rule' && tick === null;
}

/** The reasons that Preview shows for packages which AfterShip does not have. */
export function newInPreview(): readonly Reason[] {
  return reasonsWhere(({ state, at }) => state === 'Ready (Preview)' && at.includes('nothing'));
}

/** Whether a row with the reason may have this holding. */
export function isLegal(reason: Reason, at: At): boolean {
  return ruleOf(reason).at.includes(at);
}

/** The reason in words, for a column beside the state; '' when the state says everything. */
export function labelOf(reason: Reason): string {
  return reason === 'in_step' ? '' : reason.replace(/_/g, ' ');
}

/** The state that people see for a reason. */
export function stateOf(reason: Reason, at: At): State {
  const { state } = ruleOf(reason);
  return state === 'In AfterShip' && at === 'foreign' ? 'Already in AfterShip' : state;
}

/** Values of a message: ids, numbers, days and AfterShip's own sentence. They hold nothing about a person. */
export type Params = Readonly<Record<string, string | number>>;

export interface Explained {
  readonly reason: Reason;
  readonly params: Params;
  /** `meta.code` of the answer that led to the reason. */
  readonly answerCode: number | null;
}

const ERASED = 'What was noted here was erased at the wish of the customer.';

/** Tells people in one text what happened and what to do; '' when there is nothing to say. */
export function messageOf({ reason, params, answerCode }: Explained): string {
  if (params['erased'] !== undefined) return ERASED;
  const values = { notes: '', cause: '', ...params, answer: answerText(answerCode, params) };
  return fill(ruleOf(reason).message, values).replace(/\s+/g, ' ').trim();
}

/** Says what to do about a reason. `code` counts when AfterShip refused the request. */
export function remedyOf(reason: Reason, code: number | null): string | null {
  return reason === 'refused' ? answerText(code, { said: '(each package says which)' }) : ruleOf(reason).remedy;
}

const ALREADY_THERE =
  'AfterShip already has this number with the carrier that is mapped now. Remove one of the two at AfterShip, then tick "Try again / send anyway".';
const NOT_FITTING =
  'AfterShip gave an answer that does not fit the request. Please report it with AfterShip’s id of the call.';

/** Describes a refusal in our words. `said` is AfterShip's own sentence, and `slug` the carrier that was asked for. */
function answerText(code: number | null, { said = '', slug = '' }: Params): string {
  if (code === 4003) return ALREADY_THERE;
  const rule = code === null ? undefined : ANSWER_RULES[code];
  if (rule === undefined || rule.class !== 'rejected') return NOT_FITTING;
  const words = String(said);
  const message = rule.isAboutFields === true ? describeRefusedFields(words, String(slug)) : words;
  return rule.remedy.replace('{message}', () => message);
}
