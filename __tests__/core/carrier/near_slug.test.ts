import { nearSlug } from '../../../src/TypeScript/aftership/core/carrier/near_slug';

it.each([
  ['Royal Mail', 'royal-mail'],
  ['royalmail', 'royal-mail'],
  ['royal-mial', 'royal-mail'],
  ['UPS', 'ups'],
  ['fedx', 'fedex'],
  ['feddex', 'fedex'],
  ['fedez', 'fedex'],
  ['canadapost', 'canada-post'],
  ['fedex', ''],
  ['dp', ''],
  ['nobody-at-all', ''],
  ['', ''],
])('%j means %j', (text, slug) => {
  expect(nearSlug(text)).toBe(slug);
});
