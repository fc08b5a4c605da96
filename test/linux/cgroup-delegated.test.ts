import { chownSync } from 'node:fs';
import { capabilities, spawnInGroup, terminateTree } from 'reeve';
import { beforeAll, describe, expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { delegate, hasControllers, jobFolders, joining, ownCgroup, readControl } from './helpers/cgroup.js';
import { asNobody } from './helpers/privileges.js';
import { startAndEnd } from './helpers/start-and-end.js';

type Reeve = typeof import('reeve');
const root = process.geteuid?.() === 0;
const nobody = 65534;
const input = { path: program('sleeper'), containment: 'auto' as const };
const insideAsNobody = (folder: string) => ({ through: [...joining(folder), ...asNobody] });

describe.runIf(root && capabilities().cgroup.available)('a user without rights', () => {
  test('has cgroups for its jobs inside a cgroup that was delegated to it', async () => {
    const folder = ownCgroup('slice');
    delegate(folder, nobody);
    const { answer } = await inChild(startAndEnd, input, insideAsNobody(folder));
    expect(answer.error).toBeNull();
    expectValid('capabilities', answer.can);
    expect(answer.can).toMatchObject({
      cgroup: { available: true, path: folder, reason: null },
      default_containment: 'cgroup',
    });
    expect(answer.job).toMatchObject({ tree_kill_reliability: 'guaranteed', warnings: [] });
    expect(answer.job.containment.cgroup_path.startsWith(`${folder}/reeve-`)).toBe(true);
    expect(answer.procs).toBe(`${answer.job.pid}\n`);
    expect(answer.ended).toMatchObject({ exited: true, tree_kill_reliability: 'guaranteed' });
    expect(jobFolders(folder)).toEqual([]);
  });

  test('ends there all of a tree that leaves group, session, parent and environment behind', async () => {
    const folder = ownCgroup('slice');
    delegate(folder, nobody);
    const script = async (reeve: Reeve, argv: string[]) => {
      const { readFileSync } = process.getBuiltinModule('node:fs');
      const job = reeve.spawnInGroup({ argv, stdout: 'pipe' });
      for await (const _ of job.stdout ?? []) break;
      const procs = readFileSync(`${job.containment.cgroup_path}/cgroup.procs`, 'utf8').trim().split('\n').length;
      return { procs, ended: await reeve.terminateTree(job, { signal: 'SIGKILL' }) };
    };
    const { answer } = await inChild(script, [program('daemon'), 'empty'], insideAsNobody(folder));
    expect(answer.procs).toBeGreaterThan(0);
    expectValid('terminate-tree-result', answer.ended);
    expect(answer.ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'guaranteed' });
    expect(answer.ended.signaled_count).toBe(answer.procs);
    expect(readControl(folder, 'cgroup.events')).toContain('populated 0');
    expect(jobFolders(folder)).toEqual([]);
  });

  const lacking: [string, (folder: string) => void, RegExp][] = [
    ['that is not delegated', () => {}, /cannot make a cgroup in .*-part: Permission denied/],
    [
      'of which only the folder is',
      (folder) => chownSync(folder, nobody, nobody),
      /may make a cgroup in .*-part but not start a process in it/,
    ],
  ];
  test.each(lacking)('has a keeper inside a cgroup %s, and is told why', async (_name, prepare, reason) => {
    const folder = ownCgroup('part');
    prepare(folder);
    const { answer } = await inChild(startAndEnd, input, insideAsNobody(folder));
    expectValid('capabilities', answer.can);
    expect(answer.can).toMatchObject({
      cgroup: { available: false, path: null, reason: expect.stringMatching(reason) },
      cgroup_controllers: null,
      containments: ['keeper', 'group'],
    });
    expect(answer.job).toMatchObject({ tree_kill_reliability: 'guaranteed', containment: { kind: 'keeper' } });
    expect(answer.ended).toMatchObject({ exited: true, tree_kill_reliability: 'guaranteed' });
    expect(jobFolders(folder)).toEqual([]);
  });
});

