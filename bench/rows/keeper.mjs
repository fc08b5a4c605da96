// What a keeper costs: its file, the memory that an idle one has for itself, and the time it adds to a start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capabilities, spawnInGroup, terminateTree, waitPid } from 'reeve';
import { idle } from '../build.mjs';
import { inTurns, median, memoryOf, startSamples } from '../measure.mjs';

const mostMemory = 100 * 1024;
const mostAdded = 300;

/** Of a keeper with all its work to do, once its job stands. */
async function measureKeeper() {
  const state_dir = mkdtempSync(join(tmpdir(), 'reeve-bench-'));
  const argv = [idle];
  const job = spawnInGroup({ argv, containment: 'keeper', stdout: 'pipe', state_dir, on_parent_exit: 'kill' });
  await once(job.stdout, 'data');
  const { pid } = job.containment.keeper;
  const measured = { ...memoryOf(pid), size: statSync(`/proc/${pid}/exe`).size };
  await terminateTree(job, { signal: 'SIGKILL' });
  await waitPid(job.containment.keeper).catch(() => {});
  job.stdout.destroy();
  rmSync(state_dir, { recursive: true });
  return measured;
}

/** Of a child of Node's, once it has said that it is ready. */
async function measureChild(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const measured = memoryOf(child.pid);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return measured;
}

async function memoryRows({ quick }) {
  const keepers = [];
  const leasts = [];
  for (let at = 0; at < (quick ? 3 : 15); at++) {
    keepers.push(await measureKeeper());
    leasts.push(await measureChild(idle, []));
  }
  const node = await measureChild(process.execPath, ['-e', 'console.log("ready"); setInterval(() => {}, 1e6)']);
  const row = { unit: 'bytes', floorIs: 'static C', bar: null };
  const middle = (of) => ({ floor: median(leasts.map(of)), reeve: median(keepers.map(of)) });
  return [
    { ...row, work: 'keeper, its file', floor: statSync(idle).size, reeve: keepers[0].size },
    {
      ...row,
      ...middle(({ own }) => own),
      work: 'keeper, private memory',
      limit: mostMemory,
      peers: { other: { value: node.own, name: 'node' } },
      why: 'with state_dir and on_parent_exit "kill"',
    },
    { ...row, ...middle(({ share }) => share), work: '  with its share of what others have too (PSS)' },
  ];
}

async function startRows({ quick }) {
  const count = quick ? 20 : 60;
  const samples = (containment) => async () => (await startSamples(containment, 0, count)).reeve;
  const { group, keeper } = await inTurns(quick ? 1 : 5, { group: samples('group'), keeper: samples('keeper') });
  const row = { floor: group.median, floorIs: 'group', bar: null };
  return [
    { ...row, work: 'spawnInGroup, keeper', reeve: keeper.median },
    {
      ...row,
      work: '  added to a start without one',
      reeve: keeper.median - group.median,
      limit: mostAdded,
      why: 'a second process is started, and spoken with twice',
    },
  ];
}

export async function run(how) {
  if (!capabilities().keeper.available) return [];
  return [...(await memoryRows(how)), ...(await startRows(how))];
}
