/** All rules about script files, in the order in which they are printed. */

import type { Rule } from './rule';
import { DEPENDENCY_RULES } from './rules_scripts_dependencies';
import { HEADER_RULES } from './rules_scripts_header';
import { INTERFACE_RULES } from './rules_scripts_interface';
import { LANGUAGE_RULES } from './rules_scripts_language';
import { NAME_RULES } from './rules_scripts_names';

export const SCRIPT_RULES: readonly Rule[] = [
  ...HEADER_RULES,
  ...INTERFACE_RULES,
  ...DEPENDENCY_RULES,
  ...NAME_RULES,
  ...LANGUAGE_RULES,
];
