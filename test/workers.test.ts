import { listProcesses, type ProcessInfo, type SpawnInGroupResult, spawnInGroup, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { endTree } from './helpers/end-tree.js';
import { start, startReady } from './helpers/jobs.js';
import { runNode } from './helpers/node-program.js';
import { exits, idle, program } from './helpers/programs.js';
import { addonEnvironment } from './helpers/sanitizer.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';
import { until } from './helpers/until.js';
import { ReeveWorker } from './helpers/worker.js';

const quiet = { stdout: 'ignore', stderr: 'ignore' };

test('a job that a worker started is waited for by the main thread, also after the worker is gone', async () => {
  const worker = new ReeveWorker();
  const config = { argv: exits(42, 200), ...quiet };
  const job = await worker.call<SpawnInGroupResult>('spawnInGroup', [config], 'spawn-in-group-result');
  const early = waitPid(job);
  await worker.terminate();
  const expected = { exited: true, exit_code: 42, exit_code_source: 'child', identity: job.identity };
  for (const result of [await early, await waitPid(job)]) {
    expectValid('wait-pid-result', result);
    expect(result).toMatchObject(expected);
  }
});

test('a job that the main thread started is waited for and ended by a worker', async () => {
  const worker = new ReeveWorker();
  const job = start({ argv: idle });
  const wait = worker.call('waitPid', [job], 'wait-pid-result');
  expect(await worker.call('terminateTree', [job, { signal: 'SIGKILL' }], 'terminate-tree-result')).toMatchObject({
    exited: true,
  });
  expect(await wait).toMatchObject({ exited: true, ...system.killed, exit_code_source: 'child' });
});

test('a worker that goes while it waits takes nothing with it', async () => {
  const worker = new ReeveWorker();
  const job = start({ argv: idle });
  for (let wait = 0; wait < 50; wait++) void worker.post('waitPid', [job]);
  void worker.post('waitPid', [process.ppid]);
  expect(await worker.call('waitPid', [job, { timeout_ms: 1 }], 'wait-pid-result')).toMatchObject({ timed_out: true });
  await worker.terminate();
  expect(system.isAlive(job.pid)).toBe(true);
  await endTree(job, { signal: 'SIGKILL' });
  expect(await waitPid(job)).toMatchObject({ exited: true, ...system.killed });
});

test('a tree whose end a worker asked for still ends when the worker is gone', async () => {
  const worker = new ReeveWorker();
  const { job } = await startReady({ argv: [program('ignore_term')] });
  void worker.post('terminateTree', [job, { grace_timeout_ms: 200 }]);
  // Asked after it, so answered when the ending is under way.
  await worker.call('getProcess', [process.pid], 'process-info');
  await worker.terminate();
  await until('the tree was killed', () => !system.isAlive(job.pid));
  expect(await waitPid(job)).toMatchObject({ exited: true, ...system.killed });
});

test('a worker that goes while it looks at processes takes nothing with it', async () => {
  const job = start({ argv: idle });
  for (let round = 0; round < 5; round++) {
    const worker = new ReeveWorker();
    const sample = { cpu_mode: 'monitor', sample_duration_ms: 30 };
    for (let look = 0; look < 10; look++) {
      void worker.post('listProcesses', []);
      void worker.post('listProcesses', [{ pid_in: [job.pid] }, sample]);
      void worker.post('descendants', [process.pid, sample]);
      void worker.post('processStats', [[job.pid, process.pid]]);
    }
    const asked = worker.call('processStats', [job], 'process-stats');
    if (round % 2 === 0) expect(await asked).toMatchObject({ identity: job.identity });
    else asked.catch(() => {});
    await worker.terminate();
    const { processes } = await listProcesses({ pid_in: [job.pid] }, { fields: ['identity'] });
    expect(processes).toEqual([{ pid: job.pid, identity: job.identity }]);
  }
});

test('a worker that goes in the middle of a burst of ends does no harm', async () => {
  for (let round = 0; round < 5; round++) {
    const worker = new ReeveWorker();
    const jobs = Array.from({ length: 20 }, () => spawnInGroup({ argv: exits(0, 50) }));
    for (const job of jobs) void worker.post('waitPid', [job]);
    await worker.call('waitPid', [jobs[0]], 'wait-pid-result');
    await worker.terminate();
    for (const job of jobs) expect(await waitPid(job)).toMatchObject({ exit_code: 0 });
  }
});

test('twenty workers in a row load the addon, use it and go', async () => {
  for (let round = 0; round < 20; round++) {
    const worker = new ReeveWorker();
    const info = await worker.call('getProcess', [process.pid], 'process-info');
    expect(info).toMatchObject({ pid: process.pid });
    const job = await worker.call<SpawnInGroupResult>('spawnInGroup', [{ argv: exits(0), ...quiet }]);
    expect(await worker.call('waitPid', [job], 'wait-pid-result')).toMatchObject({ exit_code: 0 });
    await worker.terminate();
  }
});

test("a job inherits its worker's environment, not the main thread's", async () => {
  const own = { PATH: process.env.PATH ?? '', ONLY_HERE: 'yes', ...addonEnvironment };
  const worker = new ReeveWorker({ env: own });
  const config = { argv: idle, ...quiet, env: { ADDED: 'too' } };
  const job = await worker.call<SpawnInGroupResult>('spawnInGroup', [config], 'spawn-in-group-result');
  const env = await until('the program is laid out', async () => {
    const info = await worker.call<ProcessInfo>('getProcess', [job, { include_env: true }], 'process-info');
    return info.env?.REEVE_TREE !== undefined && info.env;
  });
  expect(env).toMatchObject({ ...own, ADDED: 'too', REEVE_TREE: expect.any(String) });
  expect(process.env).toHaveProperty('REEVE_TEST');
  expect(env).not.toHaveProperty('REEVE_TEST');
  expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ exited: true });
});

