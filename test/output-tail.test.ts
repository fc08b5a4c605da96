import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

const { OutputTail } = createRequire(import.meta.url)('../dist/cjs/output-tail.js');

test.each([0, 1, 2, 7, 100, 4096, 10_000])('keeps the last %d bytes, in pieces of any size', (most) => {
  for (let round = 0; round < 40; round++) {
    const tail = new OutputTail(most);
    let all = Buffer.alloc(0);
    for (let piece = 0; piece < 30; piece++) {
      const chunk = randomBytes(Math.floor(Math.random() ** 3 * 2 * Math.max(most, 8)));
      all = Buffer.concat([all, chunk]);
      tail.write(chunk);
      const kept = most === 0 ? Buffer.alloc(0) : all.subarray(-most);
      expect(tail.bytes().equals(kept)).toBe(true);
      expect(tail).toMatchObject({ total: all.length, truncated: all.length > most });
    }
  }
});

test('what it gives is a copy', () => {
  const tail = new OutputTail(4);
  tail.write(Buffer.from('abcdef'));
  const before = tail.bytes();
  tail.write(Buffer.from('gh'));
  expect([before.toString(), tail.bytes().toString()]).toEqual(['cdef', 'efgh']);
});
