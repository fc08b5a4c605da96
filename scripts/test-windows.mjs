// Builds everything for Windows with mingw and runs it under Wine: the native tests, then the tests of test/ that are
// about every system or about Windows, with vitest in Windows' own Node. Needs Linux x64, Wine and mingw, and says so.
//   --only native|tests   one of the two
//   FILTER ...            only test files with this in their path
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildForWindows } from './windows/build.mjs';
import { makeCheckout } from './windows/checkout.mjs';
import { findWine } from './windows/needs.mjs';
import { windowsNode } from './windows/node.mjs';
import { Wine } from './windows/wine.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const build = join(root, 'build');
const built = join(build, 'windows');
const checkout = join(build, 'windows-checkout');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });

async function step(what, work) {
  process.stderr.write(`windows: ${what} ...\n`);
  const begun = performance.now();
  const answer = await work();
  process.stderr.write(`windows: ${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
  return answer;
}

async function runNativeTests(wine) {
  let failed = false;
  for (const name of ['core_tests', 'win32_tests']) {
    const program = join(built, 'native-tests', `${name}.exe`);
    const code = await step(name, () => wine.run(program, [], { cwd: built, log: join(built, `${name}.log`) }));
    failed ||= code !== 0;
  }
  return failed;
}

async function runTests(wine, node) {
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...positionals];
  return (await wine.run(node, args, { cwd: checkout, log: join(built, 'vitest.log') })) !== 0;
}

async function main(wine) {
  await step('Wine prefix', () => wine.setUp());
  const node = await step('Node for Windows', () => windowsNode(join(build, 'hosts')));
  await step('cross-build', () => buildForWindows(root, built));
  await step('checkout', () => makeCheckout(root, built, checkout));
  const native = values.only !== 'tests' && (await runNativeTests(wine));
  const tests = values.only !== 'native' && (await step('tests in node.exe', () => runTests(wine, node)));
  return native || tests;
}

mkdirSync(build, { recursive: true });
const wine = new Wine(findWine(), join(build, 'wine'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    wine.end();
    process.exit(1);
  });
}
try {
  process.exitCode = (await main(wine)) ? 1 : 0;
} catch (error) {
  process.stderr.write(`windows: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  wine.end();
}
