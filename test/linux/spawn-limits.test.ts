import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { capabilities, type SpawnInGroupConfig, spawnInGroup } from 'reeve';
import { describe, expect, test } from 'vitest';
import { start } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { refusal } from '../helpers/refusal.js';

const limits = { memory_max: 64 * 2 ** 20, pids_max: 20, cpu_max: 0.5 };
const sleeper: SpawnInGroupConfig = { argv: [program('sleeper')], stdout: 'ignore' };
const { cgroup } = capabilities();
const handedDown = cgroup.path
  ? readFileSync(join(cgroup.path, 'cgroup.subtree_control'), 'utf8').trim().split(' ')
  : [];
const all = ['memory', 'pids', 'cpu'].every((controller) => handedDown.includes(controller));

describe.runIf(all)('where the controllers are handed down, a job in a cgroup', () => {
  test('has its limits written before its program runs', () => {
    const path = start({ ...sleeper, limits }).containment.cgroup_path as string;
    const read = (file: string) => readFileSync(join(path, file), 'utf8').trim();
    expect([read('memory.max'), read('pids.max'), read('cpu.max')]).toEqual(['67108864', '20', '50000 100000']);
  });
});

describe.runIf(cgroup.available && !all)('where the controllers are not handed down', () => {
  test.each(Object.entries(limits))('a limit on %s is refused by the name of its controller', async (name, value) => {
    const error = await refusal(spawnInGroup, { ...sleeper, limits: { [name]: value } });
    expect(error).toMatchObject({
      code: 'ERR_UNSUPPORTED',
      message: expect.stringContaining(name.split('_')[0] as string),
    });
    expect((error as Error).message).toContain('cgroup.subtree_control');
  });

  test('a limit that is not required is left out, with a warning', () => {
    const job = start({ ...sleeper, limits, limits_required: false });
    expect(job.containment.kind).toBe('cgroup');
    expect(job.warnings).toEqual([expect.stringMatching(/without limits.*controller/)]);
    expect(existsSync(dirname(job.containment.cgroup_path as string))).toBe(true);
  });
});

test('a group keeps no limits: refused, or left out with a warning', async () => {
  const config: SpawnInGroupConfig = { ...sleeper, containment: 'group', limits };
  expect(await refusal(spawnInGroup, config)).toMatchObject({ code: 'ERR_UNSUPPORTED' });
  const job = start({ ...config, limits_required: false });
  expect(job).toMatchObject({ containment: { kind: 'group' }, warnings: ['started without limits'] });
});
