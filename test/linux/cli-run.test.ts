import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities, findByPort } from 'reeve';
import { describe, expect, test } from 'vitest';
import { ended, scratchJobs, seen } from '../helpers/durable-jobs.js';
import { freePort, listensAfter, startListener } from '../helpers/listener.js';
import { reeve, startReeve } from '../helpers/reeve-command.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { keeperOf } from './helpers/keeper.js';
import { isAlive } from './helpers/proc.js';

const { keeper, containments, cgroup_controllers } = capabilities();
const hasPids = cgroup_controllers?.includes('pids') === true;

describe.runIf(keeper.available)('options of reeve run', () => {
  test('--stdin is what it reads; a file that is not there starts nothing', async () => {
    const jobs = scratchJobs();
    const file = join(scratchFolder(), 'input');
    writeFileSync(file, 'line one\nline two\n');
    const run = (path: string) => reeve(jobs, 'run', '--tail', '--stdin', path, '--', 'cat');
    expect(await run(file)).toMatchObject({ code: 0, out: 'line one\nline two\n' });
    expect(await run(`${file}-missing`)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('ENOENT') });
    expect(await jobs.list()).toHaveLength(1);
  });

  test('--log-max, --log-keep and --log-timestamps bound the log and date its lines', async () => {
    const jobs = scratchJobs();
    const options = ['--log-max', '4K', '--log-keep', '2', '--log-timestamps'];
    const id = (await reeve(jobs, 'run', ...options, '--', 'seq', '2000')).out.trim();
    const job = await ended(jobs, id);
    expect(
      readdirSync(job.folder)
        .filter((name) => name.startsWith('stdout'))
        .sort(),
    ).toEqual(['stdout.log', 'stdout.log.1', 'stdout.log.2']);
    expect((await reeve(jobs, 'logs', '-n', '1', '--stdout', id)).out).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z 2000\n$/);
  });

  test('--log-age begins a new log once one is so old', async () => {
    const jobs = scratchJobs();
    const options = ['--log-max', '1G', '--log-age', '1s'];
    const script = 'while :; do echo line; sleep 0.01; done';
    const { folder } = await seen(jobs, (await reeve(jobs, 'run', ...options, '--', 'sh', '-c', script)).out.trim());
    // The next one may be begun meanwhile, and then this one has another name for a moment.
    const older = await until('there is an older one', () => {
      try {
        return readFileSync(join(folder, 'stdout.log.1'), 'utf8');
      } catch {
        return null;
      }
    });
    expect(older).toMatch(/^(line\n)+$/);
  });

  test.each(containments.filter((kind) => kind !== 'group'))('--containment %s holds the job', async (kind) => {
    const jobs = scratchJobs();
    const id = (await reeve(jobs, 'run', '--containment', kind, '--', 'sleep', '600')).out.trim();
    expect((await seen(jobs, id)).containment).toMatchObject({ kind });
  });

  test('--limit is kept, or refused by a sentence that names what is missing, and then nothing runs', async () => {
    const jobs = scratchJobs();
    const said = await reeve(jobs, 'run', '--limit', 'pids=20', '--limit', 'cpu=1.5', '--', 'sleep', '600');
    if (hasPids && cgroup_controllers?.includes('cpu')) {
      const { containment } = await seen(jobs, said.out.trim());
      expect(readFileSync(`${containment?.cgroup_path}/pids.max`, 'utf8')).toBe('20\n');
      expect(readFileSync(`${containment?.cgroup_path}/cpu.max`, 'utf8')).toBe('150000 100000\n');
    } else {
      expect(said).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/ERR_UNSUPPORTED.*(pids|cpu)/s) });
      expect(await jobs.list()).toEqual([]);
    }
  });

  test('--kill-on-parent-exit ends the job with the command that waits for it, however that ends', async () => {
    const jobs = scratchJobs();
    const run = startReeve(
      jobs,
      'run',
      '--name',
      'one',
      '--kill-on-parent-exit',
      '--tail',
      '--',
      'sh',
      '-c',
      'echo up; exec sleep 600',
    );
    await once(run.stdout, 'data');
    const { pid } = await seen(jobs, 'one');
    run.kill('SIGKILL');
    expect(await ended(jobs, 'one')).toMatchObject({ status: 'failed', signal: 'SIGKILL' });
    expect(isAlive(pid as number)).toBe(false);
  });

  test('--ready-port prints the id once the job itself listens, by a process of it', async () => {
    const jobs = scratchJobs();
    const port = await freePort();
    const said = await reeve(jobs, 'run', '--ready-port', String(port), '--', ...listensAfter(port, 100, 'child'));
    expect(said).toMatchObject({ code: 0, out: expect.stringMatching(/^[0-9a-f]{12}\n$/) });
    expect(await findByPort(port)).toMatchObject({ listening: true });
    expect(await seen(jobs, said.out.trim())).toMatchObject({ status: 'running' });
  });

  test('--ready-port: a stranger who has the port is no answer; the job is ended when the time is over', async () => {
    const jobs = scratchJobs();
    const { port, job: stranger } = await startListener('127.0.0.1');
    const options = ['--ready-port', String(port), '--ready-timeout', '300ms'];
    const said = await reeve(jobs, 'run', '--name', 'one', ...options, '--', 'sleep', '600');
    expect(said).toMatchObject({ code: 124, out: '', err: expect.stringMatching(`is not ready: .*${stranger.pid}`) });
    expect(await seen(jobs, 'one')).toMatchObject({ status: 'cancelled' });
  });

  test('--ready-port: a job that ends first is told of at once; one that was reused is left', async () => {
    const jobs = scratchJobs();
    const port = String(await freePort());
    const said = await reeve(jobs, 'run', '--ready-port', port, '--', 'sh', '-c', 'echo broken >&2; exit 3');
    expect(said).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/is not ready: [\s\S]*failed/) });
    await reeve(jobs, 'run', '--name', 'one', '--', 'sleep', '600');
    const options = ['--reuse', '--ready-port', port, '--ready-timeout', '100ms'];
    expect(await reeve(jobs, 'run', '--name', 'one', ...options, '--', 'sleep', '600')).toMatchObject({ code: 124 });
    expect(await seen(jobs, 'one')).toMatchObject({ status: 'running' });
  });

  test('--ready-port: a job that ended before its keeper wrote down how is failed, not cancelled', async () => {
    const jobs = scratchJobs();
    const gate = join(scratchFolder(), 'gate');
    const script = `until [ -e ${gate} ]; do sleep 0.01; done; kill -STOP $PPID; exit 3`;
    const port = String(await freePort());
    const run = startReeve(jobs, 'run', '--name', 'one', '--ready-port', port, '--', 'sh', '-c', script);
    const closed = once(run, 'close');
    let err = '';
    run.stderr.on('data', (text) => {
      err += text;
    });
    // Before that the command itself waits for a word of the keeper.
    await until('the command has started it', () => err.includes('to end it: reeve stop'));
    const job = await seen(jobs, 'one');
    writeFileSync(gate, '');
    await until('its end is seen', () => err.includes('is not ready'));
    process.kill(keeperOf(job as never).pid, 'SIGCONT');
    expect(await closed).toEqual([1, null]);
    expect(err).toContain(`job ${job.id} is failed`);
    expect(await seen(jobs, job)).toMatchObject({ status: 'failed', exit_code: 3, cancel_requested_unix_ms: null });
  });

  test('--ready-port: a job whose processes can’t be named is not called ready', async () => {
    const jobs = scratchJobs();
    const job = await jobs.start({ argv: ['sleep', '600'], name: 'one', containment: 'keeper' });
    const record = join(job.folder, 'keeper', 'job.json');
    const whole = readFileSync(record);
    writeFileSync(record, '{');
    const options = ['--reuse', '--ready-port', String(await freePort())];
    const said = await reeve(jobs, 'run', '--name', 'one', ...options, '--', 'sleep', '600');
    expect(said).toMatchObject({ code: 1, out: '', err: expect.stringContaining(`job ${job.id} is not ready`) });
    writeFileSync(record, whole);
    expect(await jobs.kill(job)).toMatchObject({ status: 'cancelled' });
  });

  test.each([
    [['--kill-on-parent-exit']],
    [['--log-keep', '2']],
    [['--log-age', '1d']],
    [['--log-max', '10X']],
    [['--limit', 'memory=lots']],
    [['--limit', 'disk=5']],
    [['--limit', 'pids']],
    [['--containment', 'group']],
    [['--ready-port', '70000']],
    [['--ready-timeout', '5s']],
    [['--reuse']],
  ])('%j is wrong usage, and starts nothing', async (options) => {
    const jobs = scratchJobs();
    const said = await reeve(jobs, 'run', ...options, '--', 'true');
    expect(said).toMatchObject({ code: 2, out: '' });
    expect(said.err).not.toBe('');
    expect(await jobs.list()).toEqual([]);
  });
});

test.runIf(keeper.available)('what it shows while nobody waits for long is nothing', async () => {
  const jobs = scratchJobs();
  const id = (await reeve(jobs, 'run', '--', 'sleep', '600')).out.trim();
  expect(await reeve(jobs, 'stop', id)).toEqual({ code: 0, signal: null, out: '', err: '' });
  await until('it is over', async () => (await seen(jobs, id)).status === 'cancelled');
});
