import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const pieceLength = 65536;

// Text is encoded piece by piece: all at once, a hundred megabytes would hold the event loop and be there twice.
function* pieces(input: string | Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < input.length; ) {
    let end = Math.min(at + pieceLength, input.length);
    if (typeof input === 'string') {
      // Never between the two halves of one character.
      if (end < input.length && (input.charCodeAt(end - 1) & 0xfc00) === 0xd800) end -= 1;
      yield Buffer.from(input.slice(at, end));
    } else {
      yield input.subarray(at, end);
    }
    at = end;
  }
}

/**
 * Writes the input and ends the stream. That a program ends, or closes its input, without having read all of it is its
 * own affair and no error, and neither is that the stream is destroyed.
 */
export function feed(stdin: Writable, input: string | Uint8Array): void {
  stdin.on('error', () => {});
  pipeline(pieces(input), stdin).catch(() => {});
}
