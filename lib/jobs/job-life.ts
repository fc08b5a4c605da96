import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { IdentityCheckResult, KeptJob, ProcessRef, SpawnInGroupResult } from '../generated/types.js';
import { checkIdentity, ReeveError, spawnInGroup, terminateTree } from '../index.js';
import { keeperFolder } from './job-files.js';

/**
 * Whether anything of a job lives. kept: its keeper does, which is as long as the job does. left: its keeper was killed and
 * something of the job lives. unknown: a process has its pid, and nothing tells whose. over: nothing was found.
 * reused: over, and another process has its pid. unsound: what its keeper wrote contradicts itself.
 */
export type Life =
  | { readonly state: 'kept' | 'over' | 'reused' | 'unknown' | 'unsound' }
  | { readonly state: 'left'; readonly ref: ProcessRef };

const isCode = (error: unknown, code: string) => error instanceof ReeveError && error.code === code;

/** `checkIdentity` of a reference that was read: one that contradicts itself names nobody, and is undefined. */
export function statusOf(ref: ProcessRef): IdentityCheckResult['status'] | undefined {
  try {
    return checkIdentity(ref).status;
  } catch (error) {
    if (isCode(error, 'ERR_INVALID_ARG')) return undefined;
    throw error;
  }
}

/** Whether the process on record may live: one that can't be told from another may. */
export function mayLive(ref: ProcessRef): boolean {
  const status = statusOf(ref);
  return status === 'same' || status === 'unknown';
}

/** Looks among all processes for one of the job. */
async function findLeft(record: SpawnInGroupResult, otherwise: Life): Promise<Life> {
  try {
    const [first] = (await terminateTree(record, { dry_run: true })).survivors;
    return first === undefined ? otherwise : { state: 'left', ref: first };
  } catch (error) {
    if (isCode(error, 'ERR_PROCESS_REUSED')) return { state: 'reused' };
    if (isCode(error, 'ERR_IDENTITY_UNKNOWN')) return { state: 'unknown' };
    throw error;
  }
}

function groupLives(pgid: number | null): boolean {
  if (pgid === null || pgid < 2) return false;
  try {
    return process.kill(-pgid, 0); // asks, and sends nothing
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether it is worth a look at all processes that a job with an exit has some left: a keeper ends with the last one. */
function mayHaveLeft({ containment }: SpawnInGroupResult): boolean {
  if (process.platform === 'win32') return true;
  if (containment.cgroup_path !== null && existsSync(containment.cgroup_path)) return true;
  return groupLives(containment.pgid);
}

/**
 * The keeper holds the job's lock for as long as it lives, and only then; that it lives is proven by its identity, which
 * needs no lock of our own to try with.
 */
export async function lifeOf({ record }: KeptJob, hasExit: () => boolean): Promise<Life> {
  const { keeper } = record.containment;
  const held = keeper === null ? 'gone' : statusOf(keeper);
  if (held === 'same') return { state: 'kept' };
  const first = statusOf(record);
  if (held === undefined || first === undefined) return { state: 'unsound' };
  if (hasExit()) return mayHaveLeft(record) ? findLeft(record, { state: 'over' }) : { state: 'over' };
  if (first === 'same') return { state: 'left', ref: record };
  if (first === 'unknown') return { state: 'unknown' };
  return findLeft(record, { state: first === 'reused' ? 'reused' : 'over' });
}

/**
 * Whether somebody may hold the lock of a job whose keeper's record is missing or can't be read. Asked by a start that
 * wants the lock first, and then can't succeed: a folder is no program. A keeper takes the lock before its launcher can
 * release it, so where the launcher is gone and the lock is free, nothing of this job will ever run.
 */
export function isLocked(folder: string): boolean {
  const state_dir = join(folder, keeperFolder);
  if (lstatSync(state_dir, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  try {
    spawnInGroup({ argv: [state_dir], state_dir, containment: 'keeper', stdout: 'ignore', stderr: 'ignore' });
  } catch (error) {
    // Both are found out with the lock in hand. Any other refusal proves nothing.
    const isFree =
      isCode(error, 'EEXIST') || (isCode(error, 'EACCES') && (error as ReeveError).syscall !== 'state_dir');
    return !isFree;
  }
  throw new Error(`a folder was executed: ${state_dir}`);
}

/**
 * Whether nothing of a job is to be seen, and its lock is held all the same: its keeper is in a PID namespace that this
 * program is not in, which is another container's where several have one state folder.
 */
export function livesUnseen(life: Life, folder: string): boolean {
  return (life.state === 'over' || life.state === 'reused') && isLocked(folder);
}
