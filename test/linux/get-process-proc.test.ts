import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { getProcess, type ProcessInfo, type ProcessRef } from 'reeve';
import { expect, test } from 'vitest';
import { start, startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { startAsleep, untilAsleep } from './helpers/asleep.js';
import { readStat } from './helpers/proc.js';

function look(ref: ProcessRef, options = {}): ProcessInfo {
  const info = getProcess(ref, options);
  expectValid('process-info', info);
  return info;
}

test('this process is described as /proc does', () => {
  const info = look(process.pid);
  const stat = readStat(process.pid);
  expect(info).toMatchObject({ ppid: stat?.ppid, pgid: stat?.pgid, sid: stat?.sid, name: stat?.name });
  expect(info).toMatchObject({ pid: process.pid, ppid: process.ppid, state: 'running', warnings: [] });
  expect(info.exe_path).toBe(readlinkSync('/proc/self/exe'));
  expect(info.cmdline).toEqual(readFileSync('/proc/self/cmdline', 'utf8').split('\0').slice(0, -1));
  expect(info.uid).toBe(process.geteuid?.());
});

test('a child is described as ps does', async () => {
  const argv = [program('tree'), '0', '0'];
  const { job } = await startReady({ argv, uid: 65534, gid: 65534 });
  await untilAsleep(job.pid, argv);
  const info = look(job);
  const columns = 'pid=,ppid=,pgid=,sid=,euid=,nlwp=,comm=,euser=';
  const words = execFileSync('ps', ['-o', columns, '-p', String(job.pid)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
  const shown = [info.pid, info.ppid, info.pgid, info.sid, info.uid, info.thread_count, info.name];
  expect([...shown, info.user].map(String)).toEqual(words);
  expect(info.state).toBe('sleeping');
});

test('the start time is the one of ps, to the second that ps shows', async () => {
  const before = Date.now();
  const job = await startAsleep();
  const after = Date.now();
  const age = () => look(job).elapsed_seconds ?? Number.NaN;
  const younger = age();
  const elapsed = Number(execFileSync('ps', ['-o', 'etimes=', '-p', String(job.pid)], { encoding: 'utf8' }));
  expect(elapsed).toBeGreaterThan(younger - 2);
  expect(elapsed).toBeLessThan(age() + 2);
  // The wall clock may be slewed between the boot and now.
  const info = look(job);
  expect(info.start_time_unix_ms).toBeGreaterThan(before - 1000);
  expect(info.start_time_unix_ms).toBeLessThan(after + 1000);
  expect(look(1).start_time_unix_ms).toBeLessThan(info.start_time_unix_ms ?? 0);
});

test('a child of node:child_process is described too', async () => {
  const child = spawn('sleep', ['1000']);
  await untilAsleep(child.pid ?? 0, ['sleep', '1000']);
  const info = look(child.pid ?? 0);
  expect(info).toMatchObject({ ppid: process.pid, name: 'sleep', cmdline: ['sleep', '1000'] });
  child.kill('SIGKILL');
  await once(child, 'exit');
});

test('env and cwd are there only when asked for', async () => {
  const job = await startAsleep({ cwd: '/usr', env: { SHOWN: 'a=b c', EMPTY: '' } });
  const plain = look(job);
  expect(plain).not.toHaveProperty('env');
  expect(plain).not.toHaveProperty('cwd');
  expect(look(job, { include_cwd: true })).toMatchObject({ cwd: '/usr' });
  const { env } = look(job, { include_env: true });
  const entries = readFileSync(`/proc/${job.pid}/environ`, 'utf8').split('\0').slice(0, -1);
  const byHand = entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]);
  expect(env).toEqual(Object.fromEntries(byHand));
  expect(env).toMatchObject({ SHOWN: 'a=b c', EMPTY: '' });
});

test('a variable whose name is special to JavaScript is given and told of', async () => {
  const job = await startAsleep({ env: JSON.parse('{ "__proto__": "x", "constructor": "y" }') });
  const { env } = look(job, { include_env: true });
  expect(Object.entries(env ?? {})).toEqual(
    expect.arrayContaining([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]),
  );
  expect(Object.getPrototypeOf(env)).toBe(Object.prototype);
});

test('a working directory that was deleted is told of by its last name', () => {
  const folder = join(realpathSync(scratchFolder()), 'gone');
  const job = start({
    argv: ['sh', '-c', 'mkdir "$0" && cd "$0" && rmdir "$0" && exec sleep 1000', folder],
  });
  return until('it is deleted', () => look(job, { include_cwd: true }).cwd === `${folder} (deleted)`);
});

test('memory is the resident one, as stat counts it and about what ps shows', async () => {
  const { job } = await startReady({ argv: ['node', '-e', 'console.log(1); setInterval(() => {}, 1e6)'] });
  process.kill(job.pid, 'SIGSTOP');
  const pages = () => Number(readFileSync(`/proc/${job.pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[21]);
  // Its threads stop one after the other, and a system short of memory takes some from it even then.
  const seen = await until('its memory stays as it is while it is asked for', () => {
    const before = pages();
    const kb = look(job).memory_kb ?? 0;
    const rss = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(job.pid)], { encoding: 'utf8' }));
    return before === pages() && { pages: before, kb, rss };
  });
  const pageBytes = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }));
  expect(seen.kb).toBe((seen.pages * pageBytes) / 1024);
  // Linux sums up per-processor counters for ps, and leaves them out of stat.
  expect(Math.abs(seen.kb - seen.rss)).toBeLessThan(2048);
});

test('processor time counts: a busy program uses more than an idle one', async () => {
  const busy = start({ argv: ['sh', '-c', 'while :; do :; done'] });
  const calm = start({ argv: ['sleep', '1000'] });
  const percent = (job: ProcessRef) => look(job).cpu_percent ?? Number.NaN;
  // Its own start is work too; how much the busy one gets is for the others on the machine to say.
  await until('the idle one uses far less', () => percent(busy) > 10 * percent(calm), 20_000);
  const ticks = () => {
    const fields = readFileSync(`/proc/${busy.pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  };
  const perSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  const least = ticks();
  const { cpu_percent, elapsed_seconds } = look(busy);
  const used = ((cpu_percent ?? 0) / 100) * (elapsed_seconds ?? 0) * perSecond;
  expect(used).toBeGreaterThan(least * 0.9 - 2);
  expect(used).toBeLessThan(ticks() * 1.1 + 2);
});
