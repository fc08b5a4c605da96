// The way of the published package, in a copy of this checkout: prebuildify drives node-gyp, which hands over to cmake-js
// through binding.gyp; node-gyp-build then finds the prebuilt addon; and the packed tarball, installed without any
// script into an empty folder, works from ESM and CommonJS.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'reeve-build-'));
const copy = join(work, 'checkout');
const empty = join(work, 'empty');

function run(what, command, args, cwd, env = {}) {
  process.stderr.write(`build test: ${what} ...\n`);
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
  if (done.status === 0) return done.stdout.trim();
  throw new Error(`${what} failed\n${done.error ?? ''}${done.stdout}${done.stderr}`);
}

/** Node's own headers where they stand beside the running node, so that nothing is downloaded. */
function headers() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node_api.h')) ? { npm_config_nodedir: prefix } : {};
}

function expect(condition, what) {
  if (!condition) throw new Error(`expected: ${what}`);
}

const use = 'const p = r.getProcess(process.pid); if (p.pid !== process.pid) throw 1; console.log("works");';

try {
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  for (const file of tracked.split('\n').filter((name) => name !== '' && existsSync(join(root, name)))) {
    cpSync(join(root, file), join(copy, file));
  }
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

  const prebuildify = join(root, 'node_modules/prebuildify/bin.js');
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  run('prebuildify', process.execPath, [prebuildify, '--napi', '--tag-libc'], copy, { ...headers(), PATH: path });
  const target = `${process.platform}-${process.arch}`;
  expect(existsSync(join(copy, 'prebuilds', target)), `prebuilds/${target}`);
  rmSync(join(copy, 'build'), { recursive: true, force: true });
  const loaded = run('load', process.execPath, ['-e', `const r = require('.'); ${use}`], copy);
  expect(loaded === 'works', 'the prebuilt addon loads');

  const [packed] = JSON.parse(run('npm pack', 'npm', ['pack', '--json', '--pack-destination', work], copy));
  const names = packed.files.map((file) => file.path);
  expect(
    names.some((name) => name.startsWith(`prebuilds/${target}/`)),
    'the addon is in the tarball',
  );
  expect(
    !names.some((name) => /^(test|scripts|build|native|lib|\.ci)\/|gyp$/.test(name)),
    'nothing but the package is in the tarball',
  );
  mkdirSync(empty);
  writeFileSync(join(empty, 'package.json'), '{ "private": true }');
  run('npm install', 'npm', ['install', '--ignore-scripts', join(work, packed.filename)], empty);
  const fromEsm = `import * as r from 'reeve'; ${use}`;
  expect(run('ESM', process.execPath, ['--input-type=module', '-e', fromEsm], empty) === 'works', 'import works');
  const fromCjs = `const r = require('reeve'); ${use}`;
  expect(run('CommonJS', process.execPath, ['-e', fromCjs], empty) === 'works', 'require works');
  console.log(`build test: passed; the tarball holds ${names.length} files in ${Math.round(packed.size / 1024)} KB`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
