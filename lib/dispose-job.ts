import { endJob } from './end-job.js';
import { ReeveError } from './errors.js';
import { closePipes } from './pipe-ends.js';
import type { SpawnedInGroup } from './spawn-in-group.js';

/** What leaving the scope of `await using job = spawnInGroup(...)` does. */
export async function disposeJob(this: SpawnedInGroup): Promise<void> {
  // Output that nobody ever read would hold up a program which has something to say before it ends.
  for (const output of [this.stdout, this.stderr]) if (output?.readableFlowing === null) output.resume();
  const ended = await endJob(this).finally(() => closePipes(this.stdin, this.stdout, this.stderr));
  if (ended === null || ended.exited) return;
  const names = ended.survivors.map(({ pid, name }) => `${name ?? 'a process'} (${pid})`).join(', ');
  throw new ReeveError({
    code: 'ERR_SURVIVORS',
    errno: null,
    syscall: null,
    pid: this.pid,
    message: `ERR_SURVIVORS: the job could not be ended: ${[names || 'it is not known who is left', ...ended.warnings].join('; ')}`,
  });
}
