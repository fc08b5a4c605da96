// Compiles the floors and the programs they start, and runs a floor.
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'build', 'bench');
const run = promisify(execFile);
const most = 64 * 1024 * 1024;

// clone3 comes from the product's own stub: no C library has it.
const stub = join(root, `native/platform/linux/kernel/clone3_${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.S`);

async function compile(name, source, ...more) {
  const flags = ['-O2', '-static', '-pthread', '-D_GNU_SOURCE', '-Wall', '-Wextra', '-Werror'];
  await run('cc', [...flags, '-o', program(name), join(root, source), ...more]);
}

/** The path of a program built here. */
export function program(name) {
  return join(out, name);
}

/** Programs of test/programs, which the native build makes. */
export const tree = join(root, 'build', 'native', 'programs', 'tree');
export const crowd = join(root, 'build', 'native', 'programs', 'crowd');

export async function buildFloors() {
  mkdirSync(out, { recursive: true });
  for (const floor of ['facts', 'spawn', 'wait', 'kill', 'list', 'children', 'ports', 'fds'])
    await compile(floor, `bench/floor/${floor}.c`, stub);
  for (const started of ['leaf', 'stamp', 'reaper']) await compile(started, `bench/floor/${started}.c`);
}

/** Builds bench/go with the C library; false, and says so, where there is no Go. */
export async function buildGo() {
  const env = {
    ...process.env,
    PATH: [process.env.PATH, '/usr/local/go/bin'].join(delimiter),
    PKG_CONFIG_PATH: join(root, 'build', 'c', 'installed', 'lib', 'pkgconfig'),
    ...{ CGO_ENABLED: '1', GOTOOLCHAIN: 'local', GOPROXY: 'off' },
  };
  try {
    await run('go', ['version'], { env });
  } catch {
    process.stderr.write('go: left out, Go is not installed\n');
    return false;
  }
  await run(process.execPath, [join(root, 'scripts', 'build-c.mjs')]);
  await run('go', ['build', '-o', program('go'), '.'], { cwd: join(root, 'bench', 'go'), env });
  return true;
}

/** A static program that says "ready" and does nothing, likewise. */
export const idle = join(root, 'build', 'native', 'programs', 'ignore_term');

/** The samples of one run of a floor, in microseconds. */
export async function floor(name, ...given) {
  const { stdout } = await run(program(name), given.map(String), { maxBuffer: most });
  return JSON.parse(stdout);
}
