import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Containment, terminateTree } from 'reeve';
import { describe, expect, onTestFinished, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { withoutBirths } from '../helpers/warnings.js';
import { isAlive } from './helpers/proc.js';

/** Starts a job and gives its record with another containment in it. */
async function recordWith(changed: (containment: Containment) => Partial<Containment>) {
  const { job } = await startHeld({ argv: [program('sleeper')] });
  return { ...job, containment: { ...job.containment, ...changed(job.containment) } };
}

// A record can come from a file that somebody edited or that was cut short. What it names is killed and removed.
describe('terminateTree refuses a record whose containment', () => {
  test.each<[string, (containment: Containment) => Partial<Containment>]>([
    ['names the root of all cgroups', () => ({ cgroup_path: '/sys/fs/cgroup', cgroup_id: '1' })],
    [
      'names the cgroup of another job',
      () => ({ cgroup_path: `/sys/fs/cgroup/reeve-${'a'.repeat(24)}`, cgroup_id: '9' }),
    ],
    ['names its cgroup with a slash at the end', (held) => ({ cgroup_path: `${held.cgroup_path}/` })],
    ['names a cgroup without a cookie', () => ({ cookie: null, cgroup_path: '/sys/fs/cgroup/one', cgroup_id: '7' })],
  ])('%s', async (_, changed) => {
    const record = await recordWith(changed);
    await expect(terminateTree(record)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG' });
    expect(isAlive(record.pid)).toBe(true);
  });
});

// Of the right form, but not what it says it is: the job is ended all the same, by its group and cookie.
describe('terminateTree does not believe a record whose cgroup', () => {
  test.each<[string, (containment: Containment) => Partial<Containment>]>([
    ['is named by a relative path', (held) => ({ cgroup_path: `reeve-${held.cookie}`, cgroup_id: '7' })],
    ['comes without its id', (held) => ({ cgroup_path: `/sys/fs/cgroup/reeve-${held.cookie}`, cgroup_id: null })],
    ['has gone', (held) => ({ cgroup_path: `/sys/fs/cgroup/no/${held.cookie}`, cgroup_id: '7' })],
  ])('%s', async (_, changed) => {
    const ended = await endTree(await recordWith(changed));
    expect(ended).toMatchObject({ exited: true, tree_kill_reliability: 'best_effort' });
    expect(withoutBirths(ended.warnings)).toEqual([]);
  });

  test('is a folder of another kind, which is left alone', async () => {
    const top = mkdtempSync(join(tmpdir(), 'reeve-'));
    onTestFinished(() => rmSync(top, { recursive: true }));
    const record = await recordWith((held) => {
      const cgroup_path = join(top, `reeve-${held.cookie}`);
      mkdirSync(join(cgroup_path, 'precious'), { recursive: true });
      return { kind: 'cgroup', cgroup_path, cgroup_id: String(statSync(cgroup_path).ino) };
    });
    const ended = await endTree(record);
    expect(ended).toMatchObject({ exited: true, tree_kill_reliability: 'best_effort' });
    expect(statSync(join(record.containment.cgroup_path as string, 'precious')).isDirectory()).toBe(true);
  });
});
