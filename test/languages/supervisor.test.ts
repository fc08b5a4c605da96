import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getProcess, listFds, type SpawnedInGroup, spawnInGroup, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { readAll } from '../helpers/jobs.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';
import { until } from '../helpers/until.js';

// examples/supervisor in each language: what one has started, another looks at, waits for and ends, by the record alone.
const root = fileURLToPath(new URL('../..', import.meta.url));
const program = (name: string) => [join(root, 'build', 'languages', `keep-${name}`)];
const commands: Record<string, string[]> = {
  js: [process.execPath, join(root, 'examples', 'supervisor', 'keep.mjs')],
  c: program('c'),
  'c-static': program('c-static'),
  go: program('go'),
};
const languages = (process.env.REEVE_LANGUAGES ?? 'js').split(',');
const pairs = languages.flatMap((one) => languages.filter((other) => other !== one).map((other) => [one, other]));

// biome-ignore lint/suspicious/noExplicitAny: it is validated against a schema
type Json = any;

const begin = (language: string, ...args: string[]) =>
  spawnInGroup({ argv: [...(commands[language] ?? []), ...args], stdout: 'pipe', stderr: 'pipe' });

async function toEnd(job: SpawnedInGroup, language: string, ...args: string[]): Promise<Json> {
  const [output, complaint, end] = await Promise.all([readAll(job.stdout), readAll(job.stderr), waitPid(job)]);
  if (end.exit_code !== 0) throw new Error(`keep ${args[0]} in ${language}: ${complaint}`);
  return JSON.parse(output);
}

const keep = (language: string, ...args: string[]): Promise<Json> => toEnd(begin(language, ...args), language, ...args);

/**
 * Begins to wait for the job, and resolves once its process is held: of one that ended and was reaped before, whose parent
 * is gone, nobody could tell how.
 */
async function keepWaiting(language: string, file: string, pid: number): Promise<{ end: Promise<Json> }> {
  const waiter = begin(language, 'wait', file);
  const end = toEnd(waiter, language, 'wait', file);
  await until('it is waited for', async () => {
    const { fds } = await listFds(waiter, { kind: 'pidfd' });
    return fds.some(({ target_pid }) => target_pid === pid);
  });
  return { end };
}

test('the programs are built', () => {
  expect(languages.length).toBeGreaterThan(1);
  for (const language of languages) expect(existsSync(commands[language]?.at(-1) ?? '')).toBe(true);
});

describe.each(pairs)('a job of %s in the hands of %s', (starter, other) => {
  test('is the same process to both, and ended by the other', async () => {
    const file = join(scratchFolder(), 'job.json');
    const started = await keep(starter, 'start', file, 'sh', '-c', '(setsid sleep 600 &); sleep 600');
    expectValid('spawn-in-group-result', started);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(started);
    const [seen, known] = [await keep(other, 'status', file), await keep(starter, 'status', file)];
    expectValid('identity-check', seen);
    expect(seen).toMatchObject({ pid: started.pid, status: 'same', identity: started.identity });
    expect(known.identity).toBe(seen.identity);
    expect(getProcess(started.pid).identity).toBe(started.identity);
    const waiting = await keepWaiting(starter, file, started.pid);
    const ended = await keep(other, 'stop', file);
    expectValid('terminate-tree-result', ended);
    expect(ended).toMatchObject({ exited: true, survivors: [], pid: started.pid, identity: started.identity });
    expectValid('wait-pid-result', await waiting.end);
    expect((await waiting.end).signal).toBe('SIGTERM');
    expect(await keep(other, 'status', file)).toMatchObject({ pid: started.pid, status: 'gone' });
  });

  test('tells the other how it ended', async () => {
    const file = join(scratchFolder(), 'job.json');
    const gate = join(scratchFolder(), 'gate');
    const script = `until [ -e ${gate} ]; do sleep 0.05; done; exit 7`;
    const started = await keep(starter, 'start', file, 'sh', '-c', script);
    const waiting = await keepWaiting(other, file, started.pid);
    writeFileSync(gate, '');
    const end = await waiting.end;
    expectValid('wait-pid-result', end);
    expect(end).toMatchObject({ exited: true, exit_code: 7, identity: started.identity });
    expect(await keep(starter, 'stop', file)).toMatchObject({ exited: true, signaled_count: 0 });
  });

  test('is refused with one and the same error where it is none', async () => {
    const file = join(scratchFolder(), 'job.json');
    const command = await keep(starter, 'start', file, 'no-such-command').catch((error: Error) => error.message);
    expect(command).toContain('"code":"ENOENT"');
    const refused = String(command).slice(String(command).indexOf('{'));
    expectValid('error', JSON.parse(refused));
  });
});
