import { splitEmails } from '../../../src/TypeScript/aftership/core/aftership/emails';

describe('e-mail addresses in one field', () => {
  it.each(['a@example.com,b@example.com', 'a@example.com; b@example.com', ' a@example.com \n\t b@example.com ;; '])(
    'are told apart in %j',
    (text) => {
      expect(splitEmails(text)).toEqual({ valid: ['a@example.com', 'b@example.com'], invalidCount: 0 });
    },
  );

  it.each([
    '"a@example.com"',
    'Ada<a@example.com>',
    '(a@example.com',
    'a@example.com)',
    'a@@example.com',
    'a@example@com',
    'a@example',
    'a@.com',
    '@example.com',
    'a@example.com.',
    'a@example.com"',
  ])('do not include %s', (text) => {
    expect(splitEmails(text)).toEqual({ valid: [], invalidCount: 1 });
  });

  it('are at most 254 characters long, and each counts that is not one', () => {
    const longest = `${'a'.repeat(242)}@example.com`;

    expect(splitEmails(longest)).toEqual({ valid: [longest], invalidCount: 0 });
    expect(splitEmails(`a${longest} nobody b@example.com`)).toEqual({ valid: ['b@example.com'], invalidCount: 2 });
  });

  it('count once when they differ in capitals only, as they were typed first', () => {
    expect(splitEmails('Ada@Example.com ada@example.com').valid).toEqual(['Ada@Example.com']);
    expect(splitEmails('')).toEqual({ valid: [], invalidCount: 0 });
  });
});