const limits = { memory_max: 64 * 2 ** 20, memory_swap_max: 0, pids_max: 20, cpu_max: 0.5, io_weight: 50 };
type Limits = Partial<typeof limits>;

/** Starts a job with limits as a user of a delegated cgroup, once by itself and once after a move into a cgroup below. */
async function startLimited(reeve: Reeve, given: { path: string; folder: string; moves: boolean; limits: Limits }) {
  const { mkdirSync, readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');
  const before = reeve.capabilities().cgroup_controllers;
  if (given.moves) {
    mkdirSync(`${given.folder}/main`);
    writeFileSync(`${given.folder}/main/cgroup.procs`, String(process.pid));
  }
  const after = reeve.capabilities().cgroup_controllers;
  const run = async (wanted: Limits) => {
    const job = reeve.spawnInGroup({ argv: [given.path], stdout: 'ignore', containment: 'cgroup', limits: wanted });
    const read = (file: string) => readFileSync(`${job.containment.cgroup_path}/${file}`, 'utf8').trim();
    const files = ['memory.max', 'memory.swap.max', 'pids.max', 'cpu.max', 'io.weight'];
    const written = Object.keys(wanted).length > 0 ? files.map(read) : [];
    const { exited, tree_kill_reliability } = await reeve.terminateTree(job, { signal: 'SIGKILL' });
    return { written, exited, tree_kill_reliability };
  };
  const refused: Record<string, string> = {};
  for (const [name, value] of Object.entries(given.moves ? {} : given.limits)) {
    await run({ [name]: value }).catch((error: Error) => {
      refused[name] = error.message;
    });
  }
  return { before, after, refused, job: await run(given.moves ? given.limits : {}) };
}

describe.runIf(root && hasControllers)('a user of a delegated cgroup with controllers', () => {
  // The cgroup of this program hands down what its jobs need from the first limit on.
  beforeAll(async () => {
    await terminateTree(spawnInGroup({ argv: input.path ? [input.path] : [], stdout: 'ignore', limits }));
  });

  test('is told that limits need a cgroup without processes, which its own is not, and no harm is done', async () => {
    const folder = ownCgroup('busy');
    delegate(folder, nobody);
    const given = { path: input.path, folder, moves: false, limits };
    const { answer } = await inChild(startLimited, given, insideAsNobody(folder));
    expect([answer.before, answer.after]).toEqual([[], []]);
    for (const [name, controller] of [
      ['memory_max', 'memory'],
      ['memory_swap_max', 'memory'],
      ['pids_max', 'pids'],
      ['cpu_max', 'cpu'],
      ['io_weight', 'io'],
    ]) {
      expect(answer.refused[name as string]).toMatch(
        new RegExp(`limits.${name}: .*'${controller}'.*${folder}/cgroup.subtree_control.*move them`),
      );
    }
    // Enabled all the same, cpu and pids would have made it the root of a threaded tree, in which no job starts.
    expect(readControl(folder, 'cgroup.type')).toBe('domain');
    expect(answer.job).toMatchObject({ exited: true, tree_kill_reliability: 'guaranteed' });
  });

  test('has limits as soon as it has moved itself into a cgroup below', async () => {
    const folder = ownCgroup('free');
    delegate(folder, nobody);
    const given = { path: input.path, folder, moves: true, limits };
    const { answer } = await inChild(startLimited, given, insideAsNobody(folder));
    expect(answer.before).toEqual([]);
    expect(answer.after).toEqual(expect.arrayContaining(['memory', 'pids', 'cpu', 'io']));
    expect(answer.job).toEqual({
      written: ['67108864', '0', '20', '50000 100000', 'default 50'],
      exited: true,
      tree_kill_reliability: 'guaranteed',
    });
    expect(jobFolders(folder)).toEqual([]);
  });
});
