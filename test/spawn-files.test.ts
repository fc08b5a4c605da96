import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SpawnInGroupConfig, type spawnInGroup, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { inChild } from './helpers/child-script.js';
import { refusal } from './helpers/error-record.js';
import { readAll, start } from './helpers/jobs.js';
import { asNobody } from './helpers/privileges.js';
import { scratchFolder } from './helpers/scratch.js';

const echo = ['sh', '-c', 'echo out; echo err >&2'];
const errorOf = (config: SpawnInGroupConfig) => refusal(() => start(config));

test('outputs go to files, which are made, and emptied unless append is asked for', async () => {
  const folder = scratchFolder();
  const [out, err] = [join(folder, 'out'), join(folder, 'err')];
  writeFileSync(out, 'a long line that was there before\n');
  writeFileSync(err, 'before\n');
  await waitPid(start({ argv: echo, stdout: { file: out }, stderr: { file: err, append: true } }));
  expect([readFileSync(out, 'utf8'), readFileSync(err, 'utf8')]).toEqual(['out\n', 'before\nerr\n']);
});

test('a file given for both outputs with append has both', async () => {
  const file = join(scratchFolder(), 'log');
  await waitPid(start({ argv: echo, stdout: { file, append: true }, stderr: { file, append: true } }));
  expect(readFileSync(file, 'utf8')).toBe('out\nerr\n');
});

test('input comes from a file', async () => {
  const file = join(scratchFolder(), 'in');
  writeFileSync(file, 'from a file');
  expect(await readAll(start({ argv: ['cat'], stdin: { file }, stdout: 'pipe' }).stdout)).toBe('from a file');
});

test('a descriptor is given to the job, and stays open here', async () => {
  const file = join(scratchFolder(), 'log');
  const fd = openSync(file, 'w');
  try {
    await waitPid(start({ argv: echo, stdout: { fd }, stderr: { fd } }));
    expect(readFileSync(file, 'utf8')).toBe('out\nerr\n');
    expect(statSync(`/proc/self/fd/${fd}`).isFile()).toBe(true);
  } finally {
    closeSync(fd);
  }
});

test('streams may be crossed without one overwriting the other', async () => {
  const { stdout, stderr } = await inChild(async (reeve) => {
    const config: SpawnInGroupConfig = { argv: ['sh', '-c', 'echo out; echo err >&2'] };
    const job = reeve.spawnInGroup({ ...config, stdout: { fd: 2 }, stderr: { fd: 1 } });
    return (await reeve.waitPid(job)).exit_code;
  }, null);
  expect([stdout, stderr]).toEqual(['err\n', 'out\n']);
});

describe('what cannot be opened is refused, and nothing is started:', () => {
  const argv = ['true'];

  test('a descriptor that is not open is EBADF', () => {
    expect(errorOf({ argv, stdout: { fd: 987 } })).toMatchObject({
      code: 'EBADF',
      message: expect.stringContaining('987'),
    });
  });

  test('a pipe in the file system that nobody reads is ENXIO, at once', () => {
    const file = join(scratchFolder(), 'fifo');
    spawnSync('mkfifo', [file]);
    expect(errorOf({ argv, stdout: { file } })).toMatchObject({ code: 'ENXIO', syscall: 'open' });
  });

  test('a folder is EISDIR', () => {
    expect(errorOf({ argv, stdout: { file: scratchFolder() } })).toMatchObject({ code: 'EISDIR' });
  });

  test('an input that does not exist is ENOENT, and the sentence names it', () => {
    const file = join(scratchFolder(), 'nothing-here');
    expect(errorOf({ argv, stdin: { file } })).toMatchObject({
      code: 'ENOENT',
      message: expect.stringContaining('nothing-here'),
    });
  });

  test('an output in a folder that does not exist is ENOENT', () => {
    const file = join(scratchFolder(), 'none', 'log');
    expect(errorOf({ argv, stderr: { file } })).toMatchObject({ code: 'ENOENT', syscall: 'open' });
  });

  test('a file without the permission is EACCES', async () => {
    const folder = scratchFolder();
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'closed'), { mode: 0o700 });
    const script = (reeve: { spawnInGroup: typeof spawnInGroup }, file: string) => {
      try {
        reeve.spawnInGroup({ argv: ['true'], stdout: { file } });
      } catch (error) {
        return (error as { code: string }).code;
      }
      return 'started';
    };
    const { answer } = await inChild(script, join(folder, 'closed', 'log'), { through: asNobody });
    expect(answer).toBe('EACCES');
  });
});
