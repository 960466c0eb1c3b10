/** Reads a stretch as a number, and says whether it is proved, possible, damaged or no number. */

import type { Atom } from './atoms';
import type { Damage, Found, How, Piece } from './pieces';
import type { Proof } from './proofs';
import { STRONG_BITS, compact, mistypedForm, proofsOf } from './proofs';
import type { Span } from './spans';
import { LONG_GROUP, isKnownWord, isNaming, joinPenalty, spansFrom } from './spans';
import { classesOf } from './words';

/**
 * A cost is the number of bits that a reading leaves unexplained. A number without a known form costs `UNPROVED`. A
 * form subtracts its own bits from `BASE`, but leaves at least one.
 */
const BASE = 12;
const UNPROVED = 10;
const DAMAGED = 9;
const SHORT = 6;
const CORRECTED = 3;

const SHORTEST_PLAUSIBLE = 7;
/** Carriers give no longer number of bare digits. Longer digits are two numbers, or a barcode that is not known. */
const LONGEST_DIGITS = 24;
const LONGEST_MIXED = 24;
const ONE_DIGIT = /^(\d)\1*$/;

/** All readings as one number, of the stretches that begin with an atom. */
export function numbersFrom(text: string, atoms: readonly Atom[], index: number): readonly Piece[] {
  return spansFrom(text, atoms, index).flatMap((span) => readSpan(span) ?? []);
}

/** Reads a whole text as a number, such as the value in a link; null when it cannot be a number. */
export function readAlone(text: string): Piece | null {
  const number = compact(text);
  if (number === '' || !/^[0-9A-Za-z.\-_ ]+$/.test(text)) return null;
  return readSpan({
    start: 0,
    end: text.length,
    before: '',
    text,
    compact: number,
    groups: [text],
    separators: [],
    isOdd: false,
  });
}

function readSpan(span: Span): Piece | null {
  // A repeated digit, mostly 0, only fills the field.
  if (ONE_DIGIT.test(span.compact)) return null;
  const proofs = proofsOf(span.compact);
  const isChecked = proofs.some(({ form }) => form.check !== null || form.bits >= STRONG_BITS);
  if (isChecked) return provedPiece(span, proofs);
  return correctedPiece(span) ?? damagedPiece(span) ?? provedPiece(span, proofs) ?? unprovedPiece(span);
}

// ── Proved ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function provedPiece(span: Span, proofs: readonly Proof[]): Piece | null {
  const [best] = proofs;
  if (best === undefined) return null;
  const { bits } = best.form;
  const rivals = proofs.filter(({ form }) => form.bits >= Math.max(bits - 3, STRONG_BITS));
  const printed = [...new Set(rivals.map((proof) => proof.printed))];
  const cost = provedCost(span, best);
  if (printed.length > 1) return damaged(span, 'two_barcodes', cost, printed, best);
  const how = compact(best.printed) === span.compact ? howWritten(span) : 'barcode';
  // A scanner does not write hyphens and points.
  const isOddBarcode = how === 'barcode' && span.separators.some((separator) => /[.-]/.test(separator));
  // A form without a check digit does not prove that a mark within the number is not a part of it.
  const isProof = best.form.check !== null || bits >= STRONG_BITS;
  return numberPiece(span, isOddBarcode ? cost + 6 : cost, isProof ? best.printed : writtenNumber(span), how, best);
}

function provedCost(span: Span, { form }: Proof): number {
  if (form.check === null && form.bits < 2) return unprovedCost(span);
  return BASE - Math.min(form.bits, BASE - 1) + joinPenalty(span, form.isLoose ? 0 : form.bits);
}

// ── Mistyped ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Replaces a letter O or I by a digit, if only the digit makes a number that proves itself. */
function correctedPiece(span: Span): Piece | null {
  if (span.compact.length < 10 || !/[OQIL]/.test(span.compact) || span.groups.some(isKnownWord)) return null;
  for (const candidate of corrections(span.compact)) {
    const [best] = proofsOf(candidate);
    if (best !== undefined && best.form.check !== null && best.form.bits >= STRONG_BITS) {
      return numberPiece(span, provedCost(span, best) + CORRECTED, best.printed, 'corrected', best);
    }
  }
  return null;
}

function corrections(number: string): readonly string[] {
  const digits = number.replace(/[OQ]/g, '0').replace(/[IL]/g, '1');
  if (/^[0-9OQIL]+$/.test(number)) return [digits];
  // UPS numbers have letters in the first half, and postal numbers have letters at both ends.
  if (/^[1IL]Z[0-9A-Z]{16}$/.test(number)) return [`1${number.slice(1)}`, `1${number.slice(1, 8)}${digits.slice(8)}`];
  const isS10 = /^[A-Z]{2}[0-9OQIL]{9}[A-Z]{2}$/.test(number);
  return isS10 ? [`${number.slice(0, 2)}${digits.slice(2, 11)}${number.slice(11)}`] : [];
}

function damagedPiece(span: Span): Piece | null {
  const number = span.compact;
  const isJoined = span.groups.length > 1;
  if (number.length < 10 || (isJoined && span.groups.some(({ length }) => length >= LONG_GROUP))) return null;
  const cost = DAMAGED + joinPenalty(span, STRONG_BITS);
  const form = [number, ...corrections(number)].map(mistypedForm).find((one) => one !== null) ?? null;
  if (form !== null) return damaged(span, 'check_digit', cost, [], { form, printed: number });
  const whole = wholeUps(number);
  if (hasOtherLength(number) || whole !== null) {
    return damaged(span, 'wrong_length', cost, whole === null ? [] : [whole], null);
  }
  return isTooLong(number) && !isJoined ? damaged(span, 'too_long', cost + 3, [], null) : null;
}

