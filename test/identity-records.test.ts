import { checkIdentity, getProcess, type ProcessRef, terminateTree, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { start } from './helpers/jobs.js';
import { idle } from './helpers/programs.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';

function check(ref: ProcessRef) {
  const result = checkIdentity(ref);
  expectValid('identity-check', result);
  return result;
}

/** The parts of an identity. Only tests take it apart; for everybody else it is opaque. */
function withPart(identity: string, index: number, part: string): string {
  return identity.split(':').with(index, part).join(':');
}

test('a record from another boot never is the same', async () => {
  const job = start({ argv: idle });
  const identity = withPart(job.identity, 1, '0123456789abcdef0123456789abcdef');
  const old = { ...job, identity };
  expect(check(old)).toMatchObject({ status: 'reused', basis: 'identity', identity: job.identity });
  expect(() => getProcess(old)).toThrow(expect.objectContaining({ code: 'ERR_PROCESS_REUSED', pid: job.pid }));
  const waited = await waitPid(old);
  expectValid('wait-pid-result', waited);
  expect(waited).toMatchObject({ identity, exited: true, exit_code: null, exit_code_source: 'unknown' });
});

test('a record of another boot without a job of its own ends nothing', async () => {
  const job = start({ argv: idle });
  const identity = withPart(job.identity, 1, 'f'.repeat(32));
  await expect(terminateTree({ pid: job.pid, identity })).rejects.toMatchObject({ code: 'ERR_PROCESS_REUSED' });
  expect(system.isAlive(job.pid)).toBe(true);
});

const own = process.platform;

test.each([
  '',
  'x',
  '4711',
  `${own}`,
  `${own}::1:1:1`,
  `${own}:zz:1:1:1`,
  `${own}:ab:1:1`,
  `${own}:ab:1:1:1:1`,
  `${own}:ab:0:1:1`,
  `${own}:ab:-1:1:1`,
  `${own}:ab:1: 1:1`,
  `${own}:ab:1:1:99999999999999999999999`,
  'beos:ab:1:1:1',
  `${own}:ab:1:1:1\n`,
  `${own}:ab:1:1:\0`,
])('an identity that is none is refused: %j', (identity) => {
  const refusal = expect.objectContaining({ code: 'ERR_INVALID_ARG', message: expect.stringContaining('identity') });
  for (const verb of [checkIdentity, getProcess]) expect(() => verb({ pid: 1, identity })).toThrow(refusal);
});

test("an identity of another pid than the record's is refused", async () => {
  const job = start({ argv: idle });
  const mixed = { pid: process.pid, identity: job.identity };
  const refusal = expect.objectContaining({ code: 'ERR_INVALID_ARG', message: expect.stringContaining('identity') });
  expect(() => checkIdentity(mixed)).toThrow(refusal);
  expect(() => getProcess(mixed)).toThrow(refusal);
  await expect(waitPid(mixed, { timeout_ms: 0 })).rejects.toEqual(refusal);
  await expect(terminateTree(mixed)).rejects.toEqual(refusal);
});

test('a start time alone is compared, within what others round it to', () => {
  const job = start({ argv: idle });
  const { pid } = job;
  const start_time_unix_ms = job.start_time_unix_ms ?? 0;
  const whole = { pid, start_time_unix_ms: Math.floor(start_time_unix_ms / 1000) * 1000 };
  expect(check({ pid, start_time_unix_ms })).toMatchObject({ status: 'same', basis: 'start_time' });
  expect(check(whole)).toMatchObject({ status: 'same', basis: 'start_time' });
  const older = { pid, start_time_unix_ms: start_time_unix_ms - 10_000 };
  expect(check(older)).toMatchObject({ status: 'reused', basis: 'start_time' });
});

test('an identity counts more than a start time that was made under another clock', () => {
  const job = start({ argv: idle });
  expect(check({ ...job, start_time_unix_ms: 0 })).toMatchObject({ status: 'same', basis: 'identity' });
});

test('a child of reeve with another start time on record is not the one that is waited for', async () => {
  const job = start({ argv: idle });
  const older = { pid: job.pid, start_time_unix_ms: (job.start_time_unix_ms ?? 0) - 10_000 };
  const waited = await waitPid(older, { timeout_ms: 100 });
  expectValid('wait-pid-result', waited);
  expect(waited).toMatchObject({ exited: true, exit_code_source: 'unknown', identity: null });
  await terminateTree(job, { signal: 'SIGKILL' });
  const later = await waitPid(older);
  expect(later).toMatchObject({ exited: true, exit_code_source: 'unknown', identity: null });
  expect(await waitPid({ ...older, start_time_unix_ms: job.start_time_unix_ms })).toMatchObject(system.killed);
});
