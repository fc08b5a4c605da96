// Set-up of every test file: a test that leaves a process, a zombie, a descriptor, a cgroup or a job's folder behind
// fails, and what it left is ended.
import './sanitizer.js';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { capabilities } from 'reeve';
import { afterEach, beforeEach, expect } from 'vitest';
import { allStats, childrenOf, isAlive } from './proc.js';
import { until } from './until.js';

// Inherited by everything that this file's tests start, so that it can be found wherever it went.
const mark = `REEVE_TEST=${process.pid}-${process.hrtime.bigint()}`;
const [variable, value] = mark.split('=') as [string, string];
process.env[variable] = value;

/** Every process alive that carries this file's mark. Tests of programs with an emptied environment look by themselves. */
function marked(): number[] {
  const own = allStats().filter((stat) => stat.pid !== process.pid && stat.state !== 'Z');
  return own
    .map((stat) => stat.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
      } catch {
        return false;
      }
    });
}

/** The folders of jobs that this program started, or that a program which has ended left behind. */
function jobFolders(): string[] {
  const base = capabilities().cgroup.path;
  if (base === null) return [];
  return readdirSync(base).filter((name) => {
    const [, maker] = /^reeve-(\d+)-/.exec(name) ?? [];
    return maker !== undefined && (Number(maker) === process.pid || !isAlive(Number(maker)));
  });
}

/** What a descriptor is, without the numbers that differ from run to run. */
function descriptors(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`);
      return target.startsWith('/proc/') ? [] : [target.replace(/\d+/g, 'N')];
    } catch {
      return [];
    }
  });
}

function added(before: string[], now: string[]): string[] {
  const left = [...before];
  return now.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

// The first use opens what stays open for the life of the program.
capabilities();

interface Before {
  descriptors: string[];
  folders: string[];
  children: number[];
}
let before: Before;

function leftovers(): Record<string, unknown> {
  return {
    processes: marked(),
    children: childrenOf(process.pid).filter((child) => !before.children.includes(child.pid)),
    folders: jobFolders().filter((name) => !before.folders.includes(name)),
    descriptors: added(before.descriptors, descriptors()),
  };
}

beforeEach(() => {
  before = {
    descriptors: descriptors(),
    folders: jobFolders(),
    children: childrenOf(process.pid).map((child) => child.pid),
  };
});

afterEach(async () => {
  let left = leftovers();
  const clean = () => Object.values(left).every((list) => (list as unknown[]).length === 0);
  await until(
    'the test left nothing',
    () => {
      left = leftovers();
      return clean();
    },
    2000,
  ).catch(() => {});
  for (const pid of left.processes as number[]) process.kill(pid, 'SIGKILL');
  expect(left, 'left behind by this test').toEqual({ processes: [], children: [], folders: [], descriptors: [] });
});
