/**
 * What the form of a number proves, and which carriers it allows. Numbers here consist of capital letters and digits
 * only.
 */

import type { Form } from './forms';
import { FORMS, FULLY_KNOWN, S10_FORMS } from './forms';

export interface Proof {
  readonly form: Form;
  /** The number as the carrier prints it, which may be a part of the label's barcode. */
  readonly printed: string;
}

/**
 * With at least this many bits, a form proves a number in any text. With fewer bits, another carrier's number may fit
 * by chance.
 */
export const STRONG_BITS = 7;

/** The bits that a check digit of ten is worth. */
export const CHECK_BITS = 3;

interface CompiledForm {
  readonly form: Form;
  readonly expression: RegExp;
}

function compile(forms: readonly Form[]): readonly CompiledForm[] {
  return forms.map((form) => ({ form, expression: new RegExp(`^(?:${form.pattern})$`) }));
}

const S10_SHAPE = /^[A-Z]{2}\d{9}[A-Z]{2}$/;

let compiled: {
  readonly forms: readonly CompiledForm[];
  readonly s10: readonly CompiledForm[];
  /**
   * All patterns in one expression. Most texts have no form, and one expression finds that out faster than a hundred.
   */
  readonly any: RegExp;
} | null = null;

function candidates(number: string): readonly CompiledForm[] {
  compiled ??= {
    forms: compile(FORMS),
    s10: compile(S10_FORMS),
    any: new RegExp(`^(?:${FORMS.map(({ pattern }) => pattern).join('|')})$`),
  };
  const forms = compiled.any.test(number) ? compiled.forms : [];
  return S10_SHAPE.test(number) ? [...compiled.s10, ...forms] : forms;
}

/** The form in which numbers are compared with patterns: only digits and letters, in capitals. */
export function compact(text: string): string {
  return text.replace(/[^0-9A-Za-z]/g, '').replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** All forms that the text has, the strongest first. When a form has a check digit, the check digit is right. */
export function proofsOf(number: string): readonly Proof[] {
  if (number.length < 8) return [];
  const proofs: Proof[] = [];
  for (const { form, expression } of candidates(number)) {
    const match = expression.exec(number);
    if (match === null) continue;
    const inner = match[1] ?? number;
    if (form.check !== null && !form.check(form.checksWhole ? number : inner)) continue;
    const printed = form.printsHyphen ? `${inner.slice(0, -1)}-${inner.slice(-1)}` : inner;
    proofs.push({ form, printed });
  }
  return proofs.sort((a, b) => b.form.bits - a.form.bits);
}

/** An unmistakable form that the text has except for its check digit; null when it has none. */
export function mistypedForm(number: string): Form | null {
  const found = candidates(number).find(
    ({ form, expression }) => form.isUnmistakable && form.check !== null && expression.test(number),
  );
  return found?.form ?? null;
}

/** The forms that a number has. */
export function formsOf(number: string): readonly Form[] {
  return proofsOf(compact(number)).map(({ form }) => form);
}

/** Whether prefix and check digit leave no doubt that it is a carrier's number. */
export function isProvedNumber(number: string): boolean {
  return formsOf(number).some(({ bits }) => bits >= STRONG_BITS);
}

/** The slugs that a number with this form may have; null when its form is not known, or is shared by many carriers. */
export function allowedSlugs(number: string): ReadonlySet<string> | null {
  const forms = formsOf(number);
  const strong = forms.filter(({ bits }) => bits >= STRONG_BITS);
  const telling = strong.length > 0 ? strong : forms;
  if (telling.length === 0 || telling.some(({ isOpen }) => isOpen)) return null;
  return new Set(telling.flatMap(({ slugs }) => slugs));
}

/**
 * Whether the carrier may have given the number. A bare number may fit another carrier's check digit by chance, so such
 * a fit does not rule out a carrier whose numbers are not all known.
 */
export function couldBe(number: string, slug: string): boolean {
  const forms = formsOf(number);
  if (forms.some(({ slugs }) => slugs.includes(slug))) return true;
  const isProved = forms.some(({ bits, isOpen }) => bits >= STRONG_BITS && !isOpen);
  return !isProved && !FULLY_KNOWN.has(slug);
}

/** A key that is equal for two spellings of one parcel's number. */
export function numberKey(number: string): string {
  const plain = compact(number);
  const keyed = proofsOf(plain).find(({ form }) => form.key !== null && form.bits >= 5);
  if (keyed === undefined)
    return compact(proofsOf(plain).find(({ form }) => form.bits >= STRONG_BITS)?.printed ?? plain);
  const [start, end] = keyed.form.key ?? [0, plain.length];
  return plain.slice(start, end);
}
