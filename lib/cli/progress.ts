import { complain } from './output.js';

// Whoever waits for less is not told.
const patience_ms = 500;
const wipe = '\r\x1b[K';

/** How far a long work has come ("stopping 12 of 200"), on standard error where that is a terminal, and else nowhere. */
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
    process.stderr.write(`${wipe}reeve: ${this.doing} ${this.done} of ${this.total}`);
  }

  private hide(): void {
    if (this.shown) process.stderr.write(wipe);
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

  /** A line that stays, in the place of the progress. */
  complain(text: string): void {
    this.hide();
    complain(text);
    if (this.shown) this.show();
  }

  end(): void {
    clearTimeout(this.timer);
    this.hide();
    this.shown = false;
  }
}
