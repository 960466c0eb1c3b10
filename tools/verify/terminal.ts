/** Asks questions in a terminal. A typed or pasted secret is not shown, not even as stars. */

export interface Terminal {
  /** Null when nobody answers: Ctrl+C, Ctrl+D, or the end of the input. */
  ask(question: string, isHidden: boolean): Promise<string | null>;
}

/** Used members of `process.stdin`. */
interface TerminalInput {
  setRawMode(isRaw: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data', listener: (text: string) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  off(event: 'data', listener: (text: string) => void): unknown;
  off(event: 'end', listener: () => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

const KEYS = { cancel: ['\u0003', '\u0004'], enter: ['\r', '\n'], back: ['\u007f', '\b'], clear: '\u0015' };
/** Arrow keys, and the marks that some terminals put around pasted text. */
const ESCAPE_SEQUENCES = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|O.)/g;

/** Opens the terminal. In raw mode it echoes nothing on any system; the mode is reset after each answer. */
export function openTerminal(input: TerminalInput, write: (text: string) => void): Terminal {
  // Several pasted lines answer several questions.
  let waiting = '';
  input.setEncoding('utf8');
  return {
    ask: (question, isHidden) =>
      new Promise((resolve) => {
        let typed = '';
        write(question);
        input.setRawMode(true);
        const onData = (text: string): void => {
          waiting += text.replace(ESCAPE_SEQUENCES, '');
          consume();
        };
        const onEnd = (): void => finish(null);
        input.on('data', onData);
        input.on('end', onEnd);
        input.resume();
        consume();

        function consume(): void {
          while (waiting !== '') {
            const [key = ''] = waiting;
            waiting = waiting.slice(key.length);
            if (KEYS.cancel.includes(key)) return finish(null);
            if (KEYS.enter.includes(key)) {
              if (key === '\r' && waiting.startsWith('\n')) waiting = waiting.slice(1);
              return finish(typed);
            }
            if (KEYS.back.includes(key) || key === KEYS.clear) {
              const kept = key === KEYS.clear ? '' : [...typed].slice(0, -1).join('');
              if (!isHidden) write('\b \b'.repeat([...typed].length - [...kept].length));
              typed = kept;
            } else {
              typed += key;
              if (!isHidden) write(key);
            }
          }
        }

        function finish(answer: string | null): void {
          input.off('data', onData);
          input.off('end', onEnd);
          input.setRawMode(false);
          input.pause();
          write(isHidden && answer !== null && answer !== '' ? `(${[...answer].length} characters)\n` : '\n');
          resolve(answer);
        }
      }),
  };
}
