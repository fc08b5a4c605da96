import { chmodSync, copyFileSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { refusal } from '../helpers/error-record.js';
import { readAll, start } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { scratchFolder } from '../helpers/scratch.js';

function script(folder: string, name: string, text: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

test('a command without a slash is looked up in the PATH of the job, not in that of this program', () => {
  const folder = scratchFolder();
  copyFileSync(program('sleeper'), join(folder, 'reeve-only-here'));
  const job = start({ argv: ['reeve-only-here'], env: { PATH: `/nowhere:${folder}:/bin` }, stdout: 'ignore' });
  expect(readlinkSync(`/proc/${job.pid}/exe`)).toBe(join(folder, 'reeve-only-here'));
  expect(refusal(() => start({ argv: ['reeve-only-here'] })).code).toBe('ENOENT');
});

test('with an environment without PATH the usual folders are searched', async () => {
  expect((await waitPid(start({ argv: ['true'], clear_env: true }))).exit_code).toBe(0);
});

test('the search passes over a folder, a file that may not be run, and a PATH entry that is a file', async () => {
  const folder = scratchFolder();
  for (const name of ['one', 'two', 'three']) mkdirSync(join(folder, name));
  mkdirSync(join(folder, 'one', 'tool'));
  script(folder, 'two/tool', '#!/bin/sh\nexit 3\n', 0o644);
  script(folder, 'file', '');
  script(folder, 'three/tool', '#!/bin/sh\nexit 4\n');
  const path = ['one', 'two', 'file', 'three'].map((name) => join(folder, name)).join(':');
  expect((await waitPid(start({ argv: ['tool'], env: { PATH: path } }))).exit_code).toBe(4);
});

test('if all that is found may not be run, the answer is EACCES and not ENOENT', () => {
  const folder = scratchFolder();
  script(folder, 'tool', '#!/bin/sh\n', 0o644);
  expect(refusal(() => start({ argv: ['tool'], env: { PATH: `${folder}:/nowhere` } })).code).toBe('EACCES');
});

test('a script with a #! line runs and gets its arguments', async () => {
  const path = script(scratchFolder(), 'tool', '#!/bin/sh\nprintf "%s|" "$@"\n');
  expect(await readAll(start({ argv: [path, 'a b', ''], stdout: 'pipe' }).stdout)).toBe('a b||');
});

test('a script without a #! line is ENOEXEC, with advice', () => {
  const path = script(scratchFolder(), 'tool', 'echo never\n');
  const error = refusal(() => start({ argv: [path] }));
  expect(error).toMatchObject({ code: 'ENOEXEC', syscall: 'execve' });
  expect(error.message).toMatch(/#!/);
});
