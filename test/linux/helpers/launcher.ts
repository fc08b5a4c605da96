import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { SpawnInGroupConfig, SpawnInGroupResult } from 'reeve';
import { afterEachTest } from '../../helpers/after-test.js';
import { endTree } from '../../helpers/end-tree.js';
import { linesOf } from '../../helpers/lines.js';
import { nodeRuns } from '../../helpers/programs.js';
import { nodeEnvironment } from '../../helpers/sanitizer.js';
import { expectValid } from '../../helpers/schemas.js';

const running: Launcher[] = [];

/**
 * A Node program that starts jobs which say "ready" on its own standard output, and stays until it is told how to end.
 * `reeve` can be imported by name.
 */
export class Launcher {
  readonly jobs: SpawnInGroupResult[] = [];
  /** The kernel's word that nothing of the launcher and of its jobs is left: nobody has the output open any more. */
  readonly gone: Promise<unknown>;

  private complaints = '';

  private constructor(readonly child: ChildProcess) {
    this.gone = once(child, 'close');
    child.stderr?.on('data', (text) => {
      this.complaints += text;
    });
  }

  /** What it wrote to standard error. */
  told(): string {
    return this.complaints;
  }

  static async start(configs: SpawnInGroupConfig[], code = startsJobs, under: string[] = []): Promise<Launcher> {
    const [command, ...args] = [...under, ...nodeRuns(code, JSON.stringify(configs))];
    const env = { ...process.env, ...nodeEnvironment };
    const launcher = new Launcher(spawn(command as string, args, { env, stdio: ['pipe', 'pipe', 'pipe'] }));
    running.push(launcher);
    const next = linesOf(launcher.child.stdout);
    let ready = 0;
    while (launcher.jobs.length < configs.length || ready < configs.length) {
      const line = await next();
      if (line === 'ready') ready += 1;
      else launcher.jobs.push(JSON.parse(line));
    }
    for (const job of launcher.jobs) expectValid('spawn-in-group-result', job);
    return launcher;
  }

  /** Code that it runs, as its last. */
  tell(code: string): void {
    this.child.stdin?.end(code);
  }
}

/** Starts what it is told, prints the records, and evaluates what it is sent. */
export const startsJobs = `
  import { spawnInGroup } from 'reeve';
  import { readFileSync } from 'node:fs';
  for (const config of JSON.parse(process.argv[1])) {
    console.log(JSON.stringify(spawnInGroup({ ...config, stdout: 'inherit' })));
  }
  let code = '';
  process.stdin.on('data', (text) => { code += text; });
  process.stdin.on('end', () => (0, eval)(code));
`;

afterEachTest(async () => {
  for (const launcher of running.splice(0)) {
    launcher.child.kill('SIGKILL');
    for (const job of launcher.jobs) await endTree(job, { signal: 'SIGKILL' }).catch(() => {});
    await launcher.gone;
  }
});
