import { runWithTimeout } from 'reeve';
import { expect, test } from 'vitest';
import { idle } from './helpers/programs.js';
import { refusal } from './helpers/refusal.js';
import { schemaErrors } from './helpers/schemas.js';
import { system } from './helpers/system.js';

const usable = { argv: idle, timeout_ms: 1000 };

/** Nothing was started, and the sentence names what is wrong. */
async function expectRefused(config: unknown, named: string) {
  const before = system.childrenOf(process.pid).length;
  const error = await refusal(runWithTimeout, config);
  expect(error).toMatchObject({ code: 'ERR_INVALID_ARG', message: expect.stringContaining(named) });
  expect(system.childrenOf(process.pid).length).toBe(before);
}

test.each([undefined, null, 5, 'sleep', ['sleep'], true])(
  'a configuration that is no object is refused: %o',
  (config) => expectRefused(config, 'config'),
);

test('a configuration without argv or without timeout_ms is refused', async () => {
  await expectRefused({ timeout_ms: 1000 }, 'argv');
  await expectRefused({ argv: idle }, 'timeout_ms');
  await expectRefused({ argv: idle, timeout_ms: undefined }, 'null for no time-out');
});

// Where the schema can say it, it says the same.
test.each([
  ['timeout_ms', 0],
  ['timeout_ms', -1],
  ['timeout_ms', 0.5],
  ['timeout_ms', Number.NaN],
  ['timeout_ms', Infinity],
  ['timeout_ms', -Infinity],
  ['timeout_ms', 2 ** 31],
  ['timeout_ms', 2 ** 53],
  ['timeout_ms', '1000'],
  ['timeout_ms', true],
  ['argv', []],
  ['argv', 'sleep 1000'],
  ['argv', ['sleep', 1000]],
  ['argv', ['sleep\0']],
  ['env', { A: 5 }],
  ['input', 5],
  ['input', null],
  ['input', ['a']],
  ['stdin', 'pipe'],
  ['stdin', 'nothing'],
  ['stdin', { file: 5 }],
  ['stdout', 'capture'],
  ['max_output_bytes', -1],
  ['max_output_bytes', 1.5],
  ['max_output_bytes', 2 ** 28 + 1],
  ['max_output_bytes', Infinity],
  ['leave_rest', 1],
  ['signal', 0],
  ['signal', 65],
  ['signal', 'sigterm'],
  ['kill_signal', null],
  ['grace_timeout_ms', -1],
  ['grace_timeout_ms', Infinity],
  ['kill_timeout_ms', '5'],
  ['dry_run', true],
  ['timeout', 1000],
  ['no_such_key', 1],
])('a run with %s %j is refused, by the schema too', async (key, value) => {
  const config = { ...usable, [key]: value };
  await expectRefused(config, key);
  expect(schemaErrors('run-with-timeout-config', config)).not.toEqual([]);
});

test.each([
  ['argv', ['']],
  ['signal', 'SIGNOTHING'],
  ['kill_signal', 'SIGNOTHING'],
])('a run with %s %j is refused before anything is started', (key, value) =>
  expectRefused({ ...usable, [key]: value }, key),
);

test('input and stdin exclude each other', async () => {
  const config = { ...usable, input: '', stdin: 'ignore' };
  await expectRefused(config, 'stdin');
  expect(schemaErrors('run-with-timeout-config', config)).not.toEqual([]);
});

test('what is changed in a configuration after the call has no effect', async () => {
  const config = { argv: idle, timeout_ms: 50, signal: 'SIGKILL', grace_timeout_ms: 60_000 };
  const running = runWithTimeout(config);
  Object.assign(config, { signal: 'SIGNOTHING', timeout_ms: null });
  expect(await running).toMatchObject({ timed_out: true, signal_sent: 'SIGKILL' });
});
