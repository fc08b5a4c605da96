import { getProcess, terminateTree, terminateTreeSync, waitPid, waitPidSync } from 'reeve';
import { expect, test } from 'vitest';
import { start } from './helpers/jobs.js';
import { idle } from './helpers/programs.js';
import { refusal } from './helpers/refusal.js';
import { system } from './helpers/system.js';

test.each([
  ['itself', () => process.pid],
  ['its parent', () => process.ppid],
])('a program does not end %s', async (_whom, pid) => {
  for (const ref of [pid(), { pid: pid() }, getProcess(pid())]) {
    for (const verb of [terminateTree, terminateTreeSync]) {
      for (const config of [{}, { dry_run: true }, { signal: 'SIGKILL' }]) {
        const error = await refusal(verb, ref, config);
        expect(error).toMatchObject({ name: 'ReeveError', code: 'ERR_PROTECTED_PROCESS', pid: pid() });
      }
    }
  }
});

test.each([
  ['signal', 'SIGNOTHING'],
  ['signal', ''],
  ['signal', 'sigterm'],
  ['signal', 'SIGSIGTERM'],
  ['signal', 'SIGRTMIN+99'],
  ['signal', 'SIGRTMIN-1'],
  ['signal', 'SIGRTMIN+'],
  ['signal', '15'],
  ['signal', 0],
  ['signal', -9],
  ['signal', 65],
  ['signal', 1.5],
  ['signal', Number.NaN],
  ['signal', null],
  ['signal', {}],
  ['kill_signal', 'SIGNOTHING'],
  ['kill_signal', 0],
  ['grace_timeout_ms', -1],
  ['grace_timeout_ms', 0.5],
  ['grace_timeout_ms', Infinity],
  ['grace_timeout_ms', Number.NaN],
  ['grace_timeout_ms', '100'],
  ['grace_timeout_ms', null],
  ['grace_timeout_ms', 2 ** 31],
  ['kill_timeout_ms', -1],
  ['kill_timeout_ms', Infinity],
  ['dry_run', 1],
  ['dry_run', 'no'],
])('ending a tree with %s %o is refused before anything is signalled', async (key, value) => {
  const job = start({ argv: idle });
  for (const verb of [terminateTree, terminateTreeSync]) {
    const error = await refusal(verb, job, { [key]: value });
    expect(error).toMatchObject({ code: 'ERR_INVALID_ARG', message: expect.stringContaining(key) });
  }
  expect(system.isAlive(job.pid)).toBe(true);
});

test.each([
  ['timeout_ms', -1],
  ['timeout_ms', 0.5],
  ['timeout_ms', Infinity],
  ['timeout_ms', '5'],
  ['timeout_ms', null],
  ['timeout_ms', 2 ** 31],
  ['signal', 'SIGTERM'],
  ['signal', {}],
  ['ref', 1],
])('waiting with %s %o is refused', async (key, value) => {
  const job = start({ argv: idle });
  const error = await refusal(waitPid, job, { [key]: value });
  expect(error).toMatchObject({ code: 'ERR_INVALID_ARG', message: expect.stringContaining(key) });
  if (key !== 'timeout_ms') return;
  expect(await refusal(waitPidSync, job, { [key]: value })).toMatchObject({ code: 'ERR_INVALID_ARG' });
});
