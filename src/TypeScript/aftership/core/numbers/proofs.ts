/**
 * What the form of a number proves, and which carriers it allows. A number here is of capital letters and digits alone.
 */

import type { Form } from './forms';
import { FORMS, FULLY_KNOWN, S10_FORMS } from './forms';

export interface Proof {
  readonly form: Form;
  /** As the carrier prints it, which is less than what the barcode of a label holds. */
  readonly printed: string;
}

/** From here on a form proves a number in any text; below, another carrier's number may fit by chance. */
export const STRONG_BITS = 7;

/** A check digit of ten. */
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
  /** All patterns in one: most texts have no form, and one expression says so faster than a hundred. */
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

/** The number of letters, digits and punctuation as the forms know it. */
export function compact(text: string): string {
  return text.replace(/[^0-9A-Za-z]/g, '').replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Every form that the text has, the strongest first, with a check digit that fits where the form has one. */
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

/** A form that nothing else looks like, when the text has it but for its check digit. */
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

/** The slugs that such a number may have. Null: the number has no form that we know, or one of many carriers. */
export function allowedSlugs(number: string): ReadonlySet<string> | null {
  const forms = formsOf(number);
  const strong = forms.filter(({ bits }) => bits >= STRONG_BITS);
  const telling = strong.length > 0 ? strong : forms;
  if (telling.length === 0 || telling.some(({ isOpen }) => isOpen)) return null;
  return new Set(telling.flatMap(({ slugs }) => slugs));
}

/**
 * Whether the carrier may have given the number. Unlike a set of slugs, it does not rule out a carrier whose numbers we do
 * not know because a bare number happens to fit another carrier's check digit.
 */
export function couldBe(number: string, slug: string): boolean {
  const forms = formsOf(number);
  if (forms.some(({ slugs }) => slugs.includes(slug))) return true;
  const isProved = forms.some(({ bits, isOpen }) => bits >= STRONG_BITS && !isOpen);
  return !isProved && !FULLY_KNOWN.has(slug);
}

/** Equal for two spellings of one parcel's number. */
export function numberKey(number: string): string {
  const plain = compact(number);
  const keyed = proofsOf(plain).find(({ form }) => form.key !== null && form.bits >= 5);
  if (keyed === undefined)
    return compact(proofsOf(plain).find(({ form }) => form.bits >= STRONG_BITS)?.printed ?? plain);
  const [start, end] = keyed.form.key ?? [0, plain.length];
  return plain.slice(start, end);
}
