import type { Jobs, ListJobsFilter } from '../jobs/index.js';
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

/**
 * Shows the jobs again whenever one starts, ends or is removed: on a terminal in the same place, else one table below the
 * other, or with `json` an array a line. Ends when it is interrupted or nobody reads any more.
 */
export async function watchList(jobs: Jobs, watching: Watching): Promise<void> {
  const gone = readerGone();
  const events = jobs.events({ signal: gone });
  // Asked before the first look, so that nothing that happens after it is missed.
  let next = events.next();
  await draw(jobs, watching);
  const timer = process.stdout.isTTY && !watching.json ? setInterval(() => draw(jobs, watching), redraw_ms) : undefined;
  try {
    for (let event = await next; !event.done; event = await next) {
      next = events.next();
      await draw(jobs, watching);
    }
  } finally {
    clearInterval(timer);
  }
}
