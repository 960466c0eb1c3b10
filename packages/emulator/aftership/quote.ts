/** What a refusal quotes of the request, where the dial `refusedValue` says so. No page shows such a text. */

import { isObject, parseText, type Json, type Refusal } from './answers';

/** Members of a request that are about people. */
const PERSONAL = /^(customers|destination_.+)$/;

/**
 * A refusal that names what was sent: 4008 the wrong value, 4009 the object that lacks the field. A refusal without a
 * field quotes everything about people.
 */
export function quoteSent(refusal: Refusal, body: string | null): Refusal {
  if (refusal.code !== 4008 && refusal.code !== 4009) return refusal;
  const sent = parseText(body);
  if (!isObject(sent)) return refusal;
  if (refusal.fieldName !== undefined) {
    const value = JSON.stringify(valueAt(sent, refusal.fieldName));
    return { ...refusal, fieldName: `${refusal.fieldName} (${value})` };
  }
  const personal = Object.entries(sent).filter(([name]) => PERSONAL.test(name));
  return personal.length === 0
    ? refusal
    : { ...refusal, fieldName: `(${JSON.stringify(Object.fromEntries(personal))})` };
}

/** The value at a path such as `customers[0].email`, or the nearest object around it. */
function valueAt(sent: Json, path: string): Json {
  let value = sent;
  for (const name of path.split(/[.[\]]+/)) {
    const inner: unknown = name === '' || typeof value !== 'object' ? undefined : Reflect.get(Object(value), name);
    if (inner === undefined) break;
    value = inner as Json;
  }
  return value;
}
