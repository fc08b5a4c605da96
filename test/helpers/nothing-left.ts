// Set-up of every test file: a test that leaves a process, a zombie, a descriptor, a cgroup or a job's folder behind
// fails, and what it left is ended. Where looking is dear, the whole file does.
import './sanitizer.js';
import { capabilities } from 'reeve';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { cleanUpTest } from './after-test.js';
import { atPace } from './pace.js';
import { system } from './system.js';
import { until } from './until.js';

// Inherited by everything that this file's tests start, so that it can be found wherever it went. Tests of programs with
// an emptied environment look by themselves.
const mark = `REEVE_TEST=${process.pid}-${process.hrtime.bigint()}`;
const [variable, value] = mark.split('=') as [string, string];
process.env[variable] = value;

function added<T>(before: T[], now: T[]): T[] {
  const left = [...before];
  return now.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

// The first use opens what stays open for the life of the program.
capabilities();

interface Look {
  children: number[];
  traces: Record<string, string[]>;
}
const look = (): Look => ({ children: system.childrenOf(process.pid), traces: system.traces() });
let before: Look;

function leftovers() {
  const now = look();
  const traces = Object.entries(now.traces).map(([kind, names]) => [kind, added(before.traces[kind] ?? [], names)]);
  return {
    processes: system.marked(mark).filter((pid) => pid !== process.pid),
    children: added(before.children, now.children),
    traces: Object.fromEntries(traces.filter(([, names]) => names?.length)),
  };
}
const nothing = { processes: [], children: [], traces: {} };

const [first, last] = system.looksAreCheap ? [beforeEach, afterEach] : [beforeAll, afterAll];

// What is on its way out may be held up on a busy machine: these only make a failure late.
const patience_ms = 10_000;
const hookTimeout = atPace(3 * patience_ms);

first(() => {
  before = look();
});

last(async () => {
  let left = leftovers();
  const clean = () => JSON.stringify(left) === JSON.stringify(nothing);
  await until(
    'the test left nothing',
    () => {
      left = leftovers();
      return clean();
    },
    patience_ms,
  ).catch(() => {});
  for (const pid of left.processes) process.kill(pid, 'SIGKILL');
  expect(left, 'left behind by this test').toEqual(nothing);
}, hookTimeout);

// What is registered last is done first.
afterEach(cleanUpTest, hookTimeout);
