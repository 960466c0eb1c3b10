import { toAlpha3 } from '../../../src/TypeScript/aftership/core/aftership/countries';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const ALL_PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`));

describe('a country code', () => {
  it.each([
    ['US', 'USA'],
    ['GB', 'GBR'],
    ['DE', 'DEU'],
    ['AT', 'AUT'],
    ['AU', 'AUS'],
    ['CH', 'CHE'],
    ['CN', 'CHN'],
    ['IE', 'IRL'],
    ['IL', 'ISR'],
    ['IS', 'ISL'],
    ['IQ', 'IRQ'],
    ['JP', 'JPN'],
    ['KR', 'KOR'],
    ['KP', 'PRK'],
    ['SK', 'SVK'],
    ['SI', 'SVN'],
    ['SS', 'SSD'],
    ['TW', 'TWN'],
    ['ZA', 'ZAF'],
    ['BQ', 'BES'],
    ['AX', 'ALA'],
    [' us ', 'USA'],
    ['usa', 'USA'],
    ['GBR', 'GBR'],
  ])('%j is %s', (code, alpha3) => {
    expect(toAlpha3(code)).toBe(alpha3);
  });

  it.each([null, '', ' ', 'XX', 'UK', 'XK', 'AN', 'XKX', 'United States', '_unitedStates', 'U', 'USAA', 'D, '])(
    '%j is unknown',
    (code) => {
      expect(toAlpha3(code)).toBeNull();
    },
  );

  it('covers the 249 of ISO 3166-1, each with an alpha-3 of its own that is taken as it is', () => {
    const alpha3 = ALL_PAIRS.map((code) => toAlpha3(code)).filter((code) => code !== null);

    expect(alpha3).toHaveLength(249);
    expect(new Set(alpha3).size).toBe(249);
    for (const code of alpha3) {
      expect(code).toMatch(/^[A-Z]{3}$/);
      expect(toAlpha3(code)).toBe(code);
    }
  });
});
