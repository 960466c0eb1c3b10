import { describeError, logger, unlessGone } from 'SuiteScripts/aftership/adapters/platform';
import { scriptError, stub } from './oracle_stubs';

describe('the platform adapter', () => {
  it.each([
    [scriptError('SSS_X', 'why'), { name: 'SSS_X', message: 'why' }],
    [new TypeError('bad'), { name: 'TypeError', message: 'bad' }],
    ['text', { name: 'Error', message: 'text' }],
    [null, { name: 'Error', message: 'null' }],
    [undefined, { name: 'Error', message: 'undefined' }],
  ])('describes what was thrown: %p', (thrown, expected) => {
    expect(describeError(thrown)).toEqual(expected);
  });

  it('logs an error with its name and message, which JSON would drop', () => {
    const logged: unknown[] = [];
    stub('N/log', { error: (options: unknown) => logged.push(options) });

    logger.error('Title', { fulfillment: 1 }, scriptError('SSS_X', 'why'));

    expect(logged).toEqual([{ title: 'Title', details: { fulfillment: 1, name: 'SSS_X', message: 'why' } }]);
  });

  it.each(['RCRD_DSNT_EXIST', 'RCRD_PREVSLY_DELETED', 'RCRD_DELETED_SINCE_RETRIEVED'])(
    'takes %s for a record that somebody else removed',
    (name) => {
      const run = (): never => {
        throw scriptError(name, 'gone');
      };

      expect(unlessGone(run)).toBe(false);
    },
  );
});
