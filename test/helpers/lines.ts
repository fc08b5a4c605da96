import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Gives one line of the stream after the other, without closing it; fails at its end. */
export function linesOf(stream: Readable | null): () => Promise<string> {
  if (stream === null) throw new Error('the stream is not a pipe');
  const lines = createInterface({ input: stream })[Symbol.asyncIterator]();
  return async () => {
    const next = await lines.next();
    if (next.done === true) throw new Error('the stream ended without another line');
    return next.value;
  };
}
