// Limits of jobs on a machine whose cgroup controllers are handed down. Prints { check: null | why it failed }.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const reeve = require(process.argv[2]);

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

const checks = {
  'limits are written': async () => {
    const limits = { memory_max: 64 * 2 ** 20, pids_max: 20, cpu_max: 0.5 };
    const job = reeve.spawnInGroup({ argv: ['sleep', '600'], limits });
    const files = ['memory.max', 'pids.max', 'cpu.max'];
    const seen = files.map((file) => readFileSync(join(job.containment.cgroup_path, file), 'utf8').trim());
    const ended = await reeve.terminateTree(job);
    expect(`${seen}` === '67108864,20,50000 100000' && job.warnings.length === 0, `${seen} ${job.warnings}`);
    expect(ended.exited && ended.tree_kill_reliability === 'guaranteed', JSON.stringify(ended));
  },

  'pids_max is kept': async () => {
    const forks = 'i=0; while [ $i -lt 10 ]; do sleep 600 & i=$((i+1)); done';
    const job = reeve.spawnInGroup({ argv: ['sh', '-c', forks], stderr: 'ignore', limits: { pids_max: 4 } });
    const { exit_code } = await reeve.waitPid(job);
    const { exited } = await reeve.terminateTree(job, { signal: 'SIGKILL' });
    expect(exit_code !== 0 && exited, `exit code ${exit_code}, exited ${exited}`);
  },

  'memory_max is kept': async () => {
    const grows = 'const all = []; for (let at = 0; at < 100; at++) all.push(Buffer.alloc(10 * 2 ** 20, 1))';
    const argv = [process.execPath, '-e', grows];
    const job = reeve.spawnInGroup({ argv, stderr: 'ignore', limits: { memory_max: 128 * 2 ** 20 } });
    const { signal } = await reeve.waitPid(job);
    expect(signal === 'SIGKILL', `it ended with ${signal}`);
  },

  'this kernel is older than pidfs, and that is known': () => {
    const { pidfd, pidfd_inode, exit_info, default_containment } = reeve.capabilities();
    const seen = JSON.stringify([pidfd, pidfd_inode, exit_info, default_containment]);
    expect(seen === '[true,false,false,"cgroup"]', seen);
  },
};

async function main() {
  const results = {};
  for (const [name, check] of Object.entries(checks)) {
    results[name] = await Promise.resolve()
      .then(check)
      .then(
        () => null,
        (error) => error.message,
      );
  }
  console.log(JSON.stringify(results));
}

main();
