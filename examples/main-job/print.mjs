import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const folder = new URL('../../schemas/v1/', import.meta.url);
const ajv = new Ajv2020({ strict: true });
addFormats.default(ajv);
for (const file of readdirSync(folder)) ajv.addSchema(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));

const inColour = process.stdout.isTTY && process.env.NO_COLOR === undefined;
const bold = (text) => (inColour ? `\u001b[1m${text}\u001b[0m` : text);
const faint = (text) => (inColour ? `\u001b[2m${text}\u001b[0m` : text);

export function heading(text) {
  console.log(`\n${bold(text)}\n`);
}

export function line(text) {
  console.log(text);
}

/** Prints a result and whether it is valid against its schema. */
export function record(schema, value) {
  const validate = ajv.getSchema(`urn:reeve:schema:v1:${schema}`);
  if (!validate(value)) throw new Error(`not a ${schema}: ${ajv.errorsText(validate.errors)}`);
  console.log(faint(JSON.stringify(value, null, 2)));
  console.log(`${faint('valid against')} schemas/v1/${schema}.schema.json\n`);
}
