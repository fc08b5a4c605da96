import { spawnSync } from 'node:child_process';

/** Runs a program to its end and gives what it wrote; throws with all of that if it fails. */
export function run(what, command, args, cwd, env = process.env) {
  process.stderr.write(`package test: ${what} ...\n`);
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', env, timeout: 300_000, killSignal: 'SIGKILL' });
  if (done.status === 0) return done.stdout.trim();
  throw new Error(`${what} failed (${done.signal ?? done.status})\n${done.error ?? ''}${done.stdout}${done.stderr}`);
}
