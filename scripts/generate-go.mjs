// Writes go/records.go, a struct for each record, and go/schemas.go, the schemas' own text, from schemas/v1. With --check
// it writes nothing and exits 1 when a file is not what it would write. Needs no Go: what it writes is as gofmt wants it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const schemas = fileURLToPath(new URL('../schemas/v1/', import.meta.url));
const folder = fileURLToPath(new URL('../go/', import.meta.url));
const suffix = '.schema.json';
const urn = 'urn:reeve:schema:v1:';
const banner = '// Code generated from schemas/v1 by scripts/generate-go.mjs. DO NOT EDIT.\n\npackage reeve\n';
const width = 110;
// A value up to here is an int, whatever the machine.
const mostInt = 2147483647;

// Where PascalCase of the schema's name would be too little to tell what the type is.
const typeNames = { error: 'ErrorRecord', 'identity-check': 'IdentityCheckResult' };
// Written by hand in go/: a type of what is either one thing or another.
const byHand = new Set(['process-ref']);
const allCapitals = new Set([
  'id',
  'pid',
  'ppid',
  'pgid',
  'sid',
  'uid',
  'gid',
  'cpu',
  'kb',
  'ms',
  'rss',
  'io',
  'tid',
  'fd',
  'pss',
]);

// What the Go module says and hears so far: the primitives.
const spoken = [
  'ancestors-options',
  'ancestors-result',
  'capabilities',
  'containment',
  'descendants-options',
  'descendants-result',
  'error',
  'fd-entry',
  'fd-list',
  'find-by-port-options',
  'identity-check',
  'kept-exit',
  'kept-job',
  'kill-descendants-options',
  'kill-descendants-result',
  'list-fds-options',
  'list-processes-options',
  'listening-ports-options',
  'port-binding',
  'port-bindings',
  'port-filter',
  'port-owners',
  'process-entry',
  'process-filter',
  'process-info',
  'process-list',
  'process-ref',
  'process-stats',
  'process-stats-list',
  'process-stats-options',
  'run-with-timeout-config',
  'run-with-timeout-result',
  'self-group',
  'signal-many-result',
  'signal-result',
  'spawn-in-group-config',
  'spawn-in-group-result',
  'terminate-tree-config',
  'terminate-tree-result',
  'wait-for-port-result',
  'wait-pid-result',
];

const all = new Map(
  spoken
    .map((name) => name + suffix)
    .map((file) => [file.slice(0, -suffix.length), JSON.parse(readFileSync(schemas + file, 'utf8'))]),
);

const capital = (word) => word[0].toUpperCase() + word.slice(1);
const typeName = (schema) => typeNames[schema] ?? schema.split('-').map(capital).join('');
const fieldName = (name) =>
  name
    .split('_')
    .map((word) => (allCapitals.has(word) ? word.toUpperCase() : capital(word)))
    .join('');

function comment(text, indent) {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
    if (longer.length > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => `${indent}// ${line}\n`).join('');
}

