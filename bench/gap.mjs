// The longest time between two turns of the event loop while something goes on. The loop is kept turning all the time,
// so that a gap is seen whenever it comes; what the machine's other load adds is told by the same measure of idling.
import { setTimeout as pause } from 'node:timers/promises';
import { now } from './measure.mjs';

export async function longestGap(work) {
  let last = now();
  let longest = 0;
  let running = true;
  const turn = () => {
    const here = now();
    longest = Math.max(longest, here - last);
    last = here;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    await work();
  } finally {
    running = false;
  }
  return longest;
}

/** The longest gap of doing nothing for so many milliseconds. */
export function idleGap(ms) {
  return longestGap(() => pause(ms));
}
