import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type {
  IdentityCheckResult,
  ProcessInfo,
  ProcessRef,
  SpawnInGroupResult,
  TerminateTreeResult,
  WaitPidResult,
} from '../../lib/generated/types.js';

/** Compiles only while every result, and a record of somebody else's, can be passed back as a reference. */
export function refs(
  info: ProcessInfo,
  check: IdentityCheckResult,
  spawned: SpawnInGroupResult,
  waited: WaitPidResult,
  terminated: TerminateTreeResult,
  foreign: { pid: number; label: string },
): ProcessRef[] {
  return [1, { pid: 1 }, { pid: 1, identity: null }, info, check, spawned, waited, terminated, foreign];
}

test('the committed types fit the schemas', () => {
  const script = fileURLToPath(new URL('../../scripts/generate-types.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
