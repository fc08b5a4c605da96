import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getProcess, spawnInGroup, waitPid } from 'reeve';
import { describe, expect, test } from 'vitest';
import { readAll } from '../helpers/jobs.js';
import { expectValid } from '../helpers/schemas.js';
import { scratchFolder } from '../helpers/scratch.js';

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

async function keep(language: string, ...args: string[]): Promise<Json> {
  const job = spawnInGroup({ argv: [...(commands[language] ?? []), ...args], stdout: 'pipe', stderr: 'pipe' });
  const [output, complaint, end] = await Promise.all([readAll(job.stdout), readAll(job.stderr), waitPid(job)]);
  if (end.exit_code !== 0) throw new Error(`keep ${args[0]} in ${language}: ${complaint}`);
  return JSON.parse(output);
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
    const waiting = keep(starter, 'wait', file);
    const ended = await keep(other, 'stop', file);
    expectValid('terminate-tree-result', ended);
    expect(ended).toMatchObject({ exited: true, survivors: [], pid: started.pid, identity: started.identity });
    expectValid('wait-pid-result', await waiting);
    expect((await waiting).signal).toBe('SIGTERM');
    expect(await keep(other, 'status', file)).toMatchObject({ pid: started.pid, status: 'gone' });
  });

  test('tells the other how it ended', async () => {
    const file = join(scratchFolder(), 'job.json');
    const gate = join(scratchFolder(), 'gate');
    const script = `until [ -e ${gate} ]; do sleep 0.05; done; exit 7`;
    const started = await keep(starter, 'start', file, 'sh', '-c', script);
    const waiting = keep(other, 'wait', file);
    // It may be waited for by now or not yet: told in any case.
    writeFileSync(gate, '');
    const end = await waiting;
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
