// The main job, on real processes: start a job that is hard to end, look at it, watch the identity guard refuse a
// reused pid, hear the exit code of somebody else's child, end the whole tree, and start a job that another program finds
// again. `npm start` runs it.
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { capabilities, getProcess, spawnInGroup, terminateTree, waitPid } from 'reeve';
import { showDurableJob } from './main-job/durable-job.mjs';
import { showGuard } from './main-job/guard.mjs';
import { heading, line, record } from './main-job/print.mjs';
import { drawTree } from './main-job/tree.mjs';

const stubbornJob = fileURLToPath(new URL('./main-job/stubborn-job.sh', import.meta.url));

async function nextLine(stream) {
  for await (const text of createInterface({ input: stream })) return text;
  throw new Error('the job ended without a word');
}

heading('1. What this machine can do');
record('capabilities', capabilities());

heading('2. A job that is hard to end');
const job = spawnInGroup({ argv: ['sh', stubbornJob], stdout: 'pipe' });
record('spawn-in-group-result', job);
line(`the job says: ${await nextLine(job.stdout)}`);
drawTree(await terminateTree(job, { dry_run: true }));

heading('3. The identity guard: a pid that was really given to another process');
await showGuard();

heading("4. The exit code of somebody else's child");
// The shell's child waits for a line on descriptor 3: a background command's own stdin is /dev/null.
const shell = 'exec 3<&0; sh -c "read go <&3; exit 7" & echo $!; wait';
const parent = spawnInGroup({ argv: ['sh', '-c', shell], stdin: 'pipe', stdout: 'pipe' });
const grandchild = Number(await nextLine(parent.stdout));
line(`process ${grandchild} is a child of ${getProcess(grandchild).ppid}, not of this program (${process.pid})`);
const waiting = waitPid(grandchild);
parent.stdin.end('go\n');
record('wait-pid-result', await waiting);
await waitPid(parent);

heading('5. The end of the tree');
const begun = performance.now();
const ended = await terminateTree(job, { grace_timeout_ms: 1000 });
record('terminate-tree-result', ended);
drawTree(await terminateTree(job, { dry_run: true }));
line(
  ended.exited
    ? `all ${ended.signaled_count} processes are gone after ${Math.round(performance.now() - begun)} ms: the leader and ` +
        'the polite ones obeyed SIGTERM, the stubborn one was killed after the grace, the daemon was found.'
    : `${ended.survivors.length} survivors`,
);
process.exitCode = ended.exited ? 0 : 1;

heading('6. A durable job, found again by another program');
await showDurableJob();
