import { day, flag, list, readArguments, takeArguments, text, wholeNumber } from '../arguments';

const COOK = {
  usage: ['npm run cook DISH [COOK]', '  cooks'],
  values: ['DISH', '[COOK]'],
  arguments: {
    isFresh: flag('fresh', 'nothing from yesterday'),
    minutes: wholeNumber('minutes', 'how long', { least: 1, most: 90, otherwise: 20 }),
    guests: wholeNumber('guests', 'for how many', { least: 0, most: 9, otherwise: null, example: 4 }),
    until: day('until', '2026-11-23', 'the last day'),
    herbs: list('herbs', 'only some', ['mint', 'wild thyme', 'sage']),
    note: text('note', 'TEXT', 'what else there is to say'),
  },
  notes: ['Serve it warm.'],
};

const NOTHING = {
  isFresh: false,
  minutes: 20,
  guests: null,
  until: null,
  herbs: ['mint', 'wild thyme', 'sage'],
  note: null,
};

describe('arguments', () => {
  it.each([
    [['soup'], {}, ['soup']],
    [['soup', 'Ada'], {}, ['soup', 'Ada']],
    [['fresh', 'soup', 'FRESH'], { isFresh: true }, ['soup']],
    [['soup', 'minutes=90', 'Guests=0'], { minutes: 90, guests: 0 }, ['soup']],
    [['soup', 'until=2024-02-29'], { until: '2024-02-29' }, ['soup']],
    [['soup', 'herbs=sage,wild thyme'], { herbs: ['wild thyme', 'sage'] }, ['soup']],
    [['soup', 'note=a=b\nC'], { note: 'a=b\nC' }, ['soup']],
  ])('%j', (typed, changes, values) => {
    expect(readArguments(COOK, typed)).toEqual({ kind: 'given', given: { ...NOTHING, ...changes }, values });
  });

  it.each([
    [[], 'DISH is missing.'],
    [['soup', 'minutes=0'], '“minutes=0” must be a whole number from 1 to 90, such as minutes=20.'],
    [['soup', 'minutes=91'], '“minutes=91” must be a whole number from 1 to 90, such as minutes=20.'],
    [['soup', 'guests=1.5'], '“guests=1.5” must be a whole number from 0 to 9, such as guests=4.'],
    [['soup', 'until=2026-02-30'], '“until=2026-02-30” must be a day as year-month-day, such as until=2026-11-23.'],
    [['soup', 'until=soon'], '“until=soon” must be a day as year-month-day, such as until=2026-11-23.'],
    [
      ['soup', 'herbs=mint,basil'],
      '“herbs=mint,basil” must be some of mint, wild thyme, sage, with commas and no spaces between them, such as herbs=mint,wild thyme.',
    ],
    [['soup', 'note='], '“note=” must be followed by a value, such as note=TEXT.'],
    [['soup', 'note'], '“note” needs a value: note=TEXT.'],
    [['soup', 'minutes=1', 'minutes=2'], 'minutes= is given twice.'],
    [['soup', '--fresh'], 'Write “fresh” without dashes.'],
    [['soup', '--minutes=4'], 'Write “minutes=4” without dashes.'],
    [['soup', '--minutes', '4'], '“--minutes” needs a value: minutes=20.'],
    [['fresh=yes', 'soup'], '“fresh=yes” is no argument of this command.'],
    [['minuts=4'], '“minuts=4” is no argument of this command.'],
    [['-x', 'soup'], '“-x” is no argument of this command.'],
    [[' ', 'soup'], '“ ” is no argument of this command.'],
    [
      ['soup', 'Ada', 'x\u001b[31m'],
      '“x?[31m” is no argument of this command: DISH is “soup”, [COOK] is “Ada”. What has spaces needs quotation marks around it.',
    ],
  ])('%j are refused with what is wrong, above the help', (typed, problem) => {
    expect(readArguments(COOK, typed)).toEqual({
      kind: 'wrong',
      text: expect.stringMatching(/^.*\n\nnpm run cook DISH/),
    });
    expect(readArguments(COOK, typed)).toMatchObject({ text: expect.stringContaining(`${problem}\n\n`) });
  });

  it.each([[['help']], [['soup', '--help']], [['-h', 'nonsense']], [['HELP']]])(
    '%j show all that there are',
    (typed) => {
      expect(readArguments(COOK, typed)).toEqual({
        kind: 'help',
        text: [
          'npm run cook DISH [COOK]',
          '  cooks',
          '',
          'Arguments, in any order:',
          '  fresh                  nothing from yesterday',
          '  minutes=20             how long',
          '  guests=4               for how many',
          '  until=2026-11-23       the last day',
          '  herbs=mint,wild thyme  only some',
          '  note=TEXT              what else there is to say',
          '  help                   this text',
          '',
          'Serve it warm.',
        ].join('\n'),
      });
    },
  );
});

describe('a program', () => {
  const { argv } = process;
  afterEach(() => {
    process.argv = argv;
    process.exitCode = undefined;
    jest.restoreAllMocks();
  });

  it('prints its help, or what is wrong, and ends with 0 or 2', () => {
    const out = jest.spyOn(console, 'log').mockReturnValue();
    const errors = jest.spyOn(console, 'error').mockReturnValue();

    process.argv = ['node', 'main.js', 'help'];
    expect(takeArguments(COOK)).toBeNull();
    expect([out.mock.calls.length, errors.mock.calls.length, process.exitCode]).toEqual([1, 0, undefined]);

    process.argv = ['node', 'main.js', 'soup', 'fast=1'];
    expect(takeArguments(COOK)).toBeNull();
    expect(errors.mock.calls[0]?.[0]).toContain('“fast=1” is no argument of this command.');
    expect(process.exitCode).toBe(2);

    process.argv = ['node', 'main.js', 'soup'];
    expect(takeArguments(COOK)).toMatchObject({ values: ['soup'] });
  });
});
