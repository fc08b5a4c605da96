import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { firstLine, start, startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { scratchFolder } from '../helpers/scratch.js';
import { statusField } from './helpers/proc.js';

const none = '0000000000000000';
const sigpipe = 1n << 12n;

test.each(['group', 'keeper'] as const)(
  'in a %s, a fresh program has no signal ignored or blocked, although Node ignores SIGPIPE',
  async (containment) => {
    expect(BigInt(`0x${statusField('self', 'SigIgn')}`) & sigpipe, 'Node no longer ignores it').toBe(sigpipe);
    const { job } = await startReady({ argv: [program('sleeper')], containment });
    expect(['SigIgn', 'SigBlk', 'SigCgt'].map((name) => statusField(job.pid, name))).toEqual([none, none, none]);
  },
);

test('this program has the handlers it had, and its mask', () => {
  const before = ['SigIgn', 'SigBlk', 'SigCgt'].map((name) => statusField('self', name));
  start({ argv: [program('sleeper')], stdout: 'ignore' });
  expect(['SigIgn', 'SigBlk', 'SigCgt'].map((name) => statusField('self', name))).toEqual(before);
});

test('a job has no descriptor above 2, although this program was given some that exec does not close', async () => {
  const look = async (reeve: typeof import('reeve'), path: string) => {
    const { readdirSync } = process.getBuiltinModule('node:fs');
    const job = reeve.spawnInGroup({ argv: [path], stdout: 'pipe' });
    await new Promise((resolve) => job.stdout?.once('data', resolve));
    const seen = { own: readdirSync('/proc/self/fd'), job: readdirSync(`/proc/${job.pid}/fd`) };
    await reeve.terminateTree(job, { signal: 'SIGKILL' });
    return seen;
  };
  const file = `${scratchFolder()}/held`;
  const { answer } = await inChild(look, program('sleeper'), {
    through: ['bash', '-c', `exec 9>${file} 77>${file} 200>${file}; exec "$@"`, 'bash'],
  });
  expect(answer.own).toEqual(expect.arrayContaining(['9', '77', '200']));
  expect(answer.job).toEqual(['0', '1', '2']);
});

test('jobs started together have nothing of each other', async () => {
  const jobs = Array.from({ length: 8 }, () => start({ argv: [program('sleeper')], stdin: 'pipe', stdout: 'pipe' }));
  await Promise.all(jobs.map((job) => firstLine(job.stdout)));
  for (const job of jobs) expect(readdirSync(`/proc/${job.pid}/fd`)).toEqual(['0', '1', '2']);
});

test('a job is no thread of this program: it has its own pid, one thread and no tracer', async () => {
  const { job } = await startReady({ argv: [program('sleeper')] });
  const seen = ['Tgid', 'Threads', 'TracerPid', 'PPid'].map((name) => Number(statusField(job.pid, name)));
  expect(seen).toEqual([job.pid, 1, 0, process.pid]);
});

// A job with PR_SET_PDEATHSIG would die with the thread that started it, not with this program. reeve does not use it.
test('a job outlives the worker thread that started it', async () => {
  const { answer } = await inChild(
    async (reeve, path) => {
      const { Worker } = process.getBuiltinModule('node:worker_threads');
      const source = `import(process.env.REEVE_ENTRY).then((reeve) => {
      const job = reeve.spawnInGroup({ argv: [${JSON.stringify(path)}], stdout: 'ignore' });
      process.getBuiltinModule('node:worker_threads').parentPort.postMessage(JSON.stringify(job));
    })`;
      const worker = new Worker(source, { eval: true });
      const job = JSON.parse(await new Promise<string>((resolve) => worker.once('message', resolve)));
      await worker.terminate();
      const check = reeve.checkIdentity(job).status;
      const ended = await reeve.terminateTree(job, { signal: 'SIGKILL' });
      return { check, exited: ended.exited, count: ended.signaled_count };
    },
    program('sleeper'),
    { env: { REEVE_ENTRY: new URL('../../dist/index.js', import.meta.url).href } },
  );
  expect(answer).toEqual({ check: 'same', exited: true, count: 1 });
});
