import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { capabilities, waitForPort } from 'reeve';
import type { Job, Jobs } from 'reeve/jobs';
import { beforeEach, describe, expect, test } from 'vitest';
import { inProgram, scratchJobs, seen } from '../helpers/durable-jobs.js';
import { freePort } from '../helpers/listener.js';
import { reeve } from '../helpers/reeve-command.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { isAlive } from './helpers/proc.js';

beforeEach((ctx) => {
  const { error } = spawnSync('redis-server', ['--version']);
  if (error) ctx.skip(`redis-server is not installed: ${error.message}`);
});

/** The command of a server with its data in a folder, at a port of its own. */
async function redis() {
  const [port, folder] = [await freePort(), scratchFolder()];
  const where = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
  return { port, argv: ['redis-server', ...where, '--save', '', '--appendonly', 'yes'] };
}

/** Sends one line, and gives the server's first answer. */
function ask(port: number, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${line}\r\n`));
    socket.once('error', reject);
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(String(answer));
    });
  });
}

/** Ready is: the job is the one that listens, not a stranger who has the port. */
async function ready(job: Job, port: number): Promise<void> {
  const { bindings } = await waitForPort({ ...job, pid: job.pid as number }, port, { timeout_ms: 10_000 });
  expect(bindings.map(({ pid }) => pid)).toEqual([job.pid]);
  // It listens before it has read its data, and says so until then.
  await until('it has read its data', async () => (await ask(port, 'PING')) === '+PONG\r\n');
}

const logOf = (jobs: Jobs, job: Job) => readText(jobs.attach(job, { stdout: true }));

describe.runIf(capabilities().keeper.available)('a real server as a durable job: redis', () => {
  test('is started once by name, listens, keeps its data through a stop, and tells how it ended', async () => {
    const jobs = scratchJobs();
    const { argv, port } = await redis();
    const job = await jobs.start({ argv, name: 'redis', labels: { service: 'cache' } });
    await ready(job, port);
    expect(await ask(port, 'SET colour green')).toBe('+OK\r\n');

    const again = await jobs.start({ argv, name: 'redis', if_running: 'reuse' });
    expect(again).toMatchObject({ id: job.id, pid: job.pid, identity: job.identity });
    const code = `console.log((await jobs.start({ argv: args, name: 'redis', if_running: 'reuse' })).id)`;
    expect((await inProgram(jobs, code, argv)).trim()).toBe(job.id);

    const end = await jobs.stop('redis');
    expect(end).toMatchObject({ id: job.id, status: 'cancelled', exit_code: 0, signal: null });
    expect(isAlive(job.pid as number)).toBe(false);
    const log = await logOf(jobs, job);
    expect(log).toContain('Ready to accept connections');
    expect(log).toContain('Received SIGTERM');
    expect(log).toMatch(/bye bye\.\.\.\n$/);

    const next = await jobs.start({ argv, name: 'redis', if_running: 'reuse' });
    expect(next.id).not.toBe(job.id);
    await ready(next, port);
    expect(await ask(port, 'GET colour')).toBe('$5\r\ngreen\r\n');
    await jobs.stop(next, { grace_timeout_ms: 10_000 });
  });

  test('a second one at its port ends by itself, with its exit code and its reason on record', async () => {
    const jobs = scratchJobs();
    const { argv, port } = await redis();
    const job = await jobs.start({ argv, name: 'first' });
    await ready(job, port);
    const twin = await jobs.start({ argv, name: 'second' });
    const waiting = waitForPort({ ...twin, pid: twin.pid as number }, port, { timeout_ms: 10_000 });
    await expect(waiting).rejects.toMatchObject({ code: expect.stringMatching(/^(ERR_PROCESS_ENDED|ESRCH)$/) });
    expect(await jobs.wait(twin, { timeout_ms: 10_000 })).toMatchObject({ status: 'failed', exit_code: 1 });
    expect(await logOf(jobs, twin)).toContain('Address already in use');
    expect(await ask(port, 'PING')).toBe('+PONG\r\n');
    await jobs.kill(job);
  });

  test('from a shell: run by name twice is one server, and stop lets it finish', async () => {
    const jobs = scratchJobs();
    const { argv, port } = await redis();
    const run = () => reeve(jobs, 'run', '--name', 'redis', '--reuse', '--', ...argv);
    const first = await run();
    expect(first.code, first.err).toBe(0);
    const job = await seen(jobs, 'redis');
    await ready(job, port);
    expect((await run()).out).toBe(first.out);
    expect(await reeve(jobs, 'stop', 'redis')).toMatchObject({ code: 0 });
    expect(await reeve(jobs, 'wait', 'redis')).toMatchObject({ code: 0 });
    expect((await reeve(jobs, 'logs', '-n', '1', '--stdout', 'redis')).out).toContain('bye bye');
  });
});
