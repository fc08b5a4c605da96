import { expect, test } from 'vitest';
import { inChild } from '../helpers/child-script.js';
import { copies, exits, idle, program } from '../helpers/programs.js';
import { run } from '../helpers/run.js';
import { isSanitized } from '../helpers/sanitizer.js';
import { system } from '../helpers/system.js';
import { until } from '../helpers/until.js';

// The sanitizer's runtime keeps what was freed.
test.skipIf(isSanitized)('100 MB in and out cost no more memory than what is kept', async () => {
  const { answer } = await inChild(async (reeve, argv) => {
    const size = 100_000_000;
    const input = Buffer.alloc(size, 'a line of text\n');
    const small = await reeve.runWithTimeout({ argv, input: input.subarray(0, 1000), timeout_ms: null });
    const before = process.resourceUsage().maxRSS;
    const result = await reeve.runWithTimeout({ argv, input, timeout_ms: null });
    const grown_kb = process.resourceUsage().maxRSS - before;
    const tail = result.stdout_buffer?.equals(input.subarray(size - 2 ** 20));
    return { grown_kb, tail, bytes: [small.stdout_bytes, result.stdout_bytes], exit_code: result.exit_code };
  }, copies);
  expect(answer).toMatchObject({ tail: true, bytes: [1000, 100_000_000], exit_code: 0 });
  expect(answer.grown_kb).toBeLessThan(60_000);
});

test.skipIf(isSanitized)('the same byte by byte', async () => {
  const { answer } = await inChild(async (reeve, command) => {
    const { OutputTail } = process.getBuiltinModule('node:module').createRequire(command)('./dist/cjs/output-tail.js');
    const tail = new OutputTail(2 ** 20);
    const before = process.resourceUsage().maxRSS;
    const byte = Buffer.from('x');
    for (let at = 0; at < 2 ** 22; at++) tail.write(byte);
    return { grown_kb: process.resourceUsage().maxRSS - before, total: tail.total, reeve: typeof reeve.runWithTimeout };
  }, `${process.cwd()}/package.json`);
  expect(answer).toMatchObject({ total: 2 ** 22, reeve: 'function' });
  expect(answer.grown_kb).toBeLessThan(30_000);
});

test('the event loop turns while much is written and read', async () => {
  let turns = 0;
  let running = true;
  const turn = () => {
    turns++;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  const result = await run({ argv: copies, input: Buffer.alloc(20_000_000) });
  running = false;
  expect(result.stdout_bytes).toBe(20_000_000);
  expect(turns).toBeGreaterThan(50);
});

test('runs of every kind give back every descriptor', async () => {
  await run({ argv: copies, input: 'first' });
  const before = system.openHandles();
  for (let round = 0; round < 10; round++) {
    const reason = new Error('not wanted');
    await Promise.all([
      run({ argv: exits(1) }),
      run({ argv: copies, input: Buffer.alloc(300_000) }),
      run({ argv: exits(0), input: Buffer.alloc(300_000) }),
      run({ argv: idle, timeout_ms: 20 }),
      run({ argv: idle, input: Buffer.alloc(300_000), timeout_ms: 20 }),
      run({ argv: idle }, { signal: AbortSignal.timeout(20) }),
      run({ argv: [program('orphans'), '2'] }),
      expect(run({ argv: ['no-such-command-of-reeve'], input: 'x' })).rejects.toMatchObject({ code: 'ENOENT' }),
      expect(run({ argv: idle }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason),
    ]);
  }
  // The watching thread lets go of an emptied cgroup a moment after the answer.
  await until('the descriptors are given back', () => system.openHandles() <= before);
});

test('a run holds its program open until it is over, and not longer', async () => {
  const { answer } = await inChild(async (reeve, argv) => {
    const began = performance.now();
    const late = await reeve.runWithTimeout({ argv, timeout_ms: 300, signal: 'SIGKILL' });
    return { timed_out: late.timed_out, took: performance.now() - began };
  }, idle);
  expect(answer.timed_out).toBe(true);
  expect(answer.took).toBeGreaterThanOrEqual(299);
});

test('with no descriptor left a run is EMFILE, and nothing is left of it', async () => {
  const { answer } = await inChild(
    async (reeve, argv) => {
      const { closeSync, openSync, readFileSync } = process.getBuiltinModule('node:fs');
      await reeve.runWithTimeout({ argv, timeout_ms: null, input: '' });
      const held: number[] = [];
      try {
        for (;;) held.push(openSync('/dev/null', 'r'));
      } catch {}
      const error = await reeve.runWithTimeout({ argv, timeout_ms: null }).catch((caught) => caught);
      for (const descriptor of held) closeSync(descriptor);
      const after = await reeve.runWithTimeout({ argv, timeout_ms: null });
      const children = () => readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').trim();
      // A keeper ends a moment after its job.
      for (const end = Date.now() + 10_000; children() !== '' && Date.now() < end; ) await new Promise(setImmediate);
      return { code: error.code, after: after.exit_code, children: children() };
    },
    copies,
    { through: ['bash', '-c', 'ulimit -n 80; exec "$@"', 'bash'] },
  );
  expect(answer).toEqual({ code: 'EMFILE', after: 0, children: '' });
});
