// Whoever waits for less is not told.
const patience_ms = 500;
const wipe = '\r\x1b[K';

/** How far a long work on several has come ("stopping 12 of 200"), on standard error where that is a terminal, and else nowhere. */
export class Progress {
  private done = 0;
  private shown = false;
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly doing: string,
    private total = 0,
  ) {
    if (process.stderr.isTTY) this.timer = setTimeout(() => this.show(), patience_ms).unref();
  }

  private show(): void {
    this.shown = true;
    // Of one alone there is no progress.
    if (this.total > 1) process.stderr.write(`${wipe}reeve: ${this.doing} ${this.done} of ${this.total}`);
  }

  private hide(): void {
    if (this.shown && this.total > 1) process.stderr.write(wipe);
  }

  /** So many are done, of so many. */
  reach(done: number, total = this.total): void {
    this.done = done;
    this.total = total;
    if (this.shown) this.show();
  }

  step(): void {
    this.reach(this.done + 1);
  }

  /** Writes something that stays, in the place of the progress. */
  above(write: () => void): void {
    this.hide();
    write();
    if (this.shown) this.show();
  }

  end(): void {
    clearTimeout(this.timer);
    this.hide();
    this.shown = false;
  }
}
