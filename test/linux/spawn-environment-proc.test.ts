import { readFileSync, readlinkSync, realpathSync } from 'node:fs';
import type { SpawnedInGroup, SpawnInGroupConfig } from 'reeve';
import { expect, test } from 'vitest';
import { startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { statusField } from './helpers/proc.js';

/** A job that has begun to run: the kernel may be held up before it has laid out what the program was executed with. */
async function sleeping(config: Omit<SpawnInGroupConfig, 'argv'> = {}, ...more: string[]): Promise<SpawnedInGroup> {
  const { job } = await startReady({ argv: [program('sleeper'), ...more], ...config });
  return job;
}

const entries = (pid: number, file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').slice(0, -1);
const variables = (job: SpawnedInGroup) =>
  Object.fromEntries(entries(job.pid, 'environ').map((entry) => entry.split(/=(.*)/s).slice(0, 2)));

test('argv0 changes what the program is called, not which is run', async () => {
  const job = await sleeping({ argv0: 'a name of its own' }, 'one');
  expect(entries(job.pid, 'cmdline')).toEqual(['a name of its own', 'one']);
  expect(readlinkSync(`/proc/${job.pid}/exe`)).toBe(realpathSync(program('sleeper')));
});

test('no variable stands twice, also when one is replaced', async () => {
  const { pid } = await sleeping({ env: { PATH: '/bin', HOME: '/' } });
  const names = entries(pid, 'environ').map((entry) => entry.split('=')[0]);
  expect(names.length).toBe(new Set(names).size);
});

test('clear_env leaves what env says and the job token', async () => {
  const job = await sleeping({ clear_env: true, env: { ONLY: 'this' } });
  expect(variables(job)).toEqual({ ONLY: 'this', REEVE_TREE: job.containment.cookie });
});

test('umask and nice are the job own, and the parent keeps its', async () => {
  const niceOf = (pid: number) => Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ')[16]);
  const before = [statusField('self', 'Umask'), niceOf(process.pid)];
  const job = await sleeping({ umask: 0o027, nice: 5 });
  expect([statusField(job.pid, 'Umask'), niceOf(job.pid)]).toEqual(['0027', 5]);
  expect([statusField('self', 'Umask'), niceOf(process.pid)]).toEqual(before);
});
