import { spawnInGroup } from 'reeve';
import { expect, test } from 'vitest';
import { idle } from './helpers/programs.js';
import { refusal } from './helpers/refusal.js';
import { schemaErrors } from './helpers/schemas.js';
import { system } from './helpers/system.js';

const argv = idle;
const invalid = 'ERR_INVALID_ARG';

/** Nothing was started, and the sentence names what is wrong. */
async function expectRefused(config: unknown, named: string) {
  const before = system.childrenOf(process.pid).length;
  const error = await refusal(spawnInGroup, config);
  expect(error).toMatchObject({ code: invalid, message: expect.stringContaining(named) });
  expect(system.childrenOf(process.pid).length).toBe(before);
}

test.each([undefined, null, 5, 'sleep', ['sleep', '1000'], true, {}, { cwd: '/' }])(
  'a configuration that is no object with argv is refused: %o',
  (config) =>
    expectRefused(config, config !== null && typeof config === 'object' && !Array.isArray(config) ? 'argv' : 'config'),
);

// Where the schema can say it, it says the same.
test.each([
  ['argv', []],
  ['argv', 'sleep 1000'],
  ['argv', ['sleep', 1000]],
  ['argv', ['sleep', null]],
  ['argv', ['sleep\0', '1000']],
  ['argv', ['sleep', '10\x0000']],
  ['argv0', 5],
  ['argv0', 'a\0b'],
  ['cwd', 5],
  ['cwd', '/tmp\0/x'],
  ['env', []],
  ['env', 'A=b'],
  ['env', { A: 5 }],
  ['env', { A: ['b'] }],
  ['env', { 'A=B': 'c' }],
  ['env', { '': 'c' }],
  ['env', { 'A\0B': 'c' }],
  ['env', { A: 'b\0c' }],
  ['clear_env', 'yes'],
  ['stdin', 'nothing'],
  ['stdin', 5],
  ['stdin', { file: 5 }],
  ['stdin', { file: '/dev/null', append: true }],
  ['stdin', { fd: -1 }],
  ['stdin', { fd: 1.5 }],
  ['stdin', { fd: 2 ** 31 }],
  ['stdin', { fd: 0, file: '/dev/null' }],
  ['stdout', 'PIPE'],
  ['stdout', {}],
  ['stdout', { file: 'a', mode: 1 }],
  ['stdout', { append: true }],
  ['stdout', { file: '/dev/null', append: 1 }],
  ['stderr', null],
  ['state_dir', ''],
  ['state_dir', '/tmp\0/x'],
  ['state_dir', 5],
  ['containment', 'none'],
  ['containment', 5],
  ['new_session', 1],
  ['uid', -1],
  ['uid', 2 ** 32 - 1],
  ['uid', 1.5],
  ['uid', 'root'],
  ['gid', -1],
  ['gid', 2 ** 32],
  ['groups', 5],
  ['groups', [-1]],
  ['groups', ['wheel']],
  ['umask', -1],
  ['umask', 0o1000],
  ['umask', '022'],
  ['limits', 5],
  ['limits', { memory_max: 1000 }],
  ['limits', { memory_max: 2 ** 53 }],
  ['limits', { memory_max: '1G' }],
  ['limits', { pids_max: 0 }],
  ['limits', { pids_max: 1.5 }],
  ['limits', { cpu_max: 0 }],
  ['limits', { cpu_max: '50%' }],
  ['limits', { memory_swap_max: -1 }],
  ['limits', { memory_swap_max: '1G' }],
  ['limits', { io_weight: 0 }],
  ['limits', { io_weight: 10_001 }],
  ['limits', { io_weight: 1.5 }],
  ['limits', { io_max: 1 }],
  ['limits_required', 0],
  ['nice', -21],
  ['nice', 20],
  ['nice', 0.5],
  ['on_parent_exit', 'die'],
  ['on_parent_exit', true],
  ['no_such_key', 1],
  ['timeout_ms', 1],
  ['kill_signal', 'SIGTERM'],
])('a start with %s %j is refused, by the schema too', async (key, value) => {
  const config = { argv, [key]: value };
  await expectRefused(config, key);
  expect(schemaErrors('spawn-in-group-config', config)).not.toEqual([]);
});

// What no schema can say.
test.each([
  ['argv', ['']],
  ['argv', ['', '1000']],
  ['cwd', ''],
  ['stdout', { file: 'a\0b' }],
])('a start with %s %j is refused', (key, value) => expectRefused({ argv, [key]: value }, key));
