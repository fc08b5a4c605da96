import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';
import { isSanitized } from '../../helpers/sanitizer.js';

/** Leaves the test out, and says why, where strace is missing or may not trace. */
export function needsStrace(ctx: TestContext): void {
  if (isSanitized) ctx.skip('under a sanitizer, system calls are not what they are');
  const tried = spawnSync('strace', ['-f', '-e', 'trace=none', 'true'], { encoding: 'utf8' });
  if (tried.error) ctx.skip(`strace: ${tried.error.message}`);
  if (tried.status !== 0) ctx.skip(`strace can't trace here: ${tried.stderr}`);
}

/** A command that what it starts is killed by, all threads, as one of them enters this call for the nth time. */
export function killedAt(call: string, nth: number): string[] {
  const inject = `inject=${call}:signal=SIGKILL:when=${nth}`;
  // One thread for files, so that the nth is the nth.
  return ['env', 'UV_THREADPOOL_SIZE=1', 'strace', '-f', '-q', '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject];
}

/** A command that writes these calls of what it starts into a file, descriptors with their paths. */
export function tracedInto(file: string, calls: string[]): string[] {
  return ['strace', '-f', '-q', '-y', '-s', '4096', '-o', file, '-e', `trace=${calls.join()}`];
}
