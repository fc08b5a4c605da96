import { existsSync } from 'node:fs';
import { capabilities, type SpawnInGroupConfig, spawnInGroup } from 'reeve';
import { describe, expect, test } from 'vitest';
import { start } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { refusal } from '../helpers/refusal.js';
import { cgroupBase, hasControllers, readControl } from './helpers/cgroup.js';

const limits = { memory_max: 64 * 2 ** 20, memory_swap_max: 2 ** 20, pids_max: 20, cpu_max: 0.5, io_weight: 50 };
const controllers = {
  memory_max: 'memory',
  memory_swap_max: 'memory',
  pids_max: 'pids',
  cpu_max: 'cpu',
  io_weight: 'io',
};
const sleeper: SpawnInGroupConfig = { argv: [program('sleeper')], stdout: 'ignore' };
const { cgroup, cgroup_controllers: had } = capabilities();
const missing = Object.entries(controllers).filter(([, controller]) => !had?.includes(controller));

test('capabilities name the controllers that limits need', () => {
  expect(had === null).toBe(!cgroup.available);
  if (cgroup.available)
    expect(readControl(cgroupBase, 'cgroup.controllers').split(' ')).toEqual(expect.arrayContaining(had ?? []));
});

describe.runIf(hasControllers)('where there are controllers, a job in a cgroup', () => {
  test('has its limits written before its program runs', () => {
    const job = start({ ...sleeper, limits });
    const read = (file: string) => readControl(job.containment.cgroup_path as string, file);
    expect(job.warnings).toEqual([]);
    expect(['memory.max', 'memory.swap.max', 'pids.max', 'cpu.max', 'io.weight'].map(read)).toEqual([
      '67108864',
      '1048576',
      '20',
      '50000 100000',
      'default 50',
    ]);
    expect(readControl(cgroupBase, 'cgroup.subtree_control').split(' ')).toEqual(
      expect.arrayContaining(Object.values(controllers)),
    );
  });

  test('has its weight in the file of the scheduler BFQ too, on its scale', (ctx) => {
    const folders = [1, 100, 5050, 10_000].map(
      (io_weight) => start({ ...sleeper, limits: { io_weight } }).containment.cgroup_path as string,
    );
    if (!existsSync(`${folders[0]}/io.bfq.weight`)) ctx.skip('this kernel has not loaded BFQ');
    const weights = folders.map((folder) => readControl(folder, 'io.bfq.weight').replace('default ', ''));
    expect(weights).toEqual(['1', '100', '550', '1000']);
  });
});

describe.runIf(cgroup.available && missing.length > 0)('where there is no controller', () => {
  test.each(missing)('a limit on %s is refused by the name of its controller', async (name, controller) => {
    const value = limits[name as keyof typeof limits];
    const error = await refusal(spawnInGroup, { ...sleeper, limits: { [name]: value } });
    expect(error).toMatchObject({ code: 'ERR_UNSUPPORTED' });
    expect(error.message).toMatch(
      new RegExp(`limits.${name}: the cgroup controller '${controller}' is not in ${cgroupBase}`),
    );
  });

  test('limits that are not required are left out, each with a warning', () => {
    const job = start({ ...sleeper, limits, limits_required: false });
    expect(job.containment.kind).toBe('cgroup');
    expect(job.warnings).toEqual(missing.map(([name]) => expect.stringContaining(`started without limits.${name}: `)));
  });
});

test('a group keeps no limits: refused, or left out with a warning', async () => {
  const config: SpawnInGroupConfig = { ...sleeper, containment: 'group', limits };
  expect(await refusal(spawnInGroup, config)).toMatchObject({ code: 'ERR_UNSUPPORTED' });
  const job = start({ ...config, limits_required: false });
  expect(job).toMatchObject({ containment: { kind: 'group' }, warnings: ['started without limits'] });
});
