import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { plainLetters } from '../../../src/TypeScript/aftership/core/letters';
import { classesOf, isListed, listedWords } from '../../../src/TypeScript/aftership/core/numbers/words';

interface CouriersFile {
  readonly couriers: readonly { readonly name: string; readonly other_name: string | null }[];
}

const facts = JSON.parse(
  readFileSync(join(__dirname, '../../../packages/emulator/facts/aftership-couriers.json'), 'utf8'),
) as CouriersFile;

describe('the words beside a number', () => {
  it('have every word of three letters and more in the names of AfterShip\u2019s couriers', () => {
    const words = facts.couriers
      .flatMap(({ name, other_name: other }) => `${name} ${other ?? ''}`.split(/[^\p{L}\p{N}]+/u))
      .filter((word) => /^\p{L}{3,}$/u.test(word));

    expect(words.length).toBeGreaterThan(500);
    expect([...new Set(words)].filter((word) => classesOf(word).size === 0)).toEqual([]);
  });

  it('are listed in the form in which words are compared', () => {
    expect([...listedWords().keys()].filter((word) => word !== plainLetters(word))).toEqual([]);
  });

  it.each([
    ['Sendungsnummer', 'tracking'],
    ['Número', 'filler'],
    ['FedExGround', 'carrier'],
    ['ORDER', 'other'],
    ['BOL', 'reference'],
    ['pendiente', 'placeholder'],
    ['Stück', 'unit'],
    ['annulé', 'void'],
    ['neu', 'new'],
    ['Retoure', 'return'],
    ['Août', 'calendar'],
    ['追跡番号', 'tracking'],
    ['송장번호', 'tracking'],
  ] as const)('%s says %s', (word, wordClass) => {
    expect([...classesOf(word)]).toContain(wordClass);
  });

  it('say nothing that is in no list', () => {
    expect(classesOf('Johnson').size).toBe(0);
    expect(isListed('fedexground')).toBe(false);
    expect(isListed('fedex')).toBe(true);
  });
});
