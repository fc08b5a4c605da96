import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { capabilities, spawnInGroup, terminateTree } from 'reeve';
import { type Job, type Jobs, openJobs } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import type { JobSpec, KeptJob } from '../../lib/generated/types.js';
import { edit, ended, remains, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { plainChild } from '../helpers/plain-child.js';
import { program } from '../helpers/programs.js';
import { refusal } from '../helpers/refusal.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { killKeeper } from './helpers/keeper.js';
import { isAlive } from './helpers/proc.js';

/** A job whose keeper was killed and whose process is gone: nothing but its record tells what it was. */
async function lost(jobs: Jobs): Promise<Job> {
  const job = await startShell(jobs, 'echo said; exec sleep 600');
  await until('it wrote', () => readFileSync(job.logs.stdout as string, 'utf8') === 'said\n');
  await killKeeper(job as never);
  await terminateTree(job as never, { signal: 'SIGKILL' });
  return job;
}

const named = (identity: string, pid: number) => identity.replace(/^(linux:\w+):\d+/, `$1:${pid}`);
const text = (job: Job, file: string) => readFileSync(join(job.folder, file), 'utf8');

describe.runIf(capabilities().keeper.available)('A6: a record that leads to another process', () => {
  test.each<[string, (identity: string, pid: number) => string]>([
    ['an unrelated process has its pid', named],
    ['another boot', (identity, pid) => named(identity, pid).replace(/:[0-9a-f]{32}:/, `:${'0'.repeat(32)}:`)],
    ['another start', (identity, pid) => named(identity, pid).replace(/:\d+:\d+$/, ':1:1')],
    ['an identity that is of another pid', (identity) => identity],
    ['an identity that is none', () => 'nonsense'],
  ])('%s: stale, never signalled, listed with its log until it is pruned', async (_how, change) => {
    const jobs = scratchJobs();
    const job = await lost(jobs);
    const bystander = await plainChild(program('sleeper'));
    edit<KeptJob>(job, 'keeper/job.json', (kept) => {
      Object.assign(kept.record, { pid: bystander.pid, identity: change(kept.record.identity, bystander.pid) });
    });
    const stale = await seen(jobs, job);
    expect(stale.status).toBe('stale');
    expect(await jobs.stop(job)).toMatchObject({ status: 'stale' });
    expect(await jobs.kill(job)).toMatchObject({ status: 'stale' });
    expect(isAlive(bystander.pid)).toBe(true);
    expect(await jobs.list({ status: 'stale' })).toHaveLength(1);
    expect(await readText(jobs.attach(job, { stdout: true }))).toBe('said\n');
    expect((await jobs.prune()).removed).toHaveLength(1);
    expect(isAlive(bystander.pid)).toBe(true);
  });

  test('a keeper’s pid that is another process’ by now does not make it running', async () => {
    const jobs = scratchJobs();
    const job = await lost(jobs);
    const bystander = await plainChild(program('sleeper'));
    edit<KeptJob>(job, 'keeper/job.json', (kept) => {
      const { keeper } = kept.record.containment;
      if (keeper !== null)
        Object.assign(keeper, { pid: bystander.pid, identity: named(keeper.identity, bystander.pid) });
    });
    expect(await seen(jobs, job)).toMatchObject({ status: 'orphaned' });
    expect(isAlive(bystander.pid)).toBe(true);
  });
});

describe.runIf(capabilities().keeper.available)('A13: records that can’t be read', () => {
  const replaced = (make: (path: string) => void) => (path: string) => {
    rmSync(path);
    make(path);
  };
  const spoils: [string, (path: string) => void][] = [
    ['is empty', (path) => truncateSync(path)],
    ['is cut off', (path) => truncateSync(path, 20)],
    ['is no JSON', (path) => writeFileSync(path, 'x{}')],
    ['is of another kind', (path) => writeFileSync(path, '{"schema_id":"urn:reeve:schema:v1:job-cancel"}')],
    ['is of a later version', (path) => writeFileSync(path, '{"schema_id":"urn:reeve:schema:v2:job-spec"}')],
    [
      'has another id',
      (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/"id":"\w+"/, '"id":"000000000000"')),
    ],
    ['is a link', replaced((path) => symlinkSync('/etc/passwd', path))],
    ['is a folder', replaced((path) => mkdirSync(path))],
    ['is a pipe', replaced((path) => spawnSync('mkfifo', [path]))],
    ['is gone', (path) => rmSync(path)],
  ];

  test('of one job leave the others on the list', async () => {
    const jobs = scratchJobs();
    const good = await startShell(jobs, 'exec sleep 600');
    const bad = await lost(jobs);
    edit<KeptJob>(bad, 'keeper/job.json', (kept) => {
      Object.assign(kept.record, { pid: process.pid });
    });
    edit<JobSpec>(bad, 'spec.json', (spec) => {
      Object.assign(spec.launcher, { identity: '?' });
    });
    expect((await jobs.list()).map(({ id, status }) => [id, status])).toEqual([
      [good.id, 'running'],
      [bad.id, 'stale'],
    ]);
  });

  test.each(spoils)(
    'its spec %s: the job is found by its keeper, the fault told, and it can be ended',
    async (_what, spoil) => {
      const jobs = scratchJobs();
      const job = await startShell(jobs, 'exec sleep 600', { name: 'one' });
      spoil(join(job.folder, 'spec.json'));
      const found = await seen(jobs, job.id);
      expect(found).toMatchObject({ status: 'running', pid: job.pid, argv: null, name: null });
      expect(found.warnings.join()).toContain('spec.json');
      expect((await jobs.list()).map(({ id }) => id)).toEqual([job.id]);
      expect((await jobs.prune()).removed).toEqual([]);
      expect(await jobs.stop(job.id)).toMatchObject({ status: 'cancelled' });
      expect(isAlive(job.pid as number)).toBe(false);
      expect((await jobs.prune()).removed).toHaveLength(1);
    },
  );

  test.each(spoils.filter(([what]) => what !== 'has another id' && what !== 'is gone'))(
    'its keeper’s record %s: the lock tells that it lives, and it is not removed',
    async (_what, spoil) => {
      const jobs = scratchJobs();
      const job = await startShell(jobs, 'exec sleep 600');
      spoil(join(job.folder, 'keeper/job.json'));
      const found = await seen(jobs, job.id);
      expect(found).toMatchObject({ status: 'running', pid: null });
      expect(found.warnings.join()).toContain('job.json');
      expect((await jobs.prune()).removed).toEqual([]);
      expect(await refusal(() => jobs.remove(job.id))).toMatchObject({ code: 'ERR_JOB_RUNNING' });
      expect(await refusal(() => jobs.stop(job.id))).toMatchObject({ code: 'ERR_IDENTITY_UNKNOWN' });
      await terminateTree(job as never, { signal: 'SIGKILL' });
      const end = await ended(jobs, job.id);
      expect(end).toMatchObject({ status: 'failed', signal: 'SIGKILL' });
      expect((await jobs.prune()).removed).toHaveLength(1);
    },
  );

  test.each(spoils.filter(([what]) => what !== 'has another id'))(
    'its summary %s: it is made again from the records',
    async (what, spoil) => {
      const jobs = scratchJobs();
      const job = await startShell(jobs, 'exit 7');
      const before = await ended(jobs, job);
      spoil(join(job.folder, 'summary.json'));
      const after = await seen(jobs, job);
      expect(after).toEqual({ ...before, timestamp: after.timestamp });
      if (what === 'is cut off') expect(JSON.parse(text(job, 'summary.json'))).toEqual(after);
    },
  );

  test('keys of a later version are nobody’s fault, and stay', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600');
    edit<JobSpec>(job, 'spec.json', (spec) => {
      Object.assign(spec, { invented: { later: true } });
    });
    expect(await seen(jobs, job)).toMatchObject({ status: 'running', warnings: [], argv: job.argv });
    await jobs.stop(job);
    expect(text(job, 'spec.json')).toContain('"invented":{"later":true}');
  });

  test('what is no job is not listed, and what is a link is not followed or removed', async () => {
    const jobs = scratchJobs();
    const folder = join(jobs.state_dir, 'jobs');
    const elsewhere = scratchFolder();
    writeFileSync(join(elsewhere, 'precious'), 'x');
    symlinkSync(elsewhere, join(folder, '0123456789ab'));
    writeFileSync(join(folder, 'abcdefabcdef'), 'a file');
    mkdirSync(join(folder, 'Some Folder'));
    writeFileSync(join(folder, 'README'), '');
    expect(await jobs.list()).toEqual([]);
    expect(await jobs.get('0123456789ab')).toBeNull();
    await jobs.prune();
    expect(readdirSync(elsewhere)).toEqual(['precious']);
    expect(readdirSync(folder)).toHaveLength(4);
  });

  test('an empty folder is a stale job, told what it lacks, until it is pruned', async () => {
    const jobs = scratchJobs();
    const folder = join(jobs.state_dir, 'jobs', '0123456789ab');
    mkdirSync(folder);
    // As where the clock was set back since.
    utimesSync(folder, new Date(), new Date(Date.now() + 60_000));
    const job = await seen(jobs, '0123456789ab');
    expect(job).toMatchObject({ status: 'stale', argv: null });
    expect(job.warnings.join()).toContain('spec.json');
    await jobs.prune();
    expect(await jobs.list()).toEqual([]);
  });
});

