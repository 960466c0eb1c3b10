import fc from 'fast-check';

import { keyOf, wordsOf } from '../../../src/TypeScript/aftership/core/carrier/words';

const texts = (text: string): readonly string[] => wordsOf(text).map((word) => word.text);

describe('the words of a text', () => {
  it.each([
    ['UPS  Ground', ['ups', 'ground']],
    ['FedEx® 2Day', ['fed', 'ex', '2', 'day']],
    ['UPSGround', ['ups', 'ground']],
    ['DE_DHLPaket', ['de', 'dhl', 'paket']],
    ['ＤＨＬ　Ｅｘｐｒｅｓｓ', ['dhl', 'express']],
    ['Österreichische Post', ['osterreichische', 'post']],
    ['Straße Ærø Łódź', ['strasse', 'aero', 'lodz']],
    ['Collect+', ['collect', 'plus']],
    ['R+L Carriers', ['r', 'l', 'carriers']],
    ['順豐速運', ['顺', '丰', '速', '运']],
    ['ヤマト運輸', ['ヤ', 'マ', 'ト', '运', '輸']],
    ['Почта России', ['почта', 'россии']],
    ['', []],
    [' - / ', []],
  ])('%j are %j', (text, words) => {
    expect(texts(text)).toEqual(words);
  });

  it.each([
    ['Fed Ex', [false, false]],
    ['FedEx', [false, true]],
    ['Fed-Ex', [false, true]],
    ['Fed - Ex', [false, false]],
    ['Collect+', [false, true]],
  ])('of %j know whether they are written together: %j', (text, glued) => {
    expect(wordsOf(text).map((word) => word.isGlued)).toEqual(glued);
  });

  it.each([
    ['FedEx', 'FED-EX', 'fed ex', 'Fed Ex®'],
    ['Česká pošta', 'CESKA POSTA', 'česká-pošta'],
    ['4PX', '4 px', '4-PX'],
  ])('make one key of %s and its other spellings', (...spellings) => {
    expect(new Set(spellings.map(keyOf)).size).toBe(1);
  });

  it('are none of an accent without a letter', () => {
    expect(wordsOf('\u0300')).toEqual([]);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(wordsOf(text).every((word) => word.text !== '' && !/\s/.test(word.text))).toBe(true);
      }),
    );
  });
});
