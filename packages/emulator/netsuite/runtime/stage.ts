/** Parts of a job that run one after the other; the invocations of one part may run on several processors. */

export interface Stage {
  /** Most processors that work on it at a time; null for as many as there are. */
  readonly mostProcessors: number | null;
  /** Minutes after which a processor leaves the stage between two invocations; null for never. */
  readonly yieldAfterMinutes: number | null;
  /** Invocations that nobody has taken. */
  left(): number;
  /** Takes the next invocation, which runs at once and gives its units; null when none is left. */
  next(): (() => number) | null;
  /** What the summary tells, noted by whoever runs the stage. */
  readonly use: StageUse;
}

export interface StageUse {
  /** Most processors that worked on the stage at a time. */
  concurrency: number;
  /** How often a processor left the stage at a soft limit. */
  yields: number;
}

/** A stage of one invocation. */
export function single(run: () => number): Stage {
  let isTaken = false;
  return {
    mostProcessors: 1,
    yieldAfterMinutes: null,
    left: () => (isTaken ? 0 : 1),
    next: () => {
      if (isTaken) return null;
      isTaken = true;
      return run;
    },
    use: { concurrency: 1, yields: 0 },
  };
}

/** Runs a job's stages with one clock, an invocation after the other. */
export function runInOrder(stages: Iterable<Stage>): void {
  for (const stage of stages) {
    for (let run = stage.next(); run !== null; run = stage.next()) run();
  }
}
