import { isAbsolute, join } from 'node:path';
import type { Job, JobCancel, JobSpec, KeptExit, KeptJob } from '../generated/types.js';
import { folderOf, hasFolder, readCancel, readKeptExit, readKeptJob, readSpec } from './job-files.js';
import { isLocked, type Life, lifeOf, livesUnseen, mayLive } from './job-life.js';
import { readSummary, writeSummary } from './job-summary.js';
import { type Found, faultOf, recordOf } from './read-record.js';
import type { StateFolder } from './state-folder.js';

/** Statuses of a job of which nothing lives any more. */
export const over: readonly Job['status'][] = ['completed', 'failed', 'cancelled', 'orphaned', 'stale'];

export const isOver = (job: Pick<Job, 'status'>): boolean => over.includes(job.status);

/** What one look found, before it is put into one record. */
interface Look {
  folder: string;
  spec: Found<JobSpec>;
  kept: Found<KeptJob>;
  exit: Found<KeptExit>;
  life: Life | null;
  status: Job['status'];
  warnings: string[];
}

const startBrokeOff = 'its start broke off: the program never ran';
const keeperUnseen =
  'its keeper lives where this program can’t see it, in another PID namespace: it can be ended from there alone';
const keeperKilled = 'its keeper was killed: how it ends is not kept, and its end is best effort';

/** Whether a cancellation came while something of the job lived: one that came after the end changes nothing. */
function cameInTime({ requested_unix_ms, exit_known }: JobCancel, exit: KeptExit | null): boolean {
  return exit === null || exit_known || requested_unix_ms <= exit.ended_unix_ms;
}

/** The status of a job that is over: by its exit where that is known. */
function verdict(folder: string, exit: KeptExit | null, without: 'orphaned' | 'stale'): Job['status'] {
  const cancel = recordOf(readCancel(folder));
  if (cancel !== null && cameInTime(cancel, exit)) return 'cancelled';
  if (exit === null) return without;
  return exit.exit_code === 0 ? 'completed' : 'failed';
}

/** A job of which no keeper's record can be read. */
function withoutKeeper(look: Look): Look {
  const launcher = recordOf(look.spec)?.launcher;
  if (launcher !== undefined && faultOf(look.kept) === null) {
    if (mayLive(launcher)) return { ...look, status: 'pending' };
  }
  if (isLocked(look.folder)) {
    const torn = faultOf(look.kept) !== null;
    return { ...look, status: torn ? 'running' : 'pending' };
  }
  const exit = readKeptExit(look.folder);
  if (recordOf(exit) !== null) return { ...look, exit, status: verdict(look.folder, recordOf(exit), 'orphaned') };
  return { ...look, status: 'stale', warnings: faultOf(look.kept) === null ? [startBrokeOff] : [] };
}

async function withKeeper(look: Look, kept: KeptJob): Promise<Look> {
  const life = await lifeOf(kept, () => recordOf(readKeptExit(look.folder)) !== null);
  // After the look at who lives: what the keeper had to write is written before it ends.
  const exit = readKeptExit(look.folder);
  const seen = { ...look, exit, life };
  if (life.state === 'unsound') {
    return withoutKeeper({ ...look, kept: { fault: `${look.folder}: an identity in job.json is not of its pid` } });
  }
  if (life.state === 'kept') return { ...seen, status: kept.state === 'starting' ? 'pending' : 'running' };
  if (life.state === 'left') return { ...seen, status: 'running', warnings: [keeperKilled] };
  if (recordOf(exit) !== null) return { ...seen, status: verdict(look.folder, recordOf(exit), 'orphaned') };
  if (livesUnseen(life, look.folder)) return { ...seen, status: 'running', warnings: [keeperUnseen] };
  if (kept.state !== 'running') return { ...seen, status: 'stale', warnings: [startBrokeOff] };
  if (life.state === 'unknown') {
    return {
      ...seen,
      status: 'running',
      warnings: ['a process has its pid, and nothing tells whether it is this one'],
    };
  }
  return { ...seen, status: verdict(look.folder, null, life.state === 'reused' ? 'stale' : 'orphaned') };
}

