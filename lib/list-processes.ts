import { checkObject } from './arguments.js';
import { invalidArgument } from './errors.js';
import type { ListProcessesOptions, ProcessFilter, ProcessList } from './generated/types.js';
import type { ProcessListHead } from './native/binding.js';
import { native } from './native/load.js';
import { inParts } from './parts.js';
import {
  type AskingFor,
  fieldChecks,
  filter,
  type ProcessField,
  type ProcessWith,
  sampleChecks,
  toQuery,
  type UsualField,
} from './process-fields.js';

/** A list whose processes are known to have these fields. */
export type ProcessListWith<F extends ProcessField> = Omit<ProcessList, 'processes'> & { processes: ProcessWith<F>[] };

export type ListOptions<F extends ProcessField> = AskingFor<F, ListProcessesOptions>;

const checks = { ...fieldChecks, ...sampleChecks };

function toRecord<F extends ProcessField>(head: ProcessListHead, processes: ProcessWith<F>[]): ProcessListWith<F> {
  const { warnings, ...rest } = head;
  return { ...rest, processes, warnings };
}

/**
 * The processes that fit the filter (all of them: `{}`), by ascending pid, each once. Zombies, kernel threads and
 * processes of other users are among them; what may not be read is null. `fields` says what to tell of each, and what is
 * not asked for is not read: `['pid', 'name']` costs less than half of what everything does. With `pid_in` no other process is
 * looked at.
 *
 * The look is taken on a thread of reeve's, and long lists are made into objects a part at a time, so the event loop
 * goes on. `cpu_mode: 'monitor'` looks twice, `sample_duration_ms` (250) apart, and tells the processor time between the
 * looks. Rejects only where the look itself fails, such as `EMFILE`: a process that vanishes meanwhile is left out.
 */
export async function listProcesses<F extends ProcessField = UsualField>(
  given: ProcessFilter = {},
  options: ListOptions<F> = {},
): Promise<ProcessListWith<F>> {
  filter(given, 'filter');
  checkObject(options, 'options', checks);
  const query = toQuery(given, options);
  const { head, items } = await inParts<ProcessListHead, ProcessWith<F>>((settle) =>
    native.listProcesses(query, settle),
  );
  return toRecord(head, items);
}

/** The same, holding the calling thread: for `process.on('exit')`. Without `cpu_mode: 'monitor'`, which takes time. */
export function listProcessesSync<F extends ProcessField = UsualField>(
  given: ProcessFilter = {},
  options: ListOptions<F> = {},
): ProcessListWith<F> {
  filter(given, 'filter');
  checkObject(options, 'options', checks);
  if (options.cpu_mode === 'monitor') throw invalidArgument("cpu_mode 'monitor' waits: use listProcesses");
  const { head, parts } = native.listProcessesSync(toQuery(given, options));
  return toRecord(
    head,
    parts.flatMap((part) => JSON.parse(part)),
  );
}
