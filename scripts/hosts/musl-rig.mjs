// Programs on musl, on a Debian that has musl's loader but no C++ library for it.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('./musl/', import.meta.url));
const loader = '/lib/ld-musl-x86_64.so.1';
const borrowed = ['/usr/lib/x86_64-linux-gnu/libstdc++.so.6', '/lib/x86_64-linux-gnu/libgcc_s.so.1'];

/** The folder for LD_LIBRARY_PATH: Debian's C++ runtime, and what it asks of glibc under the name of glibc's loader. */
export function muslLibraries(cache) {
  if (!existsSync(loader)) throw new Error(`${loader} is missing: install Debian's musl and musl-tools`);
  const folder = join(cache, 'musl-libraries');
  mkdirSync(folder, { recursive: true });
  for (const library of borrowed) copyFileSync(library, join(folder, library.split('/').at(-1)));
  const files = readdirSync(sources).map((file) => join(sources, file));
  const names = 'ld-linux-x86-64.so.2';
  const options = ['-O2', '-fPIC', '-shared', '-nostartfiles', `-Wl,-soname,${names}`, '-o', join(folder, names)];
  const done = spawnSync('musl-gcc', [...options, ...files], { encoding: 'utf8' });
  if (done.error) throw new Error("musl-gcc is missing: install Debian's musl-tools");
  if (done.status !== 0) throw new Error(`musl-gcc failed: ${done.stderr}`);
  return folder;
}

/**
 * A Node on musl. pnpm's is a Node with a program in it, which runs instead of Node's own main as long as this fuse says
 * so (nodejs.org/api/single-executable-applications.html); with the fuse as Node is built, it is plain Node.
 */
export function muslNode(cache, pnpmFolder) {
  const program = join(cache, 'node-musl');
  if (existsSync(program)) return program;
  const bytes = readFileSync(join(pnpmFolder, 'pnpm'));
  const fuse = Buffer.from('NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1');
  const at = bytes.indexOf(fuse);
  if (at < 0) throw new Error("pnpm's program has no fuse where Node looks for one: pin another version");
  bytes.write('0', at + fuse.length - 1);
  writeFileSync(program, bytes);
  chmodSync(program, 0o755);
  return program;
}
