import type { TestContext } from 'vitest';
import { Remote } from '../../helpers/remote.js';

/** Options of setpriv that make any program run as a user without rights. */
export const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

/** Leaves the test out, and says why, where this user may not become another. */
export function needsRoot(ctx: TestContext): void {
  if (process.geteuid?.() !== 0) ctx.skip('only root can become another user or mount a /proc of its own');
}

/** Another process, without rights, in a /proc of its own that hides other users' processes. */
export function startHidden(): Promise<Remote> {
  const mount = 'mount -t proc -o hidepid=2 proc /proc && exec "$@"';
  return Remote.start('remote.mjs', ['unshare', '--mount', 'sh', '-c', mount, 'sh', ...asNobody]);
}
