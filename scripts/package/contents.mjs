import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, targets } from '../prebuild/targets.mjs';

/** The files of lib/ and schemas/v1, as they are in the repository; the package has what is made from each. */
function names(root, folder, ending) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));
}

/** Every file that belongs into the tarball, and no other. */
export function expectedContents(root) {
  const compiled = names(root, 'lib', '.ts').flatMap((name) => [`dist/cjs/${name}.js`, `dist/cjs/${name}.d.ts`]);
  const schemas = names(root, 'schemas/v1', '.json').map((name) => `schemas/v1/${name}.json`);
  const addons = filesOf(targets).map((file) => `prebuilds/${file}`);
  return [
    ...[
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'man/reeve.1',
      'package.json',
      'prebuilds/README.md',
      'prebuilds/SHA256SUMS',
    ],
    ...['dist/index.js', 'dist/index.d.ts', 'dist/jobs/index.js', 'dist/jobs/index.d.ts', 'dist/cjs/package.json'],
    ...[...compiled, ...schemas, ...addons],
  ].sort();
}
