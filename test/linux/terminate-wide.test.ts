import { readFileSync } from 'node:fs';
import { capabilities, terminateTree } from 'reeve';
import { beforeEach, describe, expect, type TestContext, test } from 'vitest';
import { expectHonest } from '../helpers/end-tree.js';
import { startHeld } from '../helpers/held.js';
import { atPace } from '../helpers/pace.js';
import { program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { system } from '../helpers/system.js';
import { watchStalls } from './helpers/loop-turns.js';

const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper' || kind === 'group');
const count = 5000;

function needsRoom(ctx: TestContext): void {
  const limits = readFileSync('/proc/self/limits', 'latin1');
  const own = Number(/^Max processes +(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
  const all = Number(readFileSync('/proc/sys/kernel/pid_max', 'latin1'));
  const free_kb = Number(/^MemAvailable: +(\d+)/m.exec(readFileSync('/proc/meminfo', 'latin1'))?.[1]);
  if (Math.min(own, all) < 2 * count) ctx.skip(`no room for ${count} processes: ${own} for a user, ${all} in all`);
  if (free_kb < 2_000_000) ctx.skip(`no memory for ${count} processes: ${free_kb} kB`);
}

beforeEach(needsRoom);

describe.each(kinds)(`a tree of ${count} processes in a %s`, (containment) => {
  test.each(['SIGTERM', 'SIGKILL'])(
    'is ended whole by %s, and the event loop goes on',
    { timeout: 60_000 },
    async (signal) => {
      const { job, line, gone } = await startHeld({ argv: [program('tree'), String(count - 1), '1'], containment });
      expect(line).toBe(`ready ${count}`);
      const living = system.watchTrees([job]);
      const stalled = watchStalls(atPace(50));
      const result = await terminateTree(job, { signal, grace_timeout_ms: 20_000, kill_timeout_ms: 20_000 });
      const share = stalled();
      expectValid('terminate-tree-result', result);
      expect(result).toMatchObject({ exited: true, escalated: false, survivors: [], timed_out: false });
      expectHonest(result, living());
      await gone;
      expect(share, 'share of the time in which the event loop stood still').toBeLessThan(0.5);
    },
  );
});
