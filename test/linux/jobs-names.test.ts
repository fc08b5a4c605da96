import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import { openJobs } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { ended, inProgram, remains, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { refusal } from '../helpers/refusal.js';

const plain = { argv: ['sleep', '600'], name: 'one' };

describe.runIf(capabilities().keeper.available)('the name of a durable job', () => {
  test('finds it, and is no other job’s while it lives', async () => {
    const jobs = scratchJobs();
    const job = await jobs.start(plain);
    expect(await seen(jobs, 'one')).toEqual({ ...job, timestamp: expect.any(String) });
    expect(await refusal(() => jobs.start(plain))).toMatchObject({ code: 'ERR_NAME_TAKEN' });
    expect(await refusal(() => jobs.start({ ...plain, if_running: 'fail' }))).toMatchObject({ code: 'ERR_NAME_TAKEN' });
    expect(await jobs.start({ ...plain, if_running: 'reuse' })).toMatchObject({ id: job.id });
    expect(await jobs.list()).toHaveLength(1);
    expect(remains(jobs)).toEqual([]);
  });

  test('is the next one’s once the job is over, and stays on the record of both', async () => {
    const jobs = scratchJobs();
    const first = await startShell(jobs, 'exit 1', { name: 'one' });
    await ended(jobs, first);
    const second = await startShell(jobs, 'exit 2', { name: 'one' });
    expect(await ended(jobs, 'one')).toMatchObject({ id: second.id, exit_code: 2 });
    expect((await jobs.list({ name: 'one' })).map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  test('goes to another job with if_running replace, after the end of the one that had it', async () => {
    const jobs = scratchJobs();
    const first = await jobs.start(plain);
    const second = await jobs.start({ ...plain, if_running: 'replace' });
    expect(await seen(jobs, first)).toMatchObject({ status: 'cancelled' });
    expect(await seen(jobs, 'one')).toMatchObject({ id: second.id, status: 'running' });
  });

  test('of a start that failed is free, and the reason told', async () => {
    const jobs = scratchJobs();
    const argv = ['/nonexistent'];
    expect(await refusal(() => jobs.start({ argv, name: 'one' }))).toMatchObject({ code: 'ENOENT' });
    expect(await jobs.get('one')).toBeNull();
    expect(await jobs.start(plain)).toMatchObject({ status: 'running' });
  });

  test('knows case, also where file names do not', async () => {
    const jobs = scratchJobs();
    const lower = await jobs.start({ ...plain, name: 'web' });
    const upper = await jobs.start({ ...plain, name: 'WEB' });
    expect(await seen(jobs, 'web')).toMatchObject({ id: lower.id });
    expect(await seen(jobs, 'WEB')).toMatchObject({ id: upper.id });
    const files = readdirSync(join(jobs.state_dir, 'names')).filter((name) => name.endsWith('.json'));
    expect(new Set(files.map((name) => name.toLowerCase())).size).toBe(2);
  });

  test('wanted by one program many times at once starts one job', async () => {
    const jobs = scratchJobs();
    const all = await Promise.all(Array.from({ length: 20 }, () => jobs.start({ ...plain, if_running: 'reuse' })));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await jobs.list()).toHaveLength(1);
    expect(remains(jobs)).toEqual([]);
  });

  test('wanted by six programs at once, again and again, starts one job each time', async () => {
    const jobs = scratchJobs();
    const code = `
      for (let round = 0; round < 5; round++) {
        const config = { argv: ['sleep', '600'], name: 'r' + round };
        const one = await jobs.start({ ...config, if_running: 'reuse' });
        const two = await jobs.start(config).catch((error) => error.code);
        console.log(one.id + ' ' + one.status + ' ' + (two.id ?? two));
      }`;
    const told = await Promise.all(Array.from({ length: 6 }, () => inProgram(jobs, code)));
    const rounds = told.map((text) => text.trim().split('\n'));
    for (let round = 0; round < 5; round++) {
      expect(new Set(rounds.map((lines) => lines[round])).size, `round ${round}`).toBe(1);
      expect(rounds[0]?.[round]).toMatch(/^[0-9a-f]{12} running ERR_NAME_TAKEN$/);
    }
    expect(await jobs.list()).toHaveLength(5);
    expect(remains(jobs)).toEqual([]);
  });

  test('replaced by several at once is one living job’s in the end', async () => {
    const jobs = scratchJobs();
    await jobs.start(plain);
    const all = await Promise.all(Array.from({ length: 4 }, () => jobs.start({ ...plain, if_running: 'replace' })));
    expect(all).toHaveLength(4);
    const living = await jobs.list({ status: ['pending', 'running'] });
    expect(living).toHaveLength(1);
    expect(await seen(jobs, 'one')).toMatchObject({ id: living[0]?.id });
  });

  test('is forgotten by prune with its last job, and not before', async () => {
    const jobs = scratchJobs();
    await ended(jobs, await startShell(jobs, 'true', { name: 'old' }));
    await jobs.start({ ...plain, name: 'alive' });
    await jobs.prune();
    expect(await jobs.get('old')).toBeNull();
    expect(readdirSync(join(jobs.state_dir, 'names')).filter((name) => name.endsWith('.json'))).toEqual(['alive.json']);
  });
});

describe.runIf(capabilities().keeper.available)('finding and listing durable jobs', () => {
  test('A20: by status, by labels that all fit, and by name', async () => {
    const jobs = scratchJobs();
    const one = await startShell(jobs, 'exit 0', { labels: { suite: 'a', part: '1' } });
    const two = await startShell(jobs, 'exit 9', { labels: { suite: 'a' } });
    const three = await startShell(jobs, 'sleep 600', { labels: { suite: 'b' }, name: 'three' });
    await Promise.all([ended(jobs, one), ended(jobs, two)]);
    const ids = async (filter: Parameters<typeof jobs.list>[0]) => (await jobs.list(filter)).map(({ id }) => id);
    expect(await ids({})).toEqual([one.id, two.id, three.id]);
    expect(await ids({ status: 'failed' })).toEqual([two.id]);
    expect(await ids({ status: ['completed', 'running'] })).toEqual([one.id, three.id]);
    expect(await ids({ labels: { suite: 'a' } })).toEqual([one.id, two.id]);
    expect(await ids({ labels: { suite: 'a', part: '1' } })).toEqual([one.id]);
    expect(await ids({ labels: { suite: 'a', part: '2' } })).toEqual([]);
    expect(await ids({ labels: { toString: 'x' } })).toEqual([]);
    expect(await ids({ name: 'three' })).toEqual([three.id]);
    expect(await ids({ name: 'four' })).toEqual([]);
  });

  test('A21: what one program does another one sees', async () => {
    const jobs = scratchJobs();
    const other = openJobs({ state_dir: jobs.state_dir });
    const job = await startShell(jobs, 'sleep 600');
    expect(await other.list()).toMatchObject([{ id: job.id, status: 'running' }]);
    await other.stop(job.id);
    expect(await seen(jobs, job)).toMatchObject({ status: 'cancelled' });
    await other.remove(job.id);
    expect(await jobs.list()).toEqual([]);
  });

  test('A21: two programs that know of each other by the state folder alone start, find, end and remove each other’s', async () => {
    const jobs = scratchJobs();
    const until = `const until = async (look) => {
      for (let found; ; await new Promise((resolve) => setTimeout(resolve, 5))) if ((found = await look())) return found;
    };`;
    const argv = `argv: ['sleep', '600']`;
    const one = `${until}
      await jobs.start({ ${argv}, name: 'ping' });
      await until(() => jobs.get('pong'));
      await jobs.stop('pong');
      console.log((await jobs.wait('ping')).status);
      await until(async () => (await jobs.get('pong')) === null);
      console.log((await jobs.list()).map(({ name }) => name).join());`;
    const other = `${until}
      await until(() => jobs.get('ping'));
      await jobs.start({ ${argv}, name: 'pong' });
      console.log((await jobs.wait('pong')).status);
      await jobs.stop('ping');
      await jobs.remove('pong');
      console.log((await jobs.list({ status: 'cancelled' })).map(({ name }) => name).join());`;
    const told = await Promise.all([inProgram(jobs, one), inProgram(jobs, other)]);
    expect(told).toEqual(['cancelled\nping\n', 'cancelled\nping\n']);
    expect((await jobs.list()).map(({ name, status }) => [name, status])).toEqual([['ping', 'cancelled']]);
  });

  test('A22: by a beginning of its id that no other has', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'true');
    expect(await seen(jobs, job.id.slice(0, 4))).toMatchObject({ id: job.id });
    expect(await jobs.get(job.id.slice(0, 3))).toBeNull();
    const twin = `${job.id.slice(0, 8)}${job.id.slice(8, 12) === '0000' ? 'ffff' : '0000'}`;
    await ended(jobs, job);
    cpSync(job.folder, join(job.folder, '..', twin), { recursive: true });
    expect(await refusal(() => jobs.get(job.id.slice(0, 8)))).toMatchObject({ code: 'ERR_JOB_AMBIGUOUS' });
    expect(await seen(jobs, job.id)).toMatchObject({ id: job.id });
  });

  test.each(['../../etc/passwd', 'AABBCCDDEEFF', 'hello!', '', '.turn', '..', '\0', 'a'.repeat(300)])(
    'A13: %j is no job',
    async (text) => {
      const jobs = scratchJobs();
      expect(await jobs.get(text)).toBeNull();
      for (const verb of ['wait', 'stop', 'kill', 'remove'] as const) {
        expect(await refusal(() => jobs[verb](text))).toMatchObject({ code: 'ERR_JOB_NOT_FOUND' });
      }
    },
  );
});
