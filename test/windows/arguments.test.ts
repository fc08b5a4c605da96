import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { getProcess, type SpawnInGroupConfig } from 'reeve';
import { describe, expect, test } from 'vitest';
import { refusal } from '../helpers/error-record.js';
import { readAll, start } from '../helpers/jobs.js';
import { idle, program } from '../helpers/programs.js';
import { scratchFolder } from '../helpers/scratch.js';

/** The arguments as the started program's C library took its command line apart. */
async function arrived(args: string[], config: Partial<SpawnInGroupConfig> = {}): Promise<string[]> {
  const job = start({ argv: [program('arguments'), ...args], stdout: 'pipe', ...config });
  return (await readAll(job.stdout)).split('\0').slice(0, -1);
}

test.each([
  ['quotes', ['"', '""', 'a"b', '"a b"', 'a""b', "'", "it's"]],
  ['backslashes', ['\\', '\\\\', 'a\\b', 'C:\\a b\\c', '\\\\server\\share']],
  ['backslashes at the end', ['a\\', 'a\\\\', 'a b\\', 'a b\\\\', 'C:\\Program Files\\']],
  ['backslashes before quotes', ['\\"', '\\\\"', 'a\\"b', 'a \\\\" b', '"\\', 'a b\\"']],
  ['nothing, and blanks', ['', ' ', '', '\t', '  a  ', '']],
  ['line breaks', ['a\nb', '\r\n', 'a\r', '\u000b']],
  ['what cmd.exe would act on', ['%PATH%', '^', '&', '|', '<', '>', '!a!', '(', ')', '%', '&& dir']],
  ['other alphabets', ['žluť', '日本語', '🎏👩‍👩‍👧', '\u202eabc', '\ufeff']],
  ['wildcards and options', ['*', '?', '*.c', '-x', '--', '/c', '@file']],
  ['a long one', ['x'.repeat(30_000)]],
])('arguments arrive as they were given: %s', async (_name, args) => {
  expect(await arrived(args)).toEqual(args);
  expect(await arrived(['first', ...args, 'last'])).toEqual(['first', ...args, 'last']);
});

test('what the program is called may be anything but its path', () => {
  const job = start({ argv: [...idle, 'one'], argv0: 'a "name" of its own' });
  expect(getProcess(job)).toMatchObject({ name: 'idle.exe', exe_path: program('idle').replaceAll('/', '\\') });
});

test('more than a command line holds is E2BIG', () => {
  const error = refusal(() => start({ argv: [...idle, 'x'.repeat(33_000)] }));
  expect(error).toMatchObject({ code: 'E2BIG', message: expect.stringContaining('32,766') });
});

test('programs and folders of other alphabets are started and told of', () => {
  const folder = join(scratchFolder(), 'žluť 日本');
  mkdirSync(folder);
  const path = join(folder, 'прогр 🎏.exe');
  copyFileSync(program('idle'), path);
  const job = start({ argv: [path, 'é'], cwd: folder });
  const info = getProcess(job, { include_cwd: true });
  expect(info).toMatchObject({ name: 'прогр 🎏.exe', exe_path: path, cmdline: [path, 'é'] });
  expect(info.cwd?.replace(/\\$/, '')).toBe(folder);
});

describe('batch files are refused, since cmd.exe takes their arguments apart by rules of its own:', () => {
  test.each(['tool.bat', 'tool.cmd', 'TOOL.BAT', 'tool.CMD'])('%s', (name) => {
    const path = join(scratchFolder(), name);
    copyFileSync(program('idle'), path);
    const error = refusal(() => start({ argv: [path, '" & calc'] }));
    expect(error).toMatchObject({ code: 'EINVAL', message: expect.stringContaining('batch file') });
  });

  test.each(['.', ' ', '..', '. .'])('also with %j behind the name, which Windows passes over', (ending) => {
    const folder = scratchFolder();
    copyFileSync(program('idle'), join(folder, 'tool.bat'));
    expect(refusal(() => start({ argv: [join(folder, 'tool.bat') + ending] })).code).toBe('EINVAL');
    expect(refusal(() => start({ argv: [`tool.bat${ending}`], env: { PATH: folder } })).code).toBe('EINVAL');
  });
});
