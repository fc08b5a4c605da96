import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expected, processes } from '../../windows/wine.js';
import type { System } from './system.js';

const lister = fileURLToPath(new URL('../../../build/native/programs/processes.exe', import.meta.url));

interface Row {
  pid: number;
  ppid: number;
  handles: number;
  name: string;
}

// Consoles come and go with their programs; Wine's desktop begins, and stays, with the first one that may need it.
const ofTheSystem = ['conhost.exe', 'explorer.exe'];

/** Every process there is, or those that carry the mark; without the system's own. */
export function listProcesses(...mark: string[]): Row[] {
  const lines = execFileSync(lister, mark, { encoding: 'utf8', windowsHide: true }).trim().split(/\r?\n/);
  return lines.flatMap((line) => {
    const [, pid, ppid, handles, name = ''] = /^(\d+) (\d+) (\d+) (.*)$/.exec(line) ?? [];
    const row = { pid: Number(pid), ppid: Number(ppid), handles: Number(handles), name };
    return pid === undefined || ofTheSystem.includes(name) ? [] : [row];
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export const windows: System = {
  namesOwnersOfSockets: expected('socketsHaveOwners'),
  programEnding: '.exe',
  killed: { exit_code: 1, signal: null },
  unheeded: 'SIGTERM',
  containments: ['job', 'keeper'],
  // A keeper holds a job object there.
  kindOf: () => 'job',
  // Whoever has a handle is told by the system.
  exitSourceOf: () => 'child',
  processes,
  many: 40,
  crowd: 100,
  tick_ms: 16,
  isAlive,
  parentOf: (pid) => listProcesses().find((row) => row.pid === pid)?.ppid,
  childrenOf: (pid) =>
    listProcesses()
      .filter((row) => row.ppid === pid)
      .map((row) => row.pid),
  marked: (mark) => listProcesses(mark).map((row) => row.pid),
  // A look costs a program's start here, too much to be taken around every call; what lives on is found after the file.
  watchTrees: () => () => [],
  openHandles: () => (listProcesses().find((row) => row.pid === process.pid) as Row).handles,
  looksAreCheap: false,
  traces: () => ({}),
  brokenPipe: ['EPIPE', 'EOF'],
};
