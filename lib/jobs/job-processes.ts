import type { ProcessList, SpawnInGroupResult, TerminateTreeResult } from '../generated/types.js';
import { type ListOptions, listProcesses, type ProcessField, ReeveError, terminateTree } from '../index.js';

type Member = TerminateTreeResult['survivors'][number];

/** Who belongs to the job at this moment, known by all that a job is known by: the same look that ending it begins with. */
export async function membersOf(record: SpawnInGroupResult): Promise<Member[]> {
  try {
    return (await terminateTree(record, { dry_run: true })).survivors;
  } catch (error) {
    // A stranger has the pid, and nothing of the job is left.
    if (error instanceof ReeveError && error.code === 'ERR_PROCESS_REUSED') return [];
    throw error;
  }
}

/** What can be told of them. Who ended between the two looks is left out, and so is a stranger who got the pid. */
export async function processesOf(
  record: SpawnInGroupResult | null,
  options: ListOptions<ProcessField>,
): Promise<ProcessList> {
  const members = record === null ? [] : await membersOf(record);
  const known = new Map(members.map(({ pid, identity }) => [pid, identity]));
  const { fields } = options;
  const found = await listProcesses(
    { pid_in: [...known.keys()] },
    fields === undefined ? options : { ...options, fields: [...fields, 'identity'] as const },
  );
  return { ...found, processes: found.processes.filter(({ pid, identity }) => known.get(pid) === identity) };
}
