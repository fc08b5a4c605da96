import type { Readable } from 'node:stream';
import { OutputTail } from './output-tail.js';

/** Reads a stream to its end, whatever of it is kept, so that who writes to it is never held up. */
export class CapturedOutput {
  /** Whether the end was seen. */
  ended = false;
  /** Why reading broke off before the end. */
  error: Error | null = null;
  private readonly tail: OutputTail;

  constructor(stream: Readable, most: number) {
    this.tail = new OutputTail(most);
    stream.on('data', (chunk: Buffer) => this.tail.write(chunk));
    stream.once('end', () => {
      this.ended = true;
    });
    stream.on('error', (error) => {
      this.error ??= error;
    });
  }

  get total(): number {
    return this.tail.total;
  }

  get truncated(): boolean {
    return this.tail.truncated;
  }

  bytes(): Buffer {
    return this.tail.bytes();
  }
}

/** UTF-8 as text. Where the beginning is missing, the rest of a character that was cut goes with it. */
export function textOf(bytes: Buffer, truncated: boolean): string {
  let from = 0;
  while (truncated && from < 3 && ((bytes[from] ?? 0) & 0xc0) === 0x80) from += 1;
  return bytes.toString('utf8', from);
}
