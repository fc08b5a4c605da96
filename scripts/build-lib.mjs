// Compiles lib/ to dist/cjs and puts the ESM face beside it. There is one copy of the code, so that there is one copy of
// the state, whichever way a program loads it.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

rmSync(`${root}/dist`, { recursive: true, force: true });
const tsc = require.resolve('typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', `${root}/tsconfig.json`], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

mkdirSync(`${root}/dist/cjs`, { recursive: true });
writeFileSync(`${root}/dist/cjs/package.json`, '{ "type": "commonjs" }\n');

/** The ESM face of one entry point: every name of its CommonJS module. */
function writeFace(entry) {
  const exported = readFileSync(`${root}/dist/cjs/${entry}.js`, 'utf8').matchAll(
    /defineProperty\(exports, "(\w+)", \{ enum/g,
  );
  const names = Array.from(exported, ([, name]) => name).sort();
  const up = '../'.repeat(entry.split('/').length - 1) || './';
  mkdirSync(dirname(`${root}/dist/${entry}`), { recursive: true });
  writeFileSync(`${root}/dist/${entry}.js`, `export { ${names.join(', ')} } from '${up}cjs/${entry}.js';\n`);
  writeFileSync(`${root}/dist/${entry}.d.ts`, `export * from '${up}cjs/${entry}.js';\n`);
}

for (const entry of ['index', 'jobs/index']) writeFace(entry);
chmodSync(`${root}/dist/cjs/cli/main.js`, 0o755);
