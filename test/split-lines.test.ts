import { createRequire } from 'node:module';
import { percentOf } from 'reeve/jobs';
import { expect, test } from 'vitest';

const { LineSplitter } = createRequire(import.meta.url)('../dist/cjs/jobs/split-lines.js');

/** The lines of these pieces, and what is left at the end. */
function split(...pieces: (string | Buffer)[]): string[] {
  const splitter = new LineSplitter();
  return [...pieces.flatMap((piece) => splitter.push(Buffer.from(piece))), ...splitter.end()];
}

test.each([
  ['one\ntwo\n', ['one', 'two']],
  ['one\r\ntwo\r\n', ['one', 'two']],
  ['10%\r20%\r30%\n', ['10%', '20%', '30%']],
  ['a\n\nb\n', ['a', '', 'b']],
  ['a\r\n\r\nb', ['a', '', 'b']],
  ['a\r\rb', ['a', '', 'b']],
  ['a\n\rb', ['a', '', 'b']],
  ['no end', ['no end']],
  ['', []],
  ['\n', ['']],
  ['\r', ['']],
  ['\r\n', ['']],
  ['ä€😀\nx', ['ä€😀', 'x']],
])('%j has these lines, wherever it is cut', (text, lines) => {
  expect(split(text)).toEqual(lines);
  const bytes = Buffer.from(text);
  for (let cut = 0; cut <= bytes.length; cut++) {
    expect(split(bytes.subarray(0, cut), bytes.subarray(cut)), `cut at ${cut}`).toEqual(lines);
  }
  expect(split(...Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(lines);
});

test('a \\r gives its line at once, not with what follows', () => {
  const splitter = new LineSplitter();
  expect(splitter.push(Buffer.from('50%\r'))).toEqual(['50%']);
  expect(splitter.push(Buffer.from('\n'))).toEqual([]);
  expect(splitter.push(Buffer.from('done'))).toEqual([]);
  expect(splitter.end()).toEqual(['done']);
});

test('a line without an end comes in pieces, and memory does not grow with it', () => {
  const splitter = new LineSplitter();
  let bytes = 0;
  for (let piece = 0; piece < 40; piece++) {
    for (const line of splitter.push(Buffer.alloc(2 ** 17, 'x'))) bytes += line.length;
  }
  for (const line of splitter.end()) bytes += line.length;
  expect(bytes).toBe(40 * 2 ** 17);
});

test('the bytes may be used again after they were given', () => {
  const splitter = new LineSplitter();
  const bytes = Buffer.from('abc');
  splitter.push(bytes);
  bytes.fill('z');
  expect(splitter.push(Buffer.from('d\n'))).toEqual(['abcd']);
});

test.each([
  ['50%', 50],
  ['[##  ] 12.5 % done', 12.5],
  ['10% of 100%', 100],
  ['300%', null],
  ['no number', null],
  ['x250%', null],
])('the percentage of %j is %j', (line, value) => {
  expect(percentOf(line)).toBe(value);
});
