/** Result of a request: an answer, or the reason for none. */

interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** Header names are in lower case. */
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
  /** Message of the library or the system, for people. */
  readonly detail: string;
}

export type HttpOutcome = HttpAnswer | NoAnswer;
