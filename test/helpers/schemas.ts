import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { Ajv2020, type ErrorObject, type SchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export const schemasFolder = fileURLToPath(new URL('../../schemas/', import.meta.url));

const suffix = '.schema.json';

/** Every schema of v1 by its short name, such as `process-info`. */
export const schemas: ReadonlyMap<string, SchemaObject> = new Map(
  readdirSync(`${schemasFolder}v1`)
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => [file.slice(0, -suffix.length), JSON.parse(readFileSync(`${schemasFolder}v1/${file}`, 'utf8'))]),
);

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
for (const schema of schemas.values()) ajv.addSchema(schema);

/** The compiled schema; throws when there is none of that name, or when ajv's strict mode refuses it. */
export function validator(schemaName: string): ValidateFunction {
  const validate = schemas.has(schemaName) && ajv.getSchema(`urn:reeve:schema:v1:${schemaName}`);
  if (!validate) throw new Error(`no schema ${schemaName}; there are: ${[...schemas.keys()].join(', ')}`);
  return validate;
}

/** What is wrong with the value; empty when it is valid. */
export function schemaErrors(schemaName: string, value: unknown): ErrorObject[] {
  const validate = validator(schemaName);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** Throws an error that shows what is wrong, and the value, unless the value is valid. */
export function expectValid(schemaName: string, value: unknown): void {
  const errors = schemaErrors(schemaName, value);
  if (errors.length === 0) return;
  const lines = errors.map((error) => `  ${error.instancePath || '/'} ${error.message} ${inspect(error.params)}`);
  const shown = inspect(value, { depth: null, maxStringLength: 2000 });
  throw new Error(`not a valid ${schemaName}:\n${lines.join('\n')}\nin ${shown}`);
}
