import { spawnSync } from 'node:child_process';
import { checkIdentity, getProcess, terminateTree, waitPid } from 'reeve';
import { afterAll, describe, expect, test } from 'vitest';
import { start } from '../helpers/jobs.js';
import { atPace } from '../helpers/pace.js';
import { exits, program } from '../helpers/programs.js';

/** Steps the clock of the whole machine. */
function step(seconds: number): void {
  const set = spawnSync('date', ['-s', `@${Math.round(Date.now() / 1000) + seconds}`]);
  if (set.status !== 0) throw new Error(`cannot set the clock: ${set.stderr}`);
}

// Only in a machine that was made up for these tests.
describe.runIf(process.env.REEVE_TEST_OWN_MACHINE === '1')('when the clock is stepped', () => {
  let stepped = 0;
  const by = (seconds: number) => {
    step(seconds);
    stepped += seconds;
  };
  afterAll(() => step(-stepped));

  test.each([3600, -7200, 86_400 * 366])('by %i s, a process is still itself', (seconds) => {
    const job = start({ argv: [program('sleeper')], stdout: 'ignore' });
    const told = () => getProcess(job).start_time_unix_ms as number;
    const before = told();
    by(seconds);
    expect(checkIdentity(job)).toMatchObject({ status: 'same' });
    expect(getProcess(job).identity).toBe(job.identity);
    // What is told to people goes with the clock, as ps does. To a minute: date sets whole seconds, and is late by what it
    // takes to run it.
    expect(Math.abs(told() - before - seconds * 1000)).toBeLessThan(60_000);
  });

  test('a wait with a time-out lasts as long as it was told, and a tree is ended in time', async () => {
    const job = start({ argv: [program('ignore_term')], stdout: 'ignore' });
    const began = performance.now();
    const waiting = waitPid(job, { timeout_ms: 300 });
    by(3600);
    expect(await waiting).toMatchObject({ exited: false, timed_out: true });
    expect(performance.now() - began).toBeGreaterThanOrEqual(299);
    const ending = terminateTree(job, { grace_timeout_ms: 300 });
    by(-7200);
    expect(await ending).toMatchObject({ exited: true, escalated: true, survivors: [] });
    expect(performance.now() - began).toBeLessThan(atPace(10_000));
  });

  test('an exit is told for the process that it was', async () => {
    const job = start({ argv: exits(7) });
    by(-3600);
    expect(await waitPid(job)).toMatchObject({ exited: true, exit_code: 7 });
    by(7200);
    expect(await waitPid(JSON.parse(JSON.stringify(job)))).toMatchObject({ exited: true, exit_code: 7 });
  });
});
