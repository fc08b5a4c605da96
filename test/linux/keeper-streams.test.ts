import { readdirSync, readlinkSync } from 'node:fs';
import { capabilities, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { readAll } from '../helpers/jobs.js';
import { linesOf } from '../helpers/lines.js';
import { idle, program } from '../helpers/programs.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { untilAsleep } from './helpers/asleep.js';
import { keeperOf, startKept } from './helpers/keeper.js';
import { isAlive } from './helpers/proc.js';

/** What a process has open, without 0, 1 and 2 where those are closed. */
const opened = (pid: number) => readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));

describe.runIf(capabilities().keeper.available)("a kept job's pipes", () => {
  test('are held by its processes alone', async () => {
    const state_dir = scratchFolder();
    const job = startKept({
      argv: idle,
      stdin: 'pipe',
      stdout: 'pipe',
      stderr: 'pipe',
      state_dir,
      on_parent_exit: 'kill',
    });
    await untilAsleep(job.pid, idle);
    const keeper = keeperOf(job).pid;
    // The last of what it does after its word that the program runs, when it lets go of the launcher's.
    await until('the keeper has settled', () => readlinkSync(`/proc/${keeper}/cwd`) === '/');
    const own = opened(job.pid);
    expect(own.filter((name) => name.startsWith('pipe:'))).toHaveLength(3);
    const kept = opened(keeper);
    for (const name of own) expect(kept).not.toContain(name);
    // Nor anything else of the launcher's.
    for (const name of kept)
      expect(name).toMatch(/^(socket:|anon_inode:\[(signalfd|pidfd)\]|\/proc\/|pidfd:)|^(.*\/reeve-test-)/);
  });

  test('end when the last process that has them does, though the keeper lives on', async () => {
    const job = startKept({ argv: [program('orphan'), '0'], stdin: 'pipe', stdout: 'pipe' });
    const next = linesOf(job.stdout);
    const orphan = Number((await next()).split(' ')[1]);
    const ended = new Promise((resolve) => job.stdout?.once('end', resolve));
    job.stdin?.end();
    expect(await waitPid(job)).toMatchObject({ exit_code: 0 });
    await ended;
    expect([orphan, keeperOf(job).pid].every(isAlive)).toBe(true);
  });

  test('carry all that the job wrote, also right before its end', async () => {
    const job = startKept({ argv: ['sh', '-c', 'head -c 1000000 /dev/zero; echo end'], stdout: 'pipe' });
    const [text, end] = await Promise.all([readAll(job.stdout), waitPid(job)]);
    expect(text).toHaveLength(1_000_004);
    expect(end).toMatchObject({ exit_code: 0, exit_code_source: 'keeper' });
  });

  test('that nobody reads any more are broken: the keeper is no reader', async () => {
    const job = startKept({ argv: ['sh', '-c', 'exec 0<&-; sleep 1000'], stdin: 'pipe' });
    const broken = new Promise((resolve) => job.stdin?.once('error', resolve));
    const writing = setInterval(() => job.stdin?.write('x'), 5);
    expect(await broken).toMatchObject({ code: 'EPIPE' });
    clearInterval(writing);
  });
});
