/**
 * Types of a check: rules over a project and their findings. `npm run check` prints the findings; the emulated account
 * uses the same rules to refuse packages as NetSuite would.
 */

import type { Finding, Severity } from '../project/finding';
import type { Project } from '../project/project';

export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  /** One line that states the requirement. */
  readonly title: string;
  /** Reason, NetSuite's behaviour without it, and what is documented and what is not. */
  readonly explanation: string;
  /** Page ids of Oracle's help, or other sources. */
  readonly sources: readonly string[];
  /** Two small projects that break and keep the rule: path → content, added to a valid minimal project. */
  readonly breaks: Readonly<Record<string, string>>;
  readonly keeps: Readonly<Record<string, string>>;
  readonly check: (project: Project) => readonly Finding[];
}
