import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as imported from 'reeve';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runNode } from './helpers/node-program.js';
import { isSanitized } from './helpers/sanitizer.js';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'reeve-test-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The package as it would be installed, without an addon. */
function copyPackage() {
  const target = join(folder, 'node_modules', 'reeve');
  for (const part of ['dist', 'package.json', 'node_modules/node-gyp-build']) {
    cpSync(join(root, part), join(target, part), { recursive: true, dereference: true });
  }
  return target;
}

/** As import() wants it. */
const entry = (path: string) => pathToFileURL(path).href;

const verbs = ['capabilities', 'checkIdentity', 'getProcess', 'spawnInGroup', 'terminateTree', 'terminateTreeSync'];

test('import and require give the same functions, of one copy', async () => {
  const code = `import { createRequire } from 'node:module';
    import * as imported from 'reeve';
    const required = createRequire(process.argv[1])('reeve');
    const names = Object.keys(imported).sort();
    console.log(JSON.stringify({ names, same: names.every((name) => imported[name] === required[name]),
      required: Object.keys(required).sort() }));`;
  const { stdout, stderr } = await runNode(code, [join(root, 'package.json')]);
  expect(stderr).toBe('');
  const seen = JSON.parse(stdout);
  expect(seen).toMatchObject({ same: true });
  expect(seen.required).toEqual(seen.names);
  expect(seen.names).toEqual([...verbs, 'ReeveError', 'waitPid', 'waitPidSync'].sort());
  expect(Object.keys(imported).sort()).toEqual(seen.names);
});

test('an error is of the one class, whichever way it came in', async () => {
  const required = createRequire(import.meta.url)('../dist/cjs/index.js');
  expect(() => required.getProcess(2 ** 31 - 1)).toThrow(imported.ReeveError);
});

// The sanitized run names its addon, so nothing is looked for there.
test.skipIf(isSanitized)('without an addon the error names what was looked for, and where', async () => {
  const target = copyPackage();
  const main = join(target, 'dist', 'cjs', 'index.js');
  for (const [code, path] of [
    ['await import(process.argv[1])', entry(main)],
    [`(await import('node:module')).createRequire(${JSON.stringify(join(folder, 'x.js'))})(process.argv[1])`, main],
  ] as const) {
    const ended = await runNode(`process.chdir(${JSON.stringify(folder)}); ${code}`, [path]);
    expect(ended.code).toBe(1);
    for (const part of [
      `${process.platform}-${process.arch}`,
      target,
      'reeve.node',
      'prebuilds',
      process.versions.napi ?? '',
    ]) {
      expect(ended.stderr).toContain(part);
    }
  }
});

test('an addon beside the package is found by an installed copy', async () => {
  const target = copyPackage();
  cpSync(join(root, 'build', 'Release', 'reeve.node'), join(target, 'build', 'Release', 'reeve.node'));
  writeFileSync(
    join(folder, 'main.mjs'),
    "import { getProcess } from 'reeve'; console.log(getProcess(process.pid).pid > 0);",
  );
  const ended = await runNode(`await import(process.argv[1])`, [entry(join(folder, 'main.mjs'))]);
  expect(ended).toMatchObject({ code: 0, stdout: 'true\n', stderr: '' });
});

test.skipIf(isSanitized)('a file that is no addon does not pass for one', async () => {
  const target = copyPackage();
  cpSync(join(root, 'package.json'), join(target, 'build', 'Release', 'reeve.node'));
  const ended = await runNode(`await import(process.argv[1])`, [entry(join(target, 'dist', 'index.js'))]);
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('reeve has no native addon');
});
