// Packages that hold a compiler or a runtime. They are fetched when they are needed and not installed as dependencies:
// together they are larger than everything else by a hundred times, and most are for another system than this one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (done.status === 0) return done.stdout;
  throw new Error(`${command} ${args.join(' ')} failed\n${done.error ?? ''}${done.stderr}`);
}

function check(tarball, { name, version, integrity }) {
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (found === integrity) return;
  rmSync(tarball);
  throw new Error(`${name}@${version} is not what it was: its checksum is ${found}, pinned is ${integrity}`);
}

/** The folder of the unpacked package, which is fetched unless `cache` has it. Its checksum is the pinned one. */
export function unpacked(cache, pinned) {
  const { name, version } = pinned;
  const folder = join(cache, `${name.replace(/^@/, '').replace('/', '-')}-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  process.stderr.write(`fetching ${name}@${version} ...\n`);
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', `${name}@${version}`], cache));
  const tarball = join(cache, filename);
  check(tarball, pinned);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  run('tar', ['-xzf', tarball, '-C', partial, '--strip-components=1'], cache);
  rmSync(tarball);
  renameSync(partial, folder);
  return folder;
}
