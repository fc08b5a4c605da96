import type { Job } from '../jobs/index.js';
import { quoted } from './shell-words.js';
import { ageText, columns, facts } from './table.js';

function endText({ exit_code, signal }: Job): string {
  return signal ?? (exit_code === null ? '-' : String(exit_code));
}

const heads = ['ID', 'NAME', 'PID', 'PGID', 'AGE', 'STATE', 'EXIT', 'CMD'];

/** The jobs as a table, each in one line; every job has its line, however long its command is. */
export function table(jobs: readonly Job[], now = Date.now()): string {
  const rows = jobs.map((job) => [
    job.id,
    job.name,
    job.pid,
    job.pgid,
    job.created_unix_ms === null ? null : ageText(now - job.created_unix_ms),
    job.status,
    endText(job),
    job.argv === null ? null : quoted(job.argv),
  ]);
  return columns(heads, rows);
}

const timeText = (unix_ms: number | null) => (unix_ms === null ? null : new Date(unix_ms).toISOString());

/** One job, a line for each thing that is known of it. */
export function details(job: Job): string {
  return facts([
    ['id', job.id],
    ['name', job.name],
    ['status', job.status],
    ['command', job.argv === null ? null : quoted(job.argv)],
    ['cwd', job.cwd],
    ['labels', Object.keys(job.labels).length === 0 ? null : job.labels],
    ['pid', job.pid],
    ['pgid', job.pgid],
    ['held by', job.containment?.kind],
    ['started', timeText(job.created_unix_ms)],
    ['ended', timeText(job.ended_unix_ms)],
    ['exit code', job.exit_code],
    ['signal', job.signal],
    ['usage', job.usage],
    ['stdout', job.logs.stdout],
    ['stderr', job.logs.stderr],
    ['folder', job.folder],
    ...job.warnings.map((warning) => ['warning', warning] as const),
  ]);
}
