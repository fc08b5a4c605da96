import {
  closeSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { capabilities } from 'reeve';
import { type JobLine, percentOf } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { ended, inProgram, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { readAll } from '../helpers/jobs.js';
import { refusal } from '../helpers/refusal.js';
import { until } from '../helpers/until.js';

const handles = () => readdirSync('/proc/self/fd').length;

describe.runIf(capabilities().keeper.available)('attaching to the output of a durable job', () => {
  test('A19: from its start, from its end, from a byte, its last lines, and only the output asked for', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'printf "one\\ntwo\\nthree\\nfour"; echo wrong >&2');
    await ended(jobs, job);
    const out = (options = {}) => readText(jobs.attach(job, { stdout: true, ...options }));
    expect(await out()).toBe('one\ntwo\nthree\nfour');
    expect(await out({ from: 'end' })).toBe('');
    expect(await out({ from: 4 })).toBe('two\nthree\nfour');
    expect(await out({ from: 4000 })).toBe('');
    expect(await out({ tail: 0 })).toBe('');
    expect(await out({ tail: 1 })).toBe('four');
    expect(await out({ tail: 3 })).toBe('two\nthree\nfour');
    expect(await out({ tail: 99 })).toBe('one\ntwo\nthree\nfour');
    expect(await readText(jobs.attach(job, { stderr: true }))).toBe('wrong\n');
    expect(await readText(jobs.attach(job, { stdout: false }))).toBe('wrong\n');
    const both = await readText(jobs.attach(job));
    expect(both).toHaveLength('one\ntwo\nthree\nfourwrong\n'.length);
  });

  test('follows what is written until the end, from another program too', async () => {
    const jobs = scratchJobs();
    const script = 'for i in 1 2 3 4 5; do echo line $i; sleep 0.03; done; printf last';
    const job = await startShell(jobs, script);
    const lines = 'line 1\nline 2\nline 3\nline 4\nline 5\nlast';
    const code = `for await (const chunk of jobs.attach(args[0], { stdout: true, follow: true })) process.stdout.write(chunk);`;
    const [here, there] = await Promise.all([
      readText(jobs.attach(job, { stdout: true, follow: true })),
      inProgram(jobs, code, [job.id]),
    ]);
    expect(here).toBe(lines);
    expect(there).toBe(lines);
    expect(await readText(jobs.attach(job, { stdout: true, follow: true }))).toBe(lines);
  });

  test('A19: the last line is never missed, whenever the job ends', async () => {
    const jobs = scratchJobs();
    for (let wait = 0; wait < 250; wait += 10) {
      const job = await startShell(jobs, `echo first; sleep ${wait / 1000}; echo last ${wait}`);
      const text = await readText(jobs.attach(job, { stdout: true, follow: true }));
      expect(text).toBe(`first\nlast ${wait}\n`);
    }
  });

  test('two outputs come in whole lines, never one in the middle of another', async () => {
    const jobs = scratchJobs();
    const write = (to: string) => `for i in $(seq 200); do printf 'begin of ${to} '; printf "end $i\\n"; done`;
    const job = await startShell(
      jobs,
      `(${write('out')}) & (${write('err')}) >&2 & wait; printf rest; printf rest >&2`,
    );
    const lines = (await readText(jobs.attach(job, { follow: true }))).split('\n');
    const last = lines.pop();
    expect(last).toBe('restrest');
    expect(lines).toHaveLength(400);
    for (const line of lines) expect(line).toMatch(/^begin of (out|err) end \d+$/);
  });

  test('200 MB at full speed arrive whole', { timeout: 120_000 }, async () => {
    const jobs = scratchJobs();
    const size = 200 * 2 ** 20;
    const job = await startShell(jobs, `yes 'a line of some text to be followed' | head -c ${size}`);
    let bytes = 0;
    let sum = 0;
    for await (const chunk of jobs.attach(job, { stdout: true, follow: true })) {
      bytes += chunk.length;
      sum = (sum + ((chunk as Buffer)[0] ?? 0) * (bytes % 97)) % 1_000_003;
    }
    expect(bytes).toBe(size);
    expect(sum).toBeGreaterThan(0);
    const { stdout } = job.logs;
    // Given back at once: the machine's memory may hold it.
    const file = openSync(stdout as string, 'r+');
    ftruncateSync(file, 0);
    closeSync(file);
  });

  test('the last lines of a large log are found without reading the rest', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'true');
    await ended(jobs, job);
    const file = openSync(job.logs.stdout as string, 'w');
    // A hole: of 64 GB, nothing is stored.
    ftruncateSync(file, 64 * 2 ** 30);
    writeSync(file, '\nlast but one\nlast\n', 64 * 2 ** 30);
    closeSync(file);
    expect(await readText(jobs.attach(job, { stdout: true, tail: 2 }))).toBe('last but one\nlast\n');
  });

  test('A23: a thousand attached and left cost no descriptor, handle or timer, with a job that lives too', async () => {
    const jobs = scratchJobs();
    const over = await startShell(jobs, 'echo x');
    const living = await startShell(jobs, 'echo x; exec sleep 600');
    await ended(jobs, over);
    const read = async () => {
      expect(await readText(jobs.attach(over, { stdout: true }))).toBe('x\n');
      const stream = jobs.attach(living, { follow: true });
      for await (const chunk of stream) {
        expect(String(chunk)).toBe('x\n');
        break;
      }
      expect(stream.destroyed).toBe(true);
    };
    await read();
    const settled = async (most: number) => until('descriptors are back', () => handles() <= most);
    const [before, active] = [handles(), process.getActiveResourcesInfo().length];
    for (let times = 0; times < 500; times++) await read();
    await settled(before);
    await until('nothing is active', () => process.getActiveResourcesInfo().length <= active);
  });

  test('a stream that is left while nothing is written closes at once, and the job lives', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600');
    const stream = jobs.attach(job, { follow: true });
    stream.resume();
    const closed = new Promise((resolve) => stream.once('close', resolve));
    await until('it reads', () => readdirSync('/proc/self/fd').length > 0);
    stream.destroy();
    await closed;
    expect(await seen(jobs, job)).toMatchObject({ status: 'running' });
  });

  test('a job that is not there, or keeps no log, is an error of the stream', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'true', { logs: { stdout: 'ignore', stderr: 'ignore' } });
    expect(await refusal(() => readAll(jobs.attach('none')))).toMatchObject({ code: 'ERR_JOB_NOT_FOUND' });
    expect(await refusal(() => readAll(jobs.attach(job)))).toMatchObject({ code: 'ERR_INVALID_ARG' });
    expect(await refusal(() => readAll(jobs.attach(job, { tail: 1, from: 'end' })))).toMatchObject({
      code: 'ERR_INVALID_ARG',
    });
    await ended(jobs, job);
  });

  test('a link in the place of a log is not followed', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'true');
    await ended(jobs, job);
    rmSync(job.logs.stdout as string);
    symlinkSync('/etc/passwd', job.logs.stdout as string);
    expect(await refusal(() => readAll(jobs.attach(job, { stdout: true })))).toMatchObject({ code: 'ELOOP' });
  });
});

