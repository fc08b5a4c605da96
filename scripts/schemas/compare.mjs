// What in a schema may not change within a version (schemas/README.md): what a reader of results, or a writer of configs,
// that knows the released schemas could stumble over.

const remarks = new Set(['$schema', '$id', 'title', 'description']);
// A config's bound may be moved outwards.
const lower = new Set(['minimum', 'minLength', 'minItems']);
const upper = new Set(['maximum', 'maxLength', 'maxItems']);
const isObject = (node) => typeof node === 'object' && node !== null;

/** Without what only describes, in an order that says nothing. */
function essence(node) {
  if (Array.isArray(node)) return node.map(essence);
  if (!isObject(node)) return node;
  const entries = Object.entries(node).filter(([key, value]) => !(remarks.has(key) && typeof value === 'string'));
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([k, v]) => [k, essence(v)]));
}

const text = (node) => JSON.stringify(essence(node));
const setOf = (value) => new Set([value ?? []].flat().map(text));
const missing = (from, all) => [...from].filter((item) => !all.has(item));

function compareRequired(old, now, { input, path }) {
  const [before, after] = [setOf(old.required), setOf(now.required)];
  const added = missing(after, before).map((name) => `${path}: ${name} is required now`);
  return input ? added : [...added, ...missing(before, after).map((name) => `${path}: ${name} is not required now`)];
}

function compareProperties(old, now, at) {
  return Object.entries(old.properties ?? {}).flatMap(([name, property]) => {
    const path = `${at.path}/${name}`;
    const same = now.properties?.[name];
    return same === undefined ? [`${path}: is gone`] : compareNodes(property, same, { ...at, path });
  });
}

function compareSets(keyword, old, now, { input, path }) {
  const [before, after] = [setOf(old[keyword]), setOf(now[keyword])];
  const gone = missing(before, after);
  const added = missing(after, before);
  if (old[keyword] === undefined || now[keyword] === undefined) return [`${path}: ${keyword} came or went`];
  if (input) return gone.map((item) => `${path}: ${keyword} has no ${item} any more`);
  return [...gone, ...added].map((item) => `${path}: ${keyword} differs in ${item}`);
}

/** An alternative may change as a schema of its own may. */
function compareAlternatives(old, now, at) {
  if (old.anyOf === undefined || now.anyOf === undefined) return [`${at.path}: anyOf came or went`];
  const goesOn = (one, other) => compareNodes(one, other, at).length === 0;
  const gone = old.anyOf.filter((one) => !now.anyOf.some((other) => goesOn(one, other)));
  const added = now.anyOf.filter((other) => !old.anyOf.some((one) => goesOn(one, other)));
  return [
    ...gone.map((one) => `${at.path}: anyOf has nothing any more for ${text(one)}`),
    ...(at.input ? [] : added.map((other) => `${at.path}: anyOf has another one, ${text(other)}`)),
  ];
}

function compareBound(keyword, old, now, { input, path }) {
  if (!input) return [`${path}: ${keyword} was ${old[keyword]} and is ${now[keyword]}`];
  const wider = lower.has(keyword) ? now[keyword] < old[keyword] : now[keyword] > old[keyword];
  return now[keyword] === undefined || wider ? [] : [`${path}: ${keyword} is stricter`];
}

function compareKeyword(keyword, old, now, at) {
  if (text(old[keyword]) === text(now[keyword])) return [];
  if (keyword === 'required') return compareRequired(old, now, at);
  if (keyword === 'properties') return compareProperties(old, now, at);
  if (['type', 'enum'].includes(keyword)) return compareSets(keyword, old, now, at);
  if (keyword === 'anyOf') return compareAlternatives(old, now, at);
  if (lower.has(keyword) || upper.has(keyword)) return compareBound(keyword, old, now, at);
  if (['items', 'additionalProperties'].includes(keyword) && isObject(old[keyword]) && isObject(now[keyword])) {
    return compareNodes(old[keyword], now[keyword], { ...at, path: `${at.path}/*` });
  }
  return [`${at.path}: ${keyword} is another`];
}

function compareNodes(old, now, at) {
  const keywords = new Set([...Object.keys(old), ...Object.keys(now)].filter((keyword) => !remarks.has(keyword)));
  return [...keywords].flatMap((keyword) => compareKeyword(keyword, old, now, at));
}

/** Whether it is given to reeve; all else is given out. */
const isInput = (name) => name.endsWith('-config') || name === 'process-ref';

/** Sentences about what must not have changed, from schemas by their names; empty when nothing is wrong. */
export function incompatibilities(released, current) {
  return Object.entries(released).flatMap(([name, old]) => {
    const now = current[name];
    return now === undefined ? [`${name}: is gone`] : compareNodes(old, now, { input: isInput(name), path: name });
  });
}
