import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReeveError, SpawnInGroupResult } from 'reeve';
import { getProcess, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import type { KeptExit, KeptJob } from '../../lib/generated/types.js';
import { endTree } from '../helpers/end-tree.js';
import { refusal } from '../helpers/error-record.js';
import { startHeld } from '../helpers/held.js';
import { start } from '../helpers/jobs.js';
import { exits, idle, program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';
import { system } from '../helpers/system.js';
import { until } from '../helpers/until.js';
import { expected } from './wine.js';

function read<T>(folder: string, file: 'job' | 'exit'): T {
  const record = JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8'));
  expectValid(`kept-${file}`, record);
  return record;
}

const lockOf = (folder: string) => join(folder, 'lock');
function canOpen(file: string): boolean {
  try {
    closeSync(openSync(file, 'r+'));
    return true;
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('EBUSY');
    return false;
  }
}

const holds = (pid: number) => {
  try {
    return getProcess(pid) !== null;
  } catch (error) {
    expect((error as ReeveError).code).toBe('ESRCH');
    return false;
  }
};

async function exitIn(folder: string): Promise<KeptExit> {
  await until('its exit is written down', () => existsSync(join(folder, 'exit.json')));
  return read(folder, 'exit');
}

test('job.json is there before the program runs, the lock for as long as the job lives', async () => {
  const state_dir = scratchFolder();
  const looks = `const { readFileSync } = require('fs');
    console.log(JSON.parse(readFileSync(process.argv[1], 'utf8')).record.pid === process.pid);
    setInterval(() => {}, 1e6);`;
  const argv = [process.execPath, '-e', looks, join(state_dir, 'job.json')];
  const { job, line } = await startHeld({ argv, state_dir });
  expect(line).toBe('true');
  const kept = read<KeptJob>(state_dir, 'job');
  expect(kept.state).toBe('running');
  expect(kept.record).toEqual(JSON.parse(JSON.stringify(job)));
  expect(kept.record.containment.keeper?.state_dir).toBe(state_dir);
  expect(canOpen(lockOf(state_dir))).toBe(false);
  expect(existsSync(join(state_dir, 'exit.json'))).toBe(false);
  await endTree(job, { signal: 'SIGKILL' });
  await until('the lock is free', () => canOpen(lockOf(state_dir)));
  expect(await exitIn(state_dir)).toMatchObject({ pid: job.pid, identity: job.identity, exit_code: 1, signal: null });
  expect(readdirSync(state_dir).sort()).toEqual(['exit.json', 'job.json', 'lock']);
});

test.each([0, 7, 259, 0xc0000005])('exit code %i is written down', async (code) => {
  const state_dir = scratchFolder();
  const before = Date.now();
  const job = start({ argv: exits(code), state_dir });
  await waitPid(job);
  const { exit_code, signal, ended_unix_ms, max_rss_kb } = await exitIn(state_dir);
  expect({ exit_code, signal }).toEqual({ exit_code: code, signal: null });
  expect(Math.abs(ended_unix_ms - before)).toBeLessThan(60_000);
  expect(max_rss_kb).toBeGreaterThanOrEqual(expected('peakMemoryOutlivesTheProcess') ? 1 : 0);
});

test('the first process ended long before the job: its exit is there, and the lock is still held', async () => {
  const state_dir = scratchFolder();
  const { job, pids, gone } = await startHeld({ argv: [program('orphans'), '1'], state_dir });
  expect(await exitIn(state_dir)).toMatchObject({ pid: job.pid, exit_code: 0 });
  expect(canOpen(lockOf(state_dir))).toBe(false);
  process.kill(pids[0] as number, 'SIGKILL');
  await gone;
  await until('the lock is free', () => canOpen(lockOf(state_dir)));
});

test.each(['leave', 'kill'] as const)('how a job ended whose launcher was killed (%s)', async (on_parent_exit) => {
  const state_dir = scratchFolder();
  const launcher = await Remote.start();
  const argv = on_parent_exit === 'leave' ? exits(9, 1500) : idle;
  const config = { argv, stdout: 'ignore', stderr: 'ignore', on_parent_exit, state_dir };
  const job = await launcher.call<SpawnInGroupResult>('spawnInGroup', [config], 'spawn-in-group-result');
  process.kill(launcher.pid, 'SIGKILL');
  const { exit_code } = await exitIn(state_dir);
  expect(exit_code).toBe(on_parent_exit === 'leave' ? 9 : 1);
  // While anybody holds a handle to it, as its keeper does, the system tells by itself.
  await until('nobody holds the process', () => !holds(job.pid));
  const told = await waitPid(job);
  expectValid('wait-pid-result', told);
  expect(told).toMatchObject({ exited: true, exit_code, exit_code_source: 'keeper' });
});

test('a folder is for one job, and for nobody else while that lives', async () => {
  const state_dir = scratchFolder();
  const job = start({ argv: idle, state_dir });
  const children = system.childrenOf(process.pid);
  const busy = refusal(() => start({ argv: idle, state_dir }));
  expect(busy).toMatchObject({ code: 'EBUSY', message: expect.stringContaining('still runs') });
  expect(read<KeptJob>(state_dir, 'job').record.pid).toBe(job.pid);
  await endTree(job, { signal: 'SIGKILL' });
  await until('the lock is free', () => canOpen(lockOf(state_dir)));
  const used = refusal(() => start({ argv: idle, state_dir }));
  expect(used).toMatchObject({ code: 'EEXIST', message: expect.stringContaining('another job') });
  expect(system.childrenOf(process.pid).filter((pid) => !children.includes(pid))).toEqual([]);
});

test('a folder that is not there, and a file in its place', () => {
  const folder = scratchFolder();
  const missing = join(folder, 'missing');
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(refusal(() => start({ argv: idle, state_dir: missing }))).toMatchObject({ code: 'ENOENT' });
  expect(refusal(() => start({ argv: idle, state_dir: file })).message).toContain(file);
});

test('nothing of a job that could not be started stays in its folder', () => {
  const state_dir = scratchFolder();
  const argv = ['C:\\no-such-program.exe'];
  expect(refusal(() => start({ argv, state_dir }))).toMatchObject({ code: 'ENOENT' });
  expect(readdirSync(state_dir)).toEqual([]);
});

test('a path longer than the 260 units of old', async () => {
  const state_dir = join(scratchFolder(), 'x'.repeat(120), 'y'.repeat(120), 'z'.repeat(40));
  mkdirSync(state_dir, { recursive: true });
  const job = start({ argv: exits(3), state_dir });
  expect(await exitIn(state_dir)).toMatchObject({ pid: job.pid, exit_code: 3 });
});
