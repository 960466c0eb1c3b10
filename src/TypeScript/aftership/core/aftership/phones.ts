/**
 * Brings a phone number as people write it into E.164. A wrong number reaches a stranger, so a number is given only
 * when the text can be read in one way.
 */

import { clean } from '../numbers/clean';
import {
  isNumber,
  MIN_DIGITS,
  isPrefix,
  planOf,
  plansOfDigits,
  withoutPrefix,
  type NumberingPlan,
} from './numbering_plans';

/** Why a text gives no phone number. */
export type PhoneGap =
  /** The text has no digits. */
  | 'none'
  | 'letters'
  | 'too short'
  | 'too long'
  /** The number has no country code, and the destination's country is not known. */
  | 'no country'
  /** No country has the calling code. */
  | 'unknown code'
  /** The number has a valid length, but its country gives out no such numbers. */
  | 'not given out'
  /** The number lacks the prefix that the country's national numbers have. */
  | 'no prefix'
  /** The text can be read as two different numbers. */
  | 'ambiguous'
  /** Somebody typed the digits only to fill the field: `0000000000`, `1234567890`. */
  | 'filler';

export type PhoneReading = { readonly number: string } | { readonly gap: PhoneGap };

const gap = (why: PhoneGap): PhoneReading => ({ gap: why });

// ── What is around a number ──────────────────────────────────────────────────────────────────────────────────────────

const LABEL = String.raw`(?:telephone|telefono|teléfono|telefon|téléphone|tel|phone|ph|mobile|mobil|móvil|mob|cell|cel|handy|gsm|whatsapp|home|work|office|privat|[tpmhwc])`;
const LABEL_BEFORE = new RegExp(String.raw`^[\s(]*${LABEL}\b[\s.:)]*`, 'i');
const LABEL_AFTER = new RegExp(String.raw`[\s(]+${LABEL}\.?[\s)]*$`, 'i');
const EXTENSION =
  /(?:(?<!\p{L})(?:ext(?:ension)?|extn|durchwahl|dw|poste|toestel|interno|int|ramal|anexo|wew|доб)|(?<=[\d\s])x|#)[\s.:]*\d{1,7}\s*$/iu;
/** Matches a number to which a spreadsheet has added decimals. */
const DECIMALS = /^(\s*\d{7,})\.0+\s*$/;

function bareText(piece: string): string {
  return piece.replace(LABEL_BEFORE, '').replace(LABEL_AFTER, '').replace(EXTENSION, '').replace(DECIMALS, '$1').trim();
}

// ── One number ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Written {
  readonly hasPlus: boolean;
  readonly digits: string;
  /** Digits in brackets that callers dial or leave out: the zero of `+49 (0)30`. */
  readonly bracketed: { readonly digits: string; readonly after: string } | null;
}

function read(text: string): Written {
  const bracket = /\(\s*(\d{1,2})\s*\)(.*)$/.exec(text);
  return {
    hasPlus: text.includes('+'),
    digits: text.replace(/\D/g, ''),
    bracketed: bracket && { digits: bracket[1] ?? '', after: (bracket[2] ?? '').replace(/\D/g, '') },
  };
}

/** A number that was found in a text: its calling code, and its national number. */
interface Found {
  readonly callingCode: string;
  readonly national: string;
}

/**
 * The national numbers that may follow a calling code: as written, or else without the prefix that people dial only
 * within the country.
 */
function nationalAfterCode(plan: NumberingPlan, rest: string, { bracketed }: Written): readonly string[] {
  const { callingCode } = plan;
  if (bracketed !== null && rest === bracketed.digits + bracketed.after) {
    const isOptional = bracketed.digits === '0' || isPrefix(plan, bracketed.digits);
    if (isOptional) return [rest, bracketed.after].filter((national) => isNumber(callingCode, national));
  }
  if (isNumber(callingCode, rest)) return [rest];
  const stripped = withoutPrefix(plan, rest);
  return stripped !== null && isNumber(callingCode, stripped) ? [stripped] : [];
}

/** The numbers in digits that begin with a calling code. */
function withCallingCode(digits: string, written: Written): readonly Found[] {
  const [plan] = plansOfDigits(digits) ?? [];
  if (plan === undefined) return [];
  const { callingCode } = plan;
  const rest = digits.slice(callingCode.length);
  return nationalAfterCode(plan, rest, written).map((national) => ({ callingCode, national }));
}

/**
 * The digits that follow an international prefix: `00`, which people write in every country, or the prefix of the
 * destination's country.
 */
function afterInternationalPrefix(digits: string, plan: NumberingPlan | null): readonly string[] {
  const prefixes = ['00', plan?.internationalPrefix?.exec(digits)?.[0] ?? '00'];
  return [...new Set(prefixes)]
    .filter((prefix) => digits.startsWith(prefix))
    .map((prefix) => digits.slice(prefix.length));
}

interface Readings {
  readonly sure: readonly Found[];
  /** National numbers without the prefix that their country writes. They may be numbers of another country. */
  readonly doubtful: readonly Found[];
}

