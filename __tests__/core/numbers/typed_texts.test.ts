/** Every kind of text that people leave in a number field, read as a fulfillment's package line. */

import { readPackages } from '../../../src/TypeScript/aftership/core/netsuite/packages';
import { lineOf, OWN_NUMBERS } from '../../../tools/docs/number_tables';
import { TYPED_TEXTS } from '../../../tools/docs/typed_texts';

describe.each(TYPED_TEXTS)('$kind', ({ texts }) => {
  it.each(texts)('$text', ({ text, meant }) => {
    const { packages, unclear } = readPackages([lineOf(text)], OWN_NUMBERS);
    const numbers = packages.map(({ number }) => number);

    expect(unclear.length > 0 && numbers.length === 0 ? 'ask' : numbers).toEqual(meant);
    expect(meant === 'ask' || unclear.length === 0).toBe(true);
  });
});
