import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

const chunkBytes = 2 ** 18;
const lineFeed = 0x0a;
// As with records: no link is followed and no FIFO waited for.
const how = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Where to begin in a log: at its start, at its end, at a byte, or before its last lines. */
export type LogStart = { readonly from: 'start' | 'end' | number } | { readonly tail: number };

/** One log as it is read from front to back, while it may still grow. */
export class LogFile {
  private constructor(
    private readonly file: FileHandle,
    private offset: number,
    /** How many lines `tail` found. */
    readonly linesAtOpen = 0,
  ) {}

  static async open(path: string, start: LogStart): Promise<LogFile> {
    const file = await open(path, how);
    try {
      const { size } = await file.stat();
      if ('tail' in start) {
        const { offset, lines } = await startOfLast(file, size, start.tail);
        return new LogFile(file, offset, lines);
      }
      const { from } = start;
      return new LogFile(file, from === 'start' ? 0 : from === 'end' ? size : from);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The next bytes; null where there are none yet. */
  async read(): Promise<Buffer | null> {
    const room = Buffer.allocUnsafe(chunkBytes);
    const { bytesRead } = await this.file.read(room, 0, chunkBytes, this.offset);
    this.offset += bytesRead;
    return bytesRead === 0 ? null : room.subarray(0, bytesRead);
  }

  skip(bytes: number): void {
    this.offset += bytes;
  }

  status(): Promise<BigIntStats> {
    return this.file.stat({ bigint: true });
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** Where the last lines begin. Reads from the end, and no more than they take. A last line needs no line feed. */
async function startOfLast(file: FileHandle, size: number, lines: number): Promise<{ offset: number; lines: number }> {
  if (lines === 0 || size === 0) return { offset: size, lines: 0 };
  const room = Buffer.allocUnsafe(chunkBytes);
  let missing = lines;
  for (let end = size; end > 0; ) {
    const length = Math.min(chunkBytes, end);
    const { bytesRead } = await file.read(room, 0, length, end - length);
    for (let at = bytesRead - 1; at >= 0; at--) {
      const position = end - length + at;
      if (room[at] !== lineFeed || position === size - 1) continue;
      missing -= 1;
      if (missing === 0) return { offset: position + 1, lines };
    }
    end -= length;
  }
  return { offset: 0, lines: lines - missing + 1 };
}
