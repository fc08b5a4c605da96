import {
  ancestors,
  descendants,
  findByPort,
  forceKill,
  forceKillMany,
  killDescendants,
  listeningPorts,
  listFds,
  listProcesses,
  listProcessesSync,
  processStats,
  sendSignal,
  sendSignalGroup,
  sendSignalMany,
  terminate,
  terminateMany,
  watchProcess,
} from 'reeve';
import { describe, expect, test } from 'vitest';
import { start } from './helpers/jobs.js';
import { idle } from './helpers/programs.js';
import { refusal } from './helpers/refusal.js';
import { schemas } from './helpers/schemas.js';
import { system } from './helpers/system.js';

const keysOf = (schema: string) => Object.keys(schemas.get(schema)?.properties ?? {}).sort();

const tables: [string, (options: unknown) => unknown, string][] = [
  ['listProcesses', (options) => listProcesses({}, options as object), 'list-processes-options'],
  ['listProcessesSync', (options) => listProcessesSync({}, options as object), 'list-processes-options'],
  ['filter', (filter) => listProcesses(filter as object), 'process-filter'],
  ['descendants', (options) => descendants(process.pid, options as object), 'descendants-options'],
  ['ancestors', (options) => ancestors(process.pid, options as object), 'ancestors-options'],
  ['killDescendants', (options) => killDescendants(process.pid, options as object), 'kill-descendants-options'],
  ['listeningPorts', (options) => listeningPorts({}, options as object), 'listening-ports-options'],
  ['port filter', (filter) => listeningPorts(filter as object), 'port-filter'],
  ['findByPort', (options) => findByPort(80, options as object), 'find-by-port-options'],
  ['listFds', (options) => listFds(process.pid, options as object), 'list-fds-options'],
  ['processStats', (options) => processStats(process.pid, options as object), 'process-stats-options'],
];

describe.each(tables)('%s', (_name, verb, schema) => {
  test('takes exactly the keys of its schema', async () => {
    for (const key of keysOf(schema)) {
      expect((await refusal(verb, { [key]: Symbol('x') })).message).not.toContain('has no option');
    }
    const { message } = await refusal(verb, { unheard_of: 1 });
    expect(message.split('there are: ')[1]?.split(', ').sort()).toEqual(keysOf(schema));
  });

  test('refuses what is no object', async () => {
    for (const options of [null, 5, 'x', [], true]) {
      expect(await refusal(verb, options)).toMatchObject({ name: 'TypeError', code: 'ERR_INVALID_ARG' });
    }
  });
});

test.each([
  [{ pid_in: [0] }, 'pid_in[0] must be a whole number from 1 to 2147483647, not 0'],
  [{ pid_in: [1, 2 ** 32 + 1] }, 'pid_in[1] must be a whole number from 1 to 2147483647, not 4294967297'],
  [{ pid_in: ['12'] }, "pid_in[0] must be a number, not string '12'"],
  [{ pid_in: 12 }, 'pid_in must be an array, not number 12'],
  [{ ppid: -1 }, 'ppid must be a whole number from 0 to 2147483647, not -1'],
  [
    { state_in: ['dead'] },
    "state_in[0] must be one of running, sleeping, disk_sleep, stopped, zombie, unknown, not 'dead'",
  ],
  [{ cpu_above: Number.NaN }, 'cpu_above must be 0 or more, not NaN'],
  [{ cpu_above: '50' }, 'cpu_above must be a number, not string'],
  [{ memory_above_kb: -1 }, 'memory_above_kb must be 0 or more, not -1'],
  [{ running_for_at_least_secs: Infinity }, 'running_for_at_least_secs must be 0 or more, not Infinity'],
  [{ name_equals: 5 }, 'name_equals must be a string, not number 5'],
])('the filter %o is refused with a sentence about it', async (filter, sentence) => {
  const error = await refusal(listProcesses, filter);
  expect(error.code).toBe('ERR_INVALID_ARG');
  expect(error.message).toContain(sentence);
  expect((await refusal(descendants, process.pid, { filter })).message).toContain(sentence);
  expect((await refusal(killDescendants, process.pid, { filter })).message).toContain(sentence);
});

test.each([
  [{ fields: ['colour'] }, 'fields[0] must be one of pid, ppid,'],
  [{ cpu_mode: 'now' }, "cpu_mode must be one of lifetime, monitor, not 'now'"],
  [{ cpu_mode: 'monitor', sample_duration_ms: 9 }, 'sample_duration_ms must be a whole number from 10 to 60000, not 9'],
  [{ cpu_mode: 'monitor', sample_duration_ms: 2 ** 32 }, 'sample_duration_ms must be a whole number'],
  [{ sample_duration_ms: 500 }, "sample_duration_ms is for cpu_mode 'monitor'"],
])('the options %o are refused with a sentence about them', async (options, sentence) => {
  const error = await refusal(listProcesses, {}, options);
  expect(error.code).toBe('ERR_INVALID_ARG');
  expect(error.message).toContain(sentence);
});

