import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import { type Jobs, openJobs } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { remains, scratchJobs } from '../helpers/durable-jobs.js';
import { refusal } from '../helpers/refusal.js';
import { scratchFolder } from '../helpers/scratch.js';

const argv = ['true'];
const lot: [verb: keyof Jobs, args: unknown[]][] = [
  ['start', []],
  ['start', [null]],
  ['start', ['sleep']],
  ['start', [{}]],
  ['start', [{ argv: [] }]],
  ['start', [{ argv: 'sleep 1' }]],
  ['start', [{ argv: [1] }]],
  ['start', [{ argv: ['a\0b'] }]],
  ['start', [{ argv, cmd: 'x' }]],
  ['start', [{ argv, cwd: '' }]],
  ['start', [{ argv, cwd: 5 }]],
  ['start', [{ argv, env: { A: 1 } }]],
  ['start', [{ argv, env: [] }]],
  ['start', [{ argv, name: '' }]],
  ['start', [{ argv, name: '../x' }]],
  ['start', [{ argv, name: '.hidden' }]],
  ['start', [{ argv, name: 'a b' }]],
  ['start', [{ argv, name: 'x'.repeat(65) }]],
  ['start', [{ argv, name: 'ä' }]],
  ['start', [{ argv, if_running: 'reuse' }]],
  ['start', [{ argv, name: 'a', if_running: 'maybe' }]],
  ['start', [{ argv, labels: { a: 1 } }]],
  ['start', [{ argv, labels: ['a'] }]],
  ['start', [{ argv, stdin: 'pipe' }]],
  ['start', [{ argv, stdin: 'inherit' }]],
  ['start', [{ argv, stdin: {} }]],
  ['start', [{ argv, stdin: { file: '' } }]],
  ['start', [{ argv, logs: 'files' }]],
  ['start', [{ argv, logs: { stdout: 'stdout' } }]],
  ['start', [{ argv, logs: { stdin: 'file' } }]],
  ['start', [{ argv, logs: { stderr: { path: 'x' } } }]],
  ['start', [{ argv, containment: 'group' }]],
  ['start', [{ argv, state_dir: '/tmp' }]],
  ['start', [{ argv, on_parent_exit: 'die' }]],
  ['start', [{ argv, limits: { memory_max: 'much' } }]],
  ['get', []],
  ['get', [null]],
  ['get', [5]],
  ['get', [{}]],
  ['get', [{ id: 5 }]],
  ['wait', ['x', { timeout_ms: -1 }]],
  ['wait', ['x', { timeout: 5 }]],
  ['wait', ['x', { signal: 'SIGTERM' }]],
  ['stop', ['x', { grace: 5 }]],
  ['stop', ['x', { dry_run: true }]],
  ['stop', ['x', { signal: {} }]],
  ['stop', ['x', { grace_timeout_ms: '5' }]],
  ['list', [{ status: 'dead' }]],
  ['list', [{ status: ['running', 'dead'] }]],
  ['list', [{ label: 'x' }]],
  ['list', [{ labels: { a: 1 } }]],
  ['list', [{ name: '' }]],
  ['list', [null]],
  ['prune', [{ older_than_ms: -1 }]],
  ['prune', [{ older_than_ms: '1d' }]],
  ['prune', [{ status: 'running' }]],
  ['prune', [{ status: ['failed', 'pending'] }]],
  ['prune', [{ dry_run: 1 }]],
  ['remove', [undefined]],
];

describe.runIf(capabilities().keeper.available)('what durable jobs are not given', () => {
  test.each(lot)('%s %j is refused, and nothing is left of it', async (verb, args) => {
    const jobs = scratchJobs();
    const call = jobs[verb] as unknown as (...args: unknown[]) => unknown;
    const error = await refusal(() => call.apply(jobs, args));
    // A job that is named in a call with bad options may be looked for first.
    expect(['ERR_INVALID_ARG', 'ERR_JOB_NOT_FOUND']).toContain(error.code);
    if (args.length < 2) expect(error.code).toBe('ERR_INVALID_ARG');
    expect(await jobs.list()).toEqual([]);
    expect(remains(jobs)).toEqual([]);
  });

  test.each([
    null,
    'folder',
    { state_dir: '' },
    { state_dir: 5 },
    { state_dir: 'a\0b' },
    { state_dir: '~/jobs' },
    { folder: 'x' },
    { cleanup_age_ms: -1 },
    { cleanup_age_ms: '1d' },
    { redact_argv: true },
  ])('openJobs(%j) is refused', async (options) => {
    const error = await refusal(() => openJobs(options as never));
    expect(error.code).toBe('ERR_INVALID_ARG');
  });

  test('a state folder below a file is the system’s error', async () => {
    const file = join(scratchFolder(), 'file');
    writeFileSync(file, '');
    const error = await refusal(() => openJobs({ state_dir: join(file, 'x') }));
    expect(error.code).toMatch(/^(ENOTDIR|EEXIST)$/);
  });
});
