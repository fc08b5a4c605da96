import type { SpawnInGroupConfig } from 'reeve';
import { type HeldJob, startHeld } from '../../helpers/held.js';
import { program } from '../../helpers/programs.js';
import { until } from '../../helpers/until.js';
import { childrenOf, isAlive } from './proc.js';

type Kind = SpawnInGroupConfig['containment'];

/** How far the end of a situation is promised where the kernel holds nothing together (containment `group`). */
export type GroupPromise =
  /** Nobody survives. */
  | 'all'
  /** Somebody may survive; then the result names them, or warns. */
  | 'told'
  /** Somebody may survive of whom nothing can be known: `best_effort` is all the result says. */
  | 'silent';

/** A tree in a state from which ending it is hard. All of it holds the job's output open, and storms end by themselves. */
export interface Situation {
  name: string;
  inGroup: GroupPromise;
  /** `mark`, NAME=value, stands in the environment of all of the tree. */
  start(containment: Kind, mark: string): Promise<HeldJob>;
}

const job =
  (...argv: string[]) =>
  (containment: Kind, mark: string) => {
    const [name, value] = mark.split('=') as [string, string];
    return startHeld({ argv, containment, env: { [name]: value } });
  };

/** The children of the first process are killed, and theirs live on. */
async function withoutTheMiddle(containment: Kind, mark: string): Promise<HeldJob> {
  const held = await job(program('tree'), '3', '2')(containment, mark);
  const middle = childrenOf(held.job.pid).map((child) => child.pid);
  for (const pid of middle) process.kill(pid, 'SIGKILL');
  await until('the middle is dead', () => !middle.some(isAlive));
  return held;
}

// A shell that starts itself again and ends, so many times: a few seconds of them.
const shell = '[ "$1" -gt 0 ] || exit 0; [ "$1" -lt 3000 ] || echo ready; sh -c "$0" "$0" "$(($1 - 1))" & exit 0';

export const situations: Situation[] = [
  { name: 'plain, depth 3', inGroup: 'all', start: job(program('tree'), '3', '3') },
  { name: 'middle parent died', inGroup: 'all', start: withoutTheMiddle },
  { name: 'setsid grandchild', inGroup: 'all', start: job(program('daemon'), 'child') },
  { name: 'setsid and orphaned', inGroup: 'all', start: job(program('daemon'), 'keep') },
  { name: 'setsid, orphaned, no environ', inGroup: 'silent', start: job(program('daemon'), 'empty') },
  { name: 'storm in the group', inGroup: 'all', start: job(program('storm'), '2', '0', 'group') },
  { name: 'storm with setsid each', inGroup: 'told', start: job(program('storm'), '2', '0', 'session') },
  { name: 'shell re-forking itself', inGroup: 'all', start: job('sh', '-c', shell, shell, '3000') },
  { name: 'fan-out storm', inGroup: 'all', start: job(program('bomb'), '200', 'group') },
  { name: 'fan-out storm, setsid each', inGroup: 'told', start: job(program('bomb'), '100', 'session') },
];
