import type { ListOptions, ProcessField, ProcessList, ProcessRef } from '../index.js';
import type { Jobs } from '../jobs/index.js';
import { type Context, primitives } from './context.js';
import { firstProcess, livingJob } from './living-job.js';

/** What a verb is about that takes jobs and pids. Digits alone are a pid: a job with such a name goes by its id. */
export type Named = { readonly pid: number } | { readonly jobs: Jobs; readonly ref: string };

export const namedArgument = 'a job (id, beginning of it, name), or digits: the pid of any process';

// No pid has more digits, and no id has fewer but as a beginning.
const pidPattern = /^\d{1,10}$/;

export async function readName(text: string, open: Context['open']): Promise<Named> {
  return pidPattern.test(text) ? { pid: Number(text) } : { jobs: await open(), ref: text };
}

/** The one process that is meant: of a job that lives its first. */
export async function firstOf(named: Named): Promise<ProcessRef> {
  return 'pid' in named ? named.pid : firstProcess(named.jobs, named.ref);
}

async function below(pid: number, options: ListOptions<ProcessField>): Promise<ProcessList> {
  const { getProcess, descendants, listProcesses } = await primitives();
  const first = getProcess(pid);
  const { levels } = await descendants(first, { fields: ['identity'] });
  const known = new Map([first, ...levels.flatMap(({ processes }) => processes)].map((one) => [one.pid, one.identity]));
  const found = await listProcesses({ pid_in: [...known.keys()] }, options);
  // Who got a pid between the two looks is a stranger.
  return { ...found, processes: found.processes.filter(({ pid, identity }) => known.get(pid) === identity) };
}

/** All of a job that lives, or a process and what descends from it. Options as `listProcesses` has them, all fields told. */
export async function allOf(
  named: Named,
  options: Omit<ListOptions<ProcessField>, 'fields'> = {},
): Promise<ProcessList> {
  if ('pid' in named) return below(named.pid, options);
  const { id } = await livingJob(named.jobs, named.ref);
  return named.jobs.processes(id, options);
}
