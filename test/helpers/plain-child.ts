import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEachTest } from './after-test.js';

const children: ChildProcess[] = [];

/** A plain child of Node, once it has written its first line. Ended after the test. */
export async function plainChild(
  ...argv: string[]
): Promise<{ pid: number; child: ChildProcess; gone: Promise<unknown> }> {
  const child = spawn(argv[0] as string, argv.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const gone = once(child.stdout as NonNullable<typeof child.stdout>, 'end');
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
  return { pid: child.pid as number, child, gone };
}

afterEachTest(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
