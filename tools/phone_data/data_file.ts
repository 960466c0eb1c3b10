/** The data file of core/aftership/phones.ts with its generated content. */

import { numberingPlans } from './numbering_plans';

/** Path from the repository's root. */
export const PHONE_DATA = 'src/TypeScript/aftership/core/aftership/phone_data.ts';

export function phoneData(): string {
  const { version, lines } = numberingPlans();
  return `/**
 * How each country numbers its phones: calling code, country, lengths of national numbers, international prefixes,
 * national prefix, what the national prefix becomes, numbers written without it, national numbers. \`-\` is none, \`*\`
 * is all. The first country of a calling code is the one that a number of that code is read by.
 * Written by tools/phone_data: update libphonenumber-js, then run \`npm run phone-data\`.
 *
 * Made from the metadata of Google's libphonenumber (https://github.com/google/libphonenumber), as libphonenumber-js
 * ${version} packs it, and cut down to the columns above. Licensed under the Apache License, Version 2.0: a copy is in
 * tools/phone_data/LICENSE and at https://www.apache.org/licenses/LICENSE-2.0.
 */

export const PLANS = String.raw\`
${lines.join('\n')}
\`;
`;
}
