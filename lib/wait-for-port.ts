import { type Check, checkObject, checkRef, flag, millis, oneOf, text } from './arguments.js';
import { invalidArgument, wrongType } from './errors.js';
import type { ProcessRef, WaitForPortResult } from './generated/types.js';
import { port, protocol } from './listening-ports.js';
import { native } from './native/load.js';

export interface WaitForPortOptions {
  /** Default `tcp`. */
  protocol?: 'tcp' | 'udp';
  /** An IP address: wait for who gets what is sent there. Default: whatever address it listens at. */
  host?: string;
  /** Who is to listen: the process itself, or it or any process of its tree (or job). Default `tree`. */
  scope?: 'process' | 'tree';
  /** Give up after this many milliseconds, with `ERR_TIMED_OUT`. Default: never. */
  timeout_ms?: number;
  /** Ends the wait: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** Whether the pending wait keeps this program running. Default true. */
  ref?: boolean;
}

const abortSignal: Check = (value, name) => {
  if (!(value instanceof AbortSignal)) throw wrongType(`${name} must be an AbortSignal`);
};
const checks: Readonly<Record<keyof WaitForPortOptions, Check>> = {
  protocol,
  host: text,
  scope: oneOf('process', 'tree'),
  timeout_ms: millis,
  signal: abortSignal,
  ref: flag,
};

/**
 * Waits until the process, or one of its tree, is the one that listens at the port: never for a stranger who has it. The
 * tree of a job's record is all of the job, also what has left the tree by parenthood. Without a ref anybody will do.
 *
 * Rejects with `ERR_PROCESS_ENDED` as soon as nothing of it is left, with `ERR_TIMED_OUT` when the time is over (the
 * message of both says who has the port), with `ESRCH` or `ERR_PROCESS_REUSED` when it is gone before. That a socket
 * begins to listen is told by no system, so it is looked for on a thread of reeve's: 2 ms apart at first, 100 ms later on,
 * one cheap question each. What is not answered is whether it serves already: connect, or ask it.
 */
export function waitForPort(port: number, options?: Omit<WaitForPortOptions, 'scope'>): Promise<WaitForPortResult>;
export function waitForPort(ref: ProcessRef, port: number, options?: WaitForPortOptions): Promise<WaitForPortResult>;
export async function waitForPort(
  first: ProcessRef | number,
  second?: number | WaitForPortOptions,
  third?: WaitForPortOptions,
): Promise<WaitForPortResult> {
  const anybody = typeof first === 'number' && typeof second !== 'number' && third === undefined;
  const [ref, local_port, options = {}] = anybody
    ? [undefined, first, second as WaitForPortOptions | undefined]
    : [first, second, third];
  if (ref !== undefined) checkRef(ref);
  port(local_port, 'port');
  checkObject(options, 'options', checks);
  const { protocol: spoken = 'tcp', host, scope = 'tree', timeout_ms, signal, ref: hold_open = true } = options;
  if (ref === undefined && options.scope !== undefined) throw invalidArgument('scope is of a process: name one');
  signal?.throwIfAborted();
  const orders = {
    protocol: spoken,
    port: local_port as number,
    host,
    timeout_ms,
    tree: scope === 'tree',
    hold_open,
  };
  return new Promise((resolve, reject) => {
    let wait = 0;
    const onAbort = () => {
      native.cancelWait(wait);
      reject(signal?.reason);
    };
    wait = native.waitForPort(ref, orders, (error, result) => {
      signal?.removeEventListener('abort', onAbort);
      if (result === undefined) reject(error);
      else resolve(result);
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
