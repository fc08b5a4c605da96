import type { SpawnInGroupResult } from 'reeve';
import { expect, test } from 'vitest';
import { program } from '../helpers/programs.js';
import { startInPidNamespace } from './helpers/pid-namespace.js';

for (const containment of ['auto', 'group']) {
  test(`what is left of a tree is ended when its first pid is another's now: containment ${containment}`, async (ctx) => {
    const inside = await startInPidNamespace(ctx);
    const config = { argv: [program('orphan'), '3'], containment };
    const { job, line } = await inside.call<{ job: SpawnInGroupResult; line: string }>('spawnLine', [config]);
    const orphan = Number(line.split(' ')[1]);
    expect(await inside.call('waitPid', [job], 'wait-pid-result')).toMatchObject({ exit_code: 3 });
    await inside.call('takePid', [job.pid]);
    expect(await inside.call('stateOf', [orphan])).toMatch(/[RS]/);

    const result = await inside.call('terminateTree', [job], 'terminate-tree-result');
    expect(result).toMatchObject({ exited: true, survivors: [], signaled_count: 1, identity: job.identity });
    expect([null, 'Z']).toContain(await inside.call('stateOf', [orphan]));
    expect(await inside.call('stateOf', [job.pid])).toBe('S');
    expect(await inside.refusal('terminateTree', [job])).toMatchObject({ code: 'ERR_PROCESS_REUSED' });
    expect(await inside.call('endInnocent', [job.pid])).toEqual({ code: null, signal: 'SIGKILL' });
  });
}
