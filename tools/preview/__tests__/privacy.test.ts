import { aCustomer, aFulfillment } from '../../../__tests__/fixtures';
import { MASK_CONTACTS } from '../privacy';

const ABOUT = aFulfillment([], { customer: aCustomer({ name: 'İnci Öz', phone: '(030) 1234567' }) });

describe('a text about a fulfillment', () => {
  it.each([
    ['for ADA EXAMPLE and Ada Example', 'for [name] and [name]'],
    ['Ada Examples and Nada Example', 'Ada Examples and Nada Example'],
    ['ask İnci Öz, or İNCİ ÖZ', 'ask [name], or İNCİ ÖZ'],
    ['İ ada example', 'İ [name]'],
    ['to bob@example.org, <eve@example.org>.', 'to [e-mail], <[e-mail]>.'],
    ['write bob@example.org.', 'write [e-mail].'],
    ['a @ b @c d@', 'a @ b @c d@'],
    ['call (030) 1234567 or +1 500 555 0006', 'call [phone] or [phone]'],
    ['1Z5R89390357567127', '1Z5R89390357567127'],
  ])('%s', (text, masked) => {
    expect(MASK_CONTACTS.text(text, ABOUT)).toBe(masked);
  });

  it('takes time in proportion to its length, whatever it is made of', () => {
    for (const piece of ['a', 'a@', '@', '+1', '(12) 1', 'Ada Example ', 'İ', ' 1', 'a@b ']) {
      const spent = [1, 4].map((times) => {
        const text = piece.repeat((times * 200_000) / piece.length);
        const before = process.cpuUsage();
        MASK_CONTACTS.text(text, ABOUT);
        return process.cpuUsage(before).user / 1e3;
      });

      // Four times the text takes sixteen times as long where each character is compared with all others.
      expect(spent[1] ?? 0).toBeLessThan(2000 + 10 * (spent[0] ?? 0));
    }
  });
});
