// Writes man/reeve.1 from the description of the command in lib/cli. With --check it writes nothing and exits 1 when the
// file is not what it would write. Compiles lib/ where that is out of date; needs no addon.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { manualPage } from './man/page.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = `${root}man/reeve.1`;

const ready = spawnSync(process.execPath, [`${root}scripts/setup.mjs`, '--no-native'], { stdio: 'inherit' });
if (ready.status !== 0) process.exit(ready.status ?? 1);

const require = createRequire(import.meta.url);
const { buildProgram } = require(`${root}dist/cjs/cli/program.js`);
const { exitMeanings } = require(`${root}dist/cjs/cli/exit-codes.js`);
const text = manualPage(
  buildProgram(() => {}),
  exitMeanings,
);

function onDisk() {
  try {
    return readFileSync(target, 'utf8');
  } catch {
    return '';
  }
}

if (process.argv.includes('--check')) {
  if (onDisk() !== text) {
    console.error('man/reeve.1 does not fit lib/cli: run node scripts/generate-man.mjs and commit it');
    process.exit(1);
  }
  console.log('man/reeve.1 fits lib/cli');
} else {
  writeFileSync(target, text);
}
