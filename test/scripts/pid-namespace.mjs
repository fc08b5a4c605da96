// Serves reeve's functions inside a PID namespace of its own, where it can also give a free pid to another process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import * as reeve from 'reeve';
import { serve } from './serve.mjs';

const innocents = new Map();

/** Starts processes, right after setting the last pid given out, until one has this pid; threads take pids too. */
async function takePid(pid) {
  for (let attempt = 0; attempt < 200; attempt++) {
    writeFileSync('/proc/sys/kernel/ns_last_pid', String(pid - 1));
    const child = spawn('sleep', ['1000'], { stdio: 'ignore', env: { PATH: process.env.PATH } });
    if (child.pid === pid) {
      innocents.set(pid, child);
      while (stateOf(pid) !== 'S') await setTimeout(2);
      return attempt + 1;
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  throw new Error(`pid ${pid} was not to be had`);
}

/** The same with a process that reeve starts. */
async function takePidByReeve(pid, config) {
  for (let attempt = 0; attempt < 200; attempt++) {
    writeFileSync('/proc/sys/kernel/ns_last_pid', String(pid - 1));
    const job = reeve.spawnInGroup(config);
    if (job.pid === pid) return job;
    await reeve.terminateTree(job, { signal: 'SIGKILL' });
  }
  throw new Error(`pid ${pid} was not to be had`);
}

async function endInnocent(pid) {
  const child = innocents.get(pid);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  return { code, signal };
}

/** The state letter of /proc/<pid>/stat, or null where there is none. */
function stateOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)[0];
  } catch {
    return null;
  }
}

/** The answer of a process that has not seen anything of what went on before. */
async function freshWait(ref) {
  const code =
    "process.stdout.write(JSON.stringify(await (await import('reeve')).waitPid(JSON.parse(process.argv[1]))))";
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, JSON.stringify(ref)]);
  const ended = once(child, 'exit');
  const [chunk] = await once(child.stdout, 'data');
  await ended;
  return JSON.parse(String(chunk));
}

/** Starts a job with piped streams; its first line of output, and then the end of its input. */
async function spawnLine(config) {
  const job = reeve.spawnInGroup({ ...config, stdin: 'pipe', stdout: 'pipe' });
  const [chunk] = await once(job.stdout, 'data');
  job.stdin.end();
  job.stdout.destroy();
  return { job, line: String(chunk).trim() };
}

const kept = new Map();

/** Starts a job whose scope `leaveScope` leaves. */
function spawnScoped(config) {
  const job = reeve.spawnInGroup(config);
  kept.set(job.pid, job);
  return job;
}

async function leaveScope(pid) {
  await kept.get(pid)[Symbol.asyncDispose]();
}

serve({ ...reeve, takePid, takePidByReeve, endInnocent, stateOf, freshWait, spawnLine, spawnScoped, leaveScope });
