type Reeve = typeof import('reeve');

/** Starts a job and ends it, in a program of its own, and tells what that program can do. */
export async function startAndEnd(reeve: Reeve, input: { path: string; containment: 'auto' | 'cgroup' }) {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const can = reeve.capabilities();
  try {
    const job = reeve.spawnInGroup({ argv: [input.path], stdout: 'ignore', containment: input.containment });
    const procs = job.containment.cgroup_path && readFileSync(`${job.containment.cgroup_path}/cgroup.procs`, 'utf8');
    const ended = await reeve.terminateTree(job, { signal: 'SIGKILL' });
    return { can, job: JSON.parse(JSON.stringify(job)), procs, ended, error: null };
  } catch (error) {
    return { can, job: null, procs: null, ended: null, error: (error as InstanceType<Reeve['ReeveError']>).toJSON() };
  }
}
