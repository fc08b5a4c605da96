import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptExit, KeptJob } from '../../../lib/generated/types.js';
import { expectValid } from '../../helpers/schemas.js';

function readValid<T>(schema: string, path: string): T | null {
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const record = JSON.parse(text);
  expectValid(schema, record);
  return record;
}

/** job.json of a job's folder, checked against its schema; null while there is none. */
export function keptJob(state_dir: string): KeptJob | null {
  return readValid('kept-job', join(state_dir, 'job.json'));
}

/** exit.json, likewise. */
export function keptExit(state_dir: string): KeptExit | null {
  return readValid('kept-exit', join(state_dir, 'exit.json'));
}

/** Whether somebody holds the job's lock, by the word of flock(1). */
export function isLocked(state_dir: string): boolean {
  const lock = join(state_dir, 'lock');
  if (!existsSync(lock)) return false;
  const tried = spawnSync('flock', ['--nonblock', '--conflict-exit-code', '75', lock, 'true']);
  if (tried.status !== 0 && tried.status !== 75) throw new Error(`flock: ${tried.error?.message ?? tried.stderr}`);
  return tried.status === 75;
}
