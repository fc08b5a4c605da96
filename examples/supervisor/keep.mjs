// A supervisor's four moves, each in a program run of its own, so that nothing is known but the record in a file:
//
//   node keep.mjs start FILE COMMAND [ARGUMENT...]   starts the job and keeps its record
//   node keep.mjs status FILE                        is it still that one?
//   node keep.mjs wait FILE                          until it has ended, and how
//   node keep.mjs stop FILE                          ends it and all that descends from it
//
// The same in C and Go stands beside this file; each goes on with a job that another has started. Each move prints the
// record of its result. docs/integration.md tells more.
import { readFileSync, writeFileSync } from 'node:fs';
import { checkIdentity, ReeveError, spawnInGroup, terminateTree, waitPid } from 'reeve';

async function start(file, argv) {
  // Its output goes nowhere: it outlives this program's own.
  const job = spawnInGroup({ argv, stdout: 'ignore', stderr: 'ignore', on_parent_exit: 'leave' });
  try {
    writeFileSync(file, JSON.stringify(job));
  } catch (error) {
    // Nobody would ever find it again.
    await terminateTree(job);
    throw error;
  }
  return job;
}

const [move, file, ...argv] = process.argv.slice(2);
const record = () => JSON.parse(readFileSync(file, 'utf8'));
const moves = {
  start: () => start(file, argv),
  status: () => checkIdentity(record()),
  wait: () => waitPid(record()),
  stop: () => terminateTree(record(), { grace_timeout_ms: 10000 }),
};

try {
  if (file === undefined || !Object.hasOwn(moves, move))
    throw new Error('usage: start|status|wait|stop FILE [COMMAND]');
  console.log(JSON.stringify(await moves[move]()));
} catch (error) {
  console.error(`keep: ${error instanceof ReeveError ? JSON.stringify(error) : error.message}`);
  process.exitCode = 1;
}
