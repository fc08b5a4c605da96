import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { text as readText } from 'node:stream/consumers';
import { capabilities } from 'reeve';
import type { JobLine, Jobs, StartJobConfig } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { ended, scratchJobs } from '../helpers/durable-jobs.js';
import { logFiles, wholeLog } from './helpers/rotated.js';

const lines = (count: number, first = 1) => Array.from({ length: count }, (_, at) => `${first + at}\n`).join('');
const small = { max_bytes: 4096, keep: 1000 };

const startLogged = (jobs: Jobs, script: string, logs: StartJobConfig['logs']) =>
  jobs.start({ argv: ['sh', '-c', script], logs });

describe.runIf(capabilities().keeper.available)('the rotated log of a durable job', () => {
  test('A19: is followed across its files, whole and once', async () => {
    const jobs = scratchJobs();
    const script = 'for round in 0 1 2 3 4 5 6 7 8 9; do seq $((round*2000+1)) $((round*2000+2000)); sleep 0.02; done';
    const job = await startLogged(jobs, script, { rotate: small });
    expect(await readText(jobs.attach(job, { stdout: true, follow: true }))).toBe(lines(20_000));
    expect(logFiles(job.logs.stdout as string).length).toBeGreaterThan(20);
    expect(await readText(jobs.attach(job, { stdout: true }))).toBe(lines(20_000));
    expect(wholeLog(job.logs.stdout as string)).toBe(lines(20_000));
  });

  test('A19: is followed at full speed by many at once', async () => {
    const jobs = scratchJobs();
    const job = await startLogged(jobs, 'seq 300000', { rotate: { max_bytes: 50_000, keep: 1000 } });
    const texts = await Promise.all(
      Array.from({ length: 5 }, () => readText(jobs.attach(job, { stdout: true, follow: true }))),
    );
    for (const text of texts) expect(text === lines(300_000), 'the whole log').toBe(true);
  });

  test('begins at its last lines, at its end or at a byte, in whichever file that is', async () => {
    const jobs = scratchJobs();
    const job = await startLogged(jobs, 'seq 5000', { rotate: small });
    await ended(jobs, job);
    const out = (options = {}) => readText(jobs.attach(job, { stdout: true, ...options }));
    const all = lines(5000);
    for (const tail of [0, 1, 700, 820, 821, 2500, 5000, 6000]) {
      expect(await out({ tail }), `the last ${tail}`).toBe(lines(Math.min(tail, 5000), Math.max(1, 5001 - tail)));
    }
    for (const from of [1, 4095, 4096, 4097, 4098, 4099, 12_000, all.length, all.length + 5]) {
      expect(await out({ from }), `from ${from}`).toBe(all.slice(from));
    }
    expect(await out({ from: 'end' })).toBe('');
  });

  test('has the time before each line, and both outputs in one where that is asked for', async () => {
    const jobs = scratchJobs();
    const job = await startLogged(jobs, 'echo one; echo two >&2', { stderr: 'stdout', timestamps: true });
    await ended(jobs, job);
    const seen: JobLine[] = [];
    await jobs.watch(job, (line) => seen.push(line), { follow: false });
    expect(seen.map(({ line }) => line.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /, ''))).toEqual([
      'one',
      'two',
    ]);
  });

  test('goes on behind files that were dropped before they were read', async () => {
    const jobs = scratchJobs();
    const job = await startLogged(jobs, 'seq 20000', { rotate: { max_bytes: 4096, keep: 2 } });
    await ended(jobs, job);
    const text = await readText(jobs.attach(job, { stdout: true, follow: true }));
    expect(lines(20_000).endsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(8000);
  });

  test('that somebody removes ends with what was read, and no error', async () => {
    const jobs = scratchJobs();
    const job = await startLogged(jobs, 'echo one; while [ -e "$PWD/held" ]; do sleep 0.01; done; true', {
      rotate: small,
    });
    const stream = jobs.attach(job, { stdout: true, follow: true });
    for await (const chunk of stream) {
      expect(String(chunk)).toBe('one\n');
      rmSync(job.logs.stdout as string);
      break;
    }
    expect(readdirSync(job.folder)).not.toContain('stdout.log');
  });

  test('that somebody moves away is read on, and so is the one that takes its name', async () => {
    const jobs = scratchJobs();
    const held = `${jobs.state_dir}/held`;
    const script = `echo one; while ! [ -e '${held}' ]; do sleep 0.01; done; seq 2000`;
    const job = await startLogged(jobs, script, { rotate: small });
    const path = job.logs.stdout as string;
    const stream = jobs.attach(job, { stdout: true, follow: true });
    let text = '';
    for await (const chunk of stream) {
      text += chunk;
      if (text !== 'one\n') continue;
      renameSync(path, `${job.folder}/moved`);
      writeFileSync(held, '');
    }
    expect(text).toBe(`one\n${lines(2000)}`);
  });

  test.each([
    [{ rotate: { max_bytes: 1 } }, 'max_bytes'],
    [{ rotate: 5 }, 'rotate'],
    [{ timestamps: 'yes' }, 'timestamps'],
  ])('is refused as %j, and leaves nothing', async (logs, named) => {
    const jobs = scratchJobs();
    await expect(jobs.start({ argv: ['true'], logs: logs as StartJobConfig['logs'] })).rejects.toThrow(named);
    expect(await jobs.list()).toEqual([]);
  });
});
