import { oneOf } from '../arguments.js';
import type { SignalJobResult, SpawnInGroupResult } from '../generated/types.js';
import { ReeveError, sendSignal, sendSignalMany } from '../index.js';
import { jobError } from './job-errors.js';
import { membersOf } from './job-processes.js';
import { needLiving } from './living-job.js';
import type { StateFolder } from './state-folder.js';

export interface SignalJobOptions {
  /**
   * `first` (default): the job's first process alone, which is the program that was started. `all`: every process of the
   * job, found as `terminateTree` finds them, and who is born while it is sent. After SIGSTOP and SIGKILL it is looked until
   * nobody new is there.
   */
  to?: 'first' | 'all';
}

export const signalChecks = { to: oneOf('first', 'all') };

type Sent = Pick<SignalJobResult, 'signal_sent' | 'succeeded' | 'failed' | 'skipped_safety' | 'warnings'>;

// Who was sent one of these has no more children: in the end nobody new is there. A job that has new processes at each of so
// many looks is not going to stop having them.
const final = ['SIGSTOP', 'SIGKILL'];
const mostLooks = 20;
// After another signal those who were sent it go on as they do, and what they start then is not meant.
const usualLooks = 2;
const stillBorn = `processes of the job were still being born at the last of ${mostLooks} looks`;

function toFirst(id: string, record: SpawnInGroupResult, signal: string | number): Sent {
  try {
    const { pid, identity, signal_sent } = sendSignal(record, signal);
    return { signal_sent, succeeded: [{ pid, identity }], failed: [], skipped_safety: [], warnings: [] };
  } catch (error) {
    const isGone = error instanceof ReeveError && ['ESRCH', 'ERR_PROCESS_REUSED'].includes(error.code);
    if (!isGone) throw error;
    throw jobError('ERR_PROCESS_ENDED', `the first process of job ${id} has ended; others of it live: signal all`);
  }
}

/** Sends to those who were not met before, of whom there may be some with each look. */
async function toAll(record: SpawnInGroupResult, signal: string | number): Promise<Sent> {
  const met = new Set<string>();
  const { signal_sent } = sendSignalMany([], signal);
  const sent: Sent = { signal_sent, succeeded: [], failed: [], skipped_safety: [], warnings: [] };
  const isFinal = final.includes(signal_sent);
  for (let looks = 0; looks < (isFinal ? mostLooks : usualLooks); looks++) {
    const fresh = (await membersOf(record)).filter(({ pid, identity }) => !met.has(`${pid} ${identity}`));
    if (fresh.length === 0) return sent;
    for (const { pid, identity } of fresh) met.add(`${pid} ${identity}`);
    const { succeeded, failed, skipped_safety } = sendSignalMany(fresh, signal);
    sent.succeeded.push(...succeeded);
    sent.failed.push(...failed.filter(({ code }) => code !== 'ESRCH' && code !== 'ERR_PROCESS_REUSED'));
    sent.skipped_safety.push(...skipped_safety);
  }
  return isFinal ? { ...sent, warnings: [stillBorn] } : sent;
}

/** Sends a signal to the first process of a job that lives, or to all of it. Nothing is waited for. */
export async function signalJob(
  state: StateFolder,
  id: string,
  signal: string | number,
  { to = 'first' }: SignalJobOptions,
): Promise<SignalJobResult> {
  const record = await needLiving(state, id);
  const sent = to === 'first' ? toFirst(id, record, signal) : await toAll(record, signal);
  return {
    schema_id: 'urn:reeve:schema:v1:signal-job-result',
    timestamp: new Date().toISOString(),
    platform: process.platform as SignalJobResult['platform'],
    id,
    to,
    ...sent,
  };
}