describe.runIf(capabilities().keeper.available)('watching a durable job line by line', () => {
  test('A19: lines end with \\n, \\r\\n and \\r, and say what a hook makes of them', async () => {
    const jobs = scratchJobs();
    const job = await startShell(
      jobs,
      `printf '10%%\\r50%%\\r\\n'; sleep 0.05; printf 'done\\nrest'; printf 'bad\\n' >&2`,
    );
    const lines: JobLine<number>[] = [];
    for await (const line of jobs.watch(job, { progress: percentOf })) lines.push(line);
    expect(lines.filter(({ log }) => log === 'stdout')).toEqual([
      { log: 'stdout', line: '10%', progress: 10 },
      { log: 'stdout', line: '50%', progress: 50 },
      { log: 'stdout', line: 'done', progress: null },
      { log: 'stdout', line: 'rest', progress: null },
    ]);
    expect(lines.filter(({ log }) => log === 'stderr')).toEqual([{ log: 'stderr', line: 'bad', progress: null }]);
  });

  test('with a function, gives the job as it ended; the function may take its time', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'seq 50; exit 4');
    const lines: string[] = [];
    const end = await jobs.watch(
      job,
      async ({ line }) => {
        await new Promise(setImmediate);
        lines.push(line);
      },
      { stdout: true },
    );
    expect(end).toMatchObject({ status: 'failed', exit_code: 4 });
    expect(lines).toEqual(Array.from({ length: 50 }, (_, index) => String(index + 1)));
  });

  test('an error of the function, a break and a signal end the watching, not the job', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'echo one; exec sleep 600');
    const broken = new Error('broken');
    await expect(
      jobs.watch(job, () => {
        throw broken;
      }),
    ).rejects.toBe(broken);
    for await (const { line } of jobs.watch(job)) {
      expect(line).toBe('one');
      break;
    }
    const leave = new AbortController();
    const rest = (async () => {
      for await (const _ of jobs.watch(job, { signal: leave.signal })) leave.abort();
    })();
    await expect(rest).rejects.toMatchObject({ name: 'AbortError' });
    expect(await seen(jobs, job)).toMatchObject({ status: 'running' });
  });

  test('without follow, only what is there', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'echo one; exec sleep 600');
    await until('it wrote', () => readFileSync(job.logs.stdout as string, 'utf8') === 'one\n');
    const lines: string[] = [];
    for await (const { line } of jobs.watch(job, { follow: false })) lines.push(line);
    expect(lines).toEqual(['one']);
    writeFileSync(join(job.folder, 'stdout.log'), '');
  });
});
