import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { copies, exits, idle, nodeRuns, says } from './helpers/programs.js';
import { run } from './helpers/run.js';

test('bytes come back as they are, and as text with what is not UTF-8 replaced', async () => {
  const input = Buffer.concat([Buffer.from('a'), Buffer.from([0, 0xff, 0xc3, 0x28]), randomBytes(200_000)]);
  const result = await run({ argv: copies, input });
  expect(result.stdout_buffer?.equals(input)).toBe(true);
  expect(result.stdout?.startsWith('a\0\ufffd\ufffd')).toBe(true);
  expect(result).toMatchObject({ stdout_bytes: input.length, stdout_truncated: false });
});

test('a text is written as UTF-8, in pieces that part no character', async () => {
  for (const input of [`${'😀'.repeat(100_000)}`, `a${'😀'.repeat(100_000)}`, 'ä', '']) {
    const { stdout, stdout_bytes } = await run({ argv: copies, input });
    expect(stdout === input).toBe(true);
    expect(stdout_bytes).toBe(Buffer.byteLength(input));
  }
});

test('a part of a larger buffer is written as that part', async () => {
  const whole = new Uint8Array(Buffer.from('0123456789'));
  expect(await run({ argv: copies, input: whole.subarray(3, 6) })).toMatchObject({ stdout: '345' });
});

test('without input the standard input is at its end', async () => {
  expect(await run({ argv: copies })).toMatchObject({ exit_code: 0, stdout: '', timed_out: false });
});

test('of more than is kept, the end is kept, and all is counted', async () => {
  const input = randomBytes(3_000_000);
  for (const [config, kept] of [[{}, 2 ** 20] as const, [{ max_output_bytes: 10 }, 10] as const]) {
    const result = await run({ argv: copies, input, ...config });
    expect(result).toMatchObject({ stdout_bytes: 3_000_000, stdout_truncated: true, stdout_ended: true });
    expect(result.stdout_buffer?.equals(input.subarray(-kept))).toBe(true);
  }
});

test('exactly as much as is kept is whole, and nothing may be kept', async () => {
  const input = 'x'.repeat(1000);
  const whole = await run({ argv: copies, input, max_output_bytes: 1000 });
  expect(whole).toMatchObject({ stdout: input, stdout_truncated: false });
  const none = await run({ argv: copies, input, max_output_bytes: 0 });
  expect(none).toMatchObject({ stdout: '', stdout_bytes: 1000, stdout_truncated: true });
});

test('a character that was cut off at the beginning is not in the text', async () => {
  const result = await run({ argv: copies, input: 'abc😀😀😀', max_output_bytes: 10 });
  expect(result).toMatchObject({ stdout: '😀😀', stdout_bytes: 15, stdout_truncated: true });
  expect(result.stdout_buffer).toHaveLength(10);
});

test('each output has room of its own', async () => {
  const result = await run({ argv: says('a'.repeat(20), 'b'), max_output_bytes: 5 });
  expect(result).toMatchObject({ stdout: 'aaaa\n', stdout_truncated: true, stderr: 'b\n', stderr_truncated: false });
});

test('a program that ends without reading its input does no harm', async () => {
  for (let round = 0; round < 5; round++) {
    expect(await run({ argv: exits(5), input: Buffer.alloc(5_000_000) })).toMatchObject({ exit_code: 5 });
  }
});

test('a program that never reads its input is ended when its time is over', async () => {
  const config = { argv: idle, input: Buffer.alloc(5_000_000), timeout_ms: 100, signal: 'SIGKILL' };
  expect(await run(config)).toMatchObject({ timed_out: true, tree_exited: true });
});

test('a program that closes its input and goes on is left alone', async () => {
  const code = "process.stdin.destroy(); setTimeout(() => console.log('done'), 200)";
  expect(await run({ argv: nodeRuns(code), input: Buffer.alloc(5_000_000) })).toMatchObject({ stdout: 'done\n' });
});

test('the bytes do not show in JSON, in keys or in a copy', async () => {
  const result = await run({ argv: says('out', 'err') });
  expect(result.stderr_buffer?.toString()).toBe('err\n');
  expect(Object.keys(result).filter((key) => key.includes('buffer'))).toEqual([]);
  expect(JSON.stringify({ ...result })).not.toContain('buffer');
});

test('an output that comes byte by byte is put together', async () => {
  const code = "const { writeSync } = require('fs'); for (let at = 0; at < 5000; at++) writeSync(1, String(at % 10))";
  const argv = [process.execPath, '-e', code];
  expect(await run({ argv, max_output_bytes: 20 })).toMatchObject({
    stdout: '01234567890123456789',
    stdout_bytes: 5000,
  });
});
