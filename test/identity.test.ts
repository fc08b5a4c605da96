import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkIdentity, getProcess, type ProcessRef, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { untilAsleep } from './helpers/asleep.js';
import { startFoster } from './helpers/foster.js';
import { start } from './helpers/jobs.js';
import { program } from './helpers/programs.js';
import { Remote } from './helpers/remote.js';
import { expectValid } from './helpers/schemas.js';
import { until } from './helpers/until.js';
import { ReeveWorker } from './helpers/worker.js';

function check(ref: ProcessRef) {
  const result = checkIdentity(ref);
  expectValid('identity-check', result);
  return result;
}

test('a process has one identity, whoever looks at it', async () => {
  const job = start({ argv: ['sleep', '1000'] });
  const remote = await Remote.start();
  const worker = new ReeveWorker();
  const there = await remote.call('getProcess', [job.pid], 'process-info');
  const inWorker = await worker.call('getProcess', [job.pid], 'process-info');
  const seen = [getProcess(job.pid).identity, check(job.pid).identity, there.identity, inWorker.identity];
  expect(seen).toEqual(Array(4).fill(job.identity));
  expect((await waitPid(job, { timeout_ms: 0 })).identity).toBe(job.identity);
});

test('two processes never have the same identity', () => {
  const jobs = Array.from({ length: 20 }, () => start({ argv: [program('tree'), '0', '0'], stdout: 'ignore' }));
  expect(new Set(jobs.map((job) => job.identity)).size).toBe(20);
});

test('the process on record is the same, from every process and thread', async () => {
  const job = start({ argv: ['sleep', '1000'] });
  const remote = await Remote.start();
  const expected = { status: 'same', basis: 'identity', zombie: false, identity: job.identity, pid: job.pid };
  expect(check(job)).toMatchObject(expected);
  expect(await remote.call('checkIdentity', [job], 'identity-check')).toMatchObject(expected);
  expect(await new ReeveWorker().call('checkIdentity', [job], 'identity-check')).toMatchObject(expected);
});

test('a bare pid says nothing about which process has it', () => {
  expect(check(process.pid)).toMatchObject({ status: 'unknown', basis: 'none' });
  expect(check({ pid: process.pid, identity: null, start_time_unix_ms: null })).toMatchObject({ status: 'unknown' });
  expect(check(2 ** 31 - 1)).toMatchObject({ status: 'gone', identity: null, zombie: false });
});

test('a process that was reaped is gone', async () => {
  const job = start({ argv: ['true'] });
  await waitPid(job);
  expect(check(job)).toMatchObject({ status: 'gone', zombie: false, identity: null });
  expect(check(job.pid)).toMatchObject({ status: 'gone', zombie: false, identity: null });
});

test('a zombie is gone, and marked', async () => {
  const foster = await startFoster(0);
  const record = getProcess(foster.child);
  await foster.end();
  for (const ref of [record, foster.child]) {
    expect(check(ref)).toMatchObject({ status: 'gone', zombie: true, identity: record.identity });
  }
  await foster.reap();
  expect(check(record)).toMatchObject({ status: 'gone', zombie: false, identity: null });
});

test.each([
  ['env', ['env', 'sleep', '1000']],
  ['nice', ['nice', 'sleep', '1000']],
  ['a shell that executes the last command', ['bash', '-c', 'true; exec env nice sleep 1000']],
])('a program that executes another stays the same process: %s', async (_name, argv) => {
  const job = start({ argv });
  await untilAsleep(job.pid, ['sleep', '1000']);
  expect(getProcess(job)).toMatchObject({ identity: job.identity, cmdline: ['sleep', '1000'] });
  expect(check(job)).toMatchObject({ status: 'same', basis: 'identity' });
});

test('a script and its interpreter are one process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reeve-test-'));
  const file = join(folder, 'script');
  writeFileSync(file, '#!/usr/bin/env node\nsetInterval(() => {}, 1e6);\n');
  chmodSync(file, 0o755);
  const job = start({ argv: [file] });
  await until('node runs', () => getProcess(job).exe_path === process.execPath);
  expect(check(job)).toMatchObject({ status: 'same', identity: job.identity });
  rmSync(folder, { recursive: true });
});
