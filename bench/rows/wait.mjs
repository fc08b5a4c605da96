// waitPid: from a child's last breath to the promise's callback.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { spawnInGroup, waitPid } from 'reeve';
import { floor, program } from '../build.mjs';
import { idleGap, longestGap } from '../gap.mjs';
import { collect, inTurns, now } from '../measure.mjs';
import { openStamp } from '../stamp.mjs';

const bar = 1.5;
const delay = 3000;

/** Runs `use` with ways to take one sample each: microseconds from the child's stamp to the callback. */
export async function withStamps(use) {
  const stamp = openStamp();
  const argv = [program('stamp'), stamp.path, String(delay)];
  const sampleOf = (at) => at - stamp.read();
  const byReeve = async () => {
    const job = spawnInGroup({ argv, stdout: 'ignore', stderr: 'ignore', containment: 'group' });
    await waitPid(job);
    return sampleOf(now());
  };
  const byNode = async () => {
    const child = spawn(argv[0], argv.slice(1), { stdio: 'ignore' });
    await once(child, 'exit');
    return sampleOf(now());
  };
  try {
    return await use({ byReeve, byNode, path: stamp.path });
  } finally {
    stamp.remove();
  }
}

export async function run({ quick }) {
  const count = quick ? 30 : 80;
  return withStamps(async ({ byReeve, byNode, path }) => {
    const { thread, reeve, node } = await inTurns(quick ? 1 : 5, {
      thread: () => floor('wait', program('stamp'), path, count, delay),
      reeve: () => collect(count, byReeve),
      node: () => collect(count, byNode),
    });
    const gaps = await inTurns(quick ? 1 : 3, {
      idle: () => collect(10, () => idleGap(delay / 1000)),
      reeve: () => collect(10, () => longestGap(byReeve)),
      node: () => collect(10, () => longestGap(byNode)),
    });
    return [
      {
        work: 'waitPid, exit to promise',
        floor: thread.median,
        reeve: reeve.median,
        bar,
        peers: { node: node.median },
        why: 'thread, reap, mailbox and the wake of the loop',
      },
      {
        work: '  longest loop gap, start and wait',
        floor: gaps.idle.median,
        floorIs: 'idle loop',
        reeve: gaps.reeve.median,
        limit: 2000,
        peers: { node: gaps.node.median },
      },
    ];
  });
}
