import { checkIdentity, getProcess, type ProcessRef, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { forgotten } from './helpers/forgotten.js';
import { startFoster } from './helpers/foster.js';
import { start } from './helpers/jobs.js';
import { exits, idle } from './helpers/programs.js';
import { Remote } from './helpers/remote.js';
import { expectValid } from './helpers/schemas.js';
import { ReeveWorker } from './helpers/worker.js';

function check(ref: ProcessRef) {
  const result = checkIdentity(ref);
  expectValid('identity-check', result);
  return result;
}

test('a process has one identity, whoever looks at it', async () => {
  const job = start({ argv: idle });
  const remote = await Remote.start();
  const worker = new ReeveWorker();
  const there = await remote.call('getProcess', [job.pid], 'process-info');
  const inWorker = await worker.call('getProcess', [job.pid], 'process-info');
  const seen = [getProcess(job.pid).identity, check(job.pid).identity, there.identity, inWorker.identity];
  expect(seen).toEqual(Array(4).fill(job.identity));
  expect((await waitPid(job, { timeout_ms: 0 })).identity).toBe(job.identity);
});

test('two processes never have the same identity', () => {
  const jobs = Array.from({ length: 20 }, () => start({ argv: idle }));
  expect(new Set(jobs.map((job) => job.identity)).size).toBe(20);
});

test('the process on record is the same, from every process and thread', async () => {
  const job = start({ argv: idle });
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
  const job = start({ argv: exits(0) });
  await waitPid(job);
  await forgotten(job.pid);
  expect(check(job)).toMatchObject({ status: 'gone', zombie: false, identity: null });
  expect(check(job.pid)).toMatchObject({ status: 'gone', zombie: false, identity: null });
});

test('a process that has ended, and that somebody still holds, is gone and marked', async () => {
  const foster = await startFoster(0);
  const record = getProcess(foster.child);
  await foster.end();
  for (const ref of [record, foster.child]) {
    expect(check(ref)).toMatchObject({ status: 'gone', zombie: true, identity: record.identity });
  }
  await foster.reap();
  await forgotten(foster.child);
  expect(check(record)).toMatchObject({ status: 'gone', zombie: false, identity: null });
});
