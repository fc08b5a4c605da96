import { spawnInGroup, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { copies, exits } from './helpers/programs.js';
import { expectValid } from './helpers/schemas.js';
import { system } from './helpers/system.js';

test('many jobs at once all start, end and tell their exit codes', async () => {
  const jobs = Array.from({ length: system.many }, (_, at) => spawnInGroup({ argv: exits(at % 100) }));
  const waits = await Promise.all(jobs.map((job) => waitPid(job)));
  for (const wait of waits) expectValid('wait-pid-result', wait);
  expect(waits.map((wait) => wait.exit_code)).toEqual(jobs.map((_, at) => at % 100));
  expect(new Set(jobs.map((job) => job.identity)).size).toBe(jobs.length);
  expect(system.childrenOf(process.pid).filter((child) => jobs.some((job) => job.pid === child))).toEqual([]);
});

test('many jobs with pipes give back every descriptor', async () => {
  const jobs = Array.from({ length: system.many }, () => spawnInGroup({ argv: copies, stdin: 'pipe', stdout: 'pipe' }));
  const texts = await Promise.all(
    jobs.map(async ({ stdin, stdout }, at) => {
      stdin?.end(`job ${at}`);
      let text = '';
      for await (const chunk of stdout ?? []) text += chunk;
      return text;
    }),
  );
  expect(texts).toEqual(jobs.map((_, at) => `job ${at}`));
  await Promise.all(jobs.map((job) => waitPid(job)));
});

test('jobs whose ends nobody waits for hold neither zombie nor descriptor', () => {
  for (let at = 0; at < system.many / 4; at++) spawnInGroup({ argv: exits(0) });
});
