/** Removes secrets from text before it is shown, as a last safeguard. */

const HIDDEN = '(hidden)';
/** Shorter texts are not keys and occur in ordinary sentences. */
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

/** Replaces halves of surrogate pairs, which cannot be percent-encoded. */
function toWellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
