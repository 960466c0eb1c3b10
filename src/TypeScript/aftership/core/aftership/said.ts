/**
 * Keeps of AfterShip's own sentence only what cannot be about a person. A refusal may quote the request or what
 * AfterShip stores: names, addresses, phone numbers, whole, in part or in other letters. So a word stays only if it is
 * one of the words in which such sentences are written, the name of a field, or what the row holds anyway.
 */

import { NOT_MAPPED, TARGET_NAMES } from '../fields/targets';
import { plainLetters } from '../letters';
import { once } from '../once';
import { cut } from '../values';
import { replaceEmails } from './emails';
import type { CreateTrackingBody, UpdateTrackingBody } from './tracking';

/** The body of a request, whose values its answer may quote. */
export type SentBody = Partial<CreateTrackingBody> | UpdateTrackingBody;

/** AfterShip's documented sentences have less than 200 characters. What follows this many characters is not read. */
export const LONGEST_SENTENCE = 400;

/** Stands for words that were left out. */
const LEFT_OUT = '…';

/** What stands between words. Any other character belongs to a word, so it stays only with a word that stays. */
const BETWEEN_WORDS = /[\s!-/:-@[-^`{-~‘’“”]+/g;

/** Values are taken apart at underscores, too: `ada_king@example.com` names Ada. */
const BETWEEN_PARTS = /[\s!-/:-@[-`{-~‘’“”]+/;

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that say nothing alone. They stay even if a value of the request has them, such as the note of a gift. */
const smallWords = once(() =>
  words(`
    a an the of is are was were be been in on at to for from by with without and or not no as it its this that these
    than there we our you your they their has have do does can could should must would if when which only also any all
    more most less least other too but because per via up out after before s t don doesn isn couldn re
  `),
);

/** Words in which a service says what is wrong with a request: those of AfterShip's documents, and their like. */
const plainWords = once(() =>
  words(`
    above accept accepted access account accounts activate activated active add additional address addresses admin
    aftership again allow allowed alpha alphanumeric already another api app applicable application approve approved
    array ascii assigned associated attempt attempts attribute attributes authorization auto automatic automatically
    available bad badrequest beginning belong belongs below besides between blank body boolean both brackets bytes
    call cancelled cannot capital carrier carriers case cause causes certain change changed character characters
    check choose city code codes colon com combination comma commas company complete condition conditions
    configuration configured conflict connect connected connection constraint contact contain containing contains
    content correct correction correctly countries country courier couriers create created creating credential
    credentials currently custom customer customers data date dates day days dd deactivated decimal decode default
    delete deleted delivery denied deprecated description destination details detect detected detection determine
    determined did different digit digits direction disabled docs documentation does doesn dot dots duplicate
    duplicated duplicates during e each either eligible email emails emoji empty enable enabled encoded encoding end
    ends enough ensure enter entered entity entry enum equal error errors exact exactly exceed exceeded exceeding
    exceeds exception exist existing exists expected expired expires express expression extra failed fails failure
    false field fields file final finished first follow following forbidden format formats forward found full
    further future general given goods greater group had handled here hour hours however html http https
    hyphen hyphens id identical identifier identify ids ignore ignored immediately import imported in inactive
    include included includes including incorrect incorrectly index info information initial input instance instead
    integer internal into invalid is iso issue issues item items its json keep key keys kilobytes kind known label
    language last later leading least length letter letters limit limited limits line lines link list listed local
    location long longer longest lower lowercase made mail make makes malformed manage mandatory manual manually
    match matched matches matching max maximum may megabytes message method min minimum minus minute minutes miss
    missing mm mobile multiple must name named names necessary need needed needs neither new next none nonexistent
    nor normal note notification null number numbers numeric object objects obtain occur occurred offer ok old omit
    omitted once one onto operation option optional options order orders organization origin otherwise out outside
    over package packages page paid pair pairs parameter parameters parcel parcels parse parsed part passing
    password past path pattern payload pending perform performed permission permissions permitted phone pickup plan
    please plus point position possible postal postcode prefix present problem process processed product promised
    proper properly property provide provided province purpose query quota quote range rate raw reached read ready
    reason recent recipient recognise recognised recognize recognized record reference refused regex region rejected
    release remove removed repeated replace request requested requests require required requires resolve resource
    restricted result retrack retry return role rule rules same schema scope search second seconds select served send sent
    server service set setting settings shipment shipments shipping shop short shorter shortest should sign signs
    similar since single size slash slug slugs some something space spaces special specific specified standard start
    starts state status step still store string strings submit submitted subscription success successful
    successfully suffix suitable supplied support supported sure symbol symbols system tag tags tax temporarily
    temporary text there think time timeout times timestamp title total tracked tracking trackings trailing trial
    trigger true try turn two type types unable unauthorized unavailable undefined underscore underscores understood
    unexpected unicode unique unit unknown unprocessable unrecognized unsupported until update updated upgrade
    uppercase uri url usage use used user uses using utc utf valid validate validated validation value values
    verified verify version visit wait want was webhook weight well went were whether whitespace who whole will
    wrong www x year years yet yyyy zero zip zone
  `),
);

const FIELD_NAMES: ReadonlySet<string> = new Set([
  ...TARGET_NAMES,
  ...NOT_MAPPED.keys(),
  'custom_fields',
  'phone_number',
]);

/**
 * Fields whose form rules out anything about a person: codes, ids and days. Every other field of a request may hold a
 * name or a part of an address, because a field mapping can put any text into it.
 */
const IMPERSONAL: ReadonlySet<string> = new Set<keyof CreateTrackingBody>([
  'id',
  'tracking_number',
  'slug',
  'order_date',
  'order_promised_delivery_date',
  'language',
  'tracking_ship_date',
  'origin_country_region',
  'destination_country_region',
  'delivery_type',
  'shipment_direction',
]);

/** What the values of a request are made of. */
interface Values {
  readonly words: readonly string[];
  /** The digits of each value without what stands between them. */
  readonly digits: readonly string[];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function valuesOf(sent: SentBody): Values {
  const texts = Object.entries(sent).flatMap(([field, value]) => (IMPERSONAL.has(field) ? [] : textsIn(value)));
  return {
    words: texts.flatMap((text) => plainLetters(text).split(BETWEEN_PARTS)).filter((word) => word !== ''),
    digits: texts.map((text) => text.replace(/\D/g, '')),
  };
}

/**
 * Whether a word is a word of a value, or the beginning of one, as in a text that was cut off. One letter is the
 * beginning of too many.
 */
function isOfValue(word: string, { words: known }: Values): boolean {
  const plain = plainLetters(word);
  return known.some((each) => each === plain || (plain.length > 1 && each.startsWith(plain)));
}

/** Whether digits may be a limit or a position. */
function isCount(word: string, values: Values): boolean {
  if (!/^\d{1,4}$/.test(word) || values.words.includes(word)) return false;
  return word.length < 3 || !values.digits.some((digits) => digits.includes(word));
}

/** The name of a field. A text with its form that belongs to a value, such as `ada_king` of an e-mail address, is none. */
function isFieldName(word: string, values: Values): boolean {
  if (!/^[a-z][a-z0-9]*_[a-z0-9_]*$/.test(word)) return false;
  return FIELD_NAMES.has(word) || word.split('_').every((part) => smallWords().has(part) || !isOfValue(part, values));
}

/**
 * AfterShip's sentence without what may be about a person. `sent` is the body of the request; its number, id and
 * carrier stay, because the row names them. The cost does not grow with the sentence, of which only a part is read.
 */
export function withoutPersons(sentence: string, sent: SentBody | null): string {
  const text = replaceEmails(cut(sentence, LONGEST_SENTENCE), () => LEFT_OUT);
  const each = text.split(BETWEEN_WORDS);
  const between = text.match(BETWEEN_WORDS) ?? [];
  const values = valuesOf(sent ?? {});
  const { id = '', tracking_number: number = '', slug = '' }: Partial<CreateTrackingBody> = sent ?? {};
  const ofRow = new Set([id, number, slug].flatMap((one) => one.toLowerCase().split(BETWEEN_WORDS)));
  const isKnown = (word: string): boolean => plainWords().has(word) || smallWords().has(word) || ofRow.has(word);
  const stays = each.map(
    (word) =>
      word === '' ||
      smallWords().has(word) ||
      isFieldName(word, values) ||
      (isKnown(word.toLowerCase()) && !isOfValue(word, values)),
  );
  // Digits beside a word that is left out belong to it, as in a street or a phone number.
  const isKept = (at: number): boolean =>
    stays[at] === true || (isCount(each[at] ?? '', values) && stays[at - 1] !== false && stays[at + 1] !== false);

  let kept = '';
  each.forEach((word, at) => {
    const before = between[at - 1] ?? '';
    // Words that are left out one after the other are one value, unless a quotation begins or ends between them.
    const isContinued = at > 0 && !isKept(at - 1) && !/["'`‘’“”:=]/.test(before);
    if (isKept(at)) kept += before + word;
    else if (!isContinued) kept += before + LEFT_OUT;
  });
  return kept;
}
