/**
 * Finds texts that look like secrets. Known forms are certain enough to be errors; random-looking values count only if
 * their name says that they are secret. A found secret is never shown completely.
 */

interface Secret {
  readonly kind: 'known' | 'likely';
  /** Description of the form: `a private key`. */
  readonly what: string;
  readonly line: number;
  /** Its first characters and its length. */
  readonly shown: string;
  /** Name to which the value is assigned, if there is one. */
  readonly name: string;
}

interface KnownForm {
  readonly what: string;
  readonly pattern: RegExp;
}

/**
 * Excludes matches inside a longer run of letters, because packed definitions of saved searches contain every pattern.
 */
const START = '(?<![A-Za-z0-9+/_-])';

const KNOWN_FORMS: readonly KnownForm[] = [
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/g },
  { what: 'an AfterShip API key', pattern: new RegExp(`${START}asat_[0-9A-Za-z]{20,}`, 'g') },
  { what: 'an AWS access key', pattern: new RegExp(`${START}AKIA[0-9A-Z]{16}(?![0-9A-Za-z])`, 'g') },
  { what: 'a GitHub token', pattern: new RegExp(`${START}gh[pousr]_[0-9A-Za-z]{36,}`, 'g') },
  { what: 'a Slack token', pattern: new RegExp(`${START}xox[abprs]-[0-9A-Za-z-]{20,}`, 'g') },
  { what: 'a Stripe key', pattern: new RegExp(`${START}[rs]k_live_[0-9A-Za-z]{16,}`, 'g') },
  { what: 'a Google API key', pattern: new RegExp(`${START}AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])`, 'g') },
  {
    what: 'a signed token (JWT)',
    pattern: new RegExp(`${START}eyJ[0-9A-Za-z_-]{10,}\\.eyJ[0-9A-Za-z_-]{10,}\\.[0-9A-Za-z_-]{10,}`, 'g'),
  },
];

const BEARER = /\b(?:Bearer|Basic)[ \t]+([0-9A-Za-z._~+/-]{20,}=*)/g;
const IN_ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"`<>${}]+:([^\s:/@'"`<>${}]{4,})@[a-z0-9.-]+/gi;
/** Matches `apiKey: 'value'`, `<api_key>value</api_key>`, `oauth_token="value"`, but not the comparison `==`. */
const ASSIGNMENT =
  /([A-Za-z_$][\w$.-]*)["'\]]*[ \t]*(?::|=(?!=)|>)[ \t]*(?:["'`]([^"'`\r\n]{6,512})["'`]|([^<>"'`\s]{6,512})<\/)/g;
const HEX_64 = /(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])/gi;

const SECRET_NAME =
  /(?:api[_-]?key|access[_-]?key|private[_-]?key|consumer[_-]?key|client[_-]?key|signing[_-]?key|encryption[_-]?key|license[_-]?key|subscription[_-]?key|secret|passw(?:or)?d|passphrase|pwd|token|credentials?)(?:[_-]?(?:value|id|default|prod|production|sandbox|live|test))?\d*$/i;
const TOKEN_ID = /(?:token|consumer|secret|key|credential|oauth|tba)/i;
const HASH_NAME = /hash|sha-?(?:1|256|384|512)?\b|digest|checksum|integrity|fingerprint|signature|etag|commit/i;
const PLACEHOLDER =
  /example|sample|placeholder|change.?me|replace|insert|your|dummy|fake|todo|redacted|masked|encrypted|x{4,}|\*{3,}|\.{3}|…|<|>|\$\{|\{\{|^\[|%[sd]|^(?:null|undefined|none|true|false)$/i;
/** NetSuite's names of scripts, fields, secrets and records. */
const NETSUITE_NAME = /^cust[a-z]+_?[a-z0-9_]*$|^(?:N|SuiteScripts|SuiteApps)\//i;
const GUID = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;

/** Text without any of these words is searched for known forms only. */
const HINT = /key|secret|passw|passphrase|pwd|token|credential|oauth|consumer|tba|bearer|basic|:\/\//i;

/** Longer lines are minified code or packed data, which are searched for known forms only. */
const MAX_LINE = 2_000;

export function findSecrets(text: string): readonly Secret[] {
  const found: Secret[] = [];
  text.split(/\r\n|[\n\r]/).forEach((line, index) => {
    const taken: string[] = [];
    const take = (kind: Secret['kind'], what: string, value: string, name: string): void => {
      if (taken.some((other) => other.includes(value) || value.includes(other))) return;
      taken.push(value);
      found.push({ kind, what, line: index + 1, shown: show(value), name });
    };
    for (const { what, pattern } of KNOWN_FORMS) {
      for (const [value] of line.matchAll(pattern)) if (!PLACEHOLDER.test(value)) take('known', what, value, '');
    }
    if (line.length > MAX_LINE || !HINT.test(line)) return;
    for (const [, value = ''] of line.matchAll(BEARER)) {
      if (isRandom(value, 3) && !PLACEHOLDER.test(value)) take('known', 'a token in a header', value, 'Authorization');
    }
    for (const [, value = ''] of line.matchAll(IN_ADDRESS)) {
      if (!PLACEHOLDER.test(value) && !/^pass(?:word)?$/i.test(value))
        take('likely', 'a password in an address', value, '');
    }
    for (const match of line.matchAll(HEX_64)) {
      const before = line.slice(0, match.index);
      const isNamed = TOKEN_ID.test(before) && !HASH_NAME.test(before);
      if (isNamed && isRandom(match[0], 3))
        take('known', 'a token or secret of NetSuite (64 hexadecimal digits)', match[0], '');
    }
    for (const [, name = '', quoted, plain] of line.matchAll(ASSIGNMENT)) {
      const value = quoted ?? plain ?? '';
      if (isSecretAssignment(name, value)) take('likely', 'a secret', value, name);
    }
  });
  return found;
}

function isSecretAssignment(name: string, value: string): boolean {
  if (!SECRET_NAME.test(name) || HASH_NAME.test(name) || PLACEHOLDER.test(value) || NETSUITE_NAME.test(value))
    return false;
  if (/\s/.test(value) || /^(?:https?:|\/|\.{1,2}\/|#)/.test(value)) return false;
  const isPassword = /passw|passphrase|pwd/i.test(name);
  if (GUID.test(value)) return /(?:key|secret|token)$/i.test(name);
  // Words joined by separators or capitals are names, even with a digit at the end: accessToken2, token-id.
  if (/^[A-Za-z]+(?:[_.:-][A-Za-z]+)*\d{0,2}$/.test(value)) return false;
  if (isPassword) return /[A-Za-z]/.test(value) && /[\d\W_]/.test(value) && entropyOf(value) >= 2.3;
  return value.length >= 16 && isRandom(value, 3);
}

/** True for a random mix of letters and digits. */
function isRandom(value: string, bits: number): boolean {
  return /[A-Za-z]/.test(value) && /\d/.test(value) && entropyOf(value) >= bits;
}

/** Entropy in bits for each character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

function show(value: string): string {
  return `${value.slice(0, 4)}… (${value.length} characters)`;
}
