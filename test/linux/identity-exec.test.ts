import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities, checkIdentity, getProcess } from 'reeve';
import { expect, test } from 'vitest';
import { start } from '../helpers/jobs.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { untilAsleep } from './helpers/asleep.js';

test.each([
  ['env', ['env', 'sleep', '1000']],
  ['nice', ['nice', 'sleep', '1000']],
  ['a shell that executes the last command', ['bash', '-c', 'true; exec env nice sleep 1000']],
])('a program that executes another stays the same process: %s', async (_name, argv) => {
  const job = start({ argv });
  await untilAsleep(job.pid, ['sleep', '1000']);
  expect(getProcess(job)).toMatchObject({ identity: job.identity, cmdline: ['sleep', '1000'] });
  expect(checkIdentity(job)).toMatchObject({ status: 'same', basis: 'identity' });
});

test('a script and its interpreter are one process', async () => {
  const file = join(scratchFolder(), 'script');
  writeFileSync(file, '#!/usr/bin/env node\nsetInterval(() => {}, 1e6);\n');
  chmodSync(file, 0o755);
  const job = start({ argv: [file] });
  await until('node runs', () => getProcess(job).exe_path === process.execPath);
  expect(checkIdentity(job)).toMatchObject({ status: 'same', identity: job.identity });
});

test('an identity with another start or another kernel number is of another process', () => {
  const job = start({ argv: ['sleep', '1000'] });
  const withPart = (identity: string, index: number, part: string) => identity.split(':').with(index, part).join(':');
  const status = (identity: string) => checkIdentity({ pid: job.pid, identity }).status;
  const [, , , ticks, inode] = job.identity.split(':');
  const shifted = withPart(job.identity, 3, String(Number(ticks) + 500_000));
  if (capabilities().pidfd_inode) {
    expect(status(withPart(job.identity, 4, String(Number(inode) + 1)))).toBe('reused');
    // Where both sides have the kernel's number it alone decides: time namespaces shift the start.
    expect(status(shifted)).toBe('same');
  } else {
    expect(inode).toBe('0');
    expect(status(shifted)).toBe('reused');
  }
  const without = { pid: job.pid, identity: withPart(job.identity, 4, '0') };
  expect(checkIdentity(without)).toMatchObject({ status: 'same', identity: job.identity });
  expect(status(withPart(shifted, 4, '0'))).toBe('reused');
});
