/** The last thing between a secret and a screen: nothing that holds one is ever meant to be printed. */

const HIDDEN = '(hidden)';
/** Shorter texts are no keys, and stand in ordinary sentences. */
const SHORTEST = 6;

export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(toWellFormed(secret)),
    JSON.stringify(secret).slice(1, -1),
  ]);
  return [...new Set(forms)]
    .filter((form) => form.length >= SHORTEST)
    .sort((left, right) => right.length - left.length)
    .reduce((cleaned, form) => cleaned.replaceAll(form, HIDDEN), text);
}

/** Half of a surrogate pair cannot be percent-encoded. */
function toWellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
