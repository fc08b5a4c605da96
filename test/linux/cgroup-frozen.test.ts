import { mkdirSync, writeFileSync } from 'node:fs';
import { capabilities, type SpawnedInGroup } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { until } from '../helpers/until.js';
import { readControl } from './helpers/cgroup.js';

async function freeze(folder: string): Promise<void> {
  writeFileSync(`${folder}/cgroup.freeze`, '1');
  await until('the cgroup is frozen', () => readControl(folder, 'cgroup.events').includes('frozen 1'));
}

const folderOf = (job: SpawnedInGroup) => job.containment.cgroup_path as string;

describe.runIf(capabilities().cgroup.available)('a job whose cgroup is frozen', () => {
  test('is thawed when it is asked to end, so that it can obey', async () => {
    const { job, gone } = await startHeld({ argv: [program('exit_on_term'), '5'], containment: 'cgroup' });
    await freeze(folderOf(job));
    const ended = await endTree(job);
    await gone;
    expect(ended).toMatchObject({ exited: true, escalated: false, exit_code: 5, warnings: [] });
  });

  test('is thawed in a cgroup that it made below its own, too', async () => {
    const { job, gone } = await startHeld({ argv: [program('exit_on_term'), '6'], containment: 'cgroup' });
    const inner = `${folderOf(job)}/inner/innermost`;
    mkdirSync(inner, { recursive: true });
    writeFileSync(`${inner}/cgroup.procs`, String(job.pid));
    await freeze(inner);
    const ended = await endTree(job);
    await gone;
    expect(ended).toMatchObject({ exited: true, escalated: false, exit_code: 6, warnings: [] });
  });

  test('is killed if it does not obey', async () => {
    const { job, gone } = await startHeld({ argv: [program('stubborn_children'), '2'], containment: 'cgroup' });
    await freeze(folderOf(job));
    const ended = await endTree(job, { grace_timeout_ms: 50 });
    await gone;
    expect(ended).toMatchObject({ exited: true, escalated: true, tree_kill_reliability: 'guaranteed' });
  });

  test('is killed without being thawed, so that nothing runs any more', async () => {
    const { job, gone } = await startHeld({ argv: [program('exit_on_term'), '5'], containment: 'cgroup' });
    await freeze(folderOf(job));
    const ended = await endTree(job, { signal: 'SIGKILL' });
    await gone;
    expect(ended).toMatchObject({ exited: true, exit_code: null, tree_kill_reliability: 'guaranteed' });
  });
});
