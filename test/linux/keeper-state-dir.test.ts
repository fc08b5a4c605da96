import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { capabilities, type SpawnInGroupConfig, spawnInGroup, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { refusal } from '../helpers/error-record.js';
import { exits, idle, program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { scratchFolder } from '../helpers/scratch.js';
import { startKept, untilKeeperEnds } from './helpers/keeper.js';
import { asNobody, needsRoot } from './helpers/privileges.js';
import { childrenOf } from './helpers/proc.js';
import { isLocked, keptExit, keptJob } from './helpers/state-files.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper');
const files = ['exit.json', 'job.json', 'lock'];

/** A start that is refused, and of which nothing is left: no process, and in the folder nothing that was not there. */
function refused(config: Partial<SpawnInGroupConfig> & { state_dir: string }) {
  const before = childrenOf(process.pid).length;
  const record = refusal(() => spawnInGroup({ argv: idle, containment: 'keeper', ...config }));
  expect(childrenOf(process.pid)).toHaveLength(before);
  return record;
}

describe.runIf(capabilities().keeper.available)("a job's state folder", () => {
  test.each(kinds)(
    'holds what the job was and how it ended, and its lock as long as it lives: %s',
    async (containment) => {
      const state_dir = scratchFolder();
      const job = startKept({ argv: idle, containment, state_dir });
      expect(readdirSync(state_dir)).toEqual(expect.arrayContaining(['job.json', 'lock']));
      expect(keptJob(state_dir)).toMatchObject({ state: 'running', record: JSON.parse(JSON.stringify(job)) });
      expect(keptExit(state_dir)).toBeNull();
      expect(isLocked(state_dir)).toBe(true);
      expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({
        exited: true,
        tree_kill_reliability: 'guaranteed',
      });
      await untilKeeperEnds(job);
      expect(isLocked(state_dir)).toBe(false);
      expect(readdirSync(state_dir).sort()).toEqual(files);
      const { pid, identity } = job;
      expect(keptExit(state_dir)).toMatchObject({ pid, identity, exit_code: null, signal: 'SIGKILL' });
      for (const name of files) expect(statSync(join(state_dir, name)).mode & 0o777).toBe(0o600);
    },
  );

  test('is locked until the last process has ended, long after the first one', async () => {
    const state_dir = scratchFolder();
    const job = startKept({ argv: ['sh', '-c', `${program('sleeper')} & exit 4`], state_dir });
    expect(await waitPid(job)).toMatchObject({ exit_code: 4, exit_code_source: 'keeper' });
    expect(keptExit(state_dir)).toMatchObject({ exit_code: 4, signal: null });
    expect(isLocked(state_dir)).toBe(true);
    expect(await endTree(job)).toMatchObject({ exited: true, signaled_count: 1 });
    await untilKeeperEnds(job);
    expect(isLocked(state_dir)).toBe(false);
  });

  test('says when the program could not be executed, and is as it was after that', () => {
    const state_dir = scratchFolder();
    expect(refused({ argv: ['/nonexistent/command'], state_dir })).toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(state_dir)).toEqual([]);
    startKept({ argv: idle, state_dir });
  });

  test('of a job that lives is EBUSY to another one, of one that is over EEXIST; nothing of it is written over', async () => {
    const state_dir = scratchFolder();
    const job = startKept({ argv: idle, state_dir });
    const text = () => readFileSync(join(state_dir, 'job.json'), 'utf8');
    const before = text();
    expect(refused({ state_dir })).toMatchObject({ code: 'EBUSY', syscall: 'state_dir' });
    expect(text()).toBe(before);
    expect(isLocked(state_dir)).toBe(true);
    await endTree(job, { signal: 'SIGKILL' });
    await untilKeeperEnds(job);
    const exit = readFileSync(join(state_dir, 'exit.json'), 'utf8');
    expect(refused({ state_dir })).toMatchObject({ code: 'EEXIST', syscall: 'state_dir' });
    expect(text()).toBe(before);
    expect(readFileSync(join(state_dir, 'exit.json'), 'utf8')).toBe(exit);
    expect(readdirSync(state_dir).sort()).toEqual(files);
  });

  test("that three want at once is one job's", async () => {
    const state_dir = scratchFolder();
    const remotes = await Promise.all([Remote.start(), Remote.start(), Remote.start()]);
    const config = { argv: idle, containment: 'keeper', stdout: 'ignore', state_dir };
    const starts = await Promise.all(
      remotes.map((remote) =>
        remote.call('spawnInGroup', [config], 'spawn-in-group-result').catch((error) => error.code),
      ),
    );
    const codes = starts.filter((one) => typeof one === 'string');
    expect(codes).toHaveLength(2);
    for (const code of codes) expect(code).toMatch(/^(EBUSY|EEXIST)$/);
    const job = starts.find((one) => typeof one !== 'string') as unknown as Parameters<typeof endTree>[0];
    expect(keptJob(state_dir)?.record).toEqual(job);
    expect(await endTree(job, { signal: 'SIGKILL' })).toMatchObject({ exited: true });
  });

  test('may be given by a relative path, and is found from everywhere by the record', async () => {
    const state_dir = scratchFolder();
    const job = startKept({ argv: exits(8), state_dir: relative(process.cwd(), state_dir) });
    await untilKeeperEnds(job);
    const deeper = join(scratchFolder(), 'a/b/c/d/e/f/g');
    mkdirSync(deeper, { recursive: true });
    const elsewhere = await Remote.start('remote.mjs', ['env', `--chdir=${deeper}`]);
    const heard = await elsewhere.call('waitPid', [job], 'wait-pid-result');
    expect(heard).toMatchObject({ exited: true, exit_code: 8, exit_code_source: 'keeper' });
  });

  test('that is none is an error that names it', () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    const of = (name: string) => refused({ state_dir: join(folder, name) });
    expect(of('missing')).toMatchObject({ code: 'ENOENT', message: expect.stringContaining('missing') });
    expect(of('file')).toMatchObject({ code: 'ENOTDIR', message: expect.stringContaining('file') });
    expect(of('link').code).toMatch(/^(ENOTDIR|ELOOP)$/);
    expect(readdirSync(join(folder, 'real'))).toEqual([]);
  });

  test('with a NUL byte in its name is refused, and no other folder taken for it', () => {
    const folder = scratchFolder();
    expect(refused({ state_dir: `${folder}\0/x` })).toMatchObject({ code: 'ERR_INVALID_ARG' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['lock', 'a folder', (path: string) => mkdirSync(path)],
    ['lock', 'a symbolic link', (path: string) => symlinkSync('/dev/null', path)],
    ['job.json.new', 'a symbolic link', (path: string) => symlinkSync('elsewhere', path)],
    ['exit.json.new', 'a folder', (path: string) => mkdirSync(path)],
    ['job.json', 'an empty file', (path: string) => writeFileSync(path, '')],
  ])('in which %s is %s is an error, and that stays', (name, _what, make) => {
    const state_dir = scratchFolder();
    make(join(state_dir, name));
    const { code } = refused({ state_dir });
    expect(code).toMatch(/^(EISDIR|ELOOP|EEXIST)$/);
    expect(readdirSync(state_dir)).toContain(name);
    expect(readdirSync(state_dir)).not.toContain('elsewhere');
  });

  test("may be closed to the job's own user", async (ctx) => {
    needsRoot(ctx);
    const state_dir = scratchFolder();
    const job = startKept({ argv: exits(2, 50), uid: 65534, gid: 65534, state_dir });
    expect(await waitPid(job)).toMatchObject({ exit_code: 2 });
    await untilKeeperEnds(job);
    expect(keptExit(state_dir)).toMatchObject({ exit_code: 2 });
  });

  test('that may not be written to is EACCES', async (ctx) => {
    needsRoot(ctx);
    const nobody = await Remote.start('remote.mjs', asNobody);
    for (const mode of [0o700, 0o755]) {
      const state_dir = scratchFolder();
      chmodSync(state_dir, mode);
      const config = { argv: idle, containment: 'keeper', state_dir };
      expect(await nobody.refusal('spawnInGroup', [config])).toMatchObject({ code: 'EACCES' });
      expect(readdirSync(state_dir)).toEqual([]);
    }
  });
});
