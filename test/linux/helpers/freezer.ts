import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { onTestFinished, type TestContext } from 'vitest';
import { until } from '../../helpers/until.js';

const base = '/sys/fs/cgroup/freezer';

/**
 * A freezer of cgroup v1: who is in it and frozen shows state D, and not even SIGKILL does anything until it is thawed.
 * Leaves the test out, and says why, where there is none.
 */
export function ownFreezer(ctx: TestContext): { freeze(pids: number[]): Promise<void>; thaw(): Promise<void> } {
  if (process.geteuid?.() !== 0 || !existsSync(`${base}/cgroup.procs`)) ctx.skip('no cgroup v1 freezer to write to');
  const folder = `${base}/reeve-test-${process.pid}`;
  mkdirSync(folder);
  const state = (wanted: string) =>
    until(`the freezer is ${wanted}`, () => {
      writeFileSync(`${folder}/freezer.state`, wanted);
      return readFileSync(`${folder}/freezer.state`, 'latin1').trim() === wanted;
    });
  onTestFinished(async () => {
    await state('THAWED');
    const inside = () => readFileSync(`${folder}/cgroup.procs`, 'latin1');
    await until('nobody is in the freezer', () => inside() === '', 2000).catch(() => {
      for (const pid of inside().split('\n').filter(Boolean)) writeFileSync(`${base}/cgroup.procs`, pid);
    });
    rmdirSync(folder);
  });
  return {
    async freeze(pids) {
      for (const pid of pids) writeFileSync(`${folder}/cgroup.procs`, String(pid));
      await state('FROZEN');
    },
    async thaw() {
      await state('THAWED');
    },
  };
}
