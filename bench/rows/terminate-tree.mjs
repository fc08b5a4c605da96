// terminateTree with SIGKILL, from the call to the result, against the kernel's own time to kill the same tree.
import { capabilities, terminateTree } from 'reeve';
import treeKill from 'tree-kill';
import { floor, tree } from '../build.mjs';
import { idleGap, longestGap } from '../gap.mjs';
import { isDead, membersOf, startTree, startTreeByNode } from '../jobs.mjs';
import { collect, inTurns, now } from '../measure.mjs';

const bar = 1.5;

async function timed(work) {
  const before = now();
  await work();
  return now() - before;
}

async function byReeve(job) {
  const result = await terminateTree(job, { signal: 'SIGKILL' });
  if (!result.exited) throw new Error(`terminateTree left ${result.survivors.length} survivors`);
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
  const { kernel, reeve, gaps, idle } = await inTurns(quick ? 1 : 3, {
    kernel: () => floor('kill', tree, ...shape, count, ...base),
    reeve: () =>
      collect(count, async () => {
        const job = await startTree(shape, containment);
        return timed(() => byReeve(job));
      }),
    gaps: () =>
      collect(quick ? 2 : 3, async () => {
        const job = await startTree(shape, containment);
        return longestGap(() => byReeve(job));
      }),
    idle: () => collect(quick ? 2 : 3, () => idleGap(10)),
  });
  const peer = { time: [], gap: [] };
  for (let at = 0; at < peerCount; at++) {
    const child = await startTreeByNode(shape);
    peer.time.push(await timed(async () => peer.gap.push(await longestGap(() => byTreeKill(child)))));
  }
  const peers = (list) => (list.length > 0 ? { treeKill: Math.min(...list) } : {});
  return [
    {
      work: `terminateTree, KILL, ${name}, ${containment}`,
      floor: kernel.median,
      reeve: reeve.median,
      bar,
      peers: peers(peer.time),
    },
    {
      work: '  longest loop gap',
      floor: idle.median,
      floorIs: 'idle loop',
      reeve: gaps.median,
      limit: 2000,
      peers: peers(peer.gap),
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
