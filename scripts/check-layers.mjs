// Refuses includes and imports that cross a layer the wrong way; CONTRIBUTING.md has the table.
// Usage: node scripts/check-layers.mjs [root folder]
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkNativeFile, checkSameFiles } from './layers/native.mjs';

const root = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));

/** Paths relative to the root, with slashes, of the files below a folder whose names match. */
function filesBelow(folder, pattern) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path, pattern);
    return pattern.test(entry.name) ? [path] : [];
  });
}

const nativeFiles = filesBelow('native', /\.(h|hh|hpp|inc|c|cc|cpp|cxx|m|mm)$/).sort();
const libFiles = filesBelow('lib', /\.[cm]?[jt]sx?$/).sort();
if (nativeFiles.length + libFiles.length === 0) {
  console.error(`${root}: neither native/ nor lib/ holds a source file, so nothing was checked`);
  process.exit(1);
}

// Loads the TypeScript compiler, which takes longer than all the rest.
const { checkLibFile } = libFiles.length > 0 ? await import('./layers/lib.mjs') : {};

const violations = [
  ...nativeFiles.flatMap((file) => checkNativeFile(root, file)),
  ...checkSameFiles(nativeFiles),
  ...libFiles.flatMap((file) => checkLibFile(root, file)),
];
for (const { file, line, rule } of violations) console.error(`${file}:${line}: ${rule}`);
if (violations.length > 0) process.exit(1);
console.log(`layers: ${nativeFiles.length} native and ${libFiles.length} lib files keep the rules`);
