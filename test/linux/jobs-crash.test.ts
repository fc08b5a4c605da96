import { existsSync, mkdirSync, readFileSync, truncateSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import { openJobs } from 'reeve/jobs';
import { beforeEach, describe, expect, test } from 'vitest';
import { ended, inProgram, remains, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { runNode } from '../helpers/node-program.js';
import { scratchFolder } from '../helpers/scratch.js';
import { killedAt, needsStrace, tracedInto } from './helpers/strace.js';

beforeEach(needsStrace);

const starts = `
  import { openJobs } from 'reeve/jobs';
  const [state_dir, mark] = process.argv.slice(1);
  const job = await openJobs({ state_dir }).start({ argv: ['sh', '-c', 'echo ran >> ' + mark + '; exit 7'], name: 'one' });
  console.log(job.id);`;

// Of the thread that does the files' work: how often a start makes each of these calls.
const steps: [call: string, times: number][] = [
  ['mkdir', 2],
  ['fsync', 3],
  ['rename', 3],
  ['link', 1],
  ['unlink', 2],
];
const points = steps.flatMap(([call, times]) =>
  Array.from({ length: times }, (_, index): [string, number] => [call, index + 1]),
);

describe.runIf(capabilities().keeper.available)('a launcher that is killed in the middle of a start', () => {
  test.each(points)(
    'at its %s %i: what ran is on record, what did not is stale, and the name is free',
    async (call, nth) => {
      const state_dir = join(scratchFolder(), 'state');
      const mark = join(scratchFolder(), 'mark');
      const jobs = scratchJobs({ state_dir });
      const { stdout } = await runNode(starts, [state_dir, mark], killedAt(call, nth));
      expect(stdout, 'it was not killed').toBe('');
      const found = await jobs.list();
      const ran = existsSync(mark);
      expect(found.length).toBeLessThanOrEqual(1);
      for (const job of found) {
        const end = await ended(jobs, job);
        expect(end).toMatchObject(
          existsSync(mark) ? { status: 'failed', exit_code: 7 } : { status: 'stale', pid: null },
        );
      }
      if (ran) expect(found).toHaveLength(1);
      const again = await startShell(jobs, 'exit 0', { name: 'one' });
      expect(await ended(jobs, again)).toMatchObject({ status: 'completed' });
      await jobs.prune();
      expect(await jobs.list()).toEqual([]);
      expect(existsSync(mark)).toBe(ran);
    },
  );

  test('before its spec is whole, leaves what prune takes away in time', async () => {
    const state_dir = join(scratchFolder(), 'state');
    const jobs = scratchJobs({ state_dir });
    await runNode(starts, [state_dir, '/dev/null'], killedAt('fsync', 2));
    expect(remains(jobs)).toHaveLength(1);
    mkdirSync(join(state_dir, 'jobs/.new-0123456789ab'));
    await jobs.prune();
    expect(remains(jobs)).toEqual(['.new-0123456789ab']);
    const old = new Date(Date.now() - 7_200_000);
    utimesSync(join(state_dir, 'jobs/.new-0123456789ab'), old, old);
    await jobs.prune();
    expect(remains(jobs)).toEqual([]);
  });
});

describe.runIf(capabilities().keeper.available)('one who is killed in the middle of something else', () => {
  test.each([
    ['fsync', 1],
    ['link', 1],
    ['fsync', 2],
  ])('a stop, at its %s %i: the job lives, or is cancelled by the next', async (call, nth) => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600');
    const code = `import { openJobs } from 'reeve/jobs';
      await openJobs({ state_dir: process.argv[1] }).stop(process.argv[2]); console.log('done');`;
    expect((await runNode(code, [jobs.state_dir, job.id], killedAt(call, nth))).stdout).toBe('');
    expect(await seen(jobs, job)).toMatchObject({ status: 'running' });
    expect(await jobs.stop(job)).toMatchObject({ status: 'cancelled', signal: 'SIGTERM' });
  });

  test.each([1, 2])(
    'a removal, at its rename or removal %i: the job is whole or gone, and prune takes the rest',
    async (nth) => {
      const jobs = scratchJobs();
      const job = await startShell(jobs, 'echo x');
      const end = await ended(jobs, job);
      const code = `import { openJobs } from 'reeve/jobs';
      await openJobs({ state_dir: process.argv[1] }).remove(process.argv[2]); console.log('done');`;
      const call = nth === 1 ? 'rename' : 'unlink';
      expect((await runNode(code, [jobs.state_dir, job.id], killedAt(call, 1))).stdout).toBe('');
      const left = await jobs.get(job);
      if (nth === 1) expect(left).toEqual(end);
      else expect(left).toBeNull();
      await jobs.prune();
      expect(await jobs.list()).toEqual([]);
      expect(remains(jobs)).toEqual([]);
    },
  );

  test('a turn at the names, at its emptying: the next one takes it over', async () => {
    const jobs = scratchJobs();
    await runNode(starts, [jobs.state_dir, '/dev/null'], killedAt('truncate,ftruncate', 1));
    const began = performance.now();
    await ended(jobs, await startShell(jobs, 'true', { name: 'other' }));
    // Who can't have a turn gives up after this.
    expect(performance.now() - began).toBeLessThan(10_000);
    await jobs.prune();
  });
});

/** The calls in a trace, without the number of the thread. */
function callsIn(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/^\d+\s+/, ''));
}

