/**
 * Reads the arguments of a command: flags such as `fresh`, settings such as `age=14`, and positional values. They have
 * no dashes, because npm and some Windows shells drop words that begin with `--`.
 */

export interface Argument<Value> {
  /** The typed word, in any case: a flag whole, a setting up to its `=`. */
  readonly name: string;
  /** Example of a setting's value; null for a flag. */
  readonly example: string | null;
  readonly meaning: string;
  /** Value of an omitted argument. */
  readonly otherwise: Value;
  readonly mustBe: string;
  /** Parses a value; null when it is not valid. */
  readonly read: (text: string) => Value | null;
}

type ArgumentList = Readonly<Record<string, Argument<unknown>>>;

/** Values of a list of arguments, by key. */
export type Given<List extends ArgumentList> = {
  readonly [Key in keyof List]: List[Key] extends Argument<infer Value> ? Value : never;
};

interface Command<List extends ArgumentList> {
  /** First lines of the help: the call and its purpose. */
  readonly usage: readonly string[];
  /** Positional values in order; those in brackets are optional. */
  readonly values?: readonly string[];
  readonly arguments: List;
  /** Last lines of the help. */
  readonly notes?: readonly string[];
}

type Reading<List extends ArgumentList> =
  | { readonly kind: 'given'; readonly given: Given<List>; readonly values: readonly string[] }
  | { readonly kind: 'help'; readonly text: string }
  /** `text` says what is wrong, followed by the help. */
  | { readonly kind: 'wrong'; readonly text: string };

export function flag(name: string, meaning: string): Argument<boolean> {
  return { name, example: null, meaning, otherwise: false, mustBe: '', read: () => true };
}

export function text(name: string, example: string, meaning: string): Argument<string | null> {
  return { name, example, meaning, otherwise: null, mustBe: 'followed by a value', read: (value) => value || null };
}

/** `example` is shown when the argument has no default. */
export function wholeNumber<Otherwise extends number | null>(
  name: string,
  meaning: string,
  limits: { readonly least: number; readonly most: number; readonly otherwise: Otherwise; readonly example?: number },
): Argument<number | Otherwise> {
  const { least, most, otherwise, example = otherwise } = limits;
  const read = (value: string): number | null =>
    /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most ? Number(value) : null;
  const mustBe = `a whole number from ${least} to ${most}`;
  return { name, example: String(example ?? least), meaning, otherwise, mustBe, read };
}

/** A day of the calendar, as `YYYY-MM-DD`. */
export function day(name: string, example: string, meaning: string): Argument<string | null> {
  const read = (value: string): string | null => {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
    // Date.parse accepts 30 February as a day of March.
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value) ? value : null;
  };
  return { name, example, meaning, otherwise: null, mustBe: 'a day as year-month-day', read };
}

/** Some of the possible values, separated by commas; all when omitted. */
export function list<Item extends string>(
  name: string,
  meaning: string,
  all: readonly Item[],
): Argument<readonly Item[]> {
  const read = (value: string): readonly Item[] | null => {
    const typed = value.split(',');
    const chosen = all.filter((item) => typed.includes(item));
    return chosen.length === typed.length ? chosen : null;
  };
  const mustBe = `some of ${all.join(', ')}, with commas and no spaces between them`;
  return { name, example: all.slice(0, 2).join(','), meaning, otherwise: all, mustBe, read };
}

/** Reads the words after a command and refuses unknown ones. */
export function readArguments<List extends ArgumentList>(
  command: Command<List>,
  typed: readonly string[],
): Reading<List> {
  const help = describeArguments(command);
  if (typed.some((one) => /^(-h|(--)?help)$/i.test(one))) return { kind: 'help', text: help };
  const wrong = (problem: string): Reading<List> => ({ kind: 'wrong', text: `${problem}\n\n${help}` });
  const { values: names = [] } = command;
  const given = new Map<string, unknown>();
  const values: string[] = [];
  for (const one of typed) {
    const found = Object.entries(command.arguments).find(([, argument]) => isFor(argument, one));
    if (found === undefined) {
      const problem = explainUnknown(command, one, values);
      if (problem !== null) return wrong(problem);
      values.push(one);
      continue;
    }
    const [key, { name, example, mustBe, read }] = found;
    if (example !== null && given.has(key)) return wrong(`${name}= is given twice.`);
    const value = read(one.slice(name.length + 1));
    if (value === null) return wrong(`${quote(one)} must be ${mustBe}, such as ${name}=${example}.`);
    given.set(key, value);
  }
  const missing = names[values.length];
  if (missing !== undefined && !missing.startsWith('[')) return wrong(`${missing} is missing.`);
  const all = Object.entries(command.arguments).map(([key, { otherwise }]) => [key, given.get(key) ?? otherwise]);
  return { kind: 'given', given: Object.fromEntries(all) as Given<List>, values };
}

/** Reads a program's arguments; null after it has printed the help or the mistake. */
export function takeArguments<List extends ArgumentList>(
  command: Command<List>,
): Extract<Reading<List>, { readonly kind: 'given' }> | null {
  const reading = readArguments(command, process.argv.slice(2));
  if (reading.kind === 'given') return reading;
  if (reading.kind === 'help') console.log(reading.text);
  else {
    console.error(reading.text);
    process.exitCode = 2;
  }
  return null;
}

function isFor({ name, example }: Argument<unknown>, typed: string): boolean {
  const lower = typed.toLowerCase();
  return example === null ? lower === name : lower.startsWith(`${name}=`);
}

/** Null when the word is the next positional value. */
function explainUnknown(command: Command<ArgumentList>, typed: string, before: readonly string[]): string | null {
  const { values: names = [] } = command;
  const known = Object.values(command.arguments);
  const plain = typed.replace(/^-+/, '');
  if (plain !== typed && known.some((argument) => isFor(argument, plain)))
    return `Write ${quote(plain)} without dashes.`;
  const setting = known.find((argument) => isFor(argument, `${plain}=`));
  if (setting !== undefined) return `${quote(typed)} needs a value: ${setting.name}=${setting.example}.`;
  const isValue = typed.trim() !== '' && !/^-|^[a-z-]+=/i.test(typed);
  if (isValue && before.length < names.length) return null;
  const unknown = `${quote(typed)} is no argument of this command`;
  if (!isValue || before.length === 0) return `${unknown}.`;
  const taken = before.map((value, index) => `${names[index]} is ${quote(value)}`).join(', ');
  return `${unknown}: ${taken}. What has spaces needs quotation marks around it.`;
}

function describeArguments({ usage, arguments: known, notes = [] }: Command<ArgumentList>): string {
  const lines = Object.values(known).map(({ name, example, meaning }) => ({
    typed: example === null ? name : `${name}=${example}`,
    meaning,
  }));
  const width = Math.max(...lines.map(({ typed }) => typed.length), 4) + 2;
  const described = [...lines, { typed: 'help', meaning: 'this text' }].map(
    (line) => `  ${line.typed.padEnd(width)}${line.meaning}`,
  );
  return [...usage, '', 'Arguments, in any order:', ...described, ...(notes.length === 0 ? [] : ['', ...notes])].join(
    '\n',
  );
}

/** Quotes a typed text without control characters, which the terminal would obey. */
function quote(typed: string): string {
  return `“${typed.replace(/\p{Cc}/gu, '?')}”`;
}
