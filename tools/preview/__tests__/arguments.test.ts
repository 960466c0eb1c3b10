import { readPreviewArguments, type PreviewArguments } from '../arguments';

const DEFAULTS: PreviewArguments = {
  file: 'f.csv',
  dateOrder: undefined,
  encoding: null,
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
  fieldsFile: null,
};

describe('the arguments of npm run preview', () => {
  test.each<readonly [string, Partial<PreviewArguments>]>([
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
    ['fields=map.txt', { fieldsFile: 'map.txt' }],
    ['utf-16', { encoding: 'utf-16' }],
    ['encoding=shift_jis', { encoding: 'shift_jis' }],
    ['send-email age=30 contacts day-first', { sendEmail: true, maxAgeDays: 30, showContacts: true, dateOrder: 'DMY' }],
  ])('“%s” mean %j', (text, changes) => {
    const typed = text.split(' ').filter((one) => one !== '');

    expect(readPreviewArguments(['f.csv', ...typed])).toEqual({ kind: 'run', given: { ...DEFAULTS, ...changes } });
  });

  test('may stand before the file, too', () => {
    expect(readPreviewArguments(['contacts', 'f.csv'])).toEqual({
      kind: 'run',
      given: { ...DEFAULTS, showContacts: true },
    });
  });

  test.each([
    [[], /^FILE.csv is missing/],
    [['  '], /“  ” is no argument/],
    [['day-first'], /^FILE.csv is missing/],
    [['f.csv', 'dayfirst'], /“dayfirst” is no argument[^]*day-first[^]*month-first[^]*carriers=FILE/],
    [['my', 'export.csv'], /“export.csv” is no argument.*FILE.csv is “my”.*quotation marks/],
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
    [['f.csv', 'account=<b>'], /“account=<b>” must be a NetSuite account id/],
    [['f.csv', 'carriers='], /followed by a value, such as carriers=FILE/],
    [['f.csv', 'encoding='], /followed by a value, such as encoding=windows-1252/],
  ])('%j are refused', (typed, message) => {
    expect(readPreviewArguments(typed)).toEqual({ kind: 'wrong', text: expect.stringMatching(message) });
  });

  test.each([[['help']], [['f.csv', 'HELP']], [['--help', 'nonsense']]])(
    '%j ask for help, where all stand',
    (typed) => {
      const reading = readPreviewArguments(typed);
      if (reading.kind !== 'help') throw new Error('no help');
      const usage = reading.text;

      for (const argument of [
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
        'fields=',
        'account=',
        'utf-16',
        'encoding=',
        'help',
      ]) {
        expect(usage).toContain(`  ${argument}`);
      }
      expect(usage).toContain('docs/samples/fulfillments.csv');
    },
  );
});
