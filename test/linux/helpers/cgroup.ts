import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { capabilities } from 'reeve';
import { afterEach } from 'vitest';
import { until } from '../../helpers/until.js';

const made: string[] = [];

/** The folder of the test's own cgroups; only where capabilities().cgroup.available. */
export const cgroupBase = capabilities().cgroup.path ?? '';

/** A cgroup of the test's own, that is killed and removed after it. */
export function ownCgroup(name: string): string {
  const folder = `${cgroupBase}/reeve-test-${process.pid}-${name}`;
  mkdirSync(folder);
  made.push(folder);
  return folder;
}

/** A command that joins the cgroup, and then is the command given after it. */
export function joining(folder: string): string[] {
  return ['sh', '-c', `echo $$ > ${folder}/cgroup.procs && exec "$@"`, 'sh'];
}

/** The names of the jobs' folders in a folder. */
export function jobFolders(folder: string): string[] {
  return readdirSync(folder).filter((name) => /^reeve-\d+-\d+-[0-9a-f]{24}$/.test(name));
}

afterEach(async () => {
  for (const folder of made.splice(0)) {
    writeFileSync(`${folder}/cgroup.kill`, '1');
    await until('the cgroup is empty', () => readFileSync(`${folder}/cgroup.events`, 'utf8').includes('populated 0'));
    for (const name of jobFolders(folder)) rmdirSync(`${folder}/${name}`);
    rmdirSync(folder);
  }
});
