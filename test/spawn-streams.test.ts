import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readlinkSync } from 'node:fs';
import { waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { inChild } from './helpers/child-script.js';
import { readAll, start, startReady } from './helpers/jobs.js';
import { program } from './helpers/programs.js';

const streamsOf = (pid: number) => [0, 1, 2].map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));

test('ignored streams are the null device, and are no properties with streams', () => {
  const job = start({ argv: [program('sleeper')], stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' });
  expect(streamsOf(job.pid)).toEqual(['/dev/null', '/dev/null', '/dev/null']);
  expect([job.stdin, job.stdout, job.stderr]).toEqual([null, null, null]);
});

test('without a word, input is ignored and both outputs are inherited', async () => {
  const run = await inChild(async (reeve) => {
    const job = reeve.spawnInGroup({ argv: ['sh', '-c', 'cat; echo out; echo err >&2'] });
    return (await reeve.waitPid(job)).exit_code;
  }, null);
  expect(run).toEqual({ answer: 0, stdout: 'out\n', stderr: 'err\n' });
});

test('an inherited input is read by the job', async () => {
  const script = async (reeve: typeof import('reeve')) => {
    const job = reeve.spawnInGroup({ argv: ['cat'], stdin: 'inherit' });
    return (await reeve.waitPid(job)).exit_code;
  };
  const run = await inChild(script, null, { through: ['bash', '-c', 'exec "$@" <<< "to be read"', 'bash'] });
  expect(run.stdout).toBe('to be read\n');
});

test('5 MB go through a job and come back as they were', async () => {
  const job = start({ argv: ['cat'], stdin: 'pipe', stdout: 'pipe' });
  const sent = randomBytes(5_000_000);
  const seen = createHash('sha256');
  job.stdout?.on('data', (chunk: Buffer) => seen.update(chunk));
  job.stdin?.end(sent);
  await once(job.stdout as NonNullable<typeof job.stdout>, 'end');
  expect(seen.digest('hex')).toBe(createHash('sha256').update(sent).digest('hex'));
  expect((await waitPid(job)).exit_code).toBe(0);
});

test('the three pipes are three streams, each with its own text', async () => {
  const job = start({
    argv: ['sh', '-c', 'read word; echo "out $word"; echo "err $word" >&2'],
    ...{ stdin: 'pipe', stdout: 'pipe', stderr: 'pipe' },
  });
  job.stdin?.end('hello\n');
  expect(await Promise.all([readAll(job.stdout), readAll(job.stderr)])).toEqual(['out hello\n', 'err hello\n']);
});

test('pipes do not show in JSON, in keys or in a copy', async () => {
  const { job } = await startReady({ argv: [program('sleeper')], stdin: 'pipe', stderr: 'pipe' });
  const names = ['stdin', 'stdout', 'stderr'];
  expect(Object.keys(job).filter((key) => names.includes(key))).toEqual([]);
  expect(Object.keys({ ...job }).filter((key) => names.includes(key))).toEqual([]);
  expect(names.filter((name) => JSON.stringify(job).includes(`"${name}"`))).toEqual([]);
  expect(job.stdout).not.toBeNull();
});

test('pipes do not hold a program open once the job has ended', async () => {
  const { answer } = await inChild(async (reeve) => {
    const job = reeve.spawnInGroup({ argv: ['cat'], stdin: 'pipe', stdout: 'pipe', stderr: 'pipe' });
    job.stdin?.end();
    job.stdout?.resume();
    job.stderr?.resume();
    return (await reeve.waitPid(job)).exit_code;
  }, null);
  expect(answer).toBe(0); // the script itself ended, which is what inChild waits for
});

test('a job that ends without reading makes the writer fail with EPIPE and nothing else', async () => {
  const job = start({ argv: ['true'], stdin: 'pipe' });
  await waitPid(job);
  const failed = once(job.stdin as NonNullable<typeof job.stdin>, 'error');
  job.stdin?.write(randomBytes(200_000));
  expect((await failed)[0]).toMatchObject({ code: 'EPIPE' });
});

test('a pipe belongs to the job alone: a later job does not hold it open', async () => {
  const first = start({ argv: ['cat'], stdin: 'pipe', stdout: 'pipe' });
  start({ argv: [program('sleeper')], stdout: 'ignore' });
  first.stdin?.end('done');
  expect(await readAll(first.stdout)).toBe('done');
});
