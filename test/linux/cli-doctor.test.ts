import { join } from 'node:path';
import { capabilities } from 'reeve';
import { expect, test } from 'vitest';
import { reeve } from '../helpers/reeve-command.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';

const can = capabilities();
const code = can.keeper.available ? 0 : 1;
const factOf = (text: string, name: string) => new RegExp(`^${name} +(.*)$`, 'm').exec(text)?.[1] ?? '';

test('doctor tells what this machine was seen to do, and advises where it can not', async () => {
  const state_dir = join(scratchFolder(), 'state');
  const said = await reeve({ state_dir }, 'doctor');
  expect(said).toMatchObject({ code, err: '' });
  expect(factOf(said.out, 'system')).toContain(can.kernel);
  expect(factOf(said.out, 'durable jobs')).toMatch(can.keeper.available ? /^yes$/ : /^no: ./);
  expect(factOf(said.out, 'containment')).toContain(can.default_containment);
  expect(factOf(said.out, 'cgroups')).toMatch(can.cgroup.available ? /^yes/ : /^no: ./);
  const missing = ['memory', 'pids', 'cpu', 'io'].filter((name) => !can.cgroup_controllers?.includes(name));
  expect(factOf(said.out, 'advice') !== '').toBe(missing.length > 0 || !can.keeper.available || !can.pidfd);
  expect(factOf(said.out, 'state folder'), 'the question makes none').toContain('made by the first start');
});

test('doctor --json is the record of capabilities', async () => {
  const said = await reeve({ state_dir: join(scratchFolder(), 'state') }, 'doctor', '--json');
  expect(said).toMatchObject({ code, err: '' });
  const record = JSON.parse(said.out);
  expectValid('capabilities', record);
  expect(record).toMatchObject({ containments: can.containments, keeper: can.keeper });
});

test('doctor says what is wrong with a state folder', async () => {
  expect((await reeve({ state_dir: '/tmp' }, 'doctor')).out).toMatch(/^state folder +not usable: .*ERR_STATE_DIR/m);
});
