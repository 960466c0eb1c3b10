/** Says now and then how far a long run has come. A short run says nothing. */

const MILLISECONDS_BETWEEN = 3000;

export interface ProgressLine {
  milliseconds(): number;
  /** Shows a line in the place of the earlier one; null removes it. */
  showProgress(line: string | null): void;
}

export class Progress {
  private readonly line: ProgressLine;
  private dueAt: number;
  private isShown = false;

  constructor(line: ProgressLine) {
    this.line = line;
    this.dueAt = line.milliseconds() + MILLISECONDS_BETWEEN;
  }

  /** `describe` says what is done, such as `240,000 rows read`. It is called only when it is time for a line. */
  show(describe: () => string): void {
    const now = this.line.milliseconds();
    if (now < this.dueAt) return;
    this.dueAt = now + MILLISECONDS_BETWEEN;
    this.isShown = true;
    this.line.showProgress(`  ${describe()} …`);
  }

  /** Makes room for other lines. */
  hide(): void {
    if (this.isShown) this.line.showProgress(null);
    this.isShown = false;
  }
}
