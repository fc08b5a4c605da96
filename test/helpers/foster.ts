import type { SpawnedInGroup } from 'reeve';
import { start } from './jobs.js';
import { linesOf } from './lines.js';
import { program } from './programs.js';

/** A child of somebody else, which ends and is reaped when the test says so. */
export interface Foster {
  parent: SpawnedInGroup;
  child: number;
  /** The child ends and stays a zombie. */
  end(): Promise<void>;
  /** A child that has ended is reaped. */
  reap(): Promise<void>;
  /** The child ends and is reaped at once. */
  endAndReap(): Promise<void>;
}

/** `how`: the child's exit code, or minus the number of the signal that it ends by. */
export async function startFoster(how: number, options: { uid?: number; gid?: number } = {}): Promise<Foster> {
  const parent = start({ argv: [program('parent'), String(how)], stdin: 'pipe', stdout: 'pipe', ...options });
  const next = linesOf(parent.stdout);
  const child = Number((await next()).split(' ')[1]);
  const obey = async (letter: string, answer: string) => {
    parent.stdin?.write(letter);
    const line = await next();
    if (line !== answer) throw new Error(`the parent said '${line}', not '${answer}'`);
  };
  return {
    parent,
    child,
    end: () => obey('e', 'ended'),
    reap: () => obey('r', 'reaped'),
    endAndReap: () => obey('b', 'reaped'),
  };
}
