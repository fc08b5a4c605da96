import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { descendants, type ProcessRef } from 'reeve';
import { expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { startHeld } from '../helpers/held.js';
import { program } from '../helpers/programs.js';
import { scratchFolder } from '../helpers/scratch.js';

const opened = /open(?:at)?\([^"]*"(\/proc\/?[^"]*)"/g;

/** What a program opened below /proc, from the kernel's word: the folder of all processes, and whose files. */
function openedIn(trace: string) {
  const paths = Array.from(readFileSync(trace, 'utf8').matchAll(opened), ([, path = '']) => path);
  const owners = paths.map((path) => Number(path.match(/^\/proc\/(\d+)/)?.[1] ?? Number.NaN));
  const pids = new Set(owners.filter((pid) => !Number.isNaN(pid)));
  return { pids, everybody: paths.some((path) => /^\/proc\/?$/.test(path)) };
}

/** Asks everything that is about a few processes, or, as the trace must be able to show it, about all of them. */
async function traced(job: ProcessRef, all: boolean) {
  const trace = join(scratchFolder(), 'trace');
  const body = async (
    {
      ancestors,
      descendants: below,
      killDescendants,
      listProcesses,
      processStats,
      sendSignalMany,
    }: typeof import('reeve'),
    { ref, all: everybody }: { ref: ProcessRef; all: boolean },
  ) => {
    const chain = ancestors(process.pid).chain.map(({ pid }) => pid);
    if (everybody) await listProcesses({}, { fields: ['name'] });
    const pid = (ref as { pid: number }).pid;
    const { processes } = await listProcesses({ pid_in: [pid] }, { include_env: true, include_threads: true });
    const { levels } = await below(ref, { cpu_mode: 'monitor', sample_duration_ms: 10 });
    ancestors(levels.at(-1)?.processes[0] as ProcessRef);
    await processStats([ref, process.pid], { include_switches: true });
    await processStats({ pid, identity: processes[0]?.identity }, { scope: 'tree' });
    sendSignalMany([ref], 'SIGCONT');
    await killDescendants(ref, { signal: 'SIGCONT' });
    return [...chain, process.pid];
  };
  const through = ['strace', '-f', '-qq', '-e', 'trace=open,openat', '-o', trace];
  const { answer } = await inChild(body, { ref: job, all }, { through });
  return { ...openedIn(trace), own: answer };
}

test('questions about a few processes look at nobody else', { timeout: 60_000 }, async (ctx) => {
  const tried = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']);
  if (tried.status !== 0) return ctx.skip('strace is not there, or may not trace');
  await startHeld({ argv: [program('tree'), '3', '1'] }); // nobody asks about these
  const { job } = await startHeld({ argv: [program('tree'), '2', '2'] });
  const tree = (await descendants(job)).levels.flatMap(({ processes }) => processes.map(({ pid }) => pid));
  const few = await traced(job, false);
  const expected = new Set([job.pid, ...tree, process.pid, ...few.own]);
  expect([...few.pids].filter((pid) => !expected.has(pid))).toEqual([]);
  expect([...few.pids]).toEqual(expect.arrayContaining([job.pid, ...tree]));
  expect(few.everybody).toBe(false);
  const everybody = await traced(job, true);
  expect(everybody.everybody).toBe(true);
  expect([...everybody.pids].filter((pid) => !expected.has(pid)).length).toBeGreaterThan(3);
});
