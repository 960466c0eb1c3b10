import { requirementsOf } from '../../../src/TypeScript/aftership/core/carrier/requirements';

describe('what a courier asks for', () => {
  it.each([
    ['ups', []],
    ['amazon-logistics', ['tracking_key']],
    ['tuffnells', ['destination_postal_code']],
    ['star-track-courier', ['destination_state']],
    ['no-such-courier', []],
    ['', []],
  ])('%s: %j', (slug, fields) => {
    expect(requirementsOf(slug)).toEqual(fields);
  });
});
