import type { ProcessRef, SpawnInGroupConfig } from 'reeve';

/** What tests of every system ask the one they run on, and what they expect of it: one meaning, an answer for each. */
export interface System {
  /** `.exe`, or nothing. */
  programEnding: string;
  /** What a wait says of a process that was killed. */
  killed: { exit_code: number | null; signal: string | null };
  /** A signal by which `ignore_term` does not end, if possible not even before it has said that it ignores one. */
  unheeded: string;
  /** The kind that `containment: "auto"` may be, from the strongest. */
  containments: NonNullable<SpawnInGroupConfig['containment']>[];
  /** The kind that a job's record has for one of these. */
  kindOf(containment: NonNullable<SpawnInGroupConfig['containment']>): string;
  /** Who tells how the first process of such a job ended. */
  exitSourceOf(containment: NonNullable<SpawnInGroupConfig['containment']>): string;
  /** The number of processes that ending a tree of `count` programs tells of. */
  processes(count: number): unknown;
  /** How many jobs a test of many starts. */
  many: number;
  /** How many processes a test of very many waits for, a divisor of 10,000. */
  crowd: number;
  /** The steps that processor time is counted in. */
  tick_ms: number;
  /** Running, sleeping or stopped; a zombie is not alive. */
  isAlive(pid: number): boolean;
  parentOf(pid: number): number | undefined;
  childrenOf(pid: number): number[];
  /** Every process alive that has this text, NAME=value, in its environment. */
  marked(mark: string): number[];
  /**
   * Takes down who belongs to these trees before they are ended, by the system's own word and none of reeve's. The
   * function that it gives names those who live when it is called.
   */
  watchTrees(refs: ProcessRef[]): () => number[];
  /** Descriptors or handles that this program has open. */
  openHandles(): number;
  /** Whether a look at all processes costs so little that it may stand around every test, and not only every file. */
  looksAreCheap: boolean;
  /** What else may be left behind, by kinds, without the numbers that differ from run to run. */
  traces(): Record<string, string[]>;
  /** What Node says when it writes to a pipe that nobody reads any more. */
  brokenPipe: string[];
  /** Whether the system tells which process has a socket. */
  readonly namesOwnersOfSockets: boolean;
}