/** Each of these calls was made, and for the first time after the first of the one before. */
function expectInOrder(made: string[], calls: RegExp[]): void {
  const order = calls.map((call) => made.findIndex((line) => call.test(line)));
  expect(order, `in ${made.join('\n')}`).not.toContain(-1);
  expect(order).toEqual([...order].sort((one, other) => one - other));
}

describe.runIf(capabilities().keeper.available)('what a loss of power can find', () => {
  const calls = ['fsync', 'rename', 'renameat', 'link', 'execve', 'pidfd_send_signal'];

  test('a spec is on disk, and then its name, and then its folder’s, before anything is started', async () => {
    const jobs = scratchJobs();
    const trace = join(scratchFolder(), 'trace');
    const code = `const job = await jobs.start({ argv: ['/bin/true'] }); await jobs.wait(job); console.log(job.id);`;
    const id = (await inProgram(jobs, code, [], tracedInto(trace, calls))).trim();
    expectInOrder(callsIn(trace), [
      /^fsync\(.*\/\.new-\w+\/\.spec\.json\.\w+>/,
      /^rename\(".*\/\.spec\.json\.\w+", ".*\/spec\.json"/,
      /^fsync\(\d+<[^>]*\/\.new-\w+>/,
      new RegExp(`^rename\\(".*/\\.new-${id}", ".*/jobs/${id}"`),
      /^fsync\(.*\/state\/jobs>/,
      /^execve\("\/bin\/true"/,
    ]);
  });

  test('that a stop was asked for is on disk before the first signal', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600', { containment: 'keeper' });
    const trace = join(scratchFolder(), 'trace');
    await inProgram(jobs, 'await jobs.stop(args[0]);', [job.id], tracedInto(trace, calls));
    expectInOrder(callsIn(trace), [
      /^fsync\(.*\/\.cancel\.json\.\w+>/,
      /^link\(".*\/\.cancel\.json\.\w+", ".*\/cancel\.json"/,
      new RegExp(`^fsync\\(.*/jobs/${job.id}>`),
      /^pidfd_send_signal\([^,]+, SIGTERM/,
    ]);
  });

  test('how it ended is on disk, and then its name, and then its folder’s, by the keeper', async () => {
    const jobs = scratchJobs();
    const trace = join(scratchFolder(), 'trace');
    const code = `await jobs.wait(await jobs.start({ argv: ['sh', '-c', 'exit 3'] }));`;
    await inProgram(jobs, code, [], tracedInto(trace, ['pwrite64', 'fsync', 'renameat']));
    const made = callsIn(trace);
    const exit = '<[^>]*/keeper/exit\\.json[^>]*>';
    expectInOrder(made, [
      new RegExp(`^pwrite64\\(\\d+${exit}, .*exit_code`),
      new RegExp(`^fsync\\(\\d+${exit}`),
      /^renameat\(\d+<[^>]*\/keeper>, "exit\.json[^"]+", \d+<[^>]*\/keeper>, "exit\.json"/,
      /^fsync\(\d+<[^>]*\/keeper>/,
    ]);
  });

  test.each(['remove', 'prune'] as const)(
    'with %s, a job is out of sight on disk before anything of it is removed',
    async (verb) => {
      const jobs = scratchJobs();
      const job = await startShell(jobs, 'echo said');
      await ended(jobs, job);
      const trace = join(scratchFolder(), 'trace');
      const code = `await jobs[args[0]](args[0] === 'remove' ? args[1] : {});`;
      const calls = ['rename', 'fsync', 'unlink', 'unlinkat'];
      await inProgram(jobs, code, [verb, job.id], tracedInto(trace, calls));
      expectInOrder(callsIn(trace), [
        new RegExp(`^rename\\("[^"]*/jobs/${job.id}", "[^"]*/jobs/\\.removed-${job.id}-\\w+"`),
        /^fsync\(\d+<[^>]*\/state\/jobs>/,
        /^unlink(at)?\(.*\.removed-.*(spec\.json|stdout\.log|exit\.json)/,
      ]);
    },
  );

  test('records that a loss of power left empty are told, and lose no job that lives', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exec sleep 600', { name: 'one' });
    truncateSync(join(jobs.state_dir, 'names/one.json'));
    expect(await openJobs({ state_dir: jobs.state_dir }).list()).toMatchObject([{ id: job.id, status: 'running' }]);
    expect(await jobs.get('one')).toBeNull();
    expect(await jobs.stop(job)).toMatchObject({ status: 'cancelled' });
  });
});