/**
 * Whether the text looks like a number of UPS, USPS, FedEx Ground or a postal operator with one or two characters too
 * few or too many.
 */
function hasOtherLength(number: string): boolean {
  if (/^(?:[1IL]Z[0-9A-Z]{13,18}|9[1-6]\d{19}(?:\d{2})?)$/.test(number)) return true;
  const s10 = /^([A-Z]{2})\d{8}(?:\d{2})?([A-Z]{2})$/.exec(number);
  return s10 !== null && mistypedForm(`${s10[1] ?? ''}000000000${s10[2] ?? ''}`) !== null;
}

/** The complete UPS number, when its first characters are wrong or missing; null when the rest does not prove it. */
function wholeUps(number: string): string | null {
  const serial = number.length === 18 ? number.slice(2) : number.length === 17 ? number.replace(/^[1ILZ]/, '') : '';
  if (!/^[0-9A-Z]{8}\d{8}$/.test(serial) || !/[A-Z]/.test(number.slice(0, 8))) return null;
  const whole = `1Z${serial}`;
  return proofsOf(whole).some(({ form }) => form.id === 'ups-1z') ? whole : null;
}

function isTooLong(number: string): boolean {
  return number.length > (/^\d+$/.test(number) ? LONGEST_DIGITS : LONGEST_MIXED);
}

// ── Unproved ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function unprovedPiece(span: Span): Piece | null {
  const number = span.compact;
  const digits = number.replace(/\D/g, '').length;
  const isJoined = span.groups.length > 1;
  if (span.isOdd || isTooLong(number) || digits === 0 || span.groups.some(isMeasure)) return null;
  if (isJoined && span.groups.some((_group, at) => isWordBeside(span, at))) return null;
  if (number.length < SHORTEST_PLAUSIBLE || digits < 4 || isWordWithCount(number, digits)) {
    const isShort = !isJoined && number.length >= 4 && (digits < number.length || digits >= 5);
    return isShort
      ? { ...place(span, SHORT), kind: 'short', found: [found(span, number, howWritten(span), null)] }
      : null;
  }
  return numberPiece(span, unprovedCost(span), writtenNumber(span), howWritten(span), null);
}

function unprovedCost(span: Span): number {
  return UNPROVED + joinPenalty(span, 0) + lengthPenalty(span) + wordPenalty(span.compact);
}

/**
 * Whether a group of letters is a word beside the number. It belongs to the number only when a mark ties it to the
 * number, or when two letters lead the number.
 */
function isWordBeside({ groups, separators }: Span, index: number): boolean {
  const [group = '', next] = [groups[index], groups[index + 1]];
  if (/\d/.test(group)) return false;
  if (next === undefined) return true;
  return /^ +$/.test(separators[index] ?? '') && (group.length > 2 || !/^\d/.test(next));
}

/** Whether the group is a measure: `45kg` */
function isMeasure(group: string): boolean {
  const unit = /^\d{1,4}([A-Za-z]+)$/.exec(group)?.[1] ?? '';
  return unit !== '' && classesOf(unit).has('unit');
}

/** Whether the text is a word with a count: `WAREHOUSE12` */
function isWordWithCount(number: string, digits: number): boolean {
  return digits < 5 && /^[A-Z]{4,}\d+$/.test(number);
}

/**
 * The extra cost of long digits that nothing proves. Long numbers mostly have check digits and known forms, so such
 * digits are more likely something else, and in groups more likely two numbers.
 */
function lengthPenalty({ compact: number, groups }: Span): number {
  if (!/^\d{16,}$/.test(number)) return 0;
  const long = number.length > 22 ? 10 : number.length >= 19 ? 4 : 2;
  return groups.length > 1 ? long + 6 : long;
}

/** The extra cost when the letters are a word, as in `FEDEX986578788855` and `PRO123456789`. */
function wordPenalty(number: string): number {
  const letters = /^[A-Z]{3,}(?=\d+$)/.exec(number)?.[0] ?? /^\d+([A-Z]{3,})$/.exec(number)?.[1] ?? '';
  return letters !== '' && isNaming(letters) ? 5 : 0;
}

/**
 * The number as it is tracked. Groups of digits are joined; other marks stay, because they may belong to a number of an
 * unknown form.
 */
function writtenNumber(span: Span): string {
  if (/^\d+$/.test(span.compact)) return span.compact;
  return span.text.replace(/[^0-9A-Za-z.\-_]/g, '').replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

// ── Making pieces ────────────────────────────────────────────────────────────────────────────────────────────────────

function howWritten(span: Span): How {
  if (span.groups.length > 1) return 'joined';
  return span.text === span.compact ? 'typed' : 'cleaned';
}

function found(span: Span, number: string, how: How, proof: Proof | null): Found {
  return { number, typed: span.text, form: proof?.form ?? null, how, slug: null, parameters: [] };
}

function numberPiece(span: Span, cost: number, number: string, how: How, proof: Proof | null): Piece {
  return { ...place(span, cost), kind: 'numbers', found: [found(span, number, how, proof)] };
}

function damaged(span: Span, why: Damage, cost: number, offers: readonly string[], proof: Proof | null): Piece {
  return { ...place(span, cost), kind: 'damaged', why, form: proof?.form ?? null, offers };
}

function place({ start, end, before, text }: Span, cost: number) {
  return { start, end, before, text, cost };
}
