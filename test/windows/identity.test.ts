import { checkIdentity, getProcess, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { refusal } from '../helpers/error-record.js';
import { start } from '../helpers/jobs.js';
import { idle } from '../helpers/programs.js';

test('an identity is the pid and the time of creation in units of 100 ns', () => {
  const job = start({ argv: idle });
  const [platform, , pid, created] = job.identity.split(':');
  expect([platform, pid]).toEqual(['win32', String(job.pid)]);
  const since1601 = BigInt(job.start_time_unix_ms ?? 0) + 11_644_473_600_000n;
  expect(BigInt(created as string) / 10_000n).toBe(since1601);
});

test('one that was created 100 ns earlier is another', () => {
  const job = start({ argv: idle });
  const parts = job.identity.split(':');
  const identity = parts.with(3, String(BigInt(parts[3] as string) - 1n)).join(':');
  expect(checkIdentity({ pid: job.pid, identity })).toMatchObject({ status: 'reused', basis: 'identity' });
});

// OpenProcess passes over the two lowest bits of a number.
test('a number beside a pid is nobody', async () => {
  const job = start({ argv: idle });
  for (const pid of [job.pid + 1, job.pid + 2, job.pid + 3]) {
    expect(refusal(() => getProcess(pid))).toMatchObject({ code: 'ESRCH', pid });
    expect(checkIdentity(pid)).toMatchObject({ status: 'gone' });
    await expect(waitPid(pid, { timeout_ms: 0 })).rejects.toMatchObject({ code: 'ESRCH' });
  }
});
