import { capabilities } from 'reeve';
import { describe, expect, test } from 'vitest';
import { endTree } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { atPace } from '../helpers/pace.js';
import { program } from '../helpers/programs.js';
import { comesWithin } from './helpers/comes-within.js';

// Each storm ends by itself after 10 s or 10,000 births. That one of its processes lives shows in the pipe that all of
// them hold: no look at /proc is fast enough for processes that live for 50 us.
const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper' || kind === 'group');
const chains = [program('storm'), '2', '0', 'group'];
const slowChains = [program('storm'), '10', '5000', 'group'];
const bomb = [program('bomb'), '300', 'group'];
const leaving = (storm: string[]) => [...storm.slice(0, -1), 'session'];

const storms: [string, string[]][] = [
  ['2 chains of forks at full speed', chains],
  ['10 chains of 200 forks a second', slowChains],
  ['a fork bomb held at 300', bomb],
];
const daemonStorms = storms.map(([name, argv]): [string, string[]] => [
  `${name}, each in a session of its own`,
  leaving(argv),
]);

describe.each(kinds)('in a %s', (containment) => {
  test.each(storms)('%s does not outrun SIGKILL', async (_name, argv) => {
    const { job, gone } = await startHeld({ argv, containment });
    const ended = await endTree(job, { signal: 'SIGKILL', kill_timeout_ms: 9000 });
    expect(ended).toMatchObject({ exited: true, timed_out: false, survivors: [] });
    expect(await comesWithin(gone, atPace(500)), 'the storm is over').toBe(true);
  });

  test.each(storms)('%s that is asked first is gone after the kill at the latest', async (_name, argv) => {
    const { job, gone } = await startHeld({ argv, containment });
    const ended = await endTree(job, { grace_timeout_ms: 200, kill_timeout_ms: 9000 });
    expect(ended).toMatchObject({ exited: true, timed_out: false, survivors: [] });
    expect(await comesWithin(gone, atPace(500)), 'the storm is over').toBe(true);
  });
});

describe.runIf(kinds.includes('cgroup'))('in a cgroup, whose end is guaranteed,', () => {
  test.each(daemonStorms)('%s does not outrun SIGKILL', async (_name, argv) => {
    const { job, gone } = await startHeld({ argv, containment: 'cgroup' });
    const ended = await endTree(job, { signal: 'SIGKILL', kill_timeout_ms: 9000 });
    expect(ended).toMatchObject({ exited: true, survivors: [], tree_kill_reliability: 'guaranteed' });
    await gone;
    expect(ended.took).toBeLessThan(atPace(10_000));
  });
});

describe('in a group, where no promise is made,', () => {
  test.each(daemonStorms)('%s ends, or the result says that it did not', async (_name, argv) => {
    const { job, gone } = await startHeld({ argv, containment: 'group' });
    const ended = await endTree(job, { signal: 'SIGKILL', kill_timeout_ms: 3000 });
    expect(ended.tree_kill_reliability).toBe('best_effort');
    // The pipe's end follows at once if nobody is left. A storm that goes on holds it until its own end, after seconds.
    const over = await comesWithin(gone, 1000);
    if (!ended.exited) expect(ended.timed_out).toBe(true);
    else if (!over) expect(ended.warnings, 'a survivor in silence').not.toEqual([]);
    await gone;
  });
});