async function look(folder: string): Promise<Look> {
  const first: Look = {
    folder,
    spec: readSpec(folder),
    kept: readKeptJob(folder),
    exit: { fault: null },
    life: null,
    status: 'stale',
    warnings: [],
  };
  const kept = recordOf(first.kept);
  if (kept !== null) return withKeeper(first, kept);
  const seen = withoutKeeper(first);
  // A keeper may have written its record between that look and this one.
  const now = recordOf(readKeptJob(folder));
  return now === null || seen.status === 'pending' ? seen : withKeeper({ ...first, kept: { record: now } }, now);
}

const noProcess = {
  pid: null,
  pgid: null,
  identity: null,
  start_time_unix_ms: null,
  tree_kill_reliability: null,
  containment: null,
  on_parent_exit: null,
};

/** A promise that a keeper made holds for as long as that lived: of one that wrote no exit, the job outlived it. */
function reliabilityOf({ record }: KeptJob, life: Life | null, exit: KeptExit | null, cancel: JobCancel | null) {
  if (life?.state === 'kept') return record.tree_kill_reliability;
  const outlived = life?.state === 'left' || exit === null || cancel?.tree_kill_reliability === 'best_effort';
  return outlived ? ('best_effort' as const) : record.tree_kill_reliability;
}

function processOf(kept: KeptJob, tree_kill_reliability: Job['tree_kill_reliability']) {
  const { pid, pgid, identity, start_time_unix_ms, containment, on_parent_exit } = kept.record;
  return { pid, pgid, identity, start_time_unix_ms, tree_kill_reliability, containment, on_parent_exit };
}

function describe({ folder, spec: foundSpec, kept: foundKept, exit: foundExit, ...seen }: Look, id: string): Job {
  const { life, status, warnings } = seen;
  const spec = recordOf(foundSpec);
  const kept = status === 'pending' ? null : recordOf(foundKept);
  const exit = status === 'pending' ? null : recordOf(foundExit);
  const cancel = readCancel(folder);
  const pathOf = (log: string | null | undefined) => (log == null ? null : isAbsolute(log) ? log : join(folder, log));
  const faults = [foundSpec, foundKept, foundExit, cancel].map(faultOf).filter((fault) => fault !== null);
  if (spec === null && faultOf(foundSpec) === null) faults.unshift(`${folder} has no spec.json`);
  return {
    schema_id: 'urn:reeve:schema:v1:job',
    timestamp: new Date().toISOString(),
    platform: process.platform as Job['platform'],
    id,
    name: spec?.name ?? null,
    labels: spec?.labels ?? {},
    status,
    argv: spec?.argv ?? null,
    cwd: spec?.cwd ?? null,
    created_unix_ms: spec?.created_unix_ms ?? null,
    ...(kept === null ? noProcess : processOf(kept, reliabilityOf(kept, life, exit, recordOf(cancel)))),
    exit_code: exit?.exit_code ?? null,
    signal: exit?.signal ?? null,
    ended_unix_ms: exit?.ended_unix_ms ?? null,
    usage: exit && { cpu_user_ms: exit.cpu_user_ms, cpu_system_ms: exit.cpu_system_ms, max_rss_kb: exit.max_rss_kb },
    cancel_requested_unix_ms: recordOf(cancel)?.requested_unix_ms ?? null,
    folder,
    logs: { stdout: pathOf(spec?.logs.stdout), stderr: pathOf(spec?.logs.stderr) },
    warnings: [...warnings, ...faults],
  };
}

/**
 * The job with this id as it is now; null where it has no folder any more. A job that is over and whose records are whole
 * gets a summary, which is all that later looks read.
 */
export async function lookAtListed(state: StateFolder, id: string): Promise<Job | null> {
  const folder = folderOf(state, id);
  const summary = readSummary(folder, id);
  if (summary !== null) return summary;
  const seen = await look(folder);
  if (!hasFolder(state, id)) return null;
  const job = describe(seen, id);
  const whole = [seen.spec, seen.kept, seen.exit].every((found) => faultOf(found) === null) && recordOf(seen.spec);
  if (whole && isOver(job)) writeSummary(job);
  return job;
}

/** The same for an id that was on no list. */
export async function lookAtJob(state: StateFolder, id: string): Promise<Job | null> {
  return hasFolder(state, id) ? lookAtListed(state, id) : null;
}
