/** What came of a request: an answer, or why there was none. */

interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const NO_ANSWER_REASONS = [
  'host not found',
  'not accepted',
  'timed out',
  'not secure',
  'proxy',
  'cut off',
  'too long',
] as const;

export interface NoAnswer {
  readonly kind: 'no answer';
  readonly reason: (typeof NO_ANSWER_REASONS)[number];
  /** For people: the library's or the system's own words. */
  readonly detail: string;
}

export type HttpOutcome = HttpAnswer | NoAnswer;
