import { capabilities, terminateTree, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { refusal } from '../helpers/error-record.js';
import { startHeld } from '../helpers/held.js';
import { start, startReady } from '../helpers/jobs.js';
import { idle, nodeRuns, program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { system } from '../helpers/system.js';
import { processes } from './wine.js';

test('the machine has job objects, and keepers for them', () => {
  expect(capabilities()).toMatchObject({
    containments: ['job', 'keeper'],
    default_containment: 'job',
    on_parent_exit_kill: true,
    cgroup: { available: false, path: null },
  });
});

test('a job is named by its token, is guaranteed to end whole, and ends with its parent unless told otherwise', () => {
  const job = start({ argv: idle });
  const { cookie } = job.containment;
  expect(job.containment).toMatchObject({ kind: 'job', job_name: `Local\\reeve-${cookie}`, pgid: null, sid: null });
  expect(job).toMatchObject({ tree_kill_reliability: 'guaranteed', on_parent_exit: 'kill' });
  expect(start({ argv: idle, on_parent_exit: 'leave' }).on_parent_exit).toBe('leave');
});

test('containments of other systems are refused', () => {
  for (const containment of ['group', 'cgroup'] as const) {
    expect(refusal(() => start({ argv: idle, containment })).code).toBe('ERR_UNSUPPORTED');
  }
});

test('another process opens the job by its name, from the record as JSON', async () => {
  const { job, gone } = await startHeld({ argv: [program('tree'), '2', '1'] });
  const remote = await Remote.start();
  const record = JSON.parse(JSON.stringify(job));
  const seen = await remote.call('terminateTree', [record, { dry_run: true }], 'terminate-tree-result');
  expect((seen.survivors as unknown[]).length).toEqual(processes(3));
  const ended = await remote.call('terminateTree', [record, { signal: 'SIGKILL' }], 'terminate-tree-result');
  expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'guaranteed', exit_code: 1 });
  await gone;
  expect(await waitPid(job)).toMatchObject({ exit_code: 1, exit_code_source: 'child' });
});

test('nothing that is started inside gets out', async () => {
  const { job, line } = await startReady({ argv: [program('breaks_away')] });
  expect(line).toBe('refused 5');
  expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ exited: true });
});

test('grandchildren whose parents are gone are ended with the job', async () => {
  const { job, pids, gone } = await startHeld({ argv: [program('orphans'), '3'] });
  expect((await waitPid(job)).exit_code).toBe(0);
  expect(pids.filter(system.isAlive)).toHaveLength(3);
  expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ exited: true, survivors: [] });
  await gone;
  expect(pids.filter(system.isAlive)).toEqual([]);
});

test('a job inside a job ends with the outer one', async () => {
  const inner = `import { spawnInGroup } from 'reeve';
    const job = spawnInGroup({ argv: [process.argv[1], '1', '1'], stdout: 'inherit' });
    setInterval(() => {}, 1e6);`;
  const { job, gone } = await startHeld({ argv: nodeRuns(inner, program('tree')) });
  const ended = await endTree(job, { signal: 'SIGKILL' });
  expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'guaranteed' });
  await gone;
});

test('a record that names the job of another is refused, and one of a job that is gone kills nobody', async () => {
  const [one, other] = [start({ argv: idle }), start({ argv: idle })];
  const { job_name } = other.containment;
  const mixed = { ...one, containment: { ...one.containment, job_name } };
  await expect(terminateTree(mixed)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG' });
  expect(system.isAlive(one.pid) && system.isAlive(other.pid)).toBe(true);
  const unnamed = { ...one, containment: { ...one.containment, job_name: null } };
  const ended = await endTree(unnamed, { signal: 'SIGKILL' });
  expect(ended).toMatchObject({ exited: true, tree_kill_reliability: 'best_effort' });
  expect(system.isAlive(other.pid)).toBe(true);
});
