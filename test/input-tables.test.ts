import { createRequire } from 'node:module';
import { terminateTree, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { refusal } from './helpers/refusal.js';
import { schemas } from './helpers/schemas.js';

const require = createRequire(import.meta.url);
const { spawnChecks } = require('../dist/cjs/spawn-in-group.js');
const { runChecks } = require('../dist/cjs/run-plan.js');

const keysOf = (schema: string) => Object.keys(schemas.get(schema)?.properties ?? {}).sort();

test('spawnInGroup takes exactly the keys of its schema', () => {
  expect(Object.keys(spawnChecks).sort()).toEqual(keysOf('spawn-in-group-config'));
});

test('runWithTimeout takes exactly the keys of its schema, and all that spawnInGroup takes', () => {
  const known = keysOf('run-with-timeout-config');
  expect(Object.keys(runChecks).sort()).toEqual(known);
  expect(known).toEqual(expect.arrayContaining(keysOf('spawn-in-group-config')));
});

test('terminateTree takes exactly the keys of its schema', async () => {
  const known = keysOf('terminate-tree-config');
  for (const key of known) {
    // A value of no use to any of them: the key is known when the sentence is about the value.
    const { message } = await refusal(terminateTree, process.pid, { [key]: Symbol('x') });
    expect(message).not.toContain('has no option');
  }
  const { message } = await refusal(terminateTree, process.pid, { unheard_of: 1 });
  const listed = message.split('there are: ')[1]?.split(', ').sort();
  expect(listed).toEqual(known);
});

test('undefined is the same as absent', async () => {
  const config = Object.fromEntries(keysOf('terminate-tree-config').map((key) => [key, undefined]));
  expect(await refusal(terminateTree, process.pid, config)).toMatchObject({ code: 'ERR_PROTECTED_PROCESS' });
  const options = { timeout_ms: 0, signal: undefined, ref: undefined };
  expect(await waitPid(process.pid, options)).toMatchObject({ timed_out: true });
});
