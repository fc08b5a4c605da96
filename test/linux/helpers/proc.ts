import { readdirSync, readFileSync } from 'node:fs';

const exitingFlag = 0x4; // PF_EXITING, linux/sched.h

/** One line of /proc/<pid>/stat, read by hand: the tests' own source to compare reeve with. */
export interface Stat {
  pid: number;
  name: string;
  state: string;
  ppid: number;
  pgid: number;
  sid: number;
  start: bigint;
  /** It has no thread left that could run anything of its own: exit(2) is under way. */
  exiting: boolean;
}

export function readStat(pid: number): Stat | null {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return null;
  }
  const end = line.lastIndexOf(')');
  const fields = line.slice(end + 2).split(' ');
  return {
    pid,
    name: line.slice(line.indexOf('(') + 1, end),
    state: fields[0] ?? '?',
    ppid: Number(fields[1]),
    pgid: Number(fields[2]),
    sid: Number(fields[3]),
    start: BigInt(fields[19] ?? 0),
    exiting: (Number(fields[6]) & exitingFlag) !== 0 && fields[17] === '1',
  };
}

export function allStats(): Stat[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => readStat(Number(pid))).filter((stat) => stat !== null);
}

/** Running, sleeping or stopped; a zombie is not alive. */
export function isAlive(pid: number): boolean {
  const stat = readStat(pid);
  return stat !== null && stat.state !== 'Z' && stat.state !== 'X';
}

export function childrenOf(pid: number): Stat[] {
  return allStats().filter((stat) => stat.ppid === pid);
}

/** The living members of a process group. */
export function membersOf(pgid: number): number[] {
  const members = allStats().filter((stat) => stat.pgid === pgid && stat.state !== 'Z' && stat.state !== 'X');
  return members.map((stat) => stat.pid);
}

/** One field of /proc/<pid>/status, such as `Uid` or `SigIgn`. */
export function statusField(pid: number | 'self', name: string): string {
  const line = readFileSync(`/proc/${pid}/status`, 'latin1').match(new RegExp(`^${name}:[ \\t]*(.*)$`, 'm'));
  if (line === null) throw new Error(`/proc/${pid}/status has no ${name}`);
  return (line[1] ?? '').trim();
}