test("errors of a worker are reeve's own too", async () => {
  const worker = new ReeveWorker();
  await expect(worker.call('getProcess', [2 ** 31 - 1])).rejects.toMatchObject({ code: 'ESRCH' });
  await expect(worker.call('terminateTree', [process.pid])).rejects.toMatchObject({ code: 'ERR_PROTECTED_PROCESS' });
});

test('a program ends in order while its workers are busy with reeve', async () => {
  const { folders } = system.traces();
  const code = `import { Worker } from 'node:worker_threads';
    import { getProcess } from 'reeve';
    const busy = \`import('reeve').then(async ({ getProcess, spawnInGroup, terminateTree, waitPid }) => {
      const { parentPort } = await import('node:worker_threads');
      for (let round = 0; ; round++) {
        const job = spawnInGroup({ argv: [process.env.EXITS, '0', '10'] });
        void waitPid(process.ppid, { timeout_ms: 5 });
        getProcess(process.pid);
        await waitPid(job);
        if (round === 3) parentPort.postMessage('busy');
      }
    })\`;
    const workers = [1, 2, 3].map(() => new Worker(busy, { eval: true }));
    await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));
    process.on('exit', () => {
      // The workers go on while this hook holds the main thread.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      process.stdout.write(getProcess(process.pid).name);
    });
    process.exit(5);`;
  for (let round = 0; round < 4; round++) {
    expect(await runNode(code, [], [], undefined, { EXITS: program('exits') })).toMatchObject({
      code: 5,
      signal: null,
      stdout: expect.stringMatching(/./),
      stderr: '',
    });
  }
  // What such a program leaves of its jobs, the next one that makes jobs tidies up.
  // Those have to have ended by then.
  await until('all of that is tidied up', async () => {
    expect(await runNode("(await import('reeve')).capabilities();")).toMatchObject({ code: 0 });
    return JSON.stringify(system.traces().folders) === JSON.stringify(folders);
  });
});
