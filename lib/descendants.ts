import { checkObject, checkRef, flag, signalName } from './arguments.js';
import type {
  AncestorsOptions,
  AncestorsResult,
  DescendantsOptions,
  DescendantsResult,
  KillDescendantsOptions,
  KillDescendantsResult,
  ProcessRef,
} from './generated/types.js';
import type { DescendantsHead } from './native/binding.js';
import { native } from './native/load.js';
import { inParts } from './parts.js';
import {
  type AskingFor,
  fieldChecks,
  filter,
  levels,
  type ProcessField,
  type ProcessWith,
  sampleChecks,
  toQuery,
  type UsualField,
} from './process-fields.js';

type Level<F extends ProcessField> = Omit<DescendantsResult['levels'][number], 'processes'> & {
  processes: ProcessWith<F>[];
};

/** A result whose processes are known to have these fields. */
export type DescendantsWith<F extends ProcessField> = Omit<DescendantsResult, 'levels'> & { levels: Level<F>[] };
export type AncestorsWith<F extends ProcessField> = Omit<AncestorsResult, 'chain'> & { chain: ProcessWith<F>[] };

export type DescendantOptions<F extends ProcessField> = AskingFor<F, DescendantsOptions>;
export type AncestorOptions<F extends ProcessField> = AskingFor<F, AncestorsOptions>;

const checks = { max_levels: levels, filter, ...fieldChecks, ...sampleChecks };
const ancestorChecks = { max_levels: levels, ...fieldChecks };
const killChecks = { signal: signalName, cascade: flag, max_levels: levels, filter };

/**
 * What descends from a process, level by level: its children, their children, and so on, as parents stand now. An orphan
 * descends from whoever took it in; to end everything of a job, orphans too, use `terminateTree`. The filter decides who
 * is told of, not how far it looks: `total_found` counts all, `matched_by_filter` those in `levels`.
 *
 * Where the kernel lists each process' children (Linux, macOS) nobody else is looked at, however many processes there
 * are. Each one told of was a child of one that was still there afterwards, so a reused pid does not get in. Rejects
 * with `ESRCH` or `ERR_PROCESS_REUSED` when the process itself is gone.
 */
export async function descendants<F extends ProcessField = UsualField>(
  ref: ProcessRef,
  options: DescendantOptions<F> = {},
): Promise<DescendantsWith<F>> {
  checkRef(ref);
  checkObject(options, 'options', checks);
  const query = { ...toQuery(options.filter ?? {}, options), max_levels: options.max_levels };
  const { head, items } = await inParts<DescendantsHead, { level: number; process: ProcessWith<F> }>((settle) =>
    native.descendants(ref, query, settle),
  );
  const { found_on_level, total_found, matched_by_filter, warnings, ...rest } = head;
  const found = found_on_level.map((count, index): Level<F> => ({ level: index + 1, found: count, processes: [] }));
  for (const { level, process } of items) found[level - 1]?.processes.push(process);
  return { ...rest, levels: found, total_found, matched_by_filter, warnings };
}

/**
 * The parents of a process, the nearest first, up to the first process of the system or container. Synchronous: some tens
 * of microseconds for each. Throws `ESRCH` or `ERR_PROCESS_REUSED` when the process itself is gone.
 */
export function ancestors<F extends ProcessField = UsualField>(
  ref: ProcessRef,
  options: AncestorOptions<F> = {},
): AncestorsWith<F> {
  checkRef(ref);
  checkObject(options, 'options', ancestorChecks);
  const query = { ...toQuery({}, options), max_levels: options.max_levels };
  return native.ancestors(ref, query) as AncestorsWith<F>;
}

/**
 * Signals (SIGTERM) the descendants of a process that fit the filter, not the process itself. `cascade` takes along
 * whatever descends from one that fits. Each is pinned, compared and signalled once through its pin, and it looks again
 * until nobody new is found; with SIGKILL everybody is stopped first, so that none has children behind its back. Who was
 * signalled, who could not be and why, and who never is (pid 1, this process and its ancestors) is in the result.
 *
 * Nothing is waited for, and an orphan is no descendant any more: to end a tree for good use `terminateTree`. Rejects
 * with `ERR_PROTECTED_PROCESS` for pid 1, and with `ESRCH` or `ERR_PROCESS_REUSED` when the process itself is gone.
 */
export async function killDescendants(
  ref: ProcessRef,
  options: KillDescendantsOptions = {},
): Promise<KillDescendantsResult> {
  checkRef(ref);
  checkObject(options, 'options', killChecks);
  const { signal = 'SIGTERM', cascade = false, max_levels, filter: given = {} } = options;
  return new Promise((resolve, reject) => {
    native.killDescendants(ref, { signal, cascade, max_levels, filter: given }, (error, result) => {
      if (result === undefined) reject(error);
      else resolve(result);
    });
  });
}
