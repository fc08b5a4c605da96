import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.mjs';

function pathOf(command) {
  return realpathSync(run(`look for ${command}`, '/bin/sh', ['-c', `command -v ${command}`], '/'));
}

/** A PATH with nothing on it but what npm itself and programs that use reeve call: no compiler, cmake, python or make. */
function barePath(work) {
  const folder = join(work, 'bin');
  mkdirSync(folder);
  for (const command of ['sh', 'sleep', 'setsid', 'env']) symlinkSync(pathOf(command), join(folder, command));
  symlinkSync(process.execPath, join(folder, 'node'));
  return folder;
}

/** Installs the tarball into an empty folder, without scripts and without a compiler; gives the folder and the PATH. */
export function installAlone(work, tarball) {
  const folder = join(work, 'consumer');
  const path = barePath(work);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const npm = process.env.npm_execpath ?? pathOf('npm');
  const args = [npm, 'install', '--ignore-scripts', '--no-audit', '--no-fund', tarball];
  run('npm install', process.execPath, args, folder, { ...process.env, PATH: path });
  return { folder, path, package: join(folder, 'node_modules', 'reeve'), parent: dirname(folder) };
}
