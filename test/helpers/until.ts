import { atPace } from './pace.js';

/**
 * Waits until `look` answers something other than undefined, null or false, and gives that; fails after `within_ms` (at this
 * machine's pace) and says what it waited for. For states that nothing reports; never a substitute for an event.
 */
export async function until<T>(
  what: string,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  within_ms = 10_000,
): Promise<T> {
  const limit = atPace(within_ms);
  const end = performance.now() + limit;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (performance.now() > end) throw new Error(`waited ${limit} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
