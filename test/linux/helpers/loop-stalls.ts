import { existsSync, readFileSync } from 'node:fs';

const file = '/proc/thread-self/schedstat';
const isCounted = existsSync(file);

/** The milliseconds that this thread, ready to run, has waited for a processor: the kernel's second number. */
function waited_ms(): number {
  return isCounted ? Number(readFileSync(file, 'latin1').split(' ')[1]) / 1e6 : 0;
}

/**
 * Begins to look how long each turn of the event loop takes, without the time in which others had the processors. The
 * function that it gives ends that, and tells which share of the time went by in turns longer than `long_ms`.
 */
export function watchStalls(long_ms: number): () => number {
  let all = 0;
  let long = 0;
  let last = { now: performance.now(), waited: waited_ms() };
  const look = () => {
    const next = { now: performance.now(), waited: waited_ms() };
    const own = Math.max(0, next.now - last.now - (next.waited - last.waited));
    last = next;
    all += own;
    if (own > long_ms) long += own;
  };
  const looking = setInterval(look, 1);
  return () => {
    clearInterval(looking);
    look();
    return all === 0 ? 0 : long / all;
  };
}
