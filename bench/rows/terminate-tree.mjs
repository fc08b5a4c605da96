// terminateTree with SIGKILL, from the call to the result, against the kernel's own time to kill the same tree.
import { setTimeout as pause } from 'node:timers/promises';
import { capabilities, terminateTree } from 'reeve';
import treeKill from 'tree-kill';
import { floor, tree } from '../build.mjs';
import { longestGap } from '../gap.mjs';
import { isDead, membersOf, startTree, startTreeByNode, untilReaped } from '../jobs.mjs';
import { collect, inTurns, now } from '../measure.mjs';

const bar = 1.5;
const reasons = {
  group:
    'who left the group is looked for too: all are stopped, all of /proc is read and each member pinned before the kill',
  cgroup: 'who was moved out of the cgroup is looked for too: all of /proc is read once it is empty',
};

async function timed(work) {
  const before = now();
  await work();
  return now() - before;
}

// Measures one end of a fresh tree, with nothing left of it afterwards.
async function onTree(shape, containment, measure, end = byReeve) {
  const job = await startTree(shape, containment);
  const members = membersOf(job.pid);
  const value = await measure(() => end(job));
  await untilReaped(members);
  return value;
}

async function byReeve(job) {
  const result = await terminateTree(job, { signal: 'SIGKILL' });
  if (!result.exited) throw new Error(`terminateTree left ${result.survivors.length} survivors`);
}

// What the kernel's own work does to the loop: one call and the wait for the dying, with none of reeve's work.
async function byKernel(job) {
  process.kill(-job.pid, 'SIGKILL');
  await pause(50);
}

async function byTreeKill(child) {
  const members = membersOf(child.pid);
  await new Promise((resolve, reject) => {
    treeKill(child.pid, 'SIGKILL', (error) => (error ? reject(error) : resolve()));
  });
  while (!members.every(isDead)) await new Promise(setImmediate);
}

async function compare({ quick }, name, shape, containment, peerCount) {
  const base = containment === 'cgroup' ? [capabilities().cgroup.path] : [];
  const count = quick ? 3 : 7;
  const { kernel, reeve, gaps, alone } = await inTurns(quick ? 1 : 3, {
    kernel: () => floor('kill', tree, ...shape, count, ...base),
    reeve: () => collect(count, () => onTree(shape, containment, timed)),
    gaps: () => collect(quick ? 2 : 5, () => onTree(shape, containment, longestGap)),
    alone: () => collect(quick ? 2 : 5, () => onTree(shape, containment, longestGap, byKernel)),
  });
  const peer = { time: [], gap: [] };
  for (let at = 0; at < peerCount; at++) {
    const child = await startTreeByNode(shape);
    const members = membersOf(child.pid);
    peer.time.push(await timed(async () => peer.gap.push(await longestGap(() => byTreeKill(child)))));
    await untilReaped(members);
  }
  const peers = (list) => (list.length > 0 ? { treeKill: Math.min(...list) } : {});
  return [
    {
      work: `terminateTree, KILL, ${name}, ${containment}`,
      floor: kernel.median,
      reeve: reeve.median,
      bar,
      peers: peers(peer.time),
      why: reasons[containment],
    },
    {
      work: '  longest loop gap',
      floor: alone.median,
      floorIs: 'one kill()',
      reeve: gaps.median,
      limit: 2000,
      peers: peers(peer.gap),
      why: 'reeve works on another thread; the dying processes take the loop its core, as after one kill()',
    },
  ];
}

export async function run(how) {
  const rows = [];
  const kinds = capabilities().cgroup.available ? ['group', 'cgroup'] : ['group'];
  for (const [name, shape, peerCount] of [
    ['50 flat', [49, 1], how.quick ? 1 : 2],
    ['57 deep', [7, 2], 0],
    ['500 flat', [499, 1], how.quick ? 0 : 1],
  ]) {
    for (const kind of kinds) {
      rows.push(...(await compare(how, name, shape, kind, kind === 'group' ? peerCount : 0)));
    }
  }
  return rows;
}
