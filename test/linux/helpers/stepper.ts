import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SpawnInGroupResult, TerminateTreeResult } from 'reeve';
import { afterEachTest } from '../../helpers/after-test.js';
import { linesOf } from '../../helpers/lines.js';
import { program } from '../../helpers/programs.js';

export type Role = 'launcher' | 'keeper' | 'first';

/** Who is killed, and when: as `observed` is about to make its `step`-th system call. */
export interface Kill {
  observed: Role;
  victim: Role;
  step: number;
  /** What becomes of the job: nothing, its end with the launcher, or its end because the launcher asks for it. */
  after: 'leave' | 'kill' | 'ask';
  state_dir: string | null;
  /** The program makes the files MARK.ran first and MARK.stands last. */
  mark: string;
}

/** What came of it once everything had ended, or stood still. */
export interface Outcome {
  /** False: `observed` made fewer calls than that. */
  hit: boolean;
  steps: number;
  /** The launcher had told the job's first process to run the program. */
  released: boolean;
  /** False: something went on for a minute. */
  quiet: boolean;
  keeper_left: boolean;
  /** Who lives of the launcher, the keeper and the job. */
  left: number[];
  /** What the launcher was told, in whole lines. */
  answers: (SpawnInGroupResult | TerminateTreeResult | { code: string; message: string })[];
}

const running: ChildProcess[] = [];

/** native/test/stepper: starts one kept job after the other under ptrace. */
export class Stepper {
  private readonly child: ChildProcess;
  private readonly next: () => Promise<string>;

  /** `under`: a command that it is started by. */
  constructor(under: string[] = []) {
    const [command, ...args] = [...under, program('kill_at_step'), program('marks')];
    this.child = spawn(command as string, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.next = linesOf(this.child.stdout);
    running.push(this.child);
  }

  /** Why no process can be traced here; empty where it can. */
  async refusal(): Promise<string> {
    this.child.stdin?.write('check\n');
    return JSON.parse(await this.next()).refusal;
  }

  async run(kill: Kill): Promise<Outcome> {
    const { observed, victim, step, after, state_dir, mark } = kill;
    this.child.stdin?.write(`run ${observed} ${victim} ${step} ${after} ${state_dir ?? '-'} ${mark}\n`);
    return JSON.parse(await this.next());
  }

  /** Waits until nothing is left; whoever is, a minute later. */
  async settle(): Promise<number[]> {
    this.child.stdin?.write('settle\n');
    return JSON.parse(await this.next()).left;
  }

  /** Ends whatever is left. */
  end(): void {
    this.child.stdin?.write('end\n');
  }
}

// Its input's end is its own, and with it everything that it traces goes.
afterEachTest(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.stdin?.end();
    child.stdout?.resume();
    await once(child, 'close');
  }
});
