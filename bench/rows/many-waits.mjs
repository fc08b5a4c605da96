// 10,000 waits at once: what they cost while nothing ends, and whether they slow down one that does.
import { setTimeout as pause } from 'node:timers/promises';
import { terminateTree, waitPid } from 'reeve';
import { isDead, membersOf, startTree, untilReaped } from '../jobs.mjs';
import { collect, inTurns } from '../measure.mjs';
import { withStamps } from './wait.mjs';

const idleBar = 1000;

// CPU time that the whole program uses in a second of doing nothing.
async function idleCpu() {
  const before = process.cpuUsage();
  await pause(1000);
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

export async function run({ quick }) {
  const waits = quick ? 1000 : 10000;
  const count = quick ? 20 : 60;
  return withStamps(async ({ byReeve }) => {
    await pause(200);
    const alone = await inTurns(quick ? 1 : 3, {
      cpu: async () => [await idleCpu()],
      latency: () => collect(count, byReeve),
    });
    const crowd = await startTree([waits - 1, 1], 'group');
    const members = membersOf(crowd.pid).filter((pid) => !isDead(pid));
    const pending = members.map((pid) => waitPid(pid));
    await pause(300);
    const { cpu, latency } = await inTurns(quick ? 1 : 3, {
      cpu: async () => [await idleCpu()],
      latency: () => collect(count, byReeve),
    });
    await terminateTree(crowd, { signal: 'SIGKILL' });
    await Promise.all(pending);
    await untilReaped(members);
    return [
      {
        work: `${pending.length} waits pending: idle CPU in 1 s`,
        floorIs: 'none pending',
        floor: alone.cpu.median,
        reeve: cpu.median,
        limit: alone.cpu.median + idleBar,
      },
      {
        work: '  exit to promise of one more',
        floorIs: 'none pending',
        floor: alone.latency.median,
        reeve: latency.median,
        bar: 1.5,
      },
    ];
  });
}
