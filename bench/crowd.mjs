// A crowd of sleeping processes, so that what is measured is measured among many.
import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { crowd as program } from './build.mjs';

/** All of them are there once it resolves. */
export async function startCrowd(count) {
  const crowd = spawn(program, [String(count)], { stdio: ['pipe', 'pipe', 'inherit'] });
  // Pids come as they are born; the line ends with the last.
  for await (const [chunk] of on(crowd.stdout, 'data')) if (chunk.includes('\n')) break;
  return crowd;
}

export async function endCrowd(crowd) {
  crowd.stdin.end();
  if (crowd.exitCode === null && crowd.signalCode === null) await once(crowd, 'exit');
}
