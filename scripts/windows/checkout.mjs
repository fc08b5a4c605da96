// A checkout as Windows' Node needs it: this one's files beside packages with Windows' native parts and what was built.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Copies what git knows of, and what it would, and dist/; keeps the packages, which take longest. */
function copyFiles(root, folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name !== 'node_modules') rmSync(join(folder, name), { recursive: true });
  }
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const files = listed.split('\n').filter((name) => name !== '' && existsSync(join(root, name)));
  for (const file of files) cpSync(join(root, file), join(folder, file));
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
}

function installPackages(root, folder) {
  const stamp = join(folder, 'node_modules', '.installed-for');
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const args = ['ci', '--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund'];
  const done = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`npm ${args.join(' ')} failed\n${done.stdout}${done.stderr}`);
  writeFileSync(stamp, lock);
}

export function makeCheckout(root, built, folder) {
  copyFiles(root, folder);
  installPackages(root, folder);
  cpSync(join(built, 'reeve.node'), join(folder, 'build/Release/reeve.node'));
  cpSync(join(built, 'keeper', 'reeve-keeper.exe'), join(folder, 'build/Release/reeve-keeper.exe'));
  cpSync(join(built, 'programs'), join(folder, 'build/native/programs'), { recursive: true });
}
