import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, expectTypeOf, test } from 'vitest';
import type * as types from '../../lib/generated/types.js';

test.each(['types', 'go'])('the committed types fit the schemas: %s', (what) => {
  const script = fileURLToPath(new URL(`../../scripts/generate-${what}.mjs`, import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

// Seen by the compiler, not by the test runner.
test('every result, and a record of somebody else, can be passed back as a reference', () => {
  expectTypeOf<number>().toExtend<types.ProcessRef>();
  expectTypeOf<{ pid: number; label: string }>().toExtend<types.ProcessRef>();
  expectTypeOf<types.ProcessInfo>().toExtend<types.ProcessRef>();
  expectTypeOf<types.IdentityCheckResult>().toExtend<types.ProcessRef>();
  expectTypeOf<types.SpawnInGroupResult>().toExtend<types.ProcessRef>();
  expectTypeOf<types.WaitPidResult>().toExtend<types.ProcessRef>();
  expectTypeOf<types.TerminateTreeResult>().toExtend<types.ProcessRef>();
  expectTypeOf<types.TerminateTreeResult['survivors'][number]>().toExtend<types.ProcessRef>();
});
