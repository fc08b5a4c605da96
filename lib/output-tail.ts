const firstSize = 4096;

/**
 * The last bytes of what was written to it, in one piece of memory that is never larger than `most`, however small the
 * pieces are that it is written in.
 */
export class OutputTail {
  /** All bytes that were written, kept or not. */
  total = 0;
  private ring: Buffer = Buffer.alloc(0);
  private start = 0;
  private kept = 0;

  constructor(private readonly most: number) {}

  /** Whether the beginning was let go. */
  get truncated(): boolean {
    return this.total > this.kept;
  }

  write(chunk: Uint8Array): void {
    this.total += chunk.length;
    const part = chunk.length > this.most ? chunk.subarray(chunk.length - this.most) : chunk;
    if (part.length === 0) return;
    this.makeRoom(Math.min(this.most, this.kept + part.length));
    const at = (this.start + this.kept) % this.ring.length;
    const behind = part.subarray(0, this.ring.length - at);
    this.ring.set(behind, at);
    this.ring.set(part.subarray(behind.length), 0);
    const overwritten = Math.max(0, this.kept + part.length - this.most);
    this.start = (this.start + overwritten) % this.ring.length;
    this.kept += part.length - overwritten;
  }

  /** What is kept, as a copy. */
  bytes(): Buffer {
    const behind = this.ring.subarray(this.start, this.start + this.kept);
    return Buffer.concat([behind, this.ring.subarray(0, this.kept - behind.length)]);
  }

  // The ring grows only while nothing was overwritten, so it begins at 0.
  private makeRoom(wanted: number): void {
    if (wanted <= this.ring.length) return;
    const size = Math.min(this.most, Math.max(wanted, firstSize, 2 * this.ring.length));
    const larger = Buffer.allocUnsafeSlow(size);
    larger.set(this.ring.subarray(0, this.kept));
    this.ring = larger;
  }
}
