import { requirementsOf } from '../../../src/TypeScript/aftership/core/carrier/requirements';
import { readCourierFacts } from '../../../tools/carrier_names/courier_facts';

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

  it('is what the couriers file says of every slug', () => {
    const required = readCourierFacts().all_couriers_with_required_fields_2024_08;

    expect(Object.keys(required)).toHaveLength(63);
    for (const [slug, fields] of Object.entries(required)) {
      expect([slug, [...requirementsOf(slug)].sort()]).toEqual([slug, [...fields].sort()]);
    }
  });
});
