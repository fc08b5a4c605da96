import { getProcess, type SpawnInGroupConfig } from 'reeve';
import { expect, test } from 'vitest';
import { start } from '../helpers/jobs.js';
import { idle } from '../helpers/programs.js';
import { expected, withoutWines } from './wine.js';

const variables = (config: Partial<SpawnInGroupConfig>): Record<string, string> =>
  getProcess(start({ argv: idle, ...config }), { include_env: true }).env ?? {};
const named = (env: Record<string, string>, name: string) =>
  Object.keys(env).filter((key) => key.toLowerCase() === name.toLowerCase());

test('names are the same whatever their case: a variable is replaced, removed, and never twice', () => {
  process.env.Reeve_Mixed = 'before';
  const replaced = variables({ env: { REEVE_MIXED: 'after' } });
  expect(named(replaced, 'reeve_mixed').map((name) => replaced[name])).toEqual(['after']);
  expect(named(variables({ env: { reeve_mixed: null } }), 'reeve_mixed')).toEqual([]);
  delete process.env.Reeve_Mixed;
  const path = variables({ env: { pAtH: 'C:\\nowhere' } });
  expect(named(path, 'path').map((name) => path[name])).toEqual(['C:\\nowhere']);
});

test('letters beyond ASCII have cases too', () => {
  const env = variables({ clear_env: true, env: { ŽLUŤ: 'one' } });
  expect(env).toMatchObject({ ŽLUŤ: 'one' });
});

test('an emptied environment keeps SystemRoot, without which few programs start, and the token', () => {
  const job = start({ argv: idle, clear_env: true, env: { ONLY: 'this' } });
  const env = withoutWines(getProcess(job, { include_env: true }).env ?? {});
  const [root = 'missing'] = named(env, 'SystemRoot');
  expect(env).toEqual({ ONLY: 'this', REEVE_TREE: job.containment.cookie, [root]: process.env.SystemRoot });
});

test("SystemRoot is the caller's where it gives one", () => {
  const env = variables({ clear_env: true, env: { SYSTEMROOT: process.env.SystemRoot as string } });
  expect(named(env, 'SystemRoot')).toEqual([expected('environmentsAreAsGiven') ? 'SYSTEMROOT' : 'SystemRoot']);
});

test('values of every alphabet and length arrive', () => {
  const given = { LONG: 'x'.repeat(30_000), MIXED: 'žluť 日本 🎏 = "c" \r\n', EMPTY: '' };
  expect(variables({ env: given })).toMatchObject(given);
});

test('what cmd.exe keeps as =C: is no variable', () => {
  expect(Object.keys(variables({})).filter((name) => name.startsWith('='))).toEqual([]);
});
