import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import type { SpawnedInGroup, SpawnInGroupConfig } from 'reeve';
import { expect, test } from 'vitest';
import { inChild } from './helpers/child-script.js';
import { refusal } from './helpers/error-record.js';
import { start } from './helpers/jobs.js';
import { statusField } from './helpers/proc.js';
import { program } from './helpers/programs.js';
import { scratchFolder } from './helpers/scratch.js';

const sleeping = (config: Omit<SpawnInGroupConfig, 'argv'> = {}, ...more: string[]) =>
  start({ argv: [program('sleeper'), ...more], stdout: 'ignore', ...config });

/** What the process was executed with. spawnInGroup returns after the exec, so it stands there at once. */
const entries = (pid: number, file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').slice(0, -1);
const variables = (job: SpawnedInGroup) =>
  Object.fromEntries(entries(job.pid, 'environ').map((entry) => entry.split(/=(.*)/s).slice(0, 2)));

test('arguments arrive byte for byte', () => {
  const odd = [
    '',
    ' ',
    'a b',
    '"',
    "'",
    '$HOME',
    '\\',
    'line\nline',
    'tab\t',
    'žluť 日本 🎏',
    '*',
    '-',
    '--',
    'x'.repeat(4096),
    '',
  ];
  const job = sleeping({}, ...odd);
  expect(entries(job.pid, 'cmdline')).toEqual([program('sleeper'), ...odd]);
});

test('argv0 changes what the program is called, not which is run', () => {
  const job = sleeping({ argv0: 'a name of its own' }, 'one');
  expect(entries(job.pid, 'cmdline')).toEqual(['a name of its own', 'one']);
  expect(readlinkSync(`/proc/${job.pid}/exe`)).toBe(realpathSync(program('sleeper')));
});

test('env adds to the environment, replaces in it, and null removes from it', () => {
  process.env.REEVE_SHOWN = 'before';
  process.env.REEVE_HIDDEN = 'before';
  const job = sleeping({ env: { REEVE_SHOWN: 'a=b "c" \n日本', REEVE_HIDDEN: null, REEVE_EMPTY: '' } });
  delete process.env.REEVE_SHOWN;
  delete process.env.REEVE_HIDDEN;
  const seen = variables(job);
  expect(seen).toMatchObject({ REEVE_SHOWN: 'a=b "c" \n日本', REEVE_EMPTY: '', PATH: process.env.PATH });
  expect(Object.keys(seen)).not.toContain('REEVE_HIDDEN');
});

test('no variable stands twice, also when one is replaced', () => {
  const names = entries(sleeping({ env: { PATH: '/bin', HOME: '/' } }).pid, 'environ').map(
    (entry) => entry.split('=')[0],
  );
  expect(names.length).toBe(new Set(names).size);
});

test('clear_env leaves what env says and the job token', () => {
  const job = sleeping({ clear_env: true, env: { ONLY: 'this' } });
  expect(variables(job)).toEqual({ ONLY: 'this', REEVE_TREE: job.containment.cookie });
});

test('the token of a job inside a job stands behind that of the outer one', async () => {
  const { answer } = await inChild(
    async (reeve, path) => {
      const { readFileSync } = process.getBuiltinModule('node:fs');
      const job = reeve.spawnInGroup({ argv: [path], stdout: 'ignore' });
      const tree = readFileSync(`/proc/${job.pid}/environ`, 'latin1').match(/REEVE_TREE=([^\0]*)/)?.[1];
      await reeve.terminateTree(job, { signal: 'SIGKILL' });
      return { tree, cookie: job.containment.cookie };
    },
    program('sleeper'),
    { env: { REEVE_TREE: 'aaaaaaaaaaaaaaaaaaaaaaaa' } },
  );
  expect(answer.tree).toBe(`aaaaaaaaaaaaaaaaaaaaaaaa:${answer.cookie}`);
});

test('the token cannot be taken out of a job by env', () => {
  const job = sleeping({ env: { REEVE_TREE: null } });
  expect(variables(job).REEVE_TREE?.split(':').pop()).toBe(job.containment.cookie);
});

test('cwd is where the job starts', () => {
  const folder = scratchFolder();
  expect(readlinkSync(`/proc/${sleeping({ cwd: folder }).pid}/cwd`)).toBe(folder);
  expect(readlinkSync(`/proc/${sleeping().pid}/cwd`)).toBe(process.cwd());
});

test('a relative command is looked up from the new working directory', () => {
  const at = program('sleeper').lastIndexOf('/');
  const job = start({ argv: ['./sleeper'], cwd: program('sleeper').slice(0, at), stdout: 'ignore' });
  expect(readlinkSync(`/proc/${job.pid}/exe`)).toBe(realpathSync(program('sleeper')));
});

test('umask and nice are the job own, and the parent keeps its', () => {
  const niceOf = (pid: number) => Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[16]);
  const before = [statusField('self', 'Umask'), niceOf(process.pid)];
  const job = sleeping({ umask: 0o027, nice: 5 });
  expect([statusField(job.pid, 'Umask'), niceOf(job.pid)]).toEqual(['0027', 5]);
  expect([statusField('self', 'Umask'), niceOf(process.pid)]).toEqual(before);
});

test('a NUL in an argument or a variable is refused, not cut off', () => {
  expect(refusal(() => sleeping({}, 'a\0b')).code).toBe('ERR_INVALID_ARG');
  expect(refusal(() => sleeping({ env: { A: 'a\0b' } })).code).toBe('ERR_INVALID_ARG');
});
