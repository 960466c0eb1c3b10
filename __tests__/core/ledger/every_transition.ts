/** Every transition with a row that it is for and what it makes of it. A new transition belongs here. */

import * as transitions from '../../../src/TypeScript/aftership/core/ledger/transitions';
import { reasonsWhere } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import type { AskReason } from '../../../src/TypeScript/aftership/core/numbers/reading';
import type { LedgerRow, RowChange, RowContent } from '../../../src/TypeScript/aftership/core/ledger/row';
import { aRow, holdingAt, idOf, NOW, UPS_NUMBER } from '../../fixtures';

const {
  again,
  askRefused,
  askedAbout,
  backInStep,
  braked,
  claimed,
  createAskRefused,
  createGivenUp,
  createInterrupted,
  createRefused,
  createUnanswered,
  created,
  found,
  goneAlready,
  keptMoving,
  leftForeign,
  leftOut,
  leftToOthers,
  linked,
  neverSent,
  readAgain,
  unreadable,
  newContent,
  otherAccountHasIt,
  pastRetention,
  previewOfAsk,
  previewOfCreate,
  previewOfRemoval,
  previewOfShare,
  previewOfUpdate,
  removalAsked,
  removalDue,
  removalGivenUp,
  removalOfFound,
  removalRefused,
  removed,
  severalThere,
  updateGivenUp,
  updateRefused,
  updateUnanswered,
  updated,
  vanished,
  waiting,
} = transitions;

/** Beside these, every function of the module is a transition. */
export const NO_TRANSITIONS = ['generationOf', 'generationAfter', 'newContent', 'isContained', 'standsAsBefore'];
export const TRANSITION_NAMES = Object.keys(transitions).filter((name) => !NO_TRANSITIONS.includes(name));

export interface Sample {
  readonly name: string;
  readonly before: RowContent;
  readonly change: RowChange;
}

const ID = idOf();
const CAUSE = 'No answer.';
const SENT = { slugAsked: 'ups', fingerprint: 'print', sentFields: ['title'], hasContact: true, notes: 'A note.' };
const TRACKING = { slug: 'ups', slugAsked: 'ups', hasContact: null };
const NEW = newContent({});
const unknown = aRow({ reason: 'unanswered' });
const ours = aRow();
const leaving = aRow({ reason: 'removal_unanswered' });
const foreign = aRow({ holding: holdingAt('foreign') });
const due = aRow({ reason: 'number_gone' });
const there: readonly LedgerRow[] = [ours, leaving, foreign];

const sample = (name: keyof typeof transitions, before: RowContent, change: RowChange): Sample => ({
  name,
  before,
  change,
});
/** Named here as a record, so that none is left out. */
const ASK_REASONS: Readonly<Record<AskReason, true>> = {
  digits_lost: true,
  check_digit: true,
  wrong_length: true,
  too_long: true,
  two_barcodes: true,
  two_readings: true,
  rest_of_a_number: true,
  too_short: true,
  unknown_words: true,
  other_reference: true,
  other_form: true,
  which_is_valid: true,
  number_range: true,
  return_parcel: true,
  phone_form: true,
  too_much_text: true,
};
const QUESTION = { line: 1, list: 'packages', typed: '1Z?', offered: 1, readings: '1Z1 and 1Z2' };
const RULE_PARAMS = {
  order_kind: { kind: 'sales orders' },
  customer_opted_out: { customer: 9 },
  method_left_out: { method: 'UPS Ground' },
  subsidiary_left_out: { subsidiary: '1' },
  location_left_out: { locations: '2, 3' },
  before_start: { day: '2026-10-01', start: '2026-11-01' },
  too_old: { day: '2026-10-01', days: 14 },
  vendor_return: {},
  opted_out: {},
  order_unknown: {},
} as const satisfies Record<Parameters<typeof leftOut>[1], object>;
const asRule = (reason: string): reason is keyof typeof RULE_PARAMS => reason in RULE_PARAMS;

