import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ancestors,
  descendants,
  findByPort,
  listFds,
  listProcesses,
  processStats,
  type SpawnedInGroup,
  sendSignal,
  spawnInGroup,
  terminateTree,
  waitPid,
} from 'reeve';
import { describe, expect, test } from 'vitest';
import { afterEachTest } from '../helpers/after-test.js';
import { readAll } from '../helpers/jobs.js';
import { expectValid } from '../helpers/schemas.js';

// What each language tells of the same processes is the same, field for field and identity for identity.
const root = fileURLToPath(new URL('../..', import.meta.url));
const others = (process.env.REEVE_LANGUAGES ?? '').split(',').filter((language) => /^(c|c-static|go)$/.test(language));

// biome-ignore lint/suspicious/noExplicitAny: it is validated against a schema
type Json = any;

async function look(language: string, question: string, ...numbers: number[]): Promise<Json> {
  const argv = [join(root, 'build', 'languages', `look-${language}`), question, ...numbers.map(String)];
  const job = spawnInGroup({ argv, stdout: 'pipe', stderr: 'pipe' });
  const [output, complaint, end] = await Promise.all([readAll(job.stdout), readAll(job.stderr), waitPid(job)]);
  if (end.exit_code !== 0) throw new Error(`look ${question} in ${language}: ${complaint}`);
  return JSON.parse(output);
}

/** A shell that waits for two children, which run what they are going to run. */
async function family(): Promise<{ job: SpawnedInGroup; pids: number[] }> {
  const script = 'sleep 600 & echo $!; sleep 601 & echo $!; wait';
  const job = spawnInGroup({ argv: ['sh', '-c', script], stdout: 'pipe' });
  afterEachTest(async () => {
    await terminateTree(job, { grace_timeout_ms: 0 });
    job.stdout?.destroy();
  });
  const children: number[] = await new Promise((resolve) => {
    let text = '';
    job.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.split('\n').length > 2) resolve(text.trim().split('\n').map(Number));
    });
  });
  for (;;) {
    const { processes } = await listProcesses({ pid_in: children, name_equals: 'sleep', state_in: ['sleeping'] });
    if (processes.length === 2) return { job, pids: [job.pid, ...children] };
  }
}

/** Without what goes on meanwhile, and without the time of the start by the wall clock, which is read anew each time. */
function lasting(value: Json): Json {
  const ofTheMoment = ['timestamp', 'state', 'cpu_percent', 'elapsed_seconds', 'memory_kb', 'thread_count'];
  const passing = [...ofTheMoment, 'start_time_unix_ms'];
  return JSON.parse(JSON.stringify(value), (key, inner) => (passing.includes(key) ? undefined : inner));
}

test('there are languages to compare', () => expect(others.length).toBeGreaterThan(0));

describe.each(others)('JavaScript and %s', (language) => {
  test('list the same processes', async () => {
    const { pids } = await family();
    const [ours, theirs] = [await listProcesses({ pid_in: pids }), await look(language, 'list', ...pids)];
    expectValid('process-list', theirs);
    expect(theirs.processes.map(({ pid }: Json) => pid)).toEqual([...pids].sort((one, other) => one - other));
    expect(theirs.processes.map(({ identity }: Json) => identity)).toEqual(ours.processes.map((one) => one.identity));
    expect(lasting(theirs)).toEqual(lasting(ours));
    for (const [at, one] of ours.processes.entries()) {
      const difference = theirs.processes[at].start_time_unix_ms - Number(one.start_time_unix_ms);
      expect(Math.abs(difference)).toBeLessThan(5);
    }
  });

  test('walk the same tree', async () => {
    const { job, pids } = await family();
    const down = await look(language, 'descendants', job.pid);
    expectValid('descendants-result', down);
    expect(down.total_found).toBe(2);
    expect(lasting(down)).toEqual(lasting(await descendants(job)));
    const up = await look(language, 'ancestors', pids[1] ?? 0);
    expectValid('ancestors-result', up);
    expect(up.chain[0].identity).toBe(job.identity);
    expect(lasting(up)).toEqual(lasting(ancestors(pids[1] ?? 0)));
  });

  test('measure the same tree and see the same descriptors', async () => {
    const { job } = await family();
    const stats = await look(language, 'stats', job.pid);
    expectValid('process-stats', stats);
    const ours = await processStats(job.pid, { scope: 'tree' });
    expect(stats).toMatchObject({ identity: job.identity, process_count: 3, source: ours.source });
    expect(Object.keys(stats).sort()).toEqual(Object.keys(ours).sort());
    const fds = await look(language, 'fds', job.pid);
    expectValid('fd-list', fds);
    expect(lasting(fds)).toEqual(lasting(await listFds(job)));
  });

  test('see the same listener', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    afterEachTest(() => {
      server.close();
    });
    const { port } = server.address() as { port: number };
    const owners = await look(language, 'port', port);
    expectValid('port-owners', owners);
    expect(owners.processes.map(({ pid }: Json) => pid)).toEqual([process.pid]);
    const { processes, ...rest } = lasting(owners);
    const { processes: own, ...ours } = lasting(await findByPort(port));
    expect(rest).toEqual(ours);
    expect(processes[0].identity).toBe(own[0].identity);
  });

  test('signal the same process, and refuse with one error', async () => {
    const job = spawnInGroup({ argv: ['sleep', '600'] });
    afterEachTest(async () => {
      await terminateTree(job, { grace_timeout_ms: 0 });
    });
    const sent = await look(language, 'terminate', job.pid);
    expectValid('signal-result', sent);
    expect(sent).toMatchObject({ identity: job.identity, signal_sent: 'SIGTERM', target: 'process' });
    expect((await waitPid(job)).signal).toBe('SIGTERM');
    const refused = await look(language, 'terminate', 1).catch((error: Error) => error.message);
    const { message, ...theirs } = JSON.parse(String(refused).slice(String(refused).indexOf('{')));
    expect(theirs).toMatchObject({ code: 'ERR_PROTECTED_PROCESS', pid: 1 });
    expect(() => sendSignal(1, 'SIGTERM')).toThrow(message);
  });
});
