import { getProcess, type ProcessInfo } from 'reeve';
import { expect, test } from 'vitest';
import { start } from '../helpers/jobs.js';
import { idle, nodeRuns, program } from '../helpers/programs.js';
import { expectValid } from '../helpers/schemas.js';
import { expected } from './wine.js';

function look(ref: { pid: number }): ProcessInfo {
  const info = getProcess(ref);
  expectValid('process-info', info);
  return info;
}

test('processor time counts: a busy program uses more than an idle one', async () => {
  const busy = start({ argv: nodeRuns('for (;;);') });
  const calm = start({ argv: idle });
  await expect.poll(() => look(busy).cpu_percent, { timeout: 10_000 }).toBeGreaterThan(10);
  expect((look(calm).cpu_percent ?? 0) < 10).toBe(expected('processorTimeIsOfTheProcess'));
});

test('memory and account are told', () => {
  const info = look(start({ argv: idle }));
  expect(info.memory_kb).toBeGreaterThan(100);
  expect(info.user).toBe(getProcess(process.pid).user);
  expect(info.user).toMatch(/^[^\\]+\\[^\\]+$/);
});

test('the path of a program is as Windows writes it, whatever way it was started by', () => {
  const job = start({ argv: [program('idle').replaceAll('\\', '/')] });
  expect(look(job).exe_path).toBe(program('idle'));
});
