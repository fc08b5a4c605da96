import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { refusal } from '../helpers/error-record.js';
import { readAll, start } from '../helpers/jobs.js';
import { copies, exits, says } from '../helpers/programs.js';
import { scratchFolder } from '../helpers/scratch.js';

test('files of other alphabets are read from and written to', async () => {
  const folder = scratchFolder();
  const [input, output] = [join(folder, 'vstup žluť.txt'), join(folder, '出力 🎏.txt')];
  writeFileSync(input, 'obsah');
  await waitPid(start({ argv: copies, stdin: { file: input }, stdout: { file: output } }));
  expect(readFileSync(output, 'utf8')).toBe('obsah');
});

test('two jobs that append to one file lose nothing of each other', async () => {
  const file = join(scratchFolder(), 'log');
  const lines = Array.from({ length: 8 }, (_, at) => `line of job ${at}`);
  const jobs = lines.map((line) => start({ argv: says(line, ''), stdout: { file, append: true }, stderr: 'ignore' }));
  await Promise.all(jobs.map((job) => waitPid(job)));
  expect(readFileSync(file, 'utf8').trim().split('\n').sort()).toEqual(lines);
});

test('an open file can still be renamed and removed by others, as its reader expects of a log', async () => {
  const file = join(scratchFolder(), 'log');
  const job = start({ argv: copies, stdin: 'pipe', stdout: { file } });
  expect(readFileSync(file, 'utf8')).toBe('');
  job.stdin?.end('written');
  await waitPid(job);
  expect(readFileSync(file, 'utf8')).toBe('written');
});

test('a folder cannot be written to', () => {
  const error = refusal(() => start({ argv: exits(0), stdout: { file: scratchFolder() } }));
  expect(error).toMatchObject({ code: 'EPERM', syscall: 'CreateFile' });
});

test('the null device is read to its end, and swallows', async () => {
  const job = start({ argv: copies, stdin: { file: 'NUL' }, stdout: 'pipe' });
  expect(await readAll(job.stdout)).toBe('');
  expect(await waitPid(start({ argv: says('a', 'b'), stdout: { file: 'NUL' }, stderr: 'ignore' }))).toMatchObject({
    exit_code: 0,
  });
});
