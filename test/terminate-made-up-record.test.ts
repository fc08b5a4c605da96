import { type Containment, terminateTree } from 'reeve';
import { describe, expect, test } from 'vitest';
import { start } from './helpers/jobs.js';
import { idle } from './helpers/programs.js';
import { system } from './helpers/system.js';

// A record can come from a file that somebody edited or that was cut short. What it names is killed and removed.
describe('terminateTree refuses a record whose containment', () => {
  test.each<[string, (containment: Containment) => Partial<Containment>]>([
    ['has a cookie that every process of other jobs would match', () => ({ cookie: 'a' })],
    ['has a cookie in capitals', () => ({ cookie: 'A'.repeat(24) })],
    ['has a cookie with a separator', () => ({ cookie: `${'a'.repeat(23)}:` })],
  ])('%s', async (_, changed) => {
    const job = start({ argv: idle });
    const record = { ...job, containment: { ...job.containment, ...changed(job.containment) } };
    await expect(terminateTree(record)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG' });
    expect(system.isAlive(record.pid)).toBe(true);
  });
});
