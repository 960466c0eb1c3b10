/** Table of docs/operate.md with the fields that the field mapping may set. */

import { FORMS } from '../../src/TypeScript/aftership/core/fields/forms';
import {
  LONGEST_CUSTOM_NAME,
  MOST_CUSTOM_FIELDS,
  TARGET_NAMES,
  targetNamed,
  type Target,
  type TargetKind,
} from '../../src/TypeScript/aftership/core/fields/targets';
import { table } from './markdown';

const MEANINGS: Readonly<Record<TargetKind, (target: Target) => string>> = {
  field: ({ form, longest }) => (form === 'text' ? `a text of up to ${longest} characters` : FORMS[form].takes),
  'create only': () => 'a text; only when the tracking is made, because AfterShip does not let it be changed',
  'custom field': ({ longest }) =>
    `a text of up to ${longest} characters, under a name of up to ${LONGEST_CUSTOM_NAME}; at most ${MOST_CUSTOM_FIELDS} of them`,
  tags: ({ longest }) =>
    `one tag of up to ${longest} characters for each value, beside those of the connection; each line adds to them, only when the tracking is made`,
  numbers: () => 'tracking numbers, read as those of a package line are, and tracked beside them',
  carrier: () =>
    'a name of the carrier: it is weighed together with ship method, package list, description and number, and the carrier mapping may name it (`field: NAME = slug`)',
  'ship method': () => 'what counts as the ship method, also for the carrier mapping',
};

export function fieldTargets(): string {
  const rows = TARGET_NAMES.flatMap((name) => {
    const target = targetNamed(name);
    return target === null ? [] : [[`\`${name}\``, MEANINGS[target.kind](target)]];
  });
  return table(['Field', 'What it takes'], rows);
}
