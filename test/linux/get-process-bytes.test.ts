import { readFileSync } from 'node:fs';
import { getProcess, type ProcessInfo, type ProcessRef } from 'reeve';
import { expect, test } from 'vitest';
import { startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { untilAsleep } from './helpers/asleep.js';

function look(ref: ProcessRef, options = {}): ProcessInfo {
  const info = getProcess(ref, options);
  expectValid('process-info', info);
  return info;
}

const replaced = expect.stringContaining('UTF-8');

/** A program whose kernel name is these bytes. */
async function named(name: string) {
  const hex = Buffer.from(name, 'latin1').toString('hex');
  const { job } = await startReady({ argv: [program('named'), hex] });
  await untilAsleep(job.pid, [program('named'), hex]);
  expect(readFileSync(`/proc/${job.pid}/comm`, 'latin1')).toBe(`${name}\n`);
  return job;
}

test('empty arguments, spaces and line breaks in arguments are kept', async () => {
  const argv = [program('ignore_term'), '', 'a b', '', 'two\nlines', "quote'd", ''];
  const { job } = await startReady({ argv });
  expect(look(job).cmdline).toEqual(argv);
  expect(look(job).warnings).toEqual([]);
});

test('an argv[0] that is not the path does not hide the executable', async () => {
  const { job } = await startReady({ argv: [program('ignore_term')], argv0: '-login' });
  expect(look(job)).toMatchObject({ cmdline: ['-login'], exe_path: program('ignore_term'), name: 'ignore_term' });
});

test('a long command line is whole', async () => {
  const argv = [program('ignore_term'), ...Array.from({ length: 2000 }, (_, index) => `${index}`.padStart(50, '.'))];
  const { job } = await startReady({ argv });
  expect(look(job).cmdline).toEqual(argv);
});

// The kernel hands them out a page at a time.
test.each([4095, 4096, 4097, 8192])('arguments and an environment of %d bytes are whole', async (bytes) => {
  const path = program('ignore_term');
  const argv = [path, '.'.repeat(bytes - path.length - 2)];
  const padded = (pad: string) => startReady({ argv, clear_env: true, env: { PAD: pad } });
  const sizeOf = (pid: number) => readFileSync(`/proc/${pid}/environ`).length;
  const few = sizeOf((await padded('')).job.pid);
  const { job } = await padded('x'.repeat(bytes - few));
  expect([sizeOf(job.pid), readFileSync(`/proc/${job.pid}/cmdline`).length]).toEqual([bytes, bytes]);
  const { cmdline, env } = look(job, { include_env: true });
  expect(cmdline).toEqual(argv);
  expect(env?.PAD).toHaveLength(bytes - few);
});

test('arguments that are not UTF-8 survive, with U+FFFD and a warning', async () => {
  const command = `exec ${program('ignore_term')} $'a\\xff\\xfeb' $'\\xe2\\x82' 'é'`;
  const { job } = await startReady({ argv: ['bash', '-c', command] });
  const cmdline = [program('ignore_term'), 'a\ufffd\ufffdb', '\ufffd\ufffd', 'é'];
  expect(look(job)).toMatchObject({ cmdline, warnings: [replaced] });
});

test('an environment that is not UTF-8 survives, with U+FFFD and a warning', async () => {
  const command = `export BYTES=$'x\\xffy'; exec ${program('ignore_term')}`;
  const { job } = await startReady({ argv: ['bash', '-c', command] });
  const info = look(job, { include_env: true });
  expect(info).toMatchObject({ env: { BYTES: 'x\ufffdy' }, warnings: [replaced] });
});

test('a kernel name that is not UTF-8 survives, with U+FFFD and a warning', async () => {
  const job = await named('\xff\xfe bad');
  expect(look(job)).toMatchObject({ name: '\ufffd\ufffd bad', warnings: [replaced], state: 'sleeping' });
});

test('a kernel name with brackets and spaces is not taken for the end of the name', async () => {
  const job = await named('a) R (b');
  const info = look(job);
  expect(info).toMatchObject({ name: 'a) R (b', state: 'sleeping', ppid: process.pid, pgid: job.pid });
  expect(info.identity).toBe(job.identity);
});

test('a kernel name that looks like a whole line of stat, or holds a line break, is only a name', async () => {
  const liar = await named(') Z 1 1 1 1 1');
  expect(look(liar)).toMatchObject({ name: ') Z 1 1 1 1 1', state: 'sleeping', identity: liar.identity });
  const broken = await named('x\ny) T 1');
  expect(look(broken)).toMatchObject({ name: 'x\ny) T 1', state: 'sleeping', identity: broken.identity });
});

test('an empty kernel name is an empty name', async () => {
  const job = await named('');
  expect(look(job)).toMatchObject({ name: '', ppid: process.pid, identity: job.identity });
});

test('a title that a program writes over its arguments is shown as it stands', async () => {
  const { job } = await startReady({
    argv: ['node', '-e', "process.title = 'a new title'; console.log(1); setInterval(() => {}, 1e6)", 'x'.repeat(100)],
  });
  expect(look(job).cmdline?.[0]).toBe('a new title');
});
