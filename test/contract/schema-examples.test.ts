import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expectValid, schemaErrors, schemas, schemasFolder, validator } from '../helpers/schemas.js';

function examples(name: string, kind: 'valid' | 'invalid'): [string, unknown][] {
  const folder = `${schemasFolder}examples/${name}/${kind}`;
  return readdirSync(folder)
    .sort()
    .map((file) => [file, JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))]);
}

function withoutDescription(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const missing = Object.entries(node).flatMap(([key, value]) => withoutDescription(value, `${path}/${key}`));
  // Below a condition there are no properties, only demands on properties that are described elsewhere.
  if (/\/(if|then|else)$/.test(path)) return [];
  const properties: Record<string, { description?: string }> = 'properties' in node ? Object(node.properties) : {};
  for (const [name, property] of Object.entries(properties)) {
    if (!property.description) missing.push(`${path}/properties/${name}`);
  }
  return missing;
}

test('each folder of examples belongs to a schema', () => {
  expect(readdirSync(`${schemasFolder}examples`).sort()).toEqual([...schemas.keys()].sort());
});

test('expectValid shows the fault and the value', () => {
  expect(() => expectValid('process-ref', { pid: 0, note: 'shown' })).toThrow(/\/pid must be >= 1[\s\S]*note: 'shown'/);
  expect(() => expectValid('no-such', {})).toThrow(/no schema no-such; there are: ancestors-options,/);
});

describe.each([...schemas])('%s', (name, schema) => {
  test('compiles in strict mode', () => {
    expect(validator(name)).toBeTypeOf('function');
  });

  test('is named after its file and fully described', () => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.$id).toBe(`urn:reeve:schema:v1:${name}`);
    expect(schema.title).toBeTruthy();
    expect(schema.description).toBeTruthy();
    expect(withoutDescription(schema, '')).toEqual([]);
  });

  test('has at least two valid and three invalid examples', () => {
    expect(examples(name, 'valid').length).toBeGreaterThanOrEqual(2);
    expect(examples(name, 'invalid').length).toBeGreaterThanOrEqual(3);
  });

  test.each(examples(name, 'valid'))('accepts %s', (_file, value) => {
    expectValid(name, value);
  });

  test.each(examples(name, 'invalid'))('refuses %s', (_file, value) => {
    expect(schemaErrors(name, value)).not.toEqual([]);
  });
});
