import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { ended, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { program } from '../helpers/programs.js';
import { command, reeve } from '../helpers/reeve-command.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';

const told = (job: { logs: { stdout: string | null } }) => readFileSync(job.logs.stdout as string, 'utf8');

describe.runIf(capabilities().keeper.available)('reeve signal, killcmd, and several at once', () => {
  test('signal reaches the first process, or with --all all; by name or number; --json is the record', async () => {
    const jobs = scratchJobs();
    const script = `trap "echo first" HUP; (trap "echo child" HUP; echo ready; while :; do sleep 0.05; done) &
      echo ready; while :; do sleep 0.05; done`;
    const job = await startShell(jobs, script, { name: 'one' });
    await until('both are ready', () => told(job).match(/ready/g)?.length === 2);
    expect(await reeve(jobs, 'signal', 'one', 'hup')).toEqual({ code: 0, signal: null, out: '', err: '' });
    await until('the first acted', () => told(job).includes('first'));
    expect(told(job)).not.toContain('child');
    const all = await reeve(jobs, 'signal', '--all', '--json', job.id.slice(0, 6), '1');
    expect(all).toMatchObject({ code: 0, err: '' });
    expectValid('signal-job-result', JSON.parse(all.out));
    await until('the child acted', () => told(job).includes('child'));
  });

  test.each([
    [['signal', 'nobody', 'HUP'], 3, 'ERR_JOB_NOT_FOUND'],
    [['signal', 'over', 'HUP'], 4, 'ERR_JOB_OVER'],
    [['killcmd', 'over'], 4, 'ERR_JOB_OVER'],
    [['tree', 'over'], 4, 'ERR_JOB_OVER'],
    [['ports', 'over'], 4, 'ERR_JOB_OVER'],
    [['ps', 'over'], 4, 'ERR_JOB_OVER'],
    [['signal', 'over'], 2, 'missing required argument'],
  ])('%j ends with %i and says %s', async (args, code, why) => {
    const jobs = scratchJobs();
    await ended(jobs, await startShell(jobs, 'exit 0', { name: 'over' }));
    expect(await reeve(jobs, ...args)).toMatchObject({ code, out: '', err: expect.stringContaining(why) });
  });

  test('a signal that there is none of is wrong usage, and does nothing', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600');
    expect(await reeve(jobs, 'signal', job.id, 'TREM')).toMatchObject({ code: 2, out: '' });
    expect(await seen(jobs, job)).toMatchObject({ status: 'running' });
  });

  test('A22: stop of two ends with the worst code of both, and ends the other all the same; ids by their beginning', async () => {
    const jobs = scratchJobs();
    const [one, other] = [await startShell(jobs, 'exec sleep 600'), await startShell(jobs, 'exec sleep 600')];
    // Of ids that chance makes.
    const nobody = ['aaaa', 'bbbb', 'cccc'].find(
      (text) => ![one, other].some(({ id }) => id.startsWith(text)),
    ) as string;
    const beginning = one.id.slice(0, other.id.startsWith(one.id.slice(0, 4)) ? 11 : 4);
    expect(await reeve(jobs, 'stop', nobody, beginning)).toMatchObject({ code: 3 });
    expect(await seen(jobs, one)).toMatchObject({ status: 'cancelled' });
    // One is over, which is no fault; the other is named in full.
    expect(await reeve(jobs, 'stop', one.id, other.id)).toMatchObject({ code: 0, err: '' });
    expect(await seen(jobs, other)).toMatchObject({ status: 'cancelled' });
  });

  test('A22: killcmd prints what ends this job and no other, from any place, and refuses a job that is over', async () => {
    const jobs = scratchJobs({ state_dir: join(scratchFolder(), "a place with 'quotes'") });
    const job = await startShell(jobs, `exec ${program('idle')}`, { name: 'one' });
    const printed = await reeve(jobs, 'killcmd', 'one');
    expect(printed).toMatchObject({ code: 0, err: '' });
    expect(printed.out).toContain(`stop ${job.id}\n`);
    const bin = join(scratchFolder(), 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'reeve'), `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`);
    chmodSync(join(bin, 'reeve'), 0o755);
    const env = { PATH: `${bin}:${process.env.PATH}` };
    expect(spawnSync('sh', ['-c', printed.out], { cwd: '/', env }).status).toBe(0);
    expect(await seen(jobs, job)).toMatchObject({ status: 'cancelled' });
    // The name is another job's by now, and the line that was printed is not about that one.
    const namesake = await startShell(jobs, 'exec sleep 600', { name: 'one' });
    expect(spawnSync('sh', ['-c', printed.out], { cwd: '/', env }).status).toBe(0);
    expect(await seen(jobs, namesake)).toMatchObject({ status: 'running' });
    const refused = await reeve(jobs, 'killcmd', job.id, 'one');
    expect(refused).toMatchObject({ code: 4, err: expect.stringContaining('ERR_JOB_OVER') });
    expect(refused.out).toContain(`stop ${namesake.id}\n`);
  });
});
