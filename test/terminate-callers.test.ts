import { expect, test } from 'vitest';
import { inChild } from './helpers/child-script.js';
import { endedBy, endTree } from './helpers/end-tree.js';
import { startHeld } from './helpers/held.js';
import { runNode } from './helpers/node-program.js';
import { idle, program } from './helpers/programs.js';
import { Remote } from './helpers/remote.js';
import { expectValid } from './helpers/schemas.js';

const tree = [program('tree'), '3', '1'];

test('ten callers at once all succeed', async () => {
  const { job, gone } = await startHeld({ argv: tree });
  const results = await Promise.all(Array.from({ length: 10 }, () => endTree(job, { grace_timeout_ms: 100 })));
  await gone;
  for (const result of results) expect(result).toMatchObject({ exited: true, survivors: [], timed_out: false });
});

test('another process ends the job by its record', async () => {
  const { job, gone } = await startHeld({ argv: tree });
  const remote = await Remote.start();
  const record = JSON.parse(JSON.stringify(job));
  const ended = await endedBy(job, () => remote.call('terminateTree', [record, { signal: 'SIGKILL' }]));
  expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: job.tree_kill_reliability });
  await gone;
});

test('a pending end holds the program open until it is done', async () => {
  const { answer } = await inChild(async (reeve, path) => {
    const job = reeve.spawnInGroup({ argv: [path], stdout: 'ignore' });
    return (await reeve.terminateTree(job)).exited;
  }, idle[0] as string);
  expect(answer).toBe(true);
});

test('terminateTreeSync ends a tree in an exit hook', async () => {
  const { job, gone } = await startHeld({ argv: tree });
  const source = `import(process.argv[1]).then((reeve) => process.on('exit', () => {
    console.log(JSON.stringify(reeve.terminateTreeSync(JSON.parse(process.argv[2]), { signal: 'SIGKILL' })));
  }))`;
  const ended = await runNode(source, [new URL('../dist/index.js', import.meta.url).href, JSON.stringify(job)]);
  await gone;
  const result = JSON.parse(ended.stdout);
  expectValid('terminate-tree-result', result);
  expect(result).toMatchObject({ exited: true, survivors: [] });
});

test('the record of a finished job is no danger: its next end signals nobody', async () => {
  const { job, gone } = await startHeld({ argv: [program('sleeper')] });
  await endTree(job, { signal: 'SIGKILL' });
  await gone;
  const results = await Promise.all([1, 2, 3].map(() => endTree(job)));
  for (const result of results) expect(result).toMatchObject({ exited: true, signaled_count: 0, signal_sent: null });
});
