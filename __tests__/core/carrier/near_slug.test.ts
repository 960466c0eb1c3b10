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
  ['canada-p-o-s-t', 'canada-post'],
  ['canada-pst', 'canada-post'],
  ['canada-posst', 'canada-post'],
  ['canada-psot', 'canada-post'],
  ['canada-ptso', ''],
  ['canada-pxyt', ''],
  ['dpdx', ''],
  ['fedex', ''],
  ['dp', ''],
  ['nobody-at-all', ''],
  ['', ''],
])('%j means %j', (text, slug) => {
  expect(nearSlug(text)).toBe(slug);
});
