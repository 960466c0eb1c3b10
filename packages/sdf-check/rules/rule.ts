/**
 * What a check of an SDF project is made of: rules over a project, and the findings they give.
 * `npm run check` prints the findings; the emulated account refuses what NetSuite would refuse by the same rules.
 */

import type { Finding, Severity } from '../project/finding';
import type { Project } from '../project/project';

export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  /** One line: what is required. */
  readonly title: string;
  /** Why, and what NetSuite does otherwise; with what is documented and what is not. */
  readonly explanation: string;
  /** Page ids of Oracle's help, or other sources. */
  readonly sources: readonly string[];
  /** A small project that breaks the rule and one that keeps it: path → content, beside a valid minimal project. */
  readonly breaks: Readonly<Record<string, string>>;
  readonly keeps: Readonly<Record<string, string>>;
  readonly check: (project: Project) => readonly Finding[];
}
