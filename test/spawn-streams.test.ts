import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { inChild } from './helpers/child-script.js';
import { readAll, start, startReady } from './helpers/jobs.js';
import { copies, exits, idle, nodeRuns, program } from './helpers/programs.js';
import { system } from './helpers/system.js';

test('ignored streams are no properties with streams, and their input is at its end', async () => {
  const job = start({ argv: copies, stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' });
  expect([job.stdin, job.stdout, job.stderr]).toEqual([null, null, null]);
  expect((await waitPid(job)).exit_code).toBe(0);
});

test('without a word, input is ignored and both outputs are inherited', async () => {
  const paths = { copies: program('copies'), says: program('says') };
  const run = await inChild(async (reeve, path) => {
    const reads = await reeve.waitPid(reeve.spawnInGroup({ argv: [path.copies] }));
    const writes = await reeve.waitPid(reeve.spawnInGroup({ argv: [path.says, 'out', 'err'] }));
    return [reads.exit_code, writes.exit_code];
  }, paths);
  expect(run).toEqual({ answer: [0, 0], stdout: 'out\n', stderr: 'err\n' });
});

test('5 MB go through a job and come back as they were', async () => {
  const job = start({ argv: copies, stdin: 'pipe', stdout: 'pipe' });
  const sent = randomBytes(5_000_000);
  const seen = createHash('sha256');
  job.stdout?.on('data', (chunk: Buffer) => seen.update(chunk));
  job.stdin?.end(sent);
  await once(job.stdout as NonNullable<typeof job.stdout>, 'end');
  expect(seen.digest('hex')).toBe(createHash('sha256').update(sent).digest('hex'));
  expect((await waitPid(job)).exit_code).toBe(0);
});

test('the three pipes are three streams, each with its own text', async () => {
  const code =
    "process.stdin.on('data', (word) => { process.stdout.write('out ' + word); process.stderr.write('err ' + word) })";
  const job = start({ argv: nodeRuns(code), stdin: 'pipe', stdout: 'pipe', stderr: 'pipe' });
  job.stdin?.end('hello');
  expect(await Promise.all([readAll(job.stdout), readAll(job.stderr)])).toEqual(['out hello', 'err hello']);
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
  const { answer } = await inChild(async (reeve, path) => {
    const job = reeve.spawnInGroup({ argv: [path], stdin: 'pipe', stdout: 'pipe', stderr: 'pipe' });
    job.stdin?.end();
    job.stdout?.resume();
    job.stderr?.resume();
    return (await reeve.waitPid(job)).exit_code;
  }, program('copies'));
  expect(answer).toBe(0); // the script itself ended, which is what inChild waits for
});

test('a job that ends without reading makes the writer fail with an error and nothing else', async () => {
  const job = start({ argv: exits(0), stdin: 'pipe' });
  await waitPid(job);
  const failed = once(job.stdin as NonNullable<typeof job.stdin>, 'error');
  job.stdin?.write(randomBytes(200_000));
  expect(system.brokenPipe).toContain((await failed)[0].code);
});

test('a pipe belongs to the job alone: a later job does not hold it open', async () => {
  const first = start({ argv: copies, stdin: 'pipe', stdout: 'pipe' });
  start({ argv: idle });
  first.stdin?.end('done');
  expect(await readAll(first.stdout)).toBe('done');
});
