// Writes schemas/released/<version>.json, the schemas as they go out with the version in package.json: what later changes
// are compared with. From 1.0.0 on it refuses what schemas/README.md does not allow.
//   --check   writes nothing; fails when the schemas changed as they must not since the last release
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { incompatibilities } from './schemas/compare.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}schemas/released`;
const suffix = '.schema.json';
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const numbers = (version) => version.split(/[.-]/).map(Number);

function inOrder(one, other) {
  const [before, after] = [numbers(one), numbers(other)];
  const at = before.findIndex((number, index) => number !== after[index]);
  return at < 0 ? 0 : before[at] - after[at];
}

const { version } = read(`${root}package.json`);
const current = Object.fromEntries(
  readdirSync(`${root}schemas/v1`)
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => [file.slice(0, -suffix.length), read(`${root}schemas/v1/${file}`)]),
);
const versions = existsSync(folder) ? readdirSync(folder).map((file) => file.replace(/\.json$/, '')) : [];
const last = versions.sort(inOrder).at(-1);
const faults = last === undefined ? [] : incompatibilities(read(`${folder}/${last}.json`), current);
const binding = last !== undefined && numbers(version)[0] >= 1;

for (const fault of faults) console.error(`since ${last}: ${fault}`);
if (process.argv.includes('--check')) {
  if (faults.length > 0) {
    const advice = binding
      ? 'that takes a v2 beside v1, see schemas/README.md'
      : 'before 1.0.0 that is allowed: say so in CHANGELOG.md, then npm run release:schemas';
    console.error(advice);
    process.exit(1);
  }
  console.log(`schemas: nothing of what ${last ?? 'any version'} promised was changed`);
} else if (binding && faults.length > 0) {
  process.exit(1);
} else {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${version}.json`, `${JSON.stringify(current, null, 2)}\n`);
  console.log(`schemas/released/${version}.json`);
}
