import { dirname, join } from 'node:path';
import type { SpawnInGroupConfig } from 'reeve';
import { describe, expect, test } from 'vitest';
import { refusal } from './helpers/error-record.js';
import { readAll, start } from './helpers/jobs.js';
import { idle, program, says } from './helpers/programs.js';
import { scratchFolder } from './helpers/scratch.js';
import { system } from './helpers/system.js';

// That a failed start leaves nothing behind is looked at after every test of every file.
describe.each(system.containments)('in a %s, a command that cannot be started is an error here and now:', (kind) => {
  const errorOf = (config: SpawnInGroupConfig) => refusal(() => start({ containment: kind, ...config }));

  test('one that is not in PATH is ENOENT, and the sentence names it', () => {
    const error = errorOf({ argv: ['reeve-no-such-command'] });
    expect(error).toMatchObject({ code: 'ENOENT', pid: null });
    expect(error.message).toContain('reeve-no-such-command');
  });

  test('a path that does not exist is ENOENT', () => {
    expect(errorOf({ argv: [join(scratchFolder(), 'no', 'such', 'program')] }).code).toBe('ENOENT');
  });

  test('a cwd that does not exist is ENOENT, and the sentence says that it is the cwd', () => {
    const cwd = join(scratchFolder(), 'no', 'such');
    const error = errorOf({ argv: idle, cwd });
    expect(error).toMatchObject({ code: 'ENOENT', syscall: 'chdir' });
    expect(error.message).toContain(`cwd '${cwd}'`);
  });

  test('a cwd that is a file is ENOTDIR', () => {
    expect(errorOf({ argv: idle, cwd: program('idle') })).toMatchObject({ code: 'ENOTDIR', syscall: 'chdir' });
  });

  test('after all these the next start works', () => {
    expect(start({ argv: idle, containment: kind }).pid).toBeGreaterThan(1);
  });
});

test('an empty command is refused before anything is tried', () => {
  expect(refusal(() => start({ argv: [''] })).code).toBe('ERR_INVALID_ARG');
  expect(refusal(() => start({ argv: [] })).code).toBe('ERR_INVALID_ARG');
});

test('a command without a slash is looked up in the PATH of the job', async () => {
  const [path, ...rest] = says('found', '') as [string, ...string[]];
  const job = start({ argv: ['says', ...rest], env: { PATH: dirname(path) }, stdout: 'pipe', stderr: 'ignore' });
  expect((await readAll(job.stdout)).trim()).toBe('found');
  expect(refusal(() => start({ argv: ['says', ...rest] })).code).toBe('ENOENT');
});

test('a relative path is looked up from the new working directory', async () => {
  const [path, ...rest] = says('found', '') as [string, ...string[]];
  const job = start({ argv: ['./says', ...rest], cwd: dirname(path), stdout: 'pipe', stderr: 'ignore' });
  expect((await readAll(job.stdout)).trim()).toBe('found');
});
