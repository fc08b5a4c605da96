import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { capabilities } from 'reeve';
import { allStats, childrenOf, isAlive, readStat } from '../../linux/helpers/proc.js';
import { watchTrees } from '../../linux/helpers/tree-members.js';
import type { System } from './system.js';

function carries(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
  } catch {
    return false;
  }
}

/** The folders of jobs that this program started, or that a program which has ended left behind. */
function jobFolders(): string[] {
  const base = capabilities().cgroup.path;
  if (base === null) return [];
  return readdirSync(base).filter((name) => {
    const [, maker] = /^reeve-(\d+)-/.exec(name) ?? [];
    return maker !== undefined && (Number(maker) === process.pid || !isAlive(Number(maker)));
  });
}

/** What a descriptor is, without the numbers that differ from run to run. */
function descriptors(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      return target.startsWith('/proc/') ? [] : [target.replace(/\d+/g, 'N')];
    } catch {
      return [];
    }
  });
}

export const linux: System = {
  namesOwnersOfSockets: true,
  programEnding: '',
  killed: { exit_code: null, signal: 'SIGKILL' },
  // Ignored unless a program wants it (signal(7)).
  unheeded: 'SIGWINCH',
  containments: ['cgroup', 'keeper', 'group'],
  kindOf: (containment) => containment,
  exitSourceOf: (containment) => (containment === 'keeper' ? 'keeper' : 'child'),
  processes: (count) => count,
  many: 200,
  crowd: 2000,
  tick_ms: 0,
  isAlive,
  parentOf: (pid) => readStat(pid)?.ppid,
  childrenOf: (pid) => childrenOf(pid).map((child) => child.pid),
  marked: (mark) =>
    allStats()
      .filter((stat) => stat.state !== 'Z' && carries(stat.pid, mark))
      .map((stat) => stat.pid),
  watchTrees,
  openHandles: () => readdirSync('/proc/self/fd').length,
  looksAreCheap: true,
  traces: () => ({ folders: jobFolders(), descriptors: descriptors() }),
  brokenPipe: ['EPIPE'],
};
