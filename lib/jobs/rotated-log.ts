import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isCode } from './job-errors.js';
import { LogFile, type LogStart } from './log-file.js';

const mostLooks = 50;

const opened = async (path: string): Promise<LogFile | null> => {
  try {
    return await LogFile.open(path, { from: 'start' });
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
};

/** The numbers of a log's files that are full, the oldest first. */
async function numbersOf(path: string): Promise<number[]> {
  const before = `${basename(path)}.`;
  const names = await readdir(dirname(path));
  return names
    .filter((name) => name.startsWith(before) && /^[1-9]\d{0,3}$/.test(name.slice(before.length)))
    .map((name) => Number(name.slice(before.length)))
    .sort((one, other) => other - one);
}

const statusOf = async (path: string): Promise<BigIntStats | null> => {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
};

const inodeOf = async (path: string): Promise<bigint | null> => (await statusOf(path))?.ino ?? null;

/** Its names, the oldest first. */
const pathsOf = async (path: string): Promise<string[]> => [
  ...(await numbersOf(path)).map((number) => `${path}.${number}`),
  path,
];

/** The oldest file that was written after a moment; null: there is none. */
async function oldestSince(path: string, moment: bigint): Promise<LogFile | null> {
  for (const one of await pathsOf(path)) {
    const status = await statusOf(one);
    const file = status !== null && status.mtimeNs > moment ? await opened(one) : null;
    if (file !== null) return file;
  }
  return null;
}

/**
 * A log from its oldest file to the one that is written, and on while it grows: a file that was given a number meanwhile is
 * read to its end, and then the one that came after it. What was dropped before it was reached is missing.
 */
export class RotatedLog {
  private constructor(
    private readonly path: string,
    private file: LogFile,
    private readonly onNext: () => void,
  ) {}

  static async open(path: string, start: LogStart, onNext: () => void): Promise<RotatedLog> {
    if ('from' in start && start.from === 'end') return new RotatedLog(path, await LogFile.open(path, start), onNext);
    const log = new RotatedLog(path, await LogFile.open(path, { from: 'start' }), onNext);
    try {
      await log.goToOldest();
      await log.skip(start);
      return log;
    } catch (error) {
      await log.close();
      throw error;
    }
  }

  /** The next bytes; null where there are none yet. */
  async read(): Promise<Buffer | null> {
    for (;;) {
      const bytes = await this.file.read();
      if (bytes !== null) return bytes;
      const number = await this.numberOfFile();
      if (number === 0) return null;
      // It is written no more since it has a number; what came right before is read now.
      const rest = await this.file.read();
      if (rest !== null) return rest;
      if (!(await this.goOn(number))) return null;
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** 0: it is the one that is written. undefined: it is not among the log's files any more. */
  private async numberOfFile(): Promise<number | undefined> {
    // Where its name is moved on while they are looked at, it is found the next time; where somebody moved it away, never.
    for (let looks = 0; looks < mostLooks; looks++) {
      const { ino, nlink } = await this.file.status();
      if ((await inodeOf(this.path)) === ino) return 0;
      for (const number of (await numbersOf(this.path)).reverse()) {
        if ((await inodeOf(`${this.path}.${number}`)) === ino) return number;
      }
      if (nlink === 0n) break;
    }
    return undefined;
  }

  /** False: the next file is not there yet, or never will be, where its keeper was killed at that moment. */
  private async goOn(number: number | undefined): Promise<boolean> {
    const next =
      number === undefined
        ? await oldestSince(this.path, (await this.file.status()).mtimeNs)
        : await opened(number === 1 ? this.path : `${this.path}.${number - 1}`);
    if (next === null) return false;
    // Names that were moved on meanwhile would have given another file than the one after this.
    if (number !== undefined && (await this.numberOfFile()) !== number) {
      await next.close();
      return true;
    }
    await this.file.close();
    this.file = next;
    this.onNext();
    return true;
  }

  private async goToOldest(): Promise<void> {
    for (;;) {
      // Files may have been given other numbers between the look at them and the opening.
      const number = await this.numberOfFile();
      const [oldest = 0] = await numbersOf(this.path);
      if (number !== undefined && oldest <= number) return;
      const file = await oldestSince(this.path, -1n);
      if (file === null) return;
      await this.file.close();
      this.file = file;
    }
  }

  private async skip(start: LogStart): Promise<void> {
    if ('tail' in start) return this.skipToLast(start.tail);
    let left = typeof start.from === 'number' ? start.from : 0;
    while (left > 0) {
      const size = Number((await this.file.status()).size);
      const number = await this.numberOfFile();
      if (left < size || number === 0) return this.file.skip(left);
      left -= size;
      if (!(await this.goOn(number))) return this.file.skip(size);
    }
  }

  /** From the newest file backwards, and no more of them than the lines take. */
  private async skipToLast(lines: number): Promise<void> {
    let missing = lines;
    for (const number of [0, ...(await numbersOf(this.path)).reverse()]) {
      const file = await LogFile.open(number === 0 ? this.path : `${this.path}.${number}`, { tail: missing });
      await this.file.close();
      this.file = file;
      missing -= file.linesAtOpen;
      if (missing <= 0) return;
    }
  }
}
