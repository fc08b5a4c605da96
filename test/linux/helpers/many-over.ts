import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job, Jobs } from 'reeve/jobs';
import { ended, startShell } from '../../helpers/durable-jobs.js';

/** One job that is over, and copies of its summary, so that there are so many. */
export async function manyOver(jobs: Jobs, count: number): Promise<Job> {
  const end = await ended(jobs, await startShell(jobs, 'exit 3', { labels: { of: 'many' } }));
  const folder = join(jobs.state_dir, 'jobs');
  for (let number = 1; number < count; number++) {
    const id = number.toString(16).padStart(12, '0');
    mkdirSync(join(folder, id));
    const record = { ...end, id, folder: join(folder, id), name: null, labels: { number: String(number) } };
    writeFileSync(join(folder, id, 'summary.json'), JSON.stringify(record));
  }
  return end;
}

/** Removes them here, where there is time for it; whatever lives is ended. */
export function clear(jobs: Jobs): void {
  for (const name of readdirSync(join(jobs.state_dir, 'jobs'))) {
    if (existsSync(join(jobs.state_dir, 'jobs', name, 'keeper', 'job.json'))) continue;
    rmSync(join(jobs.state_dir, 'jobs', name), { recursive: true });
  }
}
