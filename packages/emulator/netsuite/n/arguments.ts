/** Reads the arguments of a function of N/: one object with names, or positional values. */

import { missingArgument, ScriptFault } from '../runtime/faults';
import { isDate } from '../runtime/realm';

type Options = Readonly<Record<string, unknown>>;

export function options(
  call: string,
  given: readonly unknown[],
  names: readonly string[],
  required: readonly string[] = [],
): Options {
  const [first] = given;
  const found: Record<string, unknown> = {};
  if (typeof first === 'object' && first !== null && !isDate(first) && !Array.isArray(first)) {
    for (const name of names) if (name in first) found[name] = Reflect.get(first, name);
  } else {
    names.forEach((name, index) => (found[name] = given[index]));
  }
  for (const name of required) {
    if (found[name] === undefined || found[name] === null || found[name] === '') throw missingArgument(call, name);
  }
  return found;
}

export function text(call: string, value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new ScriptFault('SSS_INVALID_TYPE_ARG', `${call}: ${name} has to be a text.`);
}

/** Parses an internal id given as number or text. */
export function internalId(call: string, value: unknown, name: string): number {
  const id = Number(value);
  if (!Number.isInteger(id)) throw new ScriptFault('SSS_INVALID_TYPE_ARG', `${call}: ${name} is not an internal id.`);
  return id;
}

/** Entries of a script's plain object. */
export function entries(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
