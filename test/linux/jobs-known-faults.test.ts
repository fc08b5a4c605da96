// Faults that tools of this kind were seen to have, and the test that shows of each that it is not here.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

type Row = [fault: string, file: string, test: string];

const ofDetachedRuns: Row[] = [
  [
    'a program that executes another one is stale, can’t be stopped, and is pruned alive',
    'jobs-tree',
    'A7: a chain of',
  ],
  ['the same from a shell, with a script of another interpreter', 'cli-scenarios', 'A7: a script of'],
  [
    'the group lives, the leader is a zombie: listed as over, stop does nothing, prune forgets it',
    'jobs-zombies',
    'A8: ',
  ],
  ['the leader obeys, a child does not: nobody escalates', 'jobs-tree', 'A9: '],
  ['an end by SIGKILL is reported as a failure', 'jobs-tree', 'A10: '],
  ['a run with a long command is not listed', 'cli', 'A17: arguments of'],
  ['an id that is drawn twice takes over a living record', 'jobs-start', 'A16: '],
  ['prune removes the log of a run that is being started', 'jobs-many', 'A15: '],
  ['the last output is lost to who follows', 'jobs-logs', 'A19: the last line'],
  ['the exit code is known to nobody, and not passed on', 'jobs-start', 'A5: '],
  ['the same from a shell', 'cli', 'A5: wait, run --wait'],
  ['the job has its caller’s descriptors and ignored signals', 'jobs-start', 'A18: it reads nothing'],
  ['prune removes unreadable records of living runs', 'jobs-records', 'its keeper’s record '],
  ['prune removes whatever file the record names as its log', 'jobs-prune', 'a file that a record names'],
  ['a group is signalled that is another one’s by now', 'jobs-records', '%s: stale, never signalled'],
  ['logs grow without bound, without times, both outputs in one', 'jobs-logs-rotated', 'has the time before'],
  ['several are stopped one after the other', 'cli-scenarios', 'several are asked at once'],
  ['a job of another container is over, and pruned alive', 'jobs-namespaces', 'is running for who'],
  ['a record of another boot fits a process of this one', 'jobs-records', '%s: stale, never signalled'],
  ['who left the group or the session survives unseen', 'jobs-escapes', 'A11: '],
  ['the end of a killed launcher’s group ends the run', 'jobs-start', 'A2: '],
];

const ofAJobLibrary: Row[] = [
  ['ending the caller’s wait kills the detached job', 'jobs-tree', 'A20: ending the wait'],
  ['cancel reaches the first process alone', 'jobs-tree', 'A3: '],
  ['cancelled turns into failed afterwards', 'jobs-tree', 'A20: cancelled stays'],
  ['after a restart nobody hears of the end, and the exit code is lost', 'jobs-start', 'A5: '],
  ['who watches a job of a former program waits for ever', 'jobs-logs', 'follows what is written until the end'],
  ['a record that leads to an unrelated process is running, and cancel kills that', 'jobs-records', '%s: stale, never'],
  ['a second program never sees new jobs', 'jobs-names', 'A21: two programs'],
  ['a record is half written when its writer is killed', 'jobs-crash', 'at its %s %i: what ran is on record'],
  ['one output asked for, the other one comes too; tail is ignored', 'jobs-logs', 'A19: from its start'],
  ['each attach leaks descriptors', 'jobs-logs', 'A23: '],
  ['who closes the stream leaves a follower behind', 'jobs-logs', 'a stream that is left'],
  ['lines of the two outputs are glued together', 'jobs-logs', 'two outputs come in whole lines'],
  ['threads and programs race for one state', 'jobs-workers', 'outlive their thread'],
  ['`~` makes a folder of that name', 'jobs-input', 'openJobs(%j) is refused'],
  ['records that can’t be read are neither listed nor ever removed', 'jobs-records', 'its spec %s'],
  ['the environment is stored, for all to read', 'jobs-start', 'its environment is on no record'],
  ['folders and logs are open to others', 'jobs-start', 'its folders are 0700'],
  ['the first process is a zombie, or another user’s: taken for dead or alive', 'jobs-zombies', 'A8: '],
];

const textOf = (file: string) => readFileSync(fileURLToPath(new URL(`./${file}.test.ts`, import.meta.url)), 'utf8');

test.each([
  ['a tool for detached runs', ofDetachedRuns],
  ['a library of jobs', ofAJobLibrary],
])('each fault of %s has a test here', (_tool, rows) => {
  for (const [fault, file, name] of rows) {
    const named = new RegExp(`['"\`]${name.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}`);
    expect(named.test(textOf(file)), `${fault}: ${name} in ${file}`).toBe(true);
  }
});
