import { readdirSync } from 'node:fs';
import { until } from '../../helpers/until.js';
import { readStat } from './proc.js';

/** Does this while all threads of the process stand still: it finds what came of it, and sees nothing of how it came. */
export async function whileStopped<T>(pid: number, act: () => Promise<T>): Promise<T> {
  const threads = () => readdirSync(`/proc/${pid}/task`).map(Number);
  process.kill(pid, 'SIGSTOP');
  try {
    await until('it is stopped', () => threads().every((tid) => readStat(tid)?.state === 'T'));
    return await act();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}
