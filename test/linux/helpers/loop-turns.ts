import { existsSync, readFileSync } from 'node:fs';

const file = '/proc/thread-self/schedstat';
const isCounted = existsSync(file);

/** What the kernel counts of this thread, in ms: how long it had a processor, and how long it was ready and had none. */
function counted(): { ran: number; waited: number } {
  if (!isCounted) return { ran: performance.now(), waited: 0 };
  const [ran, waited] = readFileSync(file, 'latin1').split(' ');
  return { ran: Number(ran) / 1e6, waited: Number(waited) / 1e6 };
}

/** Tells what each turn of the event loop took by this clock, up to the turn in which the function that it gives is called. */
function watchTurns(clock: () => number, seen: (took_ms: number) => void): () => void {
  let last = clock();
  const look = () => {
    const now = clock();
    seen(Math.max(0, now - last));
    last = now;
  };
  const looking = setInterval(look, 1);
  return () => {
    clearInterval(looking);
    look();
  };
}

/**
 * Begins to look how long each turn of the event loop takes, without the time in which others had the processors. The
 * function that it gives ends that, and tells which share of the time went by in turns longer than `long_ms`.
 */
export function watchStalls(long_ms: number): () => number {
  let [all, long] = [0, 0];
  const end = watchTurns(
    () => performance.now() - counted().waited,
    (took_ms) => {
      all += took_ms;
      if (took_ms > long_ms) long += took_ms;
    },
  );
  return () => {
    end();
    return all === 0 ? 0 : long / all;
  };
}

/**
 * Begins to look how much processor time each turn of the event loop takes: neither what others on the machine take nor what
 * the disk does is in it. The function that it gives ends that, and tells the most, and of how many turns.
 */
export function watchWork(): () => { longest_ms: number; turns: number } {
  let [longest_ms, turns] = [0, 0];
  const end = watchTurns(
    () => counted().ran,
    (took_ms) => {
      longest_ms = Math.max(longest_ms, took_ms);
      turns += 1;
    },
  );
  return () => {
    end();
    return { longest_ms, turns };
  };
}
