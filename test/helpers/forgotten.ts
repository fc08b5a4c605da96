import { checkIdentity } from 'reeve';
import { until } from './until.js';

/**
 * Waits until the number of an ended process is nobody's. Linux: it is, once the process was waited for. Windows: once
 * the last handle is closed, and the system itself holds some for a moment.
 */
export function forgotten(pid: number): Promise<unknown> {
  return until(`nobody holds ${pid} any more`, () => !checkIdentity(pid).zombie);
}
