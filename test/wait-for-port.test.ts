import { type ProcessRef, terminateTree, type WaitForPortOptions, waitForPort, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { start } from './helpers/jobs.js';
import { freePort, listenHere, listensAfter, startListener, stopListening } from './helpers/listener.js';
import { runNode } from './helpers/node-program.js';
import { copies, idle } from './helpers/programs.js';
import { refusal } from './helpers/refusal.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';

// What a system without owners does is in test/windows/ports.test.ts.
const withOwners = test.runIf(system.namesOwnersOfSockets);

async function wait(ref: ProcessRef, port: number, options?: WaitForPortOptions) {
  const result = await waitForPort(ref, port, options);
  expectValid('wait-for-port-result', result);
  return result;
}

withOwners('resolves when the process listens', async () => {
  const port = await freePort();
  const job = start({ argv: listensAfter(port, 100) });
  const result = await wait(job, port, { scope: 'process' });
  expect(result).toMatchObject({ protocol: 'tcp', local_port: port, warnings: [] });
  expect(result.bindings).toMatchObject([{ pid: job.pid, identity: job.identity, local_addr: '127.0.0.1' }]);
});

withOwners('resolves at once for one that listens already, also by its pid', async () => {
  const { job, port } = await startListener('127.0.0.1');
  expect((await wait(job, port, { timeout_ms: 0 })).bindings[0]?.pid).toBe(job.pid);
  expect((await wait(job.pid, port, { timeout_ms: 0, host: '127.0.0.1' })).bindings[0]?.pid).toBe(job.pid);
});

withOwners('a child of the process will do, unless only the process itself is meant', async () => {
  const port = await freePort();
  const job = start({ argv: listensAfter(port, 0, 'child') });
  const { bindings } = await wait(job, port);
  expect(bindings).toHaveLength(1);
  expect(bindings[0]?.process?.ppid).toBe(job.pid);
  const error = await refusal(waitForPort, job, port, { scope: 'process', timeout_ms: 50 });
  expect(error).toMatchObject({ code: 'ERR_TIMED_OUT', pid: job.pid });
  expect(error.message).toContain(`(${bindings[0]?.pid}), and not by process ${job.pid}`);
});

withOwners('a stranger at the port never counts, and the error says who it is', async () => {
  const port = await freePort();
  await listenHere({ host: '127.0.0.1', port });
  const job = start({ argv: idle });
  const error = await refusal(waitForPort, job, port, { timeout_ms: 100 });
  expect(error).toMatchObject({ code: 'ERR_TIMED_OUT', pid: job.pid });
  expect(error.message).toContain(`port ${port}/tcp is taken by`);
  expect(error.message).toContain(`(${process.pid}), and not by process ${job.pid} or its tree`);
});

withOwners('when the stranger leaves and the job takes the port, it resolves', async () => {
  const port = await freePort();
  await listenHere({ host: '127.0.0.1', port });
  const tries = `const go = () => require('node:net').createServer().on('error', () => setTimeout(go, 20))
    .listen(${port}, '127.0.0.1'); go();`;
  const job = start({ argv: [process.execPath, '-e', tries] });
  const waiting = wait(job, port);
  expect(await Promise.race([waiting, wait(process.pid, port).then(() => 'ours')])).toBe('ours');
  await stopListening();
  expect((await waiting).bindings.map(({ pid }) => pid)).toEqual([job.pid]);
});

withOwners('without a process anybody will do', async () => {
  const port = await freePort();
  const waiting = waitForPort(port, { timeout_ms: 30_000 });
  await listenHere({ host: '127.0.0.1', port });
  const result = await waiting;
  expectValid('wait-for-port-result', result);
  expect(result.bindings.map(({ pid }) => pid)).toEqual([process.pid]);
});

test('a time-out says that nobody listens', async () => {
  const port = await freePort();
  const error = await refusal(waitForPort, port, { timeout_ms: 20 });
  expect(error).toMatchObject({
    code: 'ERR_TIMED_OUT',
    message: expect.stringContaining('after 20 ms nobody listens'),
  });
  const udp = await refusal(waitForPort, process.pid, port, { timeout_ms: 0, protocol: 'udp', host: '::1' });
  expect(udp.message).toContain(`nobody listens at port ${port}/udp of ::1; it was to be process ${process.pid}`);
});

test('the end of the job ends the wait', async () => {
  const port = await freePort();
  for (const scope of ['process', 'tree'] as const) {
    const job = start({ argv: copies, stdin: 'pipe', stdout: 'ignore' });
    const refused = refusal(waitForPort, job, port, { scope });
    job.stdin?.end();
    const error = await refused;
    expect(error).toMatchObject({ code: 'ERR_PROCESS_ENDED', pid: job.pid });
    expect(error.message).toContain(`nobody listens at port ${port}/tcp`);
  }
});

test('of a job that is over nothing is waited for', async () => {
  const job = start({ argv: idle });
  await terminateTree(job, { signal: 'SIGKILL' });
  await waitPid(job);
  const error = await refusal(waitForPort, job, await freePort());
  expect(['ERR_PROCESS_ENDED', 'ESRCH']).toContain(error.code);
  expect(await refusal(waitForPort, 2 ** 31 - 1, 80)).toMatchObject({ code: 'ESRCH' });
});

test('an AbortSignal ends the wait', async () => {
  const port = await freePort();
  const stop = new AbortController();
  const waiting = waitForPort(process.pid, port, { signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  await expect(waitForPort(port, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
});

test('a wait keeps the program up only where it is to, and goes with its worker', async () => {
  const unheld = "(await import('reeve')).waitForPort(1, { ref: false });";
  expect(await runNode(unheld)).toMatchObject({ code: 0, stderr: '' });
  const inWorker = `import { Worker } from 'node:worker_threads';
    const waits = "import('reeve').then(async ({ waitForPort }) => { void waitForPort(1);" +
      "(await import('node:worker_threads')).parentPort.postMessage('waits'); });";
    const worker = new Worker(waits, { eval: true });
    await new Promise((resolve) => worker.once('message', resolve));
    await worker.terminate();`;
  expect(await runNode(inWorker)).toMatchObject({ code: 0, stderr: '' });
});

withOwners('many waits go on at once', async () => {
  const port = await freePort();
  const waits = Array.from({ length: 50 }, () => waitForPort(port, { timeout_ms: 30_000 }));
  await listenHere({ host: '127.0.0.1', port });
  for (const { bindings } of await Promise.all(waits)) expect(bindings[0]?.pid).toBe(process.pid);
});

test.each([0, -1, 65_536, 1.5, Number.NaN, '80', null, undefined, {}])('the port %o is none', async (port) => {
  expect(await refusal(waitForPort, process.pid, port, {})).toMatchObject({ code: 'ERR_INVALID_ARG' });
  if (typeof port === 'object') return;
  expect(await refusal(waitForPort, port)).toMatchObject({ code: 'ERR_INVALID_ARG' });
});

test('scope is of a process', async () => {
  const error = await refusal(waitForPort, 80, { scope: 'tree' });
  expect(error.message).toContain('scope is of a process: name one');
});
