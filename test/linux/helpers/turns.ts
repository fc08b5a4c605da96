import { readFileSync } from 'node:fs';

/** The milliseconds that this program's first thread has had a processor. */
function threadCpu_ms(): number {
  const fields = readFileSync(`/proc/self/task/${process.pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
  // In hundredths of a second, whatever the kernel itself counts in.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/**
 * Watches how long the event loop is held, from this turn to the one in which it is asked: the most processor time between
 * two timers, to 10 ms. What others on the machine take is not in it.
 */
export function watchTurns(): { longest_ms(): number; count(): number } {
  let [longest, count, last] = [0, 0, threadCpu_ms()];
  const turn = () => {
    const now = threadCpu_ms();
    longest = Math.max(longest, now - last);
    last = now;
    count += 1;
  };
  const timer = setInterval(turn, 1);
  return {
    longest_ms() {
      clearInterval(timer);
      turn();
      return longest;
    },
    count: () => count,
  };
}
