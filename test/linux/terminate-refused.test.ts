import type { SpawnInGroupResult, TerminateTreeResult } from 'reeve';
import { describe, expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { endedBy, endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { until } from '../helpers/until.js';
import { asNobody } from './helpers/privileges.js';
import { childrenOf, isAlive } from './helpers/proc.js';

const root = process.geteuid?.() === 0;

/** What a program without rights is told when it ends this tree. */
function endedByNobody(record: SpawnInGroupResult, config = {}): Promise<TerminateTreeResult> {
  const input = { record: JSON.parse(JSON.stringify(record)), config };
  return endedBy(record, async () => {
    const end = (reeve: typeof import('reeve'), given: typeof input) => reeve.terminateTree(given.record, given.config);
    return (await inChild(end, input, { through: asNobody })).answer;
  });
}

describe.runIf(root)('for a user who may not signal it, a tree of root', () => {
  const times = { grace_timeout_ms: 50, kill_timeout_ms: 50 };

  test('is named as survivors, with the reason, and lives', async () => {
    const { job } = await startHeld({ argv: [program('tree'), '2', '1'], containment: 'group' });
    const ended = await endedByNobody(job, times);
    expect(ended).toMatchObject({ exited: false, timed_out: true, exit_code: null });
    expect(ended.survivors.map((one) => one.pid).filter(isAlive)).toHaveLength(3);
    expect(ended.survivors.map((one) => one.identity)).toContain(job.identity);
    expect(ended.warnings.join()).toMatch(/EPERM/);
    expect(ended.signaled_count).toBe(0);
    expect(isAlive(job.pid)).toBe(true);
  });

  test('is not ended through its cgroup either', async () => {
    const { job } = await startHeld({ argv: [program('sleeper')] });
    const ended = await endedByNobody(job, times);
    expect(ended).toMatchObject({ exited: false, timed_out: true });
    expect(ended.survivors.map((one) => one.pid)).toEqual([job.pid]);
    expect(isAlive(job.pid)).toBe(true);
  });

  test('is left when it is only a part, and the rest is ended', async () => {
    const own = `setpriv --reuid=65534 --clear-groups ${program('tree')} 2 1`;
    const argv = ['sh', '-c', `${program('ignore_term')} >/dev/null & exec ${own}`];
    const { job } = await startHeld({ argv, containment: 'group' });
    await until('the part is no copy of the shell any more', () =>
      childrenOf(job.pid).some(({ name }) => name === 'ignore_term'),
    );
    const ended = await endedByNobody(job, times);
    expect(ended).toMatchObject({ exited: false, timed_out: true, escalated: true, signaled_count: 3 });
    expect(ended.survivors.map((one) => one.name)).toEqual(['ignore_term']);
    expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ exited: true, signaled_count: 1 });
  });

  test('is listed by a dry run', async () => {
    const { job } = await startHeld({ argv: [program('tree'), '2', '1'], containment: 'group' });
    expect((await endedByNobody(job, { dry_run: true })).survivors).toHaveLength(3);
  });
});
