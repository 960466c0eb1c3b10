/** A mistake in a project, with its place. */

export type Severity = 'error' | 'warning';

export interface Finding {
  /** Stable code of the rule, `SDF-REF-MISSING`; `npm run check explain CODE` tells more. */
  readonly code: string;
  readonly severity: Severity;
  /** Path from the project folder, with `/`. */
  readonly file: string;
  /** Line, from 1; null for a whole file. */
  readonly line: number | null;
  /** Element, attribute, tag or identifier; empty for a whole file. */
  readonly element: string;
  /** What is wrong. */
  readonly message: string;
  /** Remedy: the text to write or the step to take. */
  readonly advice: string;
}

/** A finding without the severity, which its rule adds. */
export type Problem = Omit<Finding, 'severity'>;
