import { createRequire } from 'node:module';
import { ReeveError } from 'reeve';
import * as jobs from 'reeve/jobs';
import { expect, test } from 'vitest';
import { runNode } from './helpers/node-program.js';
import { refusal } from './helpers/refusal.js';

const require = createRequire(import.meta.url);

test('reeve/jobs is one copy, however it is loaded, and throws the one class of error', async () => {
  expect(require('reeve/jobs').openJobs).toBe(jobs.openJobs);
  expect(Object.keys(jobs).sort()).toEqual(['defaultStateFolder', 'openJobs', 'percentOf']);
  expect(await refusal(() => jobs.openJobs({ state_dir: '' }))).toBeInstanceOf(ReeveError);
});

test('reeve alone loads nothing of it', async () => {
  const code = `
    import 'reeve';
    import { createRequire } from 'node:module';
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    console.log(loaded.some((file) => /cjs.index\\.js$/.test(file)), loaded.filter((file) => /cjs.jobs/.test(file)).length);`;
  expect((await runNode(code)).stdout).toBe('true 0\n');
});
