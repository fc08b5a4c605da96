import { getProcess, type SpawnInGroupConfig } from 'reeve';
import { expect, test } from 'vitest';
import { startReady } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { expected, withoutWines } from './wine.js';

// The program says that it runs: Wine lays the environment out anew before that.
async function variables(config: Partial<SpawnInGroupConfig>): Promise<Record<string, string>> {
  const { job } = await startReady({ argv: [program('sleeper')], ...config });
  return getProcess(job, { include_env: true }).env ?? {};
}
const named = (env: Record<string, string>, name: string) =>
  Object.keys(env).filter((key) => key.toLowerCase() === name.toLowerCase());

test('names are the same whatever their case: a variable is replaced, removed, and never twice', async () => {
  process.env.Reeve_Mixed = 'before';
  const replaced = await variables({ env: { REEVE_MIXED: 'after' } });
  expect(named(replaced, 'reeve_mixed').map((name) => replaced[name])).toEqual(['after']);
  expect(named(await variables({ env: { reeve_mixed: null } }), 'reeve_mixed')).toEqual([]);
  delete process.env.Reeve_Mixed;
  const path = await variables({ env: { pAtH: 'C:\\nowhere' } });
  expect(named(path, 'path').map((name) => path[name])).toEqual(['C:\\nowhere']);
});

test('letters beyond ASCII have cases too', async () => {
  const env = await variables({ clear_env: true, env: { ŽLUŤ: 'one' } });
  expect(env).toMatchObject({ ŽLUŤ: 'one' });
});

test('an emptied environment keeps SystemRoot, without which few programs start, and the token', async () => {
  const { job } = await startReady({ argv: [program('sleeper')], clear_env: true, env: { ONLY: 'this' } });
  const env = withoutWines(getProcess(job, { include_env: true }).env ?? {});
  const [root = 'missing'] = named(env, 'SystemRoot');
  expect(env).toEqual({ ONLY: 'this', REEVE_TREE: job.containment.cookie, [root]: process.env.SystemRoot });
});

test("SystemRoot is the caller's where it gives one", async () => {
  const env = await variables({ clear_env: true, env: { SYSTEMROOT: process.env.SystemRoot as string } });
  expect(named(env, 'SystemRoot')).toEqual([expected('environmentsAreAsGiven') ? 'SYSTEMROOT' : 'SystemRoot']);
});

test('values of every alphabet and length arrive', async () => {
  const given = { LONG: 'x'.repeat(30_000), MIXED: 'žluť 日本 🎏 = "c" \r\n', EMPTY: '' };
  expect(await variables({ env: given })).toMatchObject(given);
});

test('what cmd.exe keeps as =C: is no variable', async () => {
  expect(Object.keys(await variables({})).filter((name) => name.startsWith('='))).toEqual([]);
});
