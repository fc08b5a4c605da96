import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { runNode } from '../helpers/node-program.js';
import { program } from '../helpers/programs.js';
import { nodeEnvironment } from '../helpers/sanitizer.js';
import { expectValid } from '../helpers/schemas.js';
import { until } from '../helpers/until.js';
import { isAlive, membersOf } from './helpers/proc.js';
import { stopGroup } from './helpers/stop-group.js';

const stubborn = [program('stubborn_children'), '3'];

test('ten callers at once all succeed, and the tree gets its kill', async () => {
  const { job, gone } = await startHeld({ argv: stubborn });
  const results = await Promise.all(Array.from({ length: 10 }, () => endTree(job, { grace_timeout_ms: 100 })));
  await gone;
  for (const result of results) expect(result).toMatchObject({ exited: true, survivors: [], timed_out: false });
});

test('a patient and an impatient caller agree on the end', async () => {
  const { job, gone } = await startHeld({ argv: stubborn });
  const patient = endTree(job, { grace_timeout_ms: 20_000 });
  const impatient = await endTree(job, { grace_timeout_ms: 0 });
  expect(impatient).toMatchObject({ exited: true, escalated: true });
  expect(await patient).toMatchObject({ exited: true, escalated: false });
  await gone;
});

test('a tree that ends by itself while it is being ended is a success', async () => {
  const runs = Array.from({ length: 20 }, async (_, at) => {
    const { job, gone } = await startHeld({ argv: ['sh', '-c', `sleep 0.0${at % 10} & echo ready; exit 3`] });
    const ended = await endTree(job);
    await gone;
    return ended;
  });
  for (const ended of await Promise.all(runs)) expect(ended).toMatchObject({ exited: true, survivors: [] });
});

test('the job of a caller that was killed in the middle can be ended by another one', async () => {
  const { job, gone } = await startHeld({ argv: stubborn });
  const source = `import(process.argv[1]).then((reeve) => {
    const result = reeve.terminateTree(JSON.parse(process.argv[2]), { grace_timeout_ms: 60000 });
    return result;
  })`;
  const entry = new URL('../../dist/index.js', import.meta.url).href;
  const caller = spawn(process.execPath, ['-e', source, entry, JSON.stringify(job)], {
    env: { ...process.env, ...nodeEnvironment },
    stdio: ['ignore', 'pipe', 2],
  });
  await until('the leader has obeyed the first caller', () => !isAlive(job.pid));
  caller.kill('SIGKILL');
  await once(caller, 'close');
  expect(membersOf(job.pgid)).toHaveLength(3);
  expect(await endTree(job, { grace_timeout_ms: 0 })).toMatchObject({ exited: true, survivors: [] });
  await gone;
});

test('a caller killed between the freeze and the kill leaves nobody that a next one cannot end', async () => {
  const { job, gone } = await startHeld({ argv: [program('tree'), '4', '2'], containment: 'group' });
  await stopGroup(job.pgid);
  expect(await endTree(job, { grace_timeout_ms: 5000 })).toMatchObject({ exited: true, escalated: false });
  await gone;
});

test('terminateTreeSync ends a tree in an exit hook', async () => {
  const { job, gone } = await startHeld({ argv: stubborn });
  const source = `import(process.argv[1]).then((reeve) => process.on('exit', () => {
    console.log(JSON.stringify(reeve.terminateTreeSync(JSON.parse(process.argv[2]), { grace_timeout_ms: 50 })));
  }))`;
  const ended = await runNode(source, [new URL('../../dist/index.js', import.meta.url).href, JSON.stringify(job)]);
  await gone;
  const result = JSON.parse(ended.stdout);
  expectValid('terminate-tree-result', result);
  expect(result).toMatchObject({ exited: true, escalated: true, survivors: [] });
});
