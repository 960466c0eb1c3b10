import { readFileSync } from 'node:fs';
import path from 'node:path';

import { PHONE_DATA, phoneData } from '../data_file';

const ROOT = path.join(__dirname, '../../..');

describe(PHONE_DATA, () => {
  it('is as the library has it (npm run phone-data writes it)', () => {
    expect(readFileSync(path.join(ROOT, PHONE_DATA), 'utf8')).toBe(phoneData());
  });

  it('is small enough to be loaded by every script', () => {
    expect(Buffer.byteLength(phoneData())).toBeLessThan(30_000);
  });
});
