import { PassThrough } from 'node:stream';
import { openTerminal, type Terminal } from '../terminal';

interface Screen {
  readonly terminal: Terminal;
  readonly input: PassThrough;
  readonly shown: () => string;
  readonly raw: boolean[];
}

function openScreen(): Screen {
  const input = new PassThrough();
  const raw: boolean[] = [];
  let shown = '';
  const stream = Object.assign(input, { setRawMode: (isRaw: boolean) => raw.push(isRaw) });
  const terminal = openTerminal(stream, (text) => {
    shown += text;
  });
  return { terminal, input, shown: () => shown, raw };
}

const SECRET = 'c29a677df7d5439a';

it('shows nothing of what is hidden but its length', async () => {
  const { terminal, input, shown, raw } = openScreen();
  const answer = terminal.ask('Token Secret: ', true);
  input.write(`${SECRET}\r`);

  expect(await answer).toBe(SECRET);
  expect(shown()).toBe('Token Secret: (16 characters)\n');
  // The terminal is back in its former mode.
  expect(raw).toEqual([true, false]);
});

it('shows what is not hidden as it is typed, and takes back what is deleted', async () => {
  const { terminal, input, shown } = openScreen();
  const answer = terminal.ask('Account ID: ', false);
  for (const key of ['1', '2', 'x', '\u007f', '3', '\r']) input.write(key);

  expect(await answer).toBe('123');
  expect(shown()).toBe('Account ID: 12x\b \b3\n');
});

it('lets a hidden value be corrected or started again', async () => {
  const { terminal, input } = openScreen();
  const answer = terminal.ask('?', true);
  input.write('wrong\u0015ab\u007f\bcd\r');

  expect(await answer).toBe('cd');
});

it.each(['\u0003', '\u0004', 'half\u0003'])('is stopped by %j, and leaves the terminal as it was', async (keys) => {
  const { terminal, input, raw } = openScreen();
  const answer = terminal.ask('?', true);
  input.write(keys);

  expect(await answer).toBeNull();
  expect(raw).toEqual([true, false]);
});

it('is stopped by an input that ends', async () => {
  const { terminal, input } = openScreen();
  const answer = terminal.ask('?', true);
  input.end();

  expect(await answer).toBeNull();
});

it('takes several lines pasted at once as several answers, whatever ends a line', async () => {
  const { terminal, input } = openScreen();
  const first = terminal.ask('1?', false);
  input.write('one\r\ntwo\nthree\r');

  expect(await first).toBe('one');
  expect(await terminal.ask('2?', true)).toBe('two');
  expect(await terminal.ask('3?', true)).toBe('three');
});

it('ignores arrow keys and the marks around what is pasted', async () => {
  const { terminal, input } = openScreen();
  const answer = terminal.ask('?', true);
  input.write(`\u001b[D\u001bOA\u001b[200~${SECRET}\u001b[201~\r`);

  expect(await answer).toBe(SECRET);
});
