const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** No line is held back beyond this many bytes: a longer one comes in pieces. */
const mostBytes = 2 ** 20;

/**
 * Takes bytes as they come and gives whole lines, which end with \n, \r\n or a lone \r, as programs end them that draw
 * their progress over and over. What is no UTF-8 is replaced.
 */
export class LineSplitter {
  private pieces: Buffer[] = [];
  private held = 0;
  // A \r gives its line at once; a \n right after it, perhaps in the next bytes, belongs to it.
  private afterReturn = false;

  /** The lines that these bytes end. */
  push(bytes: Buffer): string[] {
    const lines: string[] = [];
    let from = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === lineFeed && this.afterReturn && at === from && this.held === 0) {
        from = at + 1;
      } else if (byte === lineFeed || byte === carriageReturn) {
        lines.push(this.take(bytes.subarray(from, at)));
        from = at + 1;
      }
      this.afterReturn = byte === carriageReturn;
    }
    this.hold(bytes.subarray(from), lines);
    return lines;
  }

  /** What is left without an end of its own, if anything is. */
  end(): string[] {
    return this.held === 0 ? [] : [this.take(Buffer.alloc(0))];
  }

  private hold(rest: Buffer, lines: string[]): void {
    if (rest.length === 0) return;
    // A copy: the bytes are the reader's, which uses them again.
    this.pieces.push(Buffer.from(rest));
    this.held += rest.length;
    if (this.held >= mostBytes) lines.push(this.take(Buffer.alloc(0)));
  }

  private take(last: Buffer): string {
    const line = this.held === 0 ? last.toString('utf8') : Buffer.concat([...this.pieces, last]).toString('utf8');
    this.pieces = [];
    this.held = 0;
    return line;
  }
}
