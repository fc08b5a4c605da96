import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
// @ts-expect-error: a script, without types
import { incompatibilities } from '../../scripts/schemas/compare.mjs';

// biome-ignore lint/suspicious/noExplicitAny: a schema that is changed at will
type Node = any;

const record = (): Node => ({
  type: 'object',
  additionalProperties: false,
  required: ['pid', 'state'],
  properties: {
    pid: { type: 'integer', minimum: 1, maximum: 100, description: 'A number.' },
    state: { type: 'string', enum: ['on', 'off'] },
    note: { type: 'string', minLength: 1, pattern: '^a' },
    list: { type: 'array', items: { type: 'string' } },
    way: { anyOf: [{ type: 'string' }, { type: 'object', properties: { file: { type: 'string' } } }] },
  },
  if: { properties: { state: { const: 'on' } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword
  then: { required: ['note'] },
});

type Change = [what: string, change: (node: Node) => void, inResult: boolean, inConfig: boolean];

// What a change is allowed in: schemas/README.md has the table.
const changes: Change[] = [
  ['nothing', () => {}, true, true],
  ['another description', (node) => Object.assign(node.properties.pid, { description: 'Another.' }), true, true],
  ['an optional field more', (node) => Object.assign(node.properties, { more: { type: 'null' } }), true, true],
  [
    'a required field more',
    (node) => {
      node.properties.more = { type: 'null' };
      node.required.push('more');
    },
    false,
    false,
  ],
  ['a field that is required now', (node) => node.required.push('note'), false, false],
  ['a field that is not required now', (node) => node.required.pop(), false, true],
  ['a field less', (node) => delete node.properties.note, false, false],
  ['a value of an enum more', (node) => node.properties.state.enum.push('half'), false, true],
  ['a value of an enum less', (node) => node.properties.state.enum.pop(), false, false],
  [
    'a field that may be null',
    (node) => Object.assign(node.properties.note, { type: ['string', 'null'] }),
    false,
    true,
  ],
  ['a field of another type', (node) => Object.assign(node.properties.note, { type: 'integer' }), false, false],
  ['a wider number', (node) => Object.assign(node.properties.pid, { maximum: 200 }), false, true],
  ['a narrower number', (node) => Object.assign(node.properties.pid, { minimum: 2 }), false, false],
  ['a bound less', (node) => delete node.properties.note.minLength, false, true],
  ['another pattern', (node) => Object.assign(node.properties.note, { pattern: '^b' }), false, false],
  ['another item', (node) => Object.assign(node.properties.list.items, { type: 'integer' }), false, false],
  ['an alternative more', (node) => node.properties.way.anyOf.push({ type: 'null' }), false, true],
  [
    'an optional field of an alternative more',
    (node) => Object.assign(node.properties.way.anyOf[1].properties, { more: { type: 'null' } }),
    true,
    true,
  ],
  ['a field of an alternative less', (node) => delete node.properties.way.anyOf[1].properties.file, false, false],
  ['an alternative less', (node) => node.properties.way.anyOf.pop(), false, false],
  ['another condition', (node) => node.then.required.push('list'), false, false],
  ['an open record', (node) => Object.assign(node, { additionalProperties: true }), false, false],
];

function isAllowed(name: string, change: (node: Node) => void): boolean {
  const changed = record();
  change(changed);
  return incompatibilities({ [name]: record() }, { [name]: changed }).length === 0;
}

describe.each(changes)('%s', (_what, change, inResult, inConfig) => {
  test(`is ${inResult ? '' : 'not '}allowed in a result`, () => expect(isAllowed('x-result', change)).toBe(inResult));
  test(`is ${inConfig ? '' : 'not '}allowed in a config`, () => expect(isAllowed('x-config', change)).toBe(inConfig));
});

test('a schema that is gone is not allowed, a new one is', () => {
  expect(incompatibilities({ 'x-result': record() }, {})).toEqual(['x-result: is gone']);
  expect(incompatibilities({}, { 'x-result': record() })).toEqual([]);
});

test('nothing that the last release promised was changed', () => {
  const script = fileURLToPath(new URL('../../scripts/release-schemas.mjs', import.meta.url));
  const { status, stderr, stdout } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^schemas: nothing of what \d/);
  expect(status).toBe(0);
});
