/** What is wrong in a project, and where. */

export type Severity = 'error' | 'warning';

export interface Finding {
  /** Stable code of the rule, `SDF-REF-MISSING`; `npm run check explain CODE` tells more. */
  readonly code: string;
  readonly severity: Severity;
  /** Path from the project folder, with `/`. */
  readonly file: string;
  /** From 1; null where a file as a whole is meant. */
  readonly line: number | null;
  /** Element, attribute, tag or identifier that is meant; empty for a file as a whole. */
  readonly element: string;
  /** What is wrong. */
  readonly message: string;
  /** What to write or do instead. */
  readonly advice: string;
}

/** A finding before its rule says how grave it is. */
export type Problem = Omit<Finding, 'severity'>;
