// runWithTimeout: a command that does nothing, from the call to its captured result.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { capabilities, runWithTimeout } from 'reeve';
import { program } from '../build.mjs';
import { collect, inTurns, now } from '../measure.mjs';

const runFile = promisify(execFile);

async function taken(work) {
  const before = now();
  await work();
  return now() - before;
}

export async function run({ quick }) {
  const count = quick ? 20 : 100;
  const byReeve = (containment) => () =>
    collect(count, () => taken(() => runWithTimeout({ argv: [program('leaf')], timeout_ms: 10_000, containment })));
  const ways = {
    node: () => collect(count, () => taken(() => runFile(program('leaf'), { timeout: 10_000 }))),
    group: byReeve('group'),
    ...(capabilities().cgroup.available && { cgroup: byReeve('cgroup') }),
  };
  const measured = await inTurns(quick ? 1 : 5, ways);
  return Object.keys(ways)
    .filter((way) => way !== 'node')
    .map((way) => ({
      work: `runWithTimeout, ${way}, to its result`,
      floor: measured.node.median,
      floorIs: 'execFile',
      reeve: measured[way].median,
      bar: null,
      why: 'also looks at all processes for what the command left behind',
    }));
}
