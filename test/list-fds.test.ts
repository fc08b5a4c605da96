import { closeSync, openSync } from 'node:fs';
import { type ListFdsOptions, listFds, type ProcessRef, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { start } from './helpers/jobs.js';
import { startListener } from './helpers/listener.js';
import { exits, idle } from './helpers/programs.js';
import { refusal } from './helpers/refusal.js';
import { expectValid } from './helpers/schemas.js';
import { scratchFolder } from './helpers/scratch.js';

async function list(ref: ProcessRef, options?: ListFdsOptions) {
  const result = await listFds(ref, options);
  expectValid('fd-list', result);
  return result;
}

test('a file that is open is told of', async () => {
  const path = `${scratchFolder()}/note.txt`;
  const descriptor = openSync(path, 'w');
  try {
    const { fds, pid } = await list(process.pid, { kind: 'file' });
    expect(pid).toBe(process.pid);
    expect(fds.some((fd) => fd.path?.endsWith('note.txt'))).toBe(true);
    expect(fds.every(({ kind }) => kind === 'file')).toBe(true);
  } finally {
    closeSync(descriptor);
  }
});

test('the list is in order, each once, and of another process too', async () => {
  const { job } = await startListener('127.0.0.1');
  const { fds, identity } = await list(job);
  expect(identity).toBe(job.identity);
  const numbers = fds.map(({ fd }) => fd);
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  expect(fds.length).toBeGreaterThan(3);
});

test('a process that is gone has nothing, and neither has another one with its pid', async () => {
  const job = start({ argv: exits(0) });
  await waitPid(job);
  expect(await refusal(listFds, job)).toMatchObject({ code: expect.stringMatching(/^(ESRCH|ERR_PROCESS_REUSED)$/) });
  const other = start({ argv: idle });
  const stranger = { pid: other.pid, identity: other.identity?.replace(/\d+:\d+$/, '1:1') ?? null };
  expect(await refusal(listFds, stranger)).toMatchObject({ code: 'ERR_PROCESS_REUSED', pid: other.pid });
});
