import { chownSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { capabilities } from 'reeve';
import { afterEachTest } from '../../helpers/after-test.js';
import { until } from '../../helpers/until.js';

const made: string[] = [];

/** The folder of the test's own cgroups; only where capabilities().cgroup.available. */
export const cgroupBase = capabilities().cgroup.path ?? '';

/** Whether a job's cgroup here gets the controllers of every limit. */
export const hasControllers = ['memory', 'pids', 'cpu', 'io'].every((controller) =>
  capabilities().cgroup_controllers?.includes(controller),
);

/** A cgroup of the test's own, that is killed and removed after it. */
export function ownCgroup(name: string): string {
  const folder = `${cgroupBase}/reeve-test-${process.pid}-${name}`;
  mkdirSync(folder);
  made.push(folder);
  return folder;
}

/** Gives a cgroup to a user the way systemd does with Delegate=yes. */
export function delegate(folder: string, uid: number): void {
  for (const file of ['', '/cgroup.procs', '/cgroup.subtree_control', '/cgroup.threads']) {
    chownSync(folder + file, uid, uid);
  }
}

/** A command that joins the cgroup, and then is the command given after it. */
export function joining(folder: string): string[] {
  return ['sh', '-c', `echo $$ > ${folder}/cgroup.procs && exec "$@"`, 'sh'];
}

/** One of a cgroup's files, without its last newline. */
export function readControl(folder: string, file: string): string {
  return readFileSync(`${folder}/${file}`, 'utf8').trim();
}

function subfolders(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** The names of the jobs' folders in a folder. */
export function jobFolders(folder: string): string[] {
  return subfolders(folder).filter((name) => /^reeve-\d+-\d+-[0-9a-f]{24}$/.test(name));
}

function remove(folder: string): void {
  for (const name of subfolders(folder)) remove(`${folder}/${name}`);
  rmdirSync(folder);
}

afterEachTest(async () => {
  for (const folder of made.splice(0)) {
    writeFileSync(`${folder}/cgroup.kill`, '1');
    await until('the cgroup is empty', () => readControl(folder, 'cgroup.events').includes('populated 0'));
    remove(folder);
  }
});
