import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { capabilities, checkIdentity, getProcess, waitPid } from 'reeve';
import { openJobs } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { ended, inProgram, remains, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { nodeRuns } from '../helpers/programs.js';
import { refusal } from '../helpers/refusal.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { childrenOf } from './helpers/proc.js';
import { smallDisk } from './helpers/small-disk.js';

const require = createRequire(import.meta.url);
const empty = (jobs: { state_dir: string }) => readdirSync(join(jobs.state_dir, 'jobs'));

describe.runIf(capabilities().keeper.available)('starting a durable job', () => {
  test('A1: it has an id, a process, a session and logs; is listed; is stopped; is pruned with its logs', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'echo hello; sleep 600', { labels: { suite: 'a' } });
    expect(job).toMatchObject({ status: 'running', labels: { suite: 'a' }, exit_code: null, ended_unix_ms: null });
    expect(getProcess(job as never)).toMatchObject({ pid: job.pid, pgid: job.pgid, sid: job.pid });
    expect(await jobs.list()).toMatchObject([{ id: job.id, status: 'running' }]);
    await until('it wrote', () => readFileSync(job.logs.stdout as string, 'utf8') === 'hello\n');
    const stopped = await jobs.stop(job);
    expectValid('job', stopped);
    expect(stopped).toMatchObject({ status: 'cancelled', signal: 'SIGTERM', exit_code: null });
    expect(await jobs.list({ status: 'running' })).toEqual([]);
    const pruned = await jobs.prune();
    expectValid('prune-jobs-result', pruned);
    expect(pruned.removed.map(({ id }) => id)).toEqual([job.id]);
    expect(existsSync(job.folder)).toBe(false);
    expect(await jobs.get(job)).toBeNull();
  });

  test('A2: it outlives its launcher, whose whole process group is killed, and keeps its exit code', async () => {
    const jobs = scratchJobs();
    const code = `
      import { openJobs } from 'reeve/jobs';
      const job = await openJobs({ state_dir: process.argv[1] }).start({ argv: ['sh', '-c', 'read x < ' + process.argv[2] + '; exit 42'] });
      console.log(job.id);
      setInterval(() => {}, 1000);`;
    const gate = join(scratchFolder(), 'gate');
    spawnSync('mkfifo', [gate]);
    const [command, ...args] = nodeRuns(code, jobs.state_dir, gate);
    const launcher = spawn(command as string, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    const [id] = await once(launcher.stdout, 'data');
    const closed = once(launcher, 'close');
    process.kill(-(launcher.pid as number), 'SIGKILL');
    await closed;
    const job = await seen(jobs, String(id).trim());
    expect(job.status).toBe('running');
    expect(checkIdentity(job as never).status).toBe('same');
    writeFileSync(gate, 'go\n');
    expect(await ended(jobs, job)).toMatchObject({ status: 'failed', exit_code: 42 });
  });

  test.each([
    ['no such command', { argv: ['/nonexistent/command'] }, 'ENOENT'],
    ['no such command in PATH', { argv: ['reeve-no-such-command'] }, 'ENOENT'],
    ['a file that may not be executed', { argv: ['/etc/passwd'] }, 'EACCES'],
    ['no such folder', { argv: ['true'], cwd: '/nonexistent' }, 'ENOENT'],
    ['a file as a folder', { argv: ['true'], cwd: '/etc/hostname' }, 'ENOTDIR'],
  ])('A4: %s is an error with its code; no record, log or process is left', async (_what, config, code) => {
    const jobs = scratchJobs();
    const before = childrenOf(process.pid).length;
    const error = await refusal(() => jobs.start(config));
    expect(error.code).toBe(code);
    expect((error as never as { errno: number }).errno).toBeLessThan(0);
    expect(await jobs.list()).toEqual([]);
    expect(empty(jobs)).toEqual([]);
    expect(childrenOf(process.pid)).toHaveLength(before);
  });

  test.each([
    ['true', { status: 'completed', exit_code: 0, signal: null }],
    ['false', { status: 'failed', exit_code: 1, signal: null }],
    ['exit 42', { status: 'failed', exit_code: 42, signal: null }],
    ['kill -SEGV $$', { status: 'failed', exit_code: null, signal: 'SIGSEGV' }],
  ])('A5: how `%s` ended is known to a program that never saw it run', async (script, end) => {
    const jobs = scratchJobs();
    const start = `console.log((await jobs.start({ argv: ['sh', '-c', args[0]] })).id)`;
    const id = (await inProgram(jobs, start, [script])).trim();
    const job = await ended(openJobs({ state_dir: jobs.state_dir }), id);
    expect(job).toMatchObject(end);
    expect(job.ended_unix_ms).toBeGreaterThanOrEqual(job.created_unix_ms as number);
    expect(job.usage).not.toBeNull();
    expect(await seen(jobs, id)).toEqual(job);
  });

  test.each([
    ['is full', 'size=64k', 'ENOSPC', `while (true) fs.appendFileSync(disk + '/ballast', Buffer.alloc(512));`],
    [
      'takes no more files',
      'size=1m,nr_inodes=8',
      'ENOSPC',
      `for (let file = 0; ; file++) fs.mkdirSync(disk + '/' + file);`,
    ],
    ['may only be read', 'size=1m', 'EROFS', `execFileSync('mount', ['-o', 'remount,ro', disk]);`],
  ])('A12: where the disk %s, nothing is started and nothing is left', async (_how, options, code, spoil) => {
    if (process.geteuid?.() !== 0) return;
    const { folder, under } = smallDisk(options);
    const program = `
      import fs from 'node:fs';
      import { execFileSync } from 'node:child_process';
      const [disk] = args;
      try { ${spoil} } catch {}
      const { code } = await jobs.start({ argv: ['sleep', '600'] }).catch((error) => error);
      const children = fs.readFileSync('/proc/self/task/' + process.pid + '/children', 'latin1').trim();
      console.log(JSON.stringify({ code, left: fs.readdirSync(state_dir + '/jobs'), children }));`;
    const answer = await inProgram({ state_dir: join(folder, 'state') }, program, [folder], under);
    expect(JSON.parse(answer)).toEqual({ code, left: [], children: '' });
  });

  test('A16: an id that another job has is not taken', async () => {
    const jobs = scratchJobs();
    const { makeDraft } = require('../../dist/cjs/jobs/job-draft.js');
    const job = await startShell(jobs, 'true');
    const state = { path: jobs.state_dir, jobs: join(jobs.state_dir, 'jobs'), names: join(jobs.state_dir, 'names') };
    const before = readFileSync(join(job.folder, 'spec.json'), 'utf8');
    const ids = [job.id, job.id, 'abcdefabcdef'];
    const made = await makeDraft(state, JSON.parse(before), () => ids.shift());
    expect(made.id).toBe('abcdefabcdef');
    expect(readFileSync(join(job.folder, 'spec.json'), 'utf8')).toBe(before);
    expect(remains(jobs)).toEqual([]);
    rmSync(join(jobs.state_dir, 'jobs', made.id), { recursive: true });
    await ended(jobs, job);
  });

  test('A17: arguments come back and reach the program exactly', async () => {
    const jobs = scratchJobs();
    const odd = ['a b', "it's", '"', '', '\n\t', 'ä€😀', '\\', '$(x)', 'x'.repeat(4096)];
    const job = await jobs.start({ argv: ['printf', '%s\\0', ...odd] });
    expect((await ended(jobs, job)).argv?.slice(2)).toEqual(odd);
    expect(
      readFileSync(job.logs.stdout as string, 'utf8')
        .split('\0')
        .slice(0, -1),
    ).toEqual(odd);
  });

  test('A18: it reads nothing, has no descriptor but its three, and obeys every signal, whatever its launcher has', async () => {
    const jobs = scratchJobs();
    const script = 'readlink /proc/$$/fd/0; ls /proc/$$/fd; grep -E "^Sig(Ign|Blk)" /proc/self/status';
    const start = `const job = await jobs.start({ argv: ['sh', '-c', args[0]] }); console.log((await jobs.wait(job)).logs.stdout);`;
    const careless = ['sh', '-c', 'trap "" TERM HUP; exec 7</dev/null 9>/dev/null; exec "$@"', 'sh'];
    const log = (await inProgram(jobs, start, [script], careless)).trim();
    const [stdin, ...rest] = readFileSync(log, 'utf8').trim().split('\n');
    expect(stdin).toBe('/dev/null');
    const blocked = rest.indexOf('SigBlk:\t0000000000000000');
    expect(rest.slice(blocked)).toEqual(['SigBlk:\t0000000000000000', 'SigIgn:\t0000000000000000']);
    // 10 is the shell's own.
    expect(rest.slice(0, blocked).filter((fd) => fd !== '10')).toEqual(['0', '1', '2']);
  });

  test('A18: it may read a file', async () => {
    const jobs = scratchJobs();
    const file = join(scratchFolder(), 'input');
    writeFileSync(file, 'from a file\n');
    const job = await startShell(jobs, 'cat', { stdin: { file } });
    await ended(jobs, job);
    expect(readFileSync(job.logs.stdout as string, 'utf8')).toBe('from a file\n');
  });

  test('limits that can’t be kept refuse the start, unless they need not be', async () => {
    const jobs = scratchJobs();
    const limits = { memory_max: 2 ** 28 };
    const kept = capabilities().cgroup_controllers?.includes('memory') === true;
    const tried = jobs.start({ argv: ['true'], limits }).then(
      ({ status }) => status,
      (error) => error.code,
    );
    expect(await tried).toMatch(kept ? /^(running|completed|ERR_UNSUPPORTED)$/ : /^ERR_UNSUPPORTED$/);
    const job = await startShell(jobs, 'exit 0', { limits, limits_required: false });
    expect(await ended(jobs, job)).toMatchObject({ status: 'completed' });
  });

  test('its environment is on no record, and its argv as the redaction left it', async () => {
    const jobs = scratchJobs({ redact_argv: (argv) => argv.map((item) => item.replace(/^--token=.*/, '--token=...')) });
    const job = await startShell(jobs, 'echo "$SECRET $0"', {
      argv: ['sh', '-c', 'echo "$SECRET $0"', '--token=hunter2'],
      env: { SECRET: 'swordfish' },
    });
    await ended(jobs, job);
    expect(readFileSync(job.logs.stdout as string, 'utf8')).toBe('swordfish --token=hunter2\n');
    await seen(jobs, job);
    const records = readdirSync(job.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'stdout.log')
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(records.length).toBeGreaterThan(3);
    for (const text of records) {
      expect(text).not.toContain('swordfish');
      expect(text).not.toContain('hunter2');
    }
  });

  test('its folders are 0700 and its files 0600, whatever the umask', async () => {
    const umask = process.umask(0);
    try {
      const jobs = scratchJobs();
      const job = await startShell(jobs, 'echo x');
      await ended(jobs, job);
      for (const folder of [jobs.state_dir, join(jobs.state_dir, 'jobs'), join(jobs.state_dir, 'names'), job.folder]) {
        expect(statSync(folder).mode & 0o777, folder).toBe(0o700);
      }
      for (const entry of readdirSync(job.folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        expect(statSync(path).mode & 0o777, path).toBe(entry.isFile() ? 0o600 : 0o700);
      }
    } finally {
      process.umask(umask);
    }
  });

  test('its first process is a process on record for every primitive', async () => {
    const jobs = scratchJobs();
    const job = await startShell(jobs, 'exit 6');
    expect(await waitPid(job as never)).toMatchObject({ exited: true, exit_code: 6 });
    await ended(jobs, job);
  });

  test('logs may go elsewhere, into one file, or nowhere; a file elsewhere is the caller’s and stays', async () => {
    const jobs = scratchJobs();
    const file = join(scratchFolder(), 'own.log');
    const both = await startShell(jobs, 'echo out; echo err >&2', { logs: { stdout: { file }, stderr: 'stdout' } });
    const none = await startShell(jobs, 'echo out', { logs: { stdout: 'ignore', stderr: 'ignore' } });
    await Promise.all([ended(jobs, both), ended(jobs, none)]);
    expect(readFileSync(file, 'utf8')).toBe('out\nerr\n');
    expect(both.logs).toEqual({ stdout: file, stderr: file });
    expect(none.logs).toEqual({ stdout: null, stderr: null });
    expect((await jobs.prune()).removed).toHaveLength(2);
    expect(existsSync(file)).toBe(true);
  });
});
