import { createReadStream, createWriteStream } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

// Bun 1.4.5 makes a Socket of a descriptor without complaint and then never reads or writes. Its file streams do both.
const inBun = 'bun' in process.versions;

// How long a pipe is read, and closing one is waited for, when somebody outside the job holds its other end.
const patience_ms = 100;

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

function within(ms: number, done: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

/**
 * For a job that has ended: lets the outputs come to their ends, which they do at once, and closes all three. Only where
 * somebody still holds an output open it takes a tenth of a second, and the output is closed before its end. What the job
 * itself wrote is not lost by that: it was in the pipe when its end was heard of, and the same turn of the event loop
 * reads all that a pipe can hold.
 */
export async function closePipes(stdin: Writable | null, ...outputs: (Readable | null)[]): Promise<void> {
  const streams = [stdin, ...outputs].filter((stream) => stream !== null);
  const open = new Set(streams.filter((stream) => !stream.closed));
  const closing = [...open].map((stream) => new Promise<unknown>((resolve) => stream.once('close', resolve)));
  for (const stream of open) stream.once('close', () => open.delete(stream));
  const closed = Promise.all(closing);
  stdin?.destroy();
  await within(patience_ms, closed);
  if (open.size === 0) return;
  for (const stream of open) stream.destroy();
  await within(patience_ms, closed);
}
