// Run by guard.mjs as the first process of a PID namespace: makes another process get a dead one's pid and shows what
// reeve does about it. Prints one JSON object a line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { checkIdentity, getProcess, spawnInGroup, terminateTree } from 'reeve';

const print = (step) => console.log(JSON.stringify(step));
const mostTries = 200;

const quiet = { stdout: 'ignore', stderr: 'ignore', containment: 'group' };
const victim = spawnInGroup({ argv: ['sleep', '600'], ...quiet });
await terminateTree(victim);
print({ say: `a job had the pid ${victim.pid} and has ended; its record was kept` });

// The kernel gives the next process the pid after this one. Threads take pids too, so it may need some tries.
async function startWithPid(pid) {
  for (let tries = 0; tries < mostTries; tries++) {
    writeFileSync('/proc/sys/kernel/ns_last_pid', String(pid - 1));
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    if (child.pid === pid) return child;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  throw new Error(`no process got the pid ${pid} in ${mostTries} tries`);
}
const innocent = await startWithPid(victim.pid);
print({ say: `an innocent process has that pid now: ${getProcess(innocent.pid).cmdline.join(' ')}` });

print({ schema: 'identity-check', record: checkIdentity(victim) });
for (const [name, act] of [
  ['getProcess', async () => getProcess(victim)],
  ['terminateTree', () => terminateTree(victim)],
]) {
  const error = await act().then(
    () => null,
    (refusal) => refusal,
  );
  if (error?.code !== 'ERR_PROCESS_REUSED') throw new Error(`${name} did not refuse: ${error}`);
  print({ say: `${name}(record) -> ${error.message}` });
}
const lives = innocent.exitCode === null && innocent.signalCode === null && getProcess(innocent.pid).state !== 'zombie';
print({ say: `the innocent process lives: ${lives}` });
innocent.kill('SIGKILL');
process.exit(lives ? 0 : 1);
