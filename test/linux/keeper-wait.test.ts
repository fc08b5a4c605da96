import { constants } from 'node:os';
import { capabilities, type SpawnInGroupResult, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { exits, program } from '../helpers/programs.js';
import { Remote } from '../helpers/remote.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';
import { untilAsleep } from './helpers/asleep.js';
import { startKept, untilKeeperEnds } from './helpers/keeper.js';
import { keptExit } from './helpers/state-files.js';

// Those that end a process, or leave a core; whoever starts a process starts it with all of them at their default.
const harmless = ['SIGCHLD', 'SIGCONT', 'SIGURG', 'SIGWINCH', 'SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'];
const numbers = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));
const deadly = [...numbers].filter(([, name]) => !harmless.includes(name));

const asked = (remote: Remote, job: SpawnInGroupResult) => remote.call('waitPid', [job], 'wait-pid-result');

describe.runIf(capabilities().keeper.available)('the end of a kept job', () => {
  test.each([0, 1, 127, 255])('with exit code %i is heard here, elsewhere, and afterwards', async (exit_code) => {
    const state_dir = scratchFolder();
    const remote = await Remote.start();
    const job = startKept({ argv: ['sh', '-c', `read word; exit ${exit_code}`], stdin: 'pipe', state_dir });
    expect(await remote.call('waitPid', [job, { timeout_ms: 0 }], 'wait-pid-result')).toMatchObject({
      timed_out: true,
    });
    const elsewhere = asked(remote, job);
    await remote.call('checkIdentity', [job], 'identity-check');
    job.stdin?.end('\n');
    const told = { exited: true, exit_code, signal: null, exit_code_source: 'keeper', warnings: [] };
    expect(await waitPid(job)).toMatchObject(told);
    expect(await elsewhere).toMatchObject(told);
    await untilKeeperEnds(job);
    expect(await asked(await Remote.start(), job)).toMatchObject(told);
    expect(keptExit(state_dir)).toMatchObject({ exit_code, signal: null });
  });

  test.each(deadly)('by signal %i, %s, has one name everywhere', async (number) => {
    const state_dir = scratchFolder();
    const argv = ['sleep', '1000'];
    const job = startKept({ argv, state_dir });
    await untilAsleep(job.pid, argv);
    process.kill(job.pid, number);
    const heard = await waitPid(job);
    expectValid('wait-pid-result', heard);
    expect(heard).toMatchObject({ exited: true, exit_code: null, exit_code_source: 'keeper' });
    expect(constants.signals[heard.signal as keyof typeof constants.signals]).toBe(number);
    expect(keptExit(state_dir)).toMatchObject({ exit_code: null, signal: heard.signal });
  });

  test('by a real-time signal is read back as it was told', async () => {
    const state_dir = scratchFolder();
    const remote = await Remote.start();
    const job = startKept({ argv: ['sh', '-c', 'kill -s RTMIN+2 $$; sleep 1000'], state_dir });
    const heard = await waitPid(job);
    expectValid('wait-pid-result', heard);
    expect(heard).toMatchObject({ exit_code: null, exit_code_source: 'keeper', signal: expect.stringMatching(/^SIG/) });
    await untilKeeperEnds(job);
    expect(await asked(remote, job)).toMatchObject({
      exit_code: null,
      signal: heard.signal,
      exit_code_source: 'keeper',
    });
  });

  test('with a core is the signal that it died of', async () => {
    const state_dir = scratchFolder();
    const folder = scratchFolder();
    const argv = ['sh', '-c', 'ulimit -c unlimited; kill -s ABRT $$'];
    const job = startKept({ argv, cwd: folder, state_dir });
    expect(await waitPid(job)).toMatchObject({ exit_code: null, signal: 'SIGABRT', exit_code_source: 'keeper' });
    expect(keptExit(state_dir)).toMatchObject({ exit_code: null, signal: 'SIGABRT' });
  });

  test('is told with the time and memory that it took', async () => {
    const state_dir = scratchFolder();
    const before = Date.now();
    const busy = 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done';
    await waitPid(startKept({ argv: ['sh', '-c', busy], state_dir }));
    const exit = keptExit(state_dir);
    expect(exit?.ended_unix_ms).toBeGreaterThanOrEqual(before);
    expect(exit?.ended_unix_ms).toBeLessThanOrEqual(Date.now());
    expect((exit?.cpu_user_ms ?? 0) + (exit?.cpu_system_ms ?? 0)).toBeGreaterThan(0);
    expect(exit?.max_rss_kb).toBeGreaterThan(100);
  });

  test('without a state folder is unknown to whoever asks too late, and never 0', async () => {
    const remote = await Remote.start();
    const job = startKept({ argv: exits(0) });
    expect(await waitPid(job)).toMatchObject({ exit_code: 0, exit_code_source: 'keeper' });
    await untilKeeperEnds(job);
    const heard = await asked(remote, job);
    expect(heard).toMatchObject({ exited: true, exit_code: null, signal: null, exit_code_source: 'unknown' });
    expect(heard.warnings).not.toEqual([]);
  });

  test('is that of the first process, whatever its others do', async () => {
    const job = startKept({ argv: ['sh', '-c', `${program('exits')} 3 0 & ${program('sleeper')} & exit 6`] });
    expect(await waitPid(job)).toMatchObject({ exit_code: 6, exit_code_source: 'keeper' });
  });
});

test.runIf(capabilities().keeper.available)('a hundred kept jobs at once each have their own end', async () => {
  const codes = Array.from({ length: 100 }, (_, at) => at + 1);
  const jobs = codes.map((code) => startKept({ argv: exits(code, code % 7) }));
  expect(new Set(jobs.map((job) => job.containment.keeper?.pid)).size).toBe(jobs.length);
  const heard = await Promise.all(jobs.map((job) => waitPid(job)));
  expect(heard.map(({ exit_code }) => exit_code)).toEqual(codes);
  for (const { exit_code_source } of heard) expect(exit_code_source).toBe('keeper');
  await Promise.all(jobs.map(untilKeeperEnds));
});
