import { until } from '../../helpers/until.js';
import { membersOf, readStat } from './proc.js';

/** Stops every process of the job's group, and waits until they all stand still. */
export async function stopGroup(pgid: number): Promise<void> {
  process.kill(-pgid, 'SIGSTOP');
  await until('the group is stopped', () => membersOf(pgid).every((pid) => readStat(pid)?.state === 'T'));
}
