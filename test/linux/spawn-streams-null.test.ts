import { readlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { start } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';

const streamsOf = (pid: number) => [0, 1, 2].map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));

test('ignored streams are the null device, and are no properties with streams', () => {
  const job = start({ argv: [program('sleeper')], stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' });
  expect(streamsOf(job.pid)).toEqual(['/dev/null', '/dev/null', '/dev/null']);
  expect([job.stdin, job.stdout, job.stderr]).toEqual([null, null, null]);
});

test('an inherited input is read by the job', async () => {
  const script = async (reeve: typeof import('reeve')) => {
    const job = reeve.spawnInGroup({ argv: ['cat'], stdin: 'inherit' });
    return (await reeve.waitPid(job)).exit_code;
  };
  const run = await inChild(script, null, { through: ['bash', '-c', 'exec "$@" <<< "to be read"', 'bash'] });
  expect(run.stdout).toBe('to be read\n');
});
