// The longest time between two turns of the event loop while something goes on. The loop is kept turning all the time,
// so that a gap is seen whenever it comes; what the machine's other load adds is told by the same measure of idling.
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
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

const partLength = 16 * 1024;

/** The JSON texts of these records, as many in each as reeve hands over at once. */
function partsOf(records) {
  const parts = [];
  let part = '';
  for (const record of records) {
    part += (part === '' ? '[' : ',') + JSON.stringify(record);
    if (part.length < partLength) continue;
    parts.push(`${part}]`);
    part = '';
  }
  return part === '' ? parts : [...parts, `${part}]`];
}

/**
 * The longest gaps of making these records out of their text, a part in each turn, while `busy` goes on in a program of
 * its own: what any list costs the event loop, mostly by what the engine's collector does with that many objects.
 */
export async function gapsOfParsing(count, records, busy) {
  const parts = partsOf(records);
  const ended = busy();
  const gaps = [];
  for (let at = 0; at < count; at++) {
    const made = [];
    const work = async () => {
      for (const part of parts) {
        for (const record of JSON.parse(part)) made.push(record);
        await nextTurn();
      }
    };
    gaps.push(await longestGap(work));
  }
  await ended;
  return gaps;
}

/** The longest gap of doing nothing for so many milliseconds. */
export function idleGap(ms) {
  return longestGap(() => pause(ms));
}
