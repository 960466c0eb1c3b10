import { parseWords, USAGE, type PreviewWords } from '../arguments';

const DEFAULTS: PreviewWords = {
  file: 'f.csv',
  dateOrder: undefined,
  encoding: undefined,
  showContacts: false,
  sendName: false,
  sendEmail: false,
  sendPhone: false,
  includeTransferOrders: false,
  startDate: null,
  maxAgeDays: 14,
  today: null,
  accountId: null,
  carriersFile: null,
};

describe('the words of npm run preview', () => {
  test.each<readonly [string, Partial<PreviewWords>]>([
    ['', {}],
    ['day-first', { dateOrder: 'DMY' }],
    ['month-first', { dateOrder: 'MDY' }],
    ['Month-First MONTH-FIRST', { dateOrder: 'MDY' }],
    ['contacts', { showContacts: true }],
    ['send-name', { sendName: true }],
    ['send-email', { sendEmail: true }],
    ['send-phone', { sendPhone: true }],
    ['transfers', { includeTransferOrders: true }],
    ['start=2026-11-01', { startDate: '2026-11-01' }],
    ['today=2024-02-29', { today: '2024-02-29' }],
    ['age=1', { maxAgeDays: 1 }],
    ['age=110', { maxAgeDays: 110 }],
    ['account=1234567-sb1', { accountId: '1234567_SB1' }],
    ['carriers=My=Map.txt', { carriersFile: 'My=Map.txt' }],
    ['utf-16', { encoding: 'utf-16' }],
    ['encoding=shift_jis', { encoding: 'shift_jis' }],
    ['send-email age=30 contacts day-first', { sendEmail: true, maxAgeDays: 30, showContacts: true, dateOrder: 'DMY' }],
  ])('“%s” mean %j', (text, changes) => {
    const typed = text.split(' ').filter((word) => word !== '');

    expect(parseWords(['f.csv', ...typed])).toEqual({ kind: 'run', words: { ...DEFAULTS, ...changes } });
  });

  test.each([
    [[], /Name the file/],
    [['  '], /Name the file/],
    [['day-first', 'f.csv'], /file first, then words such as “day-first”/],
    [['f.csv', 'dayfirst'], /“dayfirst” is no word known here.*day-first, month-first.*carriers=FILE/],
    [['my', 'export.csv'], /“export.csv” is no word.*The file is “my”.*quotation marks/],
    [['f.csv', '--contacts'], /“contacts” without dashes/],
    [['f.csv', '--age=3'], /“age=3” without dashes/],
    [['f.csv', 'age'], /“age” needs a value: age=14/],
    [['f.csv', 'age=0'], /1 to 110/],
    [['f.csv', 'age=111'], /1 to 110/],
    [['f.csv', 'age=1.5'], /whole number/],
    [['f.csv', 'age='], /1 to 110/],
    [['f.csv', 'today=2026-02-30'], /“today=2026-02-30” must be a day/],
    [['f.csv', 'start=23.11.2026'], /“start=23.11.2026” must be a day/],
    [['f.csv', 'day-first', 'month-first'], /exclude each other/],
    [['f.csv', 'utf-16', 'encoding=utf-8'], /cannot be both/],
    [['f.csv', 'account=<b>'], /no NetSuite account id/],
    [['f.csv', 'carriers='], /Name a file/],
    [['f.csv', 'encoding='], /Name an encoding/],
  ])('%j are refused', (typed, message) => {
    expect(parseWords(typed)).toEqual({ kind: 'refused', message: expect.stringMatching(message) });
  });

  test.each([[['help']], [['f.csv', 'HELP']], [['help', 'nonsense']]])('%j ask for help', (typed) => {
    expect(parseWords(typed)).toEqual({ kind: 'help' });
  });

  test('all stand in the usage', () => {
    const usage = USAGE.join('\n');

    for (const word of [
      'day-first',
      'month-first',
      'contacts',
      'send-name',
      'send-email',
      'send-phone',
      'start=',
      'age=',
      'today=',
      'transfers',
      'carriers=',
      'account=',
      'utf-16',
      'encoding=',
      'help',
    ]) {
      expect(usage).toContain(`  ${word}`);
    }
    expect(usage).toContain('docs/samples/fulfillments.csv');
  });
});
