import type { JobEvent, Jobs, ListJobsFilter } from '../jobs/index.js';
import { table } from './job-table.js';
import { print, readerGone } from './output.js';

// Ages grow where somebody looks at them.
const redraw_ms = 1000;
const clear = '\x1b[H\x1b[2J';

interface Watching {
  filter: ListJobsFilter;
  json: boolean;
}

async function draw(jobs: Jobs, { filter, json }: Watching): Promise<void> {
  const found = await jobs.list(filter);
  if (json) print(JSON.stringify(found));
  else if (process.stdout.isTTY) process.stdout.write(`${clear}${table(found)}\n`);
  else print(`${table(found)}\n`);
}

type Next = IteratorResult<JobEvent>;

/** The next event, or null when it is time to draw without one. */
async function soon(next: Promise<Next>, after_ms: number | null): Promise<Next | null> {
  if (after_ms === null) return next;
  let timer: NodeJS.Timeout | undefined;
  const later = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, after_ms, null);
  });
  return Promise.race([next, later]).finally(() => clearTimeout(timer));
}

/**
 * Shows the jobs again whenever one starts, ends or is removed: on a terminal in the same place, else one table below the
 * other, or with `json` an array a line. Ends when it is interrupted or nobody reads any more.
 */
export async function watchList(jobs: Jobs, watching: Watching): Promise<void> {
  const events = jobs.events({ signal: readerGone() });
  const pause_ms = process.stdout.isTTY && !watching.json ? redraw_ms : null;
  // Asked before the first look, so that nothing that happens after it is missed.
  let next = events.next();
  for (;;) {
    await draw(jobs, watching);
    const event = await soon(next, pause_ms);
    if (event?.done) return;
    if (event !== null) next = events.next();
  }
}
