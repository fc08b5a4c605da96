// The addon built from source the way of other people's tools, in a copy of this checkout: prebuildify drives node-gyp,
// which hands over to cmake-js through binding.gyp, and reeve finds what comes out. test-package.mjs has the rest.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'reeve-build-'));
const copy = join(work, 'checkout');

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
  // What prebuildify takes is the addon alone, which has its keeper in itself.
  rmSync(join(copy, 'build'), { recursive: true });
  const kept = process.platform === 'linux' ? 'keeper' : 'auto';
  const use = `const reeve = require('.');
    const job = reeve.spawnInGroup({ argv: [process.execPath, '-e', 'process.exit(7)'], containment: '${kept}' });
    reeve.waitPid(job).then(({ exit_code }) => console.log(exit_code));`;
  const said = run('load', process.execPath, ['-e', use], copy);
  if (said !== '7') throw new Error(`the addon that prebuildify made said: ${said}`);
  console.log('build test: passed');
} finally {
  rmSync(work, { recursive: true, force: true });
}
