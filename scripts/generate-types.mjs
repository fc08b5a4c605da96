// Writes lib/generated/types.ts from schemas/v1. With --check it writes nothing and exits 1 when the file is not
// what it would write.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const schemas = fileURLToPath(new URL('../schemas/v1/', import.meta.url));
const target = fileURLToPath(new URL('../lib/generated/types.ts', import.meta.url));
const suffix = '.schema.json';
const urn = 'urn:reeve:schema:v1:';

// Where PascalCase of the schema's name would be too little to tell what the type is.
const typeNames = { error: 'ErrorRecord', 'identity-check': 'IdentityCheckResult' };

function typeName(schemaName) {
  return typeNames[schemaName] ?? schemaName.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase());
}

/** The type of another schema, or of one property of it (`terminate-tree-result#/properties/survivors`). */
function typeOf(ref) {
  const [name, property] = ref.slice(urn.length).split('#/properties/');
  return property === undefined ? typeName(name) : `${typeName(name)}['${property}']`;
}

// Conditions have no counterpart in a type; left in, they would come out as intersections.
const conditions = new Set(['if', 'then', 'else', 'allOf']);

/** The schema as the generator needs it: other records by name, so that each type is written once. */
function prepare(node) {
  if (Array.isArray(node)) return node.map(prepare);
  if (typeof node !== 'object' || node === null) return node;
  if (node.$ref) return { tsType: typeOf(node.$ref), description: node.description };
  const entries = Object.entries(node).filter(([key]) => !conditions.has(key) && key !== '$schema' && key !== '$id');
  const copy = Object.fromEntries(entries.map(([key, value]) => [key, prepare(value)]));
  // An open object would get an index signature, which no interface can be assigned to: a result could not be passed
  // back as a reference. A type without one accepts further keys all the same, except in a literal.
  if (copy.additionalProperties === true) copy.additionalProperties = false;
  return copy;
}

async function generate() {
  const parts = ['// Made from schemas/v1 by scripts/generate-types.mjs; edits here are lost.\n'];
  const files = readdirSync(schemas).filter((file) => file.endsWith(suffix));
  for (const file of files.sort()) {
    const name = typeName(file.slice(0, -suffix.length));
    const schema = prepare(JSON.parse(readFileSync(schemas + file, 'utf8')));
    const text = await compile({ ...schema, title: name }, name, {
      additionalProperties: false,
      bannerComment: '',
      // A tuple type would refuse a plain string[] as argv.
      ignoreMinAndMaxItems: true,
      style: { printWidth: 120, singleQuote: true, trailingComma: 'all' },
    });
    parts.push(text);
  }
  return parts.join('\n');
}

function onDisk() {
  try {
    return readFileSync(target, 'utf8');
  } catch {
    return '';
  }
}

const text = await generate();
if (process.argv.includes('--check')) {
  if (onDisk() !== text) {
    console.error('lib/generated/types.ts does not fit schemas/v1: run node scripts/generate-types.mjs and commit it');
    process.exit(1);
  }
  console.log('lib/generated/types.ts fits schemas/v1');
} else {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
