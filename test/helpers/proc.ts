import { readdirSync, readFileSync } from 'node:fs';

/** One line of /proc/<pid>/stat, read by hand: the tests' own source to compare reeve with. */
export interface Stat {
  pid: number;
  name: string;
  state: string;
  ppid: number;
  pgid: number;
  sid: number;
  start: bigint;
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
