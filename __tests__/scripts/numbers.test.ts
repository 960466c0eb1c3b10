/** What people leave in number fields, from the saved fulfillment to AfterShip and the ledger. */

import { TYPED_TEXTS } from '../../tools/docs/typed_texts';
import { aShippedFulfillment, ledger, makeWorld, settle, type World } from './world';

type Lists = Readonly<Record<string, readonly Readonly<Record<string, string | number>>[]>>;

const packages = (...texts: readonly string[]): Lists => ({
  package: texts.map((text) => ({ packagetrackingnumber: text, packageweight: 1 })),
});

function ship(world: World, sublists: Lists): number {
  const values = aShippedFulfillment(world, []);
  return world.account.create(world.clerk, 'itemfulfillment', {
    ...values,
    sublists,
  });
}

/** Number and slug of every create, in order of the numbers. */
function created(world: World): readonly string[] {
  return world.aftership.journal
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => body as { readonly tracking_number: string; readonly slug?: string })
    .map((body) => `${body.tracking_number} ${body.slug ?? '-'}`)
    .sort();
}

const numbers = (world: World): readonly string[] => created(world).map((made) => made.split(' ')[0] ?? '');

describe('each kind of text', () => {
  it.each(TYPED_TEXTS)('$kind: is tracked, asked about, or left alone', ({ texts }) => {
    const world = makeWorld();
    const ids = texts.map(({ text }) => ship(world, packages(text)));
    settle(world, 20);

    const rows = ledger(world);
    texts.forEach(({ meant }, index) => {
      const own = rows.filter(({ fulfillment }) => fulfillment === ids[index]);
      const expected = meant === 'ask' ? ['Needs attention'] : meant.map(() => 'In AfterShip');
      expect([texts[index]?.text, own.map(({ state }) => state)]).toEqual([texts[index]?.text, expected]);
    });
    const meant = new Set(texts.flatMap((text) => (text.meant === 'ask' ? [] : text.meant)));
    expect(new Set(numbers(world))).toEqual(meant);
    // Two fulfillments with one number share its tracking.
    expect(numbers(world)).toHaveLength(meant.size);
  });
});

describe('a fulfillment', () => {
  it('whose packages’ descriptions name their carriers has each under its own', () => {
    const world = makeWorld();
    ship(world, {
      package: [
        { packagetrackingnumber: '986578788855', packagedescr: 'FedEx Ground', packageweight: 1 },
        { packagetrackingnumber: '3318810025', packagedescr: 'DHL Express', packageweight: 1 },
        { packageweight: 2 },
      ],
    });
    settle(world, 20);

    expect(created(world)).toEqual(['3318810025 dhl', '986578788855 fedex']);
  });

  it.each<[string, Lists, readonly string[]]>([
    [
      'with one number in four lists',
      {
        ...packages('9400111206206406260787'),
        packageups: [{ packagetrackingnumberups: '9400111206206406260787', packageweightups: 1 }],
        packagefedex: [{ packagetrackingnumberfedex: '9400 1112 0620 6406 2607 87', packageweightfedex: 1 }],
        packageusps: [{ packagetrackingnumberusps: '420787459400111206206406260787', packageweightusps: 1 }],
      },
      ['9400111206206406260787'],
    ],
    ['scanned and typed', packages('1001921334250001000300779017972697', '779017972697'), ['779017972697']],
    ['typed with and without hyphens', packages('9865-7878-8855', '986578788855'), ['986578788855']],
    ['of DPD, scanned and typed', packages('008182709980000020033350276C', '09980000020033'), ['09980000020033']],
    ['with a placeholder beside a number', packages('Will call', '1Z5R89390357567127'), ['1Z5R89390357567127']],
  ])('%s has one tracking', (_what, sublists, expected) => {
    const world = makeWorld();
    ship(world, sublists);
    settle(world, 20);

    expect(numbers(world)).toEqual(expected);
    expect(ledger(world).map(({ state }) => state)).toEqual(['In AfterShip']);
  });

  it('with a number in AfterShip’s notation has the carrier and the fields that were typed', () => {
    const world = makeWorld();
    ship(world, packages('deutsch-post#RB860068347DE:20160509'));
    settle(world, 20);

    expect(world.aftership.journal[0]?.body).toMatchObject({
      tracking_number: 'RB860068347DE',
      slug: 'deutsch-post',
      tracking_ship_date: '2016-05-09',
    });
  });

  it('with a number of another carrier than its ship method’s is not sent under that one, and its row says why', () => {
    const world = makeWorld({ connection: { carrierMapping: 'UPS Ground = ups' } });
    ship(world, packages('986578788855'));
    settle(world, 20);

    expect(created(world).filter((made) => made.endsWith(' ups'))).toEqual([]);
    expect(ledger(world)[0]?.message).toMatch(/carrier mapping \(UPS Ground\)/);
  });
});
