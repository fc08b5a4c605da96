import { Readable } from 'node:stream';
import type { Job } from '../generated/types.js';
import { followLog, type LogPiece } from './follow-log.js';
import { systemError } from './job-errors.js';
import { type LogName, planLog, type ReadLogOptions } from './log-plan.js';
import type { StateFolder } from './state-folder.js';

const lineFeed = 0x0a;
// A line that is longer is passed on in pieces.
const mostHeld = 2 ** 20;

/** Passes on whole lines only, so that no line of one log is put into the middle of another's. */
class WholeLines {
  private readonly held = new Map<LogName, Buffer>();

  pass({ name, bytes }: LogPiece): Buffer {
    const before = this.held.get(name);
    const all = before === undefined ? bytes : Buffer.concat([before, bytes]);
    const end = all.length > mostHeld ? all.length : all.lastIndexOf(lineFeed) + 1;
    this.held.set(name, all.subarray(end));
    return all.subarray(0, end);
  }

  /** What never got its end. */
  rest(): Buffer[] {
    return [...this.held.values()];
  }
}

async function* mixed(pieces: AsyncGenerator<LogPiece>): AsyncGenerator<Buffer> {
  const lines = new WholeLines();
  for await (const piece of pieces) yield lines.pass(piece);
  yield* lines.rest();
}

async function* single(pieces: AsyncGenerator<LogPiece>): AsyncGenerator<Buffer> {
  for await (const { bytes } of pieces) yield bytes;
}

/** The next bytes that are any; null at the end. */
async function nextOf(chunks: AsyncGenerator<Buffer>): Promise<Buffer | null> {
  for (;;) {
    const { done, value } = await chunks.next();
    if (done === true) return null;
    if (value.length > 0) return value;
  }
}

/**
 * A job's output as a stream of bytes, exactly as written where it is one log; of two, whole lines in the order in which
 * they were found. Destroying the stream ends the reading and nothing else.
 */
export function attachLog(state: StateFolder, find: () => Promise<Job>, options: ReadLogOptions): Readable {
  const leaving = new AbortController();
  let chunks: AsyncGenerator<Buffer> | undefined;
  const begin = async (): Promise<AsyncGenerator<Buffer>> => {
    const job = await find();
    const plan = planLog(job, options, false);
    const pieces = followLog(state, job, plan, leaving.signal);
    return plan.logs.length === 1 ? single(pieces) : mixed(pieces);
  };
  return new Readable({
    read() {
      const next = async () => {
        chunks ??= await begin();
        return nextOf(chunks);
      };
      next().then(
        (bytes) => this.push(bytes),
        (error) => this.destroy(systemError(error) as Error),
      );
    },
    destroy(error, done) {
      leaving.abort();
      Promise.resolve(chunks?.return(undefined)).then(
        () => done(error),
        (failure) => done(error ?? failure),
      );
    },
  });
}
