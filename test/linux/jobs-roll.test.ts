import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { capabilities } from 'reeve';
import type { Job } from 'reeve/jobs';
import { describe, expect, test } from 'vitest';
import { inProgram, remains, scratchJobs, seen, startShell } from '../helpers/durable-jobs.js';
import { clear, manyOver } from './helpers/many-over.js';

const dated = (job: Job): Job => ({ ...job, timestamp: expect.any(String) });
const oldestFirst = (one: Job, other: Job) => {
  return (one.created_unix_ms ?? 0) - (other.created_unix_ms ?? 0) || (one.id < other.id ? -1 : 1);
};

// Hundreds of files, removed by one program while another one reads them.
const options = { timeout: 120_000 };

function replace(path: string, make: () => void): void {
  rmSync(path);
  make();
}

function editText(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

describe.runIf(capabilities().keeper.available)('the roll of many durable jobs', () => {
  test('lists them, each as its own summary has it, and removed from it too', async () => {
    const jobs = scratchJobs();
    const end = await manyOver(jobs, 400);
    const roll = join(jobs.state_dir, 'roll.jsonl');
    const first = await jobs.list();
    const living = await startShell(jobs, 'exec sleep 600');
    expect(statSync(roll).mode & 0o777).toBe(0o600);
    for (const { folder } of first) rmSync(join(folder, 'summary.json'));
    expect(await jobs.list()).toEqual([...first, await seen(jobs, living)].map(dated).sort(oldestFirst));
    await jobs.remove(first[0] as Job);
    expect(existsSync(roll)).toBe(false);
    expect(await seen(jobs, end.id)).toEqual({ ...end, timestamp: expect.any(String) });
    clear(jobs);
  });

  test.each([
    ['is cut off', (roll: string) => truncateSync(roll, 1000)],
    ['is of another version', (roll: string) => editText(roll, (text) => text.replaceAll('schema:v1', 'schema:v2'))],
    ['has the jobs of others', (roll: string) => editText(roll, (text) => text.replace(/^\w{12}/gm, '0123456789ab'))],
    ['is a link', (roll: string) => replace(roll, () => symlinkSync('/etc/passwd', roll))],
    ['is a folder', (roll: string) => replace(roll, () => mkdirSync(roll))],
  ])('a roll that %s is no hindrance', async (_what, spoil) => {
    const jobs = scratchJobs();
    await manyOver(jobs, 300);
    const before = await jobs.list();
    spoil(join(jobs.state_dir, 'roll.jsonl'));
    expect(await jobs.list()).toEqual(before);
    expect(await jobs.list()).toEqual(before);
    clear(jobs);
  });

  test('who lists while another one removes leaves nothing of what was removed on the roll', options, async () => {
    const jobs = scratchJobs();
    await manyOver(jobs, 700);
    const roll = join(jobs.state_dir, 'roll.jsonl');
    const code = `
      for (let number = 1; number <= 200; number++) await jobs.remove(number.toString(16).padStart(12, '0'));
      console.log('done');`;
    let removing = true;
    const removed = inProgram(jobs, code, [], [], options.timeout).finally(() => {
      removing = false;
    });
    while (removing) await jobs.list();
    expect(await removed).toBe('done\n');
    const rolled = existsSync(roll) ? (readFileSync(roll, 'utf8').match(/^\w{12}/gm) ?? []) : [];
    const ids = new Set((await jobs.list()).map(({ id }) => id));
    expect(ids.size).toBe(500);
    expect(rolled.filter((id) => !ids.has(id))).toEqual([]);
    expect(remains(jobs)).toEqual([]);
    clear(jobs);
  });
});
