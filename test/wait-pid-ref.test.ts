import { expect, test } from 'vitest';
import { startFoster } from './helpers/foster.js';
import { type Ended, runNode } from './helpers/node-program.js';
import { atPace } from './helpers/pace.js';
import { idle } from './helpers/programs.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';

const wait = (options: string) =>
  `import { waitPid } from 'reeve';
   waitPid(Number(process.argv[1]), ${options}).then((result) => console.log(JSON.stringify(result)));
   process.on('exit', () => console.log('end'));`;

test('a wait with ref false does not hold a program open', async () => {
  const foster = await startFoster(0);
  const ended = await runNode(wait('{ ref: false }'), [String(foster.child)]);
  expect(ended).toMatchObject({ code: 0, signal: null, stdout: 'end\n', stderr: '' });
  // Longer than runNode lets a program live.
  const timed = await runNode(wait(`{ ref: false, timeout_ms: ${atPace(60_000)} }`), [String(foster.child)]);
  expect(timed).toMatchObject({ code: 0, stdout: 'end\n' });
});

test.each(['{}', '{ ref: true }'])('a wait holds a program open until it is settled: %s', async (options) => {
  const foster = await startFoster(5);
  let running: Promise<Ended> | undefined;
  await new Promise<void>((resolve) => {
    running = runNode(`${wait(options)}; console.error('waiting');`, [String(foster.child)], [], () => resolve());
  });
  const early = await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 300, 'still running'))]);
  expect(early).toBe('still running');
  await foster.endAndReap();
  const { code, stdout } = (await running) as Ended;
  expect(code).toBe(0);
  const [first, last] = stdout.split('\n');
  expect(last).toBe('end');
  const result = JSON.parse(first ?? '');
  expectValid('wait-pid-result', result);
  expect(result).toMatchObject({ pid: foster.child, exited: true });
});

test('a wait with a time-out holds a program open no longer than that', async () => {
  const foster = await startFoster(0);
  const ended = await runNode(wait('{ timeout_ms: 400 }'), [String(foster.child)]);
  expect(JSON.parse(ended.stdout.split('\n')[0] ?? '')).toMatchObject({ timed_out: true });
  expect(ended.took_ms).toBeGreaterThan(400);
  // By itself: runNode kills what goes on.
  expect(ended).toMatchObject({ code: 0, signal: null });
});

test('an aborted wait holds nothing open, and one that is left does', async () => {
  const foster = await startFoster(0);
  const code = `import { waitPid } from 'reeve';
    const controller = new AbortController();
    waitPid(Number(process.argv[1]), { signal: controller.signal }).catch(() => console.log('aborted'));
    if (process.argv[2] === 'two') waitPid(Number(process.argv[1]), { timeout_ms: 300 }).then(() => console.log('two'));
    setTimeout(() => controller.abort(), 10);`;
  const one = await runNode(code, [String(foster.child), 'one']);
  expect(one).toMatchObject({ code: 0, stdout: 'aborted\n' });
  const two = await runNode(code, [String(foster.child), 'two']);
  expect(two.code).toBe(0);
  // One that is held up may find both due at once.
  expect(two.stdout.trim().split('\n').sort()).toEqual(['aborted', 'two']);
});

test('a started job alone does not hold a program open, and one that may stay outlives it', async () => {
  const code = `import { spawnInGroup } from 'reeve';
    const job = spawnInGroup({ argv: [process.argv[1]], stdout: 'ignore', stderr: 'ignore', on_parent_exit: 'leave' });
    console.log(JSON.stringify(job));`;
  const ended = await runNode(code, idle);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const job = JSON.parse(ended.stdout);
  expectValid('spawn-in-group-result', job);
  const { terminateTree } = await import('reeve');
  const result = await terminateTree(job, { signal: 'SIGKILL' });
  expectValid('terminate-tree-result', result);
  expect(result).toMatchObject({ exited: true, signaled_count: system.processes(1), identity: job.identity });
});
