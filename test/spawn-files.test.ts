import { closeSync, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SpawnInGroupConfig, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { inChild } from './helpers/child-script.js';
import { refusal } from './helpers/error-record.js';
import { readAll, start } from './helpers/jobs.js';
import { copies, exits, program, says } from './helpers/programs.js';
import { scratchFolder } from './helpers/scratch.js';

const argv = says('out', 'err');
const errorOf = (config: SpawnInGroupConfig) => refusal(() => start(config));

test('outputs go to files, which are made, and emptied unless append is asked for', async () => {
  const folder = scratchFolder();
  const [out, err] = [join(folder, 'out'), join(folder, 'err')];
  writeFileSync(out, 'a long line that was there before\n');
  writeFileSync(err, 'before\n');
  await waitPid(start({ argv, stdout: { file: out }, stderr: { file: err, append: true } }));
  expect([readFileSync(out, 'utf8'), readFileSync(err, 'utf8')]).toEqual(['out\n', 'before\nerr\n']);
});

test('a file given for both outputs with append has both', async () => {
  const file = join(scratchFolder(), 'log');
  await waitPid(start({ argv, stdout: { file, append: true }, stderr: { file, append: true } }));
  expect(readFileSync(file, 'utf8')).toBe('out\nerr\n');
});

test('input comes from a file', async () => {
  const file = join(scratchFolder(), 'in');
  writeFileSync(file, 'from a file');
  expect(await readAll(start({ argv: copies, stdin: { file }, stdout: 'pipe' }).stdout)).toBe('from a file');
});

test('a descriptor is given to the job, and stays open here', async () => {
  const file = join(scratchFolder(), 'log');
  const fd = openSync(file, 'w');
  try {
    await waitPid(start({ argv, stdout: { fd }, stderr: { fd } }));
    expect(readFileSync(file, 'utf8')).toBe('out\nerr\n');
    expect(fstatSync(fd).isFile()).toBe(true);
  } finally {
    closeSync(fd);
  }
});

test('streams may be crossed without one overwriting the other', async () => {
  const { stdout, stderr } = await inChild(async (reeve, path) => {
    const config = { argv: [path, 'out', 'err'], stdout: { fd: 2 }, stderr: { fd: 1 } };
    return (await reeve.waitPid(reeve.spawnInGroup(config))).exit_code;
  }, program('says'));
  expect([stdout, stderr]).toEqual(['err\n', 'out\n']);
});

describe('what cannot be opened is refused, and nothing is started:', () => {
  test('a descriptor that is not open is EBADF', () => {
    const message = expect.stringContaining('987');
    expect(errorOf({ argv: exits(0), stdout: { fd: 987 } })).toMatchObject({ code: 'EBADF', message });
  });

  test('an input that does not exist is ENOENT, and the sentence names it', () => {
    const file = join(scratchFolder(), 'nothing-here');
    const message = expect.stringContaining('nothing-here');
    expect(errorOf({ argv: exits(0), stdin: { file } })).toMatchObject({ code: 'ENOENT', message });
  });

  test('an output in a folder that does not exist is ENOENT', () => {
    const file = join(scratchFolder(), 'none', 'log');
    expect(errorOf({ argv: exits(0), stderr: { file } })).toMatchObject({ code: 'ENOENT' });
  });
});
