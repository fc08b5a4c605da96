// Trees of processes to end, started by reeve or, for the peers, by Node.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { spawnInGroup, terminateTreeSync } from 'reeve';
import { tree } from './build.mjs';

// A benchmark that breaks off leaves no tree standing.
const standing = new Set();
process.on('exit', () => {
  for (const ref of standing) terminateTreeSync(ref, { signal: 'SIGKILL' });
});

async function ready(output) {
  await once(output, 'data');
  output.destroy();
}

/** A tree that stands, as a job of reeve's. */
export async function startTree(shape, containment) {
  const argv = [tree, ...shape.map(String)];
  const job = spawnInGroup({ argv, stdout: 'pipe', stderr: 'ignore', containment });
  standing.add(job);
  await ready(job.stdout);
  return job;
}

/** A tree that stands, as Node's child. */
export async function startTreeByNode(shape) {
  const child = spawn(tree, shape.map(String), { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  standing.add(child.pid);
  await ready(child.stdout);
  return child;
}

/** The process and all below it. Every process of these trees has one thread. */
export function membersOf(pid) {
  const children = readOr(`/proc/${pid}/task/${pid}/children`, '').split(' ').filter(Boolean);
  return [pid, ...children.flatMap((child) => membersOf(Number(child)))];
}

/** Waits until no zombie of these is left, so that the next look at /proc doesn't meet them; for two seconds at most. */
export async function untilReaped(pids) {
  for (const ref of standing) {
    if (pids[0] === (ref.pid ?? ref)) standing.delete(ref);
  }
  const end = performance.now() + 2000;
  while (pids.some(isZombie) && performance.now() < end) await pause(2);
}

function stateOf(pid) {
  const line = readOr(`/proc/${pid}/stat`, '0 () X');
  return line[line.lastIndexOf(')') + 2];
}

function isZombie(pid) {
  return stateOf(pid) === 'Z';
}

export function isDead(pid) {
  return 'ZX'.includes(stateOf(pid));
}

function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return otherwise;
  }
}
