import { replaceEmails, splitEmails } from '../../../src/TypeScript/aftership/core/aftership/emails';

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

describe('e-mail addresses in a text', () => {
  it.each([
    ['ask a@example.com, b@example.com.', 'ask <a@example.com>, <b@example.com>.'],
    ['Ada<a@example.com>; "b@example"', 'Ada<<a@example.com>>; "<b@example>"'],
    ['key=a@b|c@d', 'key=<a@b>|<c@d>'],
    ['a @ b, @c and d@', 'a @ b, @c and d@'],
    ['none', 'none'],
  ])('are replaced in %j, valid or not', (text, replaced) => {
    expect(replaceEmails(text, (email) => `<${email}>`)).toBe(replaced);
  });

  it('are found in time in proportion to the text', () => {
    for (const piece of ['a', 'a@', '@', '.', ' ']) {
      const spent = [1, 4].map((times) => {
        const text = piece.repeat(times * 250_000);
        const before = process.cpuUsage();
        replaceEmails(text, () => '');
        return process.cpuUsage(before).user / 1e3;
      });

      // Four times the text takes sixteen times as long where each character is compared with all others.
      expect(spent[1] ?? 0).toBeLessThan(2000 + 10 * (spent[0] ?? 0));
    }
  });
});