describe('the state folder', () => {
  test('that others may write to, that is a link or a file is refused', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'open'), { mode: 0o700 });
    spawnSync('chmod', ['777', join(folder, 'open')]);
    symlinkSync(folder, join(folder, 'link'));
    writeFileSync(join(folder, 'file'), '');
    for (const name of ['open', 'link', 'file']) {
      const error = await refusal(() => openJobs({ state_dir: join(folder, name) }));
      expect(error).toMatchObject({ code: 'ERR_STATE_DIR', message: expect.stringContaining(name) });
    }
  });

  test('is where the environment says, then where the system says', () => {
    const folder = scratchFolder();
    const { REEVE_STATE_DIR, XDG_STATE_HOME, HOME } = process.env;
    try {
      process.env.REEVE_STATE_DIR = join(folder, 'own');
      process.env.XDG_STATE_HOME = join(folder, 'xdg');
      process.env.HOME = join(folder, 'home');
      expect(openJobs().state_dir).toBe(join(folder, 'own'));
      process.env.REEVE_STATE_DIR = '';
      expect(openJobs().state_dir).toBe(join(folder, 'xdg/reeve'));
      process.env.XDG_STATE_HOME = 'relative';
      expect(openJobs().state_dir).toBe(join(folder, 'home/.local/state/reeve'));
      expect(existsSync(join(folder, 'own/jobs'))).toBe(true);
    } finally {
      for (const [name, value] of Object.entries({ REEVE_STATE_DIR, XDG_STATE_HOME, HOME })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });

  test('holds what others of spawnInGroup’s jobs have nothing to do with', async () => {
    const jobs = scratchJobs();
    const job = spawnInGroup({ argv: ['true'], stdout: 'ignore' });
    expect(await jobs.list()).toEqual([]);
    await terminateTree(job).catch(() => {});
    expect(remains(jobs)).toEqual([]);
  });
});
