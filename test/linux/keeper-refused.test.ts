import { execFileSync } from 'node:child_process';
import { chownSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { idle, program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';
import { keeperOf, programOf, startKept } from './helpers/keeper.js';
import { asNobody } from './helpers/privileges.js';
import { childrenOf } from './helpers/proc.js';

type Reeve = typeof import('reeve');
const root = process.geteuid?.() === 0;
const argv = [program('sleeper')];

/** A command that runs what follows in a mount namespace of its own, after this was done in it. */
const afterMounting = (mount: string, ...args: string[]) => [
  'unshare',
  '--mount',
  'sh',
  '-c',
  `${mount} && shift ${args.length} && exec "$@"`,
  'sh',
  ...args,
];

/** Starts kept jobs and ends them, and tells what this program can do, what its keeper runs, and what was refused. */
async function startKeptThere(reeve: Reeve, input: { argv: string[] }) {
  const { readlinkSync } = process.getBuiltinModule('node:fs');
  const can = reeve.capabilities();
  const attempt = async (containment: 'auto' | 'keeper') => {
    try {
      const job = reeve.spawnInGroup({ argv: input.argv, stdout: 'ignore', containment });
      const keeper = job.containment.keeper;
      const runs = keeper && readlinkSync(`/proc/${keeper.pid}/exe`);
      const ended = await reeve.terminateTree(job, { signal: 'SIGKILL' });
      return { kind: job.containment.kind, runs, ended, error: null };
    } catch (error) {
      return { kind: null, runs: null, ended: null, error: (error as InstanceType<Reeve['ReeveError']>).toJSON() };
    }
  };
  return { can, kept: await attempt('keeper'), auto: await attempt('auto') };
}

describe.runIf(root)('where no keeper is to be had', () => {
  test('because there is no /proc, capabilities say why, and so does the error', async () => {
    const through = afterMounting('umount -l /proc');
    const { answer } = await inChild(startKeptThere, { argv }, { through });
    expectValid('capabilities', answer.can);
    expect(answer.can.keeper).toMatchObject({ available: false });
    expect(answer.can.keeper.reason).not.toBe('');
    expect(answer.can.containments).not.toContain('keeper');
    expectValid('error', answer.kept.error);
    expect(answer.kept.error).toMatchObject({
      code: 'ERR_UNSUPPORTED',
      message: expect.stringContaining(answer.can.keeper.reason as string),
    });
  });
});

describe.runIf(root && capabilities().keeper.available)('a keeper works all the same', () => {
  test("where /proc hides other users' processes", async () => {
    const through = [...afterMounting('mount -t proc -o hidepid=2 proc /proc'), ...asNobody];
    const { answer } = await inChild(startKeptThere, { argv }, { through });
    expectValid('capabilities', answer.can);
    expect(answer.can.keeper).toMatchObject({ available: true });
    for (const { kind, ended } of [answer.kept, answer.auto]) {
      expect(kind).toBe('keeper');
      expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'guaranteed' });
    }
  });

  test('where its file is on a file system without execution: from memory', async (ctx) => {
    const file = programOf(keeperOf(startKept({ argv: idle })));
    if (file.startsWith('/memfd:')) ctx.skip('this addon has no file for the keeper beside it');
    const through = afterMounting('mount --bind "$1" "$1" && mount -o remount,bind,noexec "$1"', file);
    const { answer } = await inChild(startKeptThere, { argv }, { through });
    expect(answer.kept).toMatchObject({ kind: 'keeper', runs: expect.stringContaining('memfd:'), error: null });
    expect(answer.kept.ended).toMatchObject({ exited: true, tree_kill_reliability: 'guaranteed' });
  });

  test('where its file is no program any more: from memory', async (ctx) => {
    const file = programOf(keeperOf(startKept({ argv: idle })));
    if (file.startsWith('/memfd:')) ctx.skip('this addon has no file for the keeper beside it');
    const broken = join(scratchFolder(), 'broken');
    writeFileSync(broken, 'no program\n', { mode: 0o755 });
    const through = afterMounting('mount --bind "$2" "$1"', file, broken);
    const { answer } = await inChild(startKeptThere, { argv }, { through });
    expect(answer.kept).toMatchObject({ kind: 'keeper', runs: expect.stringContaining('memfd:'), error: null });
    expect(answer.kept.ended).toMatchObject({ exited: true, tree_kill_reliability: 'guaranteed' });
  });
});

// The keeper may be born, and then its job not.
test.runIf(root && capabilities().keeper.available)(
  'wherever the limit on processes stops a start with a keeper, it is EAGAIN and nothing is left',
  async () => {
    const [setpriv, ...asUser] = asNobody;
    const state_dir = scratchFolder();
    chownSync(state_dir, 65534, 65534);
    const remote = await Remote.start('remote.mjs', asNobody);
    const config = { argv, containment: 'keeper', stdout: 'ignore', state_dir };
    // The first one starts the threads too, which stay.
    await remote.call('waitPid', [await remote.call('spawnInGroup', [{ argv: ['true'], containment: 'keeper' }])]);
    await until('its keeper is reaped', () => childrenOf(remote.pid).length === 0);
    for (let refused = 0, limit = 1; ; limit++) {
      execFileSync(setpriv as string, [...asUser, 'prlimit', `--pid=${remote.pid}`, `--nproc=${limit}:`]);
      const job = await remote.call('spawnInGroup', [config], 'spawn-in-group-result').catch((error) => error);
      if (!(job instanceof Error)) {
        expect(await remote.call('terminateTree', [job, { signal: 'SIGKILL', kill_timeout_ms: 20_000 }])).toMatchObject(
          { exited: true },
        );
        expect(refused).toBeGreaterThan(1);
        break;
      }
      refused += 1;
      expect(job).toMatchObject({ code: 'EAGAIN' });
      expect(readdirSync(state_dir)).toEqual([]);
      expect(childrenOf(remote.pid)).toEqual([]);
      expect(limit).toBeLessThan(1000);
    }
  },
);
