/** The words after `npm run verify`: plain words, because some Windows shells swallow `--`, and never a secret. */

export interface VerifyWords {
  readonly isJson: boolean;
  /** Against an account on this machine. */
  readonly isEmulated: boolean;
  readonly timeoutSeconds: number;
}

export type WordsReading =
  | { readonly kind: 'words'; readonly words: VerifyWords }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly message: string };

export const DEFAULT_TIMEOUT_SECONDS = 30;
const LONGEST_TIMEOUT_SECONDS = 600;

export function readWords(typed: readonly string[]): WordsReading {
  let words: VerifyWords = { isJson: false, isEmulated: false, timeoutSeconds: DEFAULT_TIMEOUT_SECONDS };
  for (const word of typed) {
    const lower = word.toLowerCase();
    if (lower === 'help') return { kind: 'help' };
    if (lower === 'json') words = { ...words, isJson: true };
    else if (lower === 'emulator') words = { ...words, isEmulated: true };
    else if (lower.startsWith('timeout=')) {
      const seconds = /^timeout=(\d{1,3})$/.exec(lower)?.[1];
      const timeoutSeconds = Number(seconds ?? '0');
      if (timeoutSeconds < 1 || timeoutSeconds > LONGEST_TIMEOUT_SECONDS) {
        return refuse(
          `timeout= is the seconds that one request may take, from 1 to ${LONGEST_TIMEOUT_SECONDS}, such as timeout=60.`,
        );
      }
      words = { ...words, timeoutSeconds };
    } else return refuse(describeUnknown(word));
  }
  return { kind: 'words', words };
}

/** Whatever is long may be a secret: it is not repeated. */
function describeUnknown(word: string): string {
  const mayBeSecret = word.length > 15 || /^(account|consumer|token|key|secret)/i.test(word.replace(/^-+/, ''));
  if (mayBeSecret) {
    return 'The five values are never given as words: the shell keeps them in its history, and every program on this machine can read them. Start it without them and paste each when asked, or set the environment variables below. If a secret was just typed here, take it out of the shell’s history.';
  }
  return `“${word.replace(/[^\x20-\x7e]/g, '?')}” is no word of this command.`;
}

function refuse(message: string): WordsReading {
  return { kind: 'refused', message };
}
