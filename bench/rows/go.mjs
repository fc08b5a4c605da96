// The Go module's GetProcess and WaitPID against the same floors, beside Go's own package os.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildGo, floor, program } from '../build.mjs';
import { inTurns } from '../measure.mjs';
import { openStamp } from '../stamp.mjs';

const bar = 1.5;
const delay = 3000;

async function getProcess({ quick }) {
  const count = quick ? 100 : 400;
  const sleeper = spawn('sleep', ['600'], { stdio: 'ignore' });
  try {
    await once(sleeper, 'spawn');
    const { plain, reeve, go } = await inTurns(quick ? 3 : 7, {
      plain: () => floor('facts', sleeper.pid, count, 'all'),
      reeve: () => floor('go', 'get-process', sleeper.pid, count),
      go: () => floor('go', 'find-process', sleeper.pid, count),
    });
    return {
      work: 'Go: GetProcess, a sleeping child',
      floor: plain.median,
      reeve: reeve.median,
      bar,
      peers: { other: { name: 'os.FindProcess', value: go.median } },
      why: 'the record twice: as C has it and as Go has it',
    };
  } finally {
    sleeper.kill('SIGKILL');
  }
}

async function waitPid({ quick }) {
  const count = quick ? 30 : 80;
  const stamp = openStamp();
  const given = [program('stamp'), stamp.path, count, delay];
  try {
    const { thread, reeve, go } = await inTurns(quick ? 1 : 5, {
      thread: () => floor('wait', ...given),
      reeve: () => floor('go', 'wait', ...given),
      go: () => floor('go', 'process-wait', ...given),
    });
    return {
      work: 'Go: WaitPID, exit to return',
      floor: thread.median,
      reeve: reeve.median,
      bar,
      peers: { other: { name: 'os.Process.Wait', value: go.median } },
      why: "thread, reap, the record, a call into Go and the wake of a goroutine; Go's own holds a thread",
    };
  } finally {
    stamp.remove();
  }
}

export async function run(how) {
  if (!(await buildGo())) return [];
  return [await getProcess(how), await waitPid(how)];
}
