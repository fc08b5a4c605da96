import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { isThere, toolchainFor } from './toolchains.mjs';

const nodeApi = createRequire(import.meta.url)('node-api-headers');

function cmake(what, target, args, environment) {
  const done = spawnSync('cmake', args, { encoding: 'utf8', env: { ...process.env, ...environment } });
  if (done.status === 0) return;
  throw new Error(`${target.name}: cmake failed to ${what}\n${done.error ?? ''}${done.stdout}${done.stderr}`);
}

/** What cmake-js would give: the definitions that CMakeLists.txt builds an addon by. */
function addonDefinitions(target, folder) {
  const definitions = { CMAKE_JS_INC: nodeApi.include_dir };
  if (target.platform !== 'win32') return definitions;
  const library = join(folder, 'node.lib');
  return {
    ...definitions,
    CMAKE_JS_LIB: library,
    CMAKE_JS_NODELIB_DEF: nodeApi.def_paths.node_api_def,
    CMAKE_JS_NODELIB_TARGET: library,
  };
}

/** One keeper serves every libc of its processor: where two targets make it, the second takes the first's place. */
function placeKeeper(target, prebuilds, folder) {
  const place = join(prebuilds, target.keeper);
  // Not written over: a job may be running by it.
  rmSync(place, { force: true });
  copyFileSync(join(folder, 'keeper', basename(target.keeper)), place);
  chmodSync(place, 0o755);
}

/** Builds the target's addon and its keeper and puts them at their places below `prebuilds`; returns the addon's. */
export function build(target, { root, prebuilds, cache, jobs }) {
  const folder = join(root, 'build', target.name);
  const place = join(prebuilds, target.file);
  // First of all, so that a target that fails has no addon rather than an old one.
  rmSync(place, { force: true });
  const { file, definitions, environment } = toolchainFor(target, cache);
  const all = { CMAKE_TOOLCHAIN_FILE: file, ...definitions, ...addonDefinitions(target, folder) };
  const options = Object.entries(all).map(([name, value]) => `-D${name}=${value}`);
  const wanted = ['reeve', ...(target.keeper ? ['reeve_keeper'] : [])];
  const generator = isThere('ninja') ? ['-G', 'Ninja'] : [];
  cmake('configure', target, ['-S', root, '-B', folder, ...generator, ...options], environment);
  cmake('build', target, ['--build', folder, '--target', ...wanted, '--parallel', String(jobs)], environment);
  mkdirSync(dirname(place), { recursive: true });
  copyFileSync(join(folder, 'reeve.node'), place);
  if (target.keeper) placeKeeper(target, prebuilds, folder);
  return place;
}
