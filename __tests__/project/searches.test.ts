/** Every search reads its rows through adapters/rows.ts, which knows where the results of a search end. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(__dirname, '../../src/TypeScript/aftership');

/** Files that read rows themselves: of records of which an account has one or a few, and whether one record exists. */
const BY_THEMSELVES = ['adapters/connections.ts', 'adapters/fulfillments.ts'];

it('no other file reads ranges or pages of a search', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const reading = files.filter((name) =>
    /\.(getRange|runPaged|each)\(\{|\.run\(\)\s*\.each\(/.test(readFileSync(join(SOURCES, name), 'utf8')),
  );

  expect(reading.sort()).toEqual([...BY_THEMSELVES, 'adapters/rows.ts']);
});
