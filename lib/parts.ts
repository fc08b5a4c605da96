import { setImmediate } from 'node:timers/promises';
import type { SettleInParts } from './native/binding.js';

/**
 * Collects a long list that comes in JSON texts. One text is parsed in each turn of the event loop, so that ten thousand
 * records hold it up no longer than a few do.
 */
export async function inParts<Head, Item>(
  ask: (settle: SettleInParts<Head>) => void,
): Promise<{ head: Head; items: Item[] }> {
  const items: Item[] = [];
  const waiting: string[] = [];
  let wake = () => {};
  let ended: { head: Head } | { error: Error } | undefined;
  ask((error, head, part) => {
    if (part !== undefined) waiting.push(part);
    else ended = head === undefined ? { error: error as Error } : { head };
    wake();
  });
  for (;;) {
    const part = waiting.shift();
    if (part !== undefined) {
      for (const item of JSON.parse(part)) items.push(item);
      if (waiting.length > 0) await setImmediate();
    } else if (ended === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    } else if ('error' in ended) {
      throw ended.error;
    } else {
      return { head: ended.head, items };
    }
  }
}
