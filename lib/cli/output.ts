import type { Job } from '../jobs/index.js';

/** Everything that a verb says on its standard output, and nothing else, goes through here. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`reeve: ${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** Arguments as a POSIX shell would read them back. */
export function quoted(argv: readonly string[]): string {
  return argv.map((item) => (plain.test(item) ? item : `'${item.replaceAll("'", "'\\''")}'`)).join(' ');
}

const units: [name: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
];

/** 90061 s: 1d1h. Two units at most. */
export function ageText(milliseconds: number): string {
  let rest = Math.max(0, Math.floor(milliseconds / 1000));
  const parts: string[] = [];
  for (const [name, seconds] of units) {
    const count = Math.floor(rest / seconds);
    rest %= seconds;
    if (count > 0 || (name === 's' && parts.length === 0)) parts.push(`${count}${name}`);
  }
  return parts.slice(0, 2).join('');
}

function endText({ exit_code, signal }: Job): string {
  return signal ?? (exit_code === null ? '-' : String(exit_code));
}

// What would move the cursor or break the table.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function shown(text: string): string {
  return text.replace(unprintable, '?');
}

const heads = ['ID', 'NAME', 'PID', 'PGID', 'AGE', 'STATE', 'EXIT', 'CMD'];

/** The jobs as a table, each in one line; every job has its line, however long its command is. */
export function table(jobs: readonly Job[], now = Date.now()): string {
  const rows = jobs.map((job) => [
    job.id,
    job.name ?? '-',
    String(job.pid ?? '-'),
    String(job.pgid ?? '-'),
    job.created_unix_ms === null ? '-' : ageText(now - job.created_unix_ms),
    job.status,
    endText(job),
    job.argv === null ? '-' : shown(quoted(job.argv)),
  ]);
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? shown(value) : JSON.stringify(value);
}

/** One job, a line for each thing that is known of it. */
export function details(job: Job): string {
  const { argv, logs, warnings, containment, labels, ...rest } = job;
  const lines: [string, unknown][] = [
    ['id', rest.id],
    ['name', rest.name],
    ['status', rest.status],
    ['command', argv === null ? null : quoted(argv)],
    ['cwd', rest.cwd],
    ['labels', Object.keys(labels).length === 0 ? null : labels],
    ['pid', rest.pid],
    ['pgid', rest.pgid],
    ['held by', containment?.kind ?? null],
    ['started', rest.created_unix_ms === null ? null : new Date(rest.created_unix_ms).toISOString()],
    ['ended', rest.ended_unix_ms === null ? null : new Date(rest.ended_unix_ms).toISOString()],
    ['exit code', rest.exit_code],
    ['signal', rest.signal],
    ['usage', rest.usage],
    ['stdout', logs.stdout],
    ['stderr', logs.stderr],
    ['folder', rest.folder],
  ];
  const known = lines.filter(([, value]) => value !== null);
  const width = Math.max(...known.map(([name]) => name.length));
  const told = known.map(([name, value]) => `${name.padEnd(width)}  ${valueText(value)}`);
  return [...told, ...warnings.map((warning) => `${'warning'.padEnd(width)}  ${shown(warning)}`)].join('\n');
}
