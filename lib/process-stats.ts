import { checkObject, checkRef, flag, oneOf } from './arguments.js';
import type { ProcessRef, ProcessStats, ProcessStatsList, ProcessStatsOptions } from './generated/types.js';
import type { ProcessStatsListHead, StatsQuery } from './native/binding.js';
import { native } from './native/load.js';
import { inParts } from './parts.js';

export const statsChecks = {
  scope: oneOf('process', 'tree'),
  include_io: flag,
  include_switches: flag,
  include_pss: flag,
};

function toStatsQuery(options: ProcessStatsOptions): StatsQuery {
  return {
    tree: options.scope === 'tree',
    io: options.include_io ?? true,
    switches: options.include_switches ?? false,
    pss: options.include_pss ?? false,
  };
}

/**
 * What a process has used of processors, memory and storage, and its threads. `scope: 'tree'` adds up all that descends
 * from it; for a job of `spawnInGroup` in a cgroup or job object, all that is in there, also after its first process has
 * ended, and with the processor time of those that have ended. Read on a thread of reeve's: a thousand processes each
 * second take a few percent of one processor, a quarter less with `include_io: false`.
 *
 * Of one process the promise is rejected with `ESRCH` or `ERR_PROCESS_REUSED` when it is gone. Of an array the result
 * has those that could be measured in `processes`, and the others, with the reason, in `missing`.
 */
export function processStats(ref: ProcessRef, options?: ProcessStatsOptions): Promise<ProcessStats>;
export function processStats(refs: readonly ProcessRef[], options?: ProcessStatsOptions): Promise<ProcessStatsList>;
export async function processStats(
  given: ProcessRef | readonly ProcessRef[],
  options: ProcessStatsOptions = {},
): Promise<ProcessStats | ProcessStatsList> {
  const many = Array.isArray(given);
  if (many) for (const ref of given) checkRef(ref);
  else checkRef(given);
  checkObject(options, 'options', statsChecks);
  const query = toStatsQuery(options);
  if (!many) return statsOfOne(given as ProcessRef, query);
  const { head, items } = await inParts<ProcessStatsListHead, ProcessStats>((settle) =>
    native.processStatsMany(given, query, settle),
  );
  const { missing, ...rest } = head;
  return { ...rest, processes: items, missing };
}

function statsOfOne(ref: ProcessRef, query: StatsQuery): Promise<ProcessStats> {
  return new Promise((resolve, reject) => {
    native.processStats(ref, query, (error, result) => {
      if (result === undefined) reject(error);
      else resolve(result);
    });
  });
}
