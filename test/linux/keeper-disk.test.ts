import { capabilities } from 'reeve';
import { beforeEach, describe, expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { idle } from '../helpers/programs.js';
import { needsRoot } from './helpers/privileges.js';
import { smallDisk } from './helpers/small-disk.js';

beforeEach(needsRoot);

type Reeve = typeof import('reeve');
interface Input {
  argv: string[];
  folder: string;
}

/** Tries a start, and tells what it said and what is left of it. */
async function tryStart(reeve: Reeve, { argv, folder }: Input) {
  const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs');
  const children = () => readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').trim();
  let error = { code: 'started', syscall: '' };
  try {
    const job = reeve.spawnInGroup({ argv, containment: 'keeper', state_dir: folder });
    await reeve.terminateTree(job, { signal: 'SIGKILL' });
  } catch (caught) {
    error = (caught as InstanceType<Reeve['ReeveError']>).toJSON() as typeof error;
  }
  return { code: error.code, syscall: error.syscall, left: readdirSync(folder), children: children() };
}

/** Starts a job, fills the disk up, ends the job, and gives what its keeper wrote then. */
async function fillAfterStart(reeve: Reeve, { argv, folder }: Input) {
  const { appendFileSync, readFileSync, readdirSync } = process.getBuiltinModule('node:fs');
  const job = reeve.spawnInGroup({ argv, containment: 'keeper', state_dir: folder });
  let full = '';
  try {
    for (;;) appendFileSync(`${folder}/ballast`, Buffer.alloc(512));
  } catch (caught) {
    full = (caught as { code: string }).code;
  }
  const ended = await reeve.terminateTree(job, { signal: 'SIGKILL' });
  const exit = JSON.parse(readFileSync(`${folder}/exit.json`, 'utf8'));
  return { full, ended, exit, identity: job.identity, left: readdirSync(folder).sort() };
}

describe.runIf(capabilities().keeper.available)('where the state folder is on a disk', () => {
  test.each([
    ['without room', 'size=4k', 'ENOSPC'],
    ['with room for the record, and none for the exit', 'size=32k', 'ENOSPC'],
    ['that takes no more files', 'size=1m,nr_inodes=2', 'ENOSPC'],
    ['that is mounted for reading only', 'ro', 'EROFS'],
  ])('%s, the start says so and leaves nothing', async (_how, options, code) => {
    const { folder, under } = smallDisk(options);
    const { answer } = await inChild(tryStart, { argv: idle, folder }, { through: under });
    expect(answer).toEqual({ code, syscall: 'state_dir', left: [], children: '' });
  });

  test('that fills up after the start, the exit is kept all the same', async () => {
    const { folder, under } = smallDisk('size=64k');
    const { answer } = await inChild(fillAfterStart, { argv: idle, folder }, { through: under });
    expect(answer.full).toBe('ENOSPC');
    expect(answer.ended).toMatchObject({ exited: true, tree_kill_reliability: 'guaranteed' });
    expect(answer.exit).toMatchObject({ identity: answer.identity, exit_code: null, signal: 'SIGKILL' });
    expect(answer.left).toEqual(['ballast', 'exit.json', 'job.json', 'lock']);
  });
});
