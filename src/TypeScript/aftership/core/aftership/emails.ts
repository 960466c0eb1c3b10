/** E-mail addresses as people type them: several in one field, some of them wrong. */

export interface Emails {
  /** Every address once, in the order given. Two addresses that differ only in capitals are the same. */
  readonly valid: readonly string[];
  readonly invalidCount: number;
}

const MAX_LENGTH = 254;

export function splitEmails(text: string): Emails {
  const valid = new Map<string, string>();
  let invalidCount = 0;
  for (const email of text.split(/[\s,;]/).filter((piece) => piece !== '')) {
    if (email.length > MAX_LENGTH || !/^[^@\s"<>()]+@[^@\s"<>()]+\.[^@\s."<>()]+$/.test(email)) invalidCount += 1;
    else if (!valid.has(email.toLowerCase())) valid.set(email.toLowerCase(), email);
  }
  return { valid: [...valid.values()], invalidCount };
}

/** What stands around an address in a text: spaces, brackets, quotation marks and the marks of lists. */
const BETWEEN_MARKS = /[^\s<>()[\]{}"'“”‘’,;:|=]+/g;

/**
 * The text with every e-mail address replaced, valid or not. The cost grows
 * with the length of the text only.
 */
export function replaceEmails(text: string, replacement: (email: string) => string): string {
  return text.replace(BETWEEN_MARKS, (piece) => {
    const email = piece.endsWith('.') ? piece.slice(0, -1) : piece;
    const isEmail = email.indexOf('@') > 0 && email.lastIndexOf('@') < email.length - 1;
    return isEmail ? `${replacement(email)}${piece.slice(email.length)}` : piece;
  });
}