function readingsOf(written: Written, plan: NumberingPlan | null): Readings {
  const { digits, hasPlus, bracketed } = written;
  if (hasPlus) return { sure: withCallingCode(digits, written), doubtful: [] };
  const international = afterInternationalPrefix(digits, plan).flatMap((rest) => withCallingCode(rest, written));
  if (plan === null) return { sure: international, doubtful: [] };

  const { callingCode } = plan;
  const ownCode = digits.startsWith(callingCode) ? withCallingCode(digits, written) : [];
  const isOwnCode = bracketed !== null && digits === callingCode + bracketed.digits + bracketed.after;
  if (isOwnCode && ownCode.length > 0) return { sure: ownCode, doubtful: [] };

  const stripped = withoutPrefix(plan, digits);
  const national = [stripped, plan.bare?.test(digits) === true ? digits : null]
    .flatMap((number) => number ?? [])
    .filter((number) => isNumber(callingCode, number))
    .map((number) => ({ callingCode, national: number }));
  const isDoubtful = isNumber(callingCode, digits) && plan.bare?.test(digits) !== true;
  return {
    sure: [...international, ...ownCode, ...national],
    doubtful: isDoubtful ? [{ callingCode, national: digits }] : [],
  };
}

/** Whether the digits are one repeated digit, or count up or down. */
function isFiller(digits: string): boolean {
  const steps = new Set([...digits].slice(1).map((digit, index) => (Number(digit) - Number(digits[index]) + 10) % 10));
  const [step] = steps;
  return steps.size === 1 && (step === 0 || step === 1 || step === 9);
}

/** Why the digits are no number of a plan. */
function gapIn({ callingCode, lengths }: NumberingPlan, national: string): PhoneGap {
  const shortest = Math.max(Math.min(...lengths), MIN_DIGITS - callingCode.length);
  if (national.length < shortest) return 'too short';
  return national.length > Math.max(...lengths) ? 'too long' : 'not given out';
}

function gapOf({ digits, hasPlus }: Written, plan: NumberingPlan | null): PhoneGap {
  const [rest] = hasPlus ? [digits] : digits.startsWith('00') ? [digits.slice(2)] : [];
  if (rest !== undefined) {
    const [found] = plansOfDigits(rest) ?? [];
    return found === undefined ? 'unknown code' : gapIn(found, rest.slice(found.callingCode.length));
  }
  return plan === null ? 'no country' : gapIn(plan, withoutPrefix(plan, digits) ?? digits);
}

function readOne(text: string, plan: NumberingPlan | null): PhoneReading {
  if (!/\d/.test(text)) return gap('none');
  if (/[^\d\s+().[\]'~-]/.test(text)) return gap('letters');
  const written = read(text);
  if (isFiller(written.digits)) return gap('filler');
  const { sure, doubtful } = readingsOf(written, plan);
  const numbers = new Set([...sure, ...doubtful].map(({ callingCode, national }) => `+${callingCode}${national}`));
  const [number] = numbers;
  if (number === undefined) return gap(gapOf(written, plan));
  if (numbers.size > 1) return gap('ambiguous');
  if (sure.some(({ national }) => isFiller(national))) return gap('filler');
  return sure.length === 0 ? gap('no prefix') : { number };
}

// ── A field ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const isFound = (reading: PhoneReading): reading is { readonly number: string } => 'number' in reading;

/**
 * Matches what always separates two numbers. A plus begins a number, and a bracket before the plus belongs to that
 * number.
 */
const SURELY_BETWEEN = /\n|\s(?:or|and|oder|und|ou|et|o|y|e)\s|(?=\(?\+)/i;
/**
 * Marks that may separate two numbers, the weakest last. A slash stands between two numbers, or behind the area code of
 * one.
 */
const PERHAPS_BETWEEN: readonly RegExp[] = [/[;,|&]/, /\//];

const hasDigits = (text: string): boolean => /\d/.test(text);

const beginsAtHome = (part: string, plan: NumberingPlan | null): boolean =>
  plan !== null && withoutPrefix(plan, part.replace(/\D/g, '')) !== null;

function readPiece(piece: string, plan: NumberingPlan | null, separators = PERHAPS_BETWEEN): PhoneReading {
  const text = bareText(piece);
  const together = readOne(text.replace(/[;,|&/]/g, ' '), plan);
  const [separator, ...weaker] = separators;
  if (separator === undefined) return together;
  const parts = text.split(separator).filter(hasDigits);
  if (parts.length < 2) return readPiece(parts.join(''), plan, weaker);
  const apart = parts.map((part) => readPiece(part, plan, weaker));
  const first = apart.find(isFound);
  if (first === undefined) return together;
  const isOther = isFound(together) ? together.number !== first.number : together.gap === 'ambiguous';
  // The rest of one number may look like a number too. If a later part begins with the country's own prefix, the parts
  // are separate numbers.
  const areNumbers = first === apart[0] && parts.slice(1).some((part) => beginsAtHome(part, plan));
  return isOther && !areNumbers ? gap('ambiguous') : first;
}

/**
 * The first phone number of a field, read for the country of the destination; or the reason why there is none. The
 * country is an ISO 3166-1 code of two or three letters.
 */
export function toE164(text: string, destinationCountry: string | null): PhoneReading {
  const plan = planOf(destinationCountry);
  const pieces = clean(text).split(SURELY_BETWEEN).filter(hasDigits);
  const readings = pieces.map((piece) => readPiece(piece, plan));
  return readings.find(isFound) ?? readings[0] ?? gap('none');
}
