import { needsOf, NOTHING_ASKED } from '../../../src/TypeScript/aftership/core/carrier/account_couriers';
import { parameterFields } from '../../../src/TypeScript/aftership/core/aftership/parameters';

function fieldsOf(slug: string | null, ...parameters: string[]) {
  const notes: string[] = [];
  return { fields: parameterFields(parameters, needsOf(slug, NOTHING_ASKED), notes), notes };
}

describe('what is typed behind a number', () => {
  it.each([
    // AfterShip's own examples
    ['postnl-3s', ['2935VV'], { destination_postal_code: '2935VV' }],
    [
      'postnl-international',
      ['AUS', '7000ZZ'],
      { destination_country_region: 'AUS', destination_postal_code: '7000ZZ' },
    ],
    [null, ['AUS', '7000'], { destination_country_region: 'AUS', destination_postal_code: '7000' }],
    ['deutsch-post', ['20160509'], { tracking_ship_date: '2016-05-09' }],
    [null, ['au'], { destination_country_region: 'AUS' }],
    // What the carrier asks for
    ['arrowxl', ['79100'], { destination_postal_code: '79100' }],
    ['chrobinson', ['20160509'], { tracking_key: '20160509' }],
    ['capital', ['12345'], { tracking_account_number: '12345' }],
    ['star-track-courier', ['VIC'], { destination_state: 'VIC' }],
  ])('%s: %j', (slug, parameters, expected) => {
    expect(fieldsOf(slug, ...parameters)).toEqual({ fields: expected, notes: [] });
  });

  it('is named in a note when no field is known that it could fill', () => {
    const { fields, notes } = fieldsOf('ups', '79', '20161301');

    expect(fields).toEqual({});
    expect(notes).toEqual([
      '"79", typed behind the number, is not sent: no field is known that it could fill.',
      '"20161301", typed behind the number, is not sent: no field is known that it could fill.',
    ]);
  });

  it('fills each field once', () => {
    expect(fieldsOf('arrowxl', '79100', '79101')).toMatchObject({ fields: { destination_postal_code: '79100' } });
    expect(fieldsOf('arrowxl', '79100', '79101').notes).toHaveLength(1);
  });
});
