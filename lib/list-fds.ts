import { type Check, checkObject, checkRef, oneOf } from './arguments.js';
import type { FdEntry, FdList, ListFdsOptions, ProcessRef } from './generated/types.js';
import type { FdListHead } from './native/binding.js';
import { native } from './native/load.js';
import { inParts } from './parts.js';

const kinds = [
  'file',
  'directory',
  'symlink',
  'device',
  'tty',
  'fifo',
  'pipe',
  'socket',
  'epoll',
  'eventfd',
  'signalfd',
  'timerfd',
  'inotify',
  'fanotify',
  'io_uring',
  'pidfd',
  'memfd',
  'kqueue',
  'semaphore',
  'shared_memory',
  'process',
  'thread',
  'other',
] as const satisfies readonly NonNullable<ListFdsOptions['kind']>[];

const checks: Readonly<Record<keyof ListFdsOptions, Check>> = { kind: oneOf(...kinds) };

/**
 * What a process has open, by ascending descriptor: files with path, flags and position, sockets with their addresses,
 * pidfds with their process. What the system does not tell is null. With `kind` only descriptors of that kind, which
 * costs less. A zombie has nothing open. Read on a thread of reeve's; no file is touched for it, so a dead file server
 * holds nothing up (Linux 4.11).
 *
 * The process is pinned before and was the same all the while. Rejects with `ESRCH` or `ERR_PROCESS_REUSED` when it is
 * gone, and with `EACCES` for a process that we may not look into: another user's, or one that guards its memory.
 */
export async function listFds(ref: ProcessRef, options: ListFdsOptions = {}): Promise<FdList> {
  checkRef(ref);
  checkObject(options, 'options', checks);
  const { head, items } = await inParts<FdListHead, FdEntry>((settle) =>
    native.listFds(ref, { kind: options.kind }, settle),
  );
  const { warnings, ...rest } = head;
  return { ...rest, fds: items, warnings };
}