const isNull = (node) => node.type === 'null';
const kindsOf = (node) => [node.type ?? []].flat();
const pointer = (type) => (/^(\[\]|map\[|\*)/.test(type) ? type : `*${type}`);

/** The type of one property; structs that it needs are added to `structs`. */
function typeOf(node, name, structs) {
  if (node.$ref) {
    const [schema, property] = node.$ref.slice(urn.length).split('#/properties/');
    if (property === undefined) return typeName(schema);
    return typeOf(all.get(schema).properties[property], typeName(schema) + fieldName(property), []);
  }
  const either = node.oneOf ?? node.anyOf;
  if (either?.some(isNull))
    return pointer(
      typeOf(
        either.find((one) => !isNull(one)),
        name,
        structs,
      ),
    );
  if (node.anyOf) return node.anyOf.some((one) => one.type === 'integer') ? 'Signal' : 'Stream';
  const kinds = kindsOf(node);
  const type = plainTypeOf(
    node,
    kinds.find((kind) => kind !== 'null'),
    name,
    structs,
  );
  return kinds.includes('null') ? pointer(type) : type;
}

function plainTypeOf(node, kind, name, structs) {
  if (kind === undefined && typeof node.const === 'string') return 'string';
  if (kind === 'string') return 'string';
  if (kind === 'boolean') return 'bool';
  if (kind === 'number') return 'float64';
  if (kind === 'integer') return (node.maximum ?? Infinity) <= mostInt ? 'int' : 'int64';
  if (kind === 'array') return `[]${typeOf(node.items, name.replace(/s$/, ''), structs)}`;
  if (kind !== 'object') throw new Error(`${name}: no Go type for ${JSON.stringify(node)}`);
  if (!node.properties) return `map[string]${typeOf(node.additionalProperties, name, structs)}`;
  structs.push([name, node]);
  return name;
}

/** Of a field that may be absent; where it may be null too, the two are told apart. */
function optional(type, node) {
  if (!kindsOf(node).includes('null')) return `*${type}`;
  return `Asked[${type.replace(/^\*/, '')}]`;
}

function struct(name, node, structs) {
  const required = new Set(node.required ?? []);
  const fields = Object.entries(node.properties).map(([key, property]) => {
    const type = typeOf(property, name + fieldName(key), structs);
    const absent = !required.has(key);
    const tag = `\`json:"${key}${absent ? ',omitempty' : ''}"\``;
    const text = property.description ?? all.get(property.$ref?.slice(urn.length))?.description ?? '';
    return `${comment(text, '\t')}\t${fieldName(key)} ${absent ? optional(type, property) : type} ${tag}\n`;
  });
  return `${comment(`${name}: ${node.description}`, '')}type ${name} struct {\n${fields.join('\n')}}\n`;
}

/** A record with a pid and an identity names its process to every verb. */
function reference(name, node) {
  const keys = ['pid', 'identity', 'start_time_unix_ms', 'containment'].filter((key) => node.properties[key]);
  if (!keys.includes('pid') || !keys.includes('identity')) return '';
  const required = new Set(node.required ?? []);
  const fields = keys.map((key) => {
    const nullable = kindsOf(node.properties[key]).includes('null');
    const value = `r.${fieldName(key)}`;
    if (key === 'pid') return `PID: ${nullable ? `pidOrNobody(${value})` : value}`;
    if (!required.has(key)) return `${fieldName(key)}: ${value}.orNil()`;
    return `${fieldName(key)}: ${nullable ? value : `&${value}`}`;
  });
  return `
// Ref names the process of this record.
func (r ${name}) Ref() ProcessRef {
	return refTo(refFields{${fields.join(', ')}})
}
`;
}

function records() {
  const parts = [banner];
  for (const [schema, node] of all) {
    const structs = byHand.has(schema) ? [] : [[typeName(schema), node]];
    for (const [name, inner] of structs) parts.push(struct(name, inner, structs) + reference(name, inner));
    const schemaName = `// SchemaName is the name of the schema in schemas/v1.\nfunc (${typeName(schema)}) SchemaName() string { return "${schema}" }\n`;
    parts.push(schemaName);
  }
  return parts.join('\n');
}

function texts() {
  const rows = [...all].map(([name, schema]) => {
    const text = JSON.stringify(schema);
    if (text.includes('`')) throw new Error(`${name}: a backtick has no place in a Go text`);
    return `\t"${urn}${name}": \`${text}\`,\n`;
  });
  return `${banner}\n// The schemas by their names, word for word.\nvar schemaTexts = map[string]string{\n${rows.join('\n')}}\n`;
}

const files = { 'records.go': records(), 'schemas.go': texts() };
let stale = false;
for (const [file, text] of Object.entries(files)) {
  if (!process.argv.includes('--check')) {
    writeFileSync(folder + file, text);
    continue;
  }
  let now = '';
  try {
    now = readFileSync(folder + file, 'utf8');
  } catch {}
  if (now === text) continue;
  stale = true;
  console.error(`go/${file} does not fit schemas/v1: run npm run generate and commit it`);
}
if (stale) process.exit(1);
if (process.argv.includes('--check')) console.log('go/records.go and go/schemas.go fit schemas/v1');