export const SAMPLES: readonly Sample[] = [
  ...reasonsWhere((rule, reason) => rule.state === 'Not sent (rule)' || reason === 'order_unknown')
    .filter(asRule)
    .map((reason) => sample('leftOut', NEW, leftOut(2, reason, RULE_PARAMS[reason]))),
  ...Object.keys(ASK_REASONS).map((reason) => sample('askedAbout', NEW, askedAbout(reason as AskReason, QUESTION))),
  sample('waiting', NEW, waiting(1, 30, NOW + 1800)),
  sample('again', leaving, again(2, NOW)),
  sample(
    'previewOfCreate',
    NEW,
    previewOfCreate(1, { slug: 'ups', hasContact: false, hasEmail: false, lacks: [], notes: '' }, NOW),
  ),
  sample(
    'previewOfCreate',
    NEW,
    previewOfCreate(1, { slug: null, hasContact: true, hasEmail: true, lacks: ['tracking_key'], notes: 'x.' }, NOW),
  ),
  sample('previewOfShare', NEW, previewOfShare(1, 90, NOW)),
  sample('createUnanswered', NEW, createUnanswered(ID, CAUSE, NOW)),
  sample('askRefused', unknown, askRefused(unknown, 'no')),
  sample('askRefused', leaving, askRefused(leaving, 'no')),
  sample('createInterrupted', NEW, createInterrupted(ID, NOW)),
  sample('createAskRefused', unknown, createAskRefused(ID, 'no')),
  sample('createGivenUp', unknown, createGivenUp(ID, CAUSE, true)),
  sample('createGivenUp', unknown, createGivenUp(ID, CAUSE, false)),
  sample('createRefused', unknown, createRefused(1, 'no', 'ups')),
  sample('otherAccountHasIt', NEW, otherAccountHasIt(1, '7654321')),
  sample('severalThere', NEW, severalThere(1, 2)),
  sample('created', NEW, created(ID, 'ups', SENT, NOW)),
  sample('created', unknown, created(ID, null, SENT, NOW)),
  sample('found', NEW, found(ID, TRACKING, NOW)),
  sample('found', unknown, found(ID, { ...TRACKING, slug: 'unrecognized' }, NOW)),
  sample('linked', NEW, linked('shop-1', 2, TRACKING, NOW)),
  ...there.map((owner) => sample('claimed', NEW, claimed(owner, 'ups', NOW))),
  sample('claimed', unknown, claimed({ ...ours, madeAt: null }, null, NOW)),
  ...[...there, due].map((row) => sample('backInStep', row, backInStep(row, 'A note.'))),
  ...there.flatMap((row) => [
    sample('updated', row, updated(row, 'ups', { ...SENT, isContactLeft: false }, NOW)),
    sample('updated', row, updated(row, 'ups', { ...SENT, isContactLeft: true }, NOW)),
    sample('updateRefused', row, updateRefused(row, 'no', null)),
    sample('updateUnanswered', row, updateUnanswered(true, NOW)),
    sample('updateGivenUp', row, updateGivenUp(row, CAUSE, false, NOW)),
    sample('previewOfUpdate', row, previewOfUpdate(row, '', NOW)),
  ]),
  sample('previewOfAsk', unknown, previewOfAsk(holdingAt('create unknown'), NOW)),
  sample('previewOfAsk', leaving, previewOfAsk(holdingAt('remove unknown'), NOW)),
  ...there.flatMap((row) => [
    sample('vanished', row, vanished(2)),
    sample('pastRetention', row, pastRetention(2)),
    sample('leftToOthers', row, leftToOthers(row, 90)),
    sample('goneAlready', row, goneAlready(2)),
  ]),
  sample('neverSent', unknown, neverSent(1)),
  sample('unreadable', NEW, unreadable('FOREIGN_ERROR: no form')),
  sample('readAgain', NEW, readAgain()),
  sample('leftForeign', foreign, leftForeign(holdingAt('foreign'))),
  sample('removalDue', ours, removalDue(ID, 60, NOW)),
  sample('removalDue', leaving, removalDue(ID, 60, NOW)),
  sample('removalOfFound', unknown, removalOfFound(ID, 60, NOW)),
  sample('braked', due, braked(ID, 25)),
  sample('removalAsked', due, removalAsked(ID, NOW)),
  sample('removalRefused', leaving, removalRefused(ID, 'no')),
  ...[unknown, ours, leaving].map((row) => sample('removalGivenUp', row, removalGivenUp(row, CAUSE))),
  ...[ours, leaving, due].map((row) => sample('previewOfRemoval', row, previewOfRemoval(row, NOW))),
  sample('removed', leaving, removed(idOf(UPS_NUMBER, 2), NOW)),
  sample('keptMoving', leaving, keptMoving(ID, 'InTransit')),
  sample('keptMoving', due, keptMoving(ID, null)),
];