test.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 32])('max_levels %d is refused', async (max_levels) => {
  for (const verb of [descendants, ancestors, killDescendants]) {
    const error = await refusal(verb, process.pid, { max_levels });
    expect(error).toMatchObject({ code: 'ERR_INVALID_ARG', message: expect.stringContaining('max_levels') });
  }
});

test.each([
  [{ unheard_of: 1 }, 'there are: '],
  [{ interval_ms: 0 }, 'interval_ms must be a whole number from 10 to 2147483647, not 0'],
  [{ interval_ms: 1.5 }, 'interval_ms must be a whole number'],
  [{ interval_ms: '1000' }, 'interval_ms must be a number'],
  [{ signal: {} }, 'signal must be an AbortSignal'],
  [{ scope: 'group' }, "scope must be one of process, tree, not 'group'"],
  [{ include_io: 1 }, 'include_io must be'],
  [null, 'options'],
])('no watch begins with the options %o', async (options, sentence) => {
  const watch = (given: unknown) => watchProcess(process.pid, given as object).next();
  const error = await refusal(watch, options);
  expect(error).toMatchObject({ code: 'ERR_INVALID_ARG', message: expect.stringContaining(sentence) });
});

test('no watch begins with what names no process, or with a signal that is over', async () => {
  for (const ref of [0, -1, 1.5, '12', null, {}, [process.pid]]) {
    expect(await refusal((given: unknown) => watchProcess(given as number).next(), ref)).toMatchObject({
      code: 'ERR_INVALID_ARG',
    });
  }
  const signal = AbortSignal.abort(new Error('too late'));
  await expect(watchProcess(process.pid, { signal }).next()).rejects.toThrow('too late');
});

test.each([0, -1, 1.5, '12', null, {}])('stats of what names no process are refused: %o', async (ref) => {
  for (const given of [ref, [process.pid, ref]]) {
    expect(await refusal(processStats as (given: unknown) => unknown, given)).toMatchObject({
      code: 'ERR_INVALID_ARG',
    });
  }
});

test.each([
  [{ local_port: 0 }, 'local_port must be a whole number from 1 to 65535, not 0'],
  [{ local_port: 65_536 }, 'local_port must be a whole number from 1 to 65535, not 65536'],
  [{ local_port: '80' }, "local_port must be a number, not string '80'"],
  [{ protocol: 'TCP' }, "protocol must be one of tcp, udp, not 'TCP'"],
  [{ local_addr: 1 }, 'local_addr must be a string, not number 1'],
  [{ pid_in: [0] }, 'pid_in[0] must be a whole number from 1 to 2147483647, not 0'],
])('the port filter %o is refused with a sentence about it', async (filter, sentence) => {
  expect(await refusal(listeningPorts, filter)).toMatchObject({
    code: 'ERR_INVALID_ARG',
    message: expect.stringContaining(sentence),
  });
});

test.each([0, -1, 65_536, 1.5, Number.NaN, '80', null, undefined])('findByPort refuses the port %o', async (port) => {
  expect(await refusal(findByPort, port)).toMatchObject({ code: 'ERR_INVALID_ARG' });
});

test.each([0, -1, 1.5, 2 ** 32 + 1, '4711', null, undefined, {}])('listFds refuses the process %o', async (pid) => {
  expect(await refusal(listFds, pid)).toMatchObject({ code: 'ERR_INVALID_ARG' });
});

const toOne = [sendSignal, sendSignalGroup, terminate, forceKill];
const toMany = [sendSignalMany, terminateMany, forceKillMany];

test.each([0, -0, -1, 1.5, Number.NaN, -4711, 2 ** 31, 2 ** 32 + 1, Infinity, '4711', null, undefined, {}, true])(
  'no signal is sent to %o',
  async (pid) => {
    const job = start({ argv: idle });
    for (const verb of toOne) {
      expect(await refusal(verb, pid, 'SIGKILL')).toMatchObject({ code: 'ERR_INVALID_ARG' });
      expect(await refusal(verb, { pid }, 'SIGKILL')).toMatchObject({ code: 'ERR_INVALID_ARG' });
    }
    for (const verb of toMany) {
      for (const refs of [[job.pid, pid], [pid], pid]) {
        expect(await refusal(verb, refs, 'SIGKILL')).toMatchObject({ code: 'ERR_INVALID_ARG' });
      }
    }
    expect(system.isAlive(job.pid)).toBe(true);
  },
);

test.each([0, -1, 65, 1.5, Number.NaN, 2 ** 32 + 9, null, undefined, {}, '', 'SIGNONE', 'sigterm', '9'])(
  'the signal %o is none',
  async (signal) => {
    const job = start({ argv: idle });
    for (const verb of [sendSignal, sendSignalGroup]) {
      expect(await refusal(verb, job.pid, signal)).toMatchObject({ code: 'ERR_INVALID_ARG' });
    }
    expect(await refusal(sendSignalMany, [job.pid], signal)).toMatchObject({ code: 'ERR_INVALID_ARG' });
    if (signal !== undefined) {
      expect(await refusal(killDescendants, process.pid, { signal })).toMatchObject({ code: 'ERR_INVALID_ARG' });
    }
    expect(system.isAlive(job.pid)).toBe(true);
  },
);
