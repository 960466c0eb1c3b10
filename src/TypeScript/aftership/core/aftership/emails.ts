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
    if (!/^[^@\s"<>()]+@[^@\s"<>()]+\.[^@\s."<>()]+$/.test(email) || email.length > MAX_LENGTH) invalidCount += 1;
    else if (!valid.has(email.toLowerCase())) valid.set(email.toLowerCase(), email);
  }
  return { valid: [...valid.values()], invalidCount };
}
