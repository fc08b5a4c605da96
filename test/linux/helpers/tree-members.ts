import { readdirSync, readFileSync } from 'node:fs';
import type { Containment, ProcessRef } from 'reeve';
import { allStats, readStat, type Stat } from './proc.js';

// One that leaves its cgroup, whose emptiness tells of its end, is a zombie only a moment later.
const isDead = (stat: Stat) => stat.state === 'Z' || stat.state === 'X' || stat.exiting;

function containmentOf(ref: ProcessRef): Containment | null {
  return typeof ref === 'object' && 'containment' in ref ? (ref.containment as Containment) : null;
}

/** The process on record, or the one that has this bare pid; a zombie too, of which the children may live. */
function rootOf(ref: ProcessRef): Stat | null {
  if (typeof ref === 'number') return readStat(ref);
  // An identity is opaque, so the start by the wall clock has to tell: to some ticks, and what the clock was slewed by.
  const stat = readStat(ref.pid);
  if (stat === null || ref.start_time_unix_ms == null) return null;
  const boot_ms = Date.now() - Number(readFileSync('/proc/uptime', 'latin1').split(' ')[0]) * 1000;
  return Math.abs(boot_ms + Number(stat.start) * 10 - ref.start_time_unix_ms) < 100 ? stat : null;
}

/** Pids in a cgroup and in those below it. */
function inCgroup(path: string): number[] {
  try {
    const own = readFileSync(`${path}/cgroup.procs`, 'latin1').split('\n').filter(Boolean).map(Number);
    const below = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [...own, ...below.flatMap((entry) => inCgroup(`${path}/${entry.name}`))];
  } catch {
    return [];
  }
}

/** The processes that carry one of these cookies. Can block on a process that forks without pause. */
function carriers(stats: Stat[], cookies: Set<string>): Stat[] {
  if (cookies.size === 0) return [];
  return stats.filter((stat) => {
    try {
      const environ = readFileSync(`/proc/${stat.pid}/environ`, 'latin1').split('\0');
      const tokens = environ.find((entry) => entry.startsWith('REEVE_TREE='))?.slice('REEVE_TREE='.length);
      return tokens?.split(':').some((token) => cookies.has(token)) ?? false;
    } catch {
      return false;
    }
  });
}

/** The root, its descendants, and the members of the group and session that it leads: what kinship alone tells. */
function kin(root: Stat | null, stats: Stat[]): Stat[] {
  if (root === null) return [];
  const members = new Map<number, Stat>([[root.pid, root]]);
  for (const stat of stats) if (stat.pgid === root.pid || stat.sid === root.pid) members.set(stat.pid, stat);
  for (let grown = 0; grown !== members.size; ) {
    grown = members.size;
    for (const stat of stats) if (members.has(stat.ppid)) members.set(stat.pid, stat);
  }
  return [...members.values()];
}

/**
 * Takes down who belongs to these trees, by /proc alone and before anything is done to them. The function that it gives
 * names those who live when it is called, with whoever carries a job's cookie or is in its cgroup by then.
 */
export function watchTrees(refs: ProcessRef[]): () => number[] {
  const containments = refs.map(containmentOf);
  const paths = containments.flatMap((one) => one?.cgroup_path ?? []);
  const cookies = new Set(containments.flatMap((one) => one?.cookie ?? []));
  const before = allStats();
  const inside = new Set(paths.flatMap(inCgroup));
  const seen = [...refs.flatMap((ref) => kin(rootOf(ref), before)), ...before.filter((stat) => inside.has(stat.pid))];
  return () => {
    const now = allStats().filter((stat) => !isDead(stat));
    const starts = new Map(now.map((stat) => [stat.pid, stat.start]));
    const known = seen.filter((stat) => starts.get(stat.pid) === stat.start);
    const living = [...known, ...carriers(now, cookies)].map((stat) => stat.pid);
    return [...new Set([...living, ...paths.flatMap(inCgroup)])].filter((pid) => pid !== process.pid);
  };
}
