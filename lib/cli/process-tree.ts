import type { ProcessEntry } from '../index.js';

interface Branch {
  /** What is drawn before its name: lines to its parent and its siblings. */
  readonly lines: string;
  readonly entry: ProcessEntry;
}

/**
 * The entries as a tree is read, each below its parent. One whose parent is not among them is a root, as orphans are; nobody
 * is left out and nobody comes twice, whatever the parents say.
 */
export function drawTree(entries: readonly ProcessEntry[]): Branch[] {
  const pids = new Set(entries.map(({ pid }) => pid));
  const rest = new Set(entries);
  const drawn: Branch[] = [];
  const draw = (entry: ProcessEntry, own: string, below: string): void => {
    if (!rest.delete(entry)) return;
    drawn.push({ lines: own, entry });
    const children = [...rest].filter(({ ppid }) => ppid === entry.pid);
    for (const [index, child] of children.entries()) {
      const last = index === children.length - 1;
      draw(child, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`);
    }
  };
  for (const entry of entries) {
    if (!pids.has(entry.ppid ?? 0) || entry.ppid === entry.pid) draw(entry, '', '');
  }
  for (const entry of entries) draw(entry, '', '');
  return drawn;
}
