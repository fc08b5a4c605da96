import { expect } from 'vitest';

/** The version of the Wine these tests run under, set by scripts/test-windows.mjs; undefined on Windows itself. */
export const wine = process.env.REEVE_WINE;

/** What Windows says, and what Wine 8 does instead; what callers do not see of that is in native/test/win32/wine_test.cc. */
interface Difference<T> {
  windows: T;
  wine: T;
}

/** Each is seen by the tests that name it: under Wine they expect what Wine does, elsewhere what Windows documents. */
const differences = {
  /** The console that a program without one is given (CREATE_NO_WINDOW) is a process of the same job. */
  jobsHaveTheirConsoleInside: { windows: false, wine: true },
  /** GetProcessTimes: Wine tells the caller's own processor time, of whichever process it is asked. */
  processorTimeIsOfTheProcess: { windows: true, wine: false },
  /** The name of a job object goes with its last handle; in Wine, with the last process of the job. */
  jobNamesGoWithTheLastHandle: { windows: true, wine: false },
  /** The priority class among CreateProcess' flags: Wine starts every program at the normal one. */
  prioritiesAreGivenAtTheStart: { windows: true, wine: false },
  /** A program gets the environment it is given; Wine adds variables of its own, and writes SystemRoot its own way. */
  environmentsAreAsGiven: { windows: true, wine: false },
  /** GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT): reaches the group of our console; Wine has no console here. */
  ctrlBreakReachesAGroup: { windows: true, wine: false },
  /** JOB_OBJECT_LIMIT_ACTIVE_PROCESS: Wine takes it and starts more. */
  processLimitsAreKept: { windows: true, wine: false },
  /** GetProcessMemoryInfo of a process that has ended: its peak is kept for as long as somebody holds it; Wine says 0 then. */
  peakMemoryOutlivesTheProcess: { windows: true, wine: false },
  /** JobObjectBasicAndIoAccountingInformation: Wine does not have it, so a job's processes are added up instead. */
  jobObjectsCountWhatTheyUsed: { windows: true, wine: false },
  /** GetExtendedTcpTable and GetExtendedUdpTable name the process of each socket; Wine says 0. */
  socketsHaveOwners: { windows: true, wine: false },
} satisfies Record<string, Difference<unknown>>;

export function expected<K extends keyof typeof differences>(name: K): (typeof differences)[K]['windows' | 'wine'] {
  return differences[name][wine === undefined ? 'windows' : 'wine'];
}

/** The number of processes that a job of `count` programs has. */
export function processes(count: number) {
  return expected('jobsHaveTheirConsoleInside') ? expect.toBeOneOf([count, count + 1]) : count;
}

/** The variables that are not Wine's own. */
export function withoutWines(env: Record<string, string>): Record<string, string> {
  if (expected('environmentsAreAsGiven')) return env;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(WINE.*|SystemDrive)$/.test(name)));
}
