import { createReadStream, createWriteStream } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

// Bun 1.4.5 makes a Socket of a descriptor without complaint and then never reads or writes. Its file streams do both.
const inBun = 'bun' in process.versions;

/** Our end of a pipe that a job writes to; null for none. The stream closes the descriptor. */
export function readingEnd(descriptor: number): Readable | null {
  if (descriptor < 0) return null;
  if (inBun) return createReadStream('', { fd: descriptor });
  return new Socket({ fd: descriptor, readable: true, writable: false });
}

/** Our end of a pipe that a job reads from; null for none. The stream closes the descriptor. */
export function writingEnd(descriptor: number): Writable | null {
  if (descriptor < 0) return null;
  if (inBun) return createWriteStream('', { fd: descriptor });
  return new Socket({ fd: descriptor, readable: false, writable: true });
}
