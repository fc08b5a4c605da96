// Trees of processes to end, started by reeve or, for the peers, by Node.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { spawnInGroup } from 'reeve';
import { tree } from './build.mjs';

async function ready(output) {
  await once(output, 'data');
  output.destroy();
}

/** A tree that stands, as a job of reeve's. */
export async function startTree(shape, containment) {
  const argv = [tree, ...shape.map(String)];
  const job = spawnInGroup({ argv, stdout: 'pipe', stderr: 'ignore', containment });
  await ready(job.stdout);
  return job;
}

/** A tree that stands, as Node's child. */
export async function startTreeByNode(shape) {
  const child = spawn(tree, shape.map(String), { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  await ready(child.stdout);
  return child;
}

/** The process and all below it. Every process of these trees has one thread. */
export function membersOf(pid) {
  const children = readOr(`/proc/${pid}/task/${pid}/children`, '').split(' ').filter(Boolean);
  return [pid, ...children.flatMap((child) => membersOf(Number(child)))];
}

export function isDead(pid) {
  const line = readOr(`/proc/${pid}/stat`, '0 () X');
  return 'ZX'.includes(line[line.lastIndexOf(')') + 2]);
}

function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return otherwise;
  }
}
