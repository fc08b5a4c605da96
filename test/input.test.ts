import {
  ancestors,
  checkIdentity,
  descendants,
  getProcess,
  killDescendants,
  terminateTree,
  terminateTreeSync,
  waitPid,
  waitPidSync,
} from 'reeve';
import { describe, expect, test } from 'vitest';
import { refusal } from './helpers/refusal.js';

const verbs = {
  getProcess,
  checkIdentity,
  waitPid,
  waitPidSync,
  terminateTree,
  terminateTreeSync,
  descendants,
  ancestors,
  killDescendants,
};

const wrongTypes = [undefined, null, '4711', '', true, 4711n, Symbol.iterator, [], [4711], () => 4711, {}];
const wrongPids = [
  Number.NaN,
  0,
  -0,
  -1,
  1.5,
  -4711,
  2 ** 31,
  2 ** 32,
  2 ** 32 + process.pid,
  2 ** 53,
  Infinity,
  -Infinity,
];

describe.each(Object.entries(verbs))('%s', (_name, verb) => {
  test.each(wrongTypes)('refuses a process named by %o', async (value) => {
    expect(await refusal(verb, value)).toMatchObject({ name: 'TypeError', code: 'ERR_INVALID_ARG' });
    if (value === undefined || Array.isArray(value)) return;
    const error = await refusal(verb, { pid: value });
    expect(error).toMatchObject({
      name: 'TypeError',
      code: 'ERR_INVALID_ARG',
      message: expect.stringContaining('pid'),
    });
  });

  test.each(wrongPids)('refuses the pid %d, bare and in a record', async (pid) => {
    for (const ref of [pid, { pid }, { pid, identity: null }]) {
      const error = await refusal(verb, ref);
      expect(error).toMatchObject({ code: 'ERR_INVALID_ARG', message: expect.stringContaining('pid') });
    }
  });

  test.each([
    ['identity', 4711],
    ['identity', {}],
    ['identity', true],
    ['start_time_unix_ms', 'now'],
    ['start_time_unix_ms', -1],
    ['start_time_unix_ms', 1.5],
    ['start_time_unix_ms', Number.NaN],
    ['start_time_unix_ms', Infinity],
    ['start_time_unix_ms', 2 ** 53],
  ])('refuses a record whose %s is %o', async (key, value) => {
    const error = await refusal(verb, { pid: 4711, [key]: value });
    expect(error).toMatchObject({ code: 'ERR_INVALID_ARG', message: expect.stringContaining(key) });
  });

  test('refuses options that do not exist, and options that are no object', async () => {
    if (verb === checkIdentity) return;
    const error = await refusal(verb, 4711, { no_such_option: 1 });
    expect(error).toMatchObject({ name: 'TypeError', message: expect.stringContaining("'no_such_option'") });
    for (const options of [null, 5, 'x', [], true]) {
      expect(await refusal(verb, 4711, options)).toMatchObject({ name: 'TypeError', code: 'ERR_INVALID_ARG' });
    }
    for (const key of ['__proto__x', 'constructor', 'toString']) {
      expect(await refusal(verb, 4711, { [key]: 1 })).toMatchObject({ name: 'TypeError' });
    }
  });
});
