// The Go module: formatted, vetted, its tests and examples with the race detector, and jobs that Go, C and JavaScript hand
// to each other. Builds the C library first. Without Go it says so and tests nothing; --required makes that a fault.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const module = join(root, 'go');
const installed = join(root, 'build', 'c', 'installed');
const languages = join(root, 'build', 'languages');
const leastGo = [1, 19];
const usual = '/usr/local/go/bin';

function fail(message) {
  console.error(`go: ${message}`);
  process.exit(1);
}

// Nothing is fetched: neither packages, of which the module needs none, nor another Go.
const env = {
  ...process.env,
  PATH: [process.env.PATH, usual].join(delimiter),
  PKG_CONFIG_PATH: join(installed, 'lib', 'pkgconfig'),
  ...{ CGO_ENABLED: '1', GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '-mod=mod' },
};

function run(what, command, args, options = {}) {
  const begun = performance.now();
  const done = spawnSync(command, args, { cwd: module, env, encoding: 'utf8', timeout: 1_200_000, ...options });
  if (done.error) fail(`${what}: cannot run ${command}: ${done.error.message}`);
  if (done.status !== 0) fail(`${what} failed\n${done.stdout ?? ''}${done.stderr ?? ''}`);
  console.log(`go: ${what} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  return done.stdout ?? '';
}

function checkGo() {
  const asked = spawnSync('go', ['env', 'GOVERSION'], { env, encoding: 'utf8' });
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(asked.stdout ?? '') ?? [];
  if (major !== undefined && (Number(major) > leastGo[0] || Number(minor) >= leastGo[1])) return;
  const found = major === undefined ? 'Go is not installed' : `Go ${major}.${minor} is too old`;
  const message = `${found}: Go ${leastGo.join('.')} or newer is needed (Debian: apt-get install golang-go)`;
  if (process.argv.includes('--required')) fail(message);
  console.log(`go: nothing is tested. ${message}`);
  process.exit(0);
}

if (process.platform !== 'linux') {
  console.log('go: the C library was built and run on Linux only so far: nothing is tested here');
  process.exit(0);
}
checkGo();
const unformatted = run('format', 'gofmt', [
  '-l',
  '.',
  '../examples/supervisor/go',
  '../test/languages/look/go',
]).trim();
if (unformatted !== '') fail(`not as gofmt wants it: ${unformatted.split('\n').join(' ')}`);
run('C library', process.execPath, ['scripts/build-c.mjs', '--tests'], { cwd: root });
run('vet', 'go', ['vet', './...']);
run('tests and examples with the race detector', 'go', ['test', '-race', '-count=1', './...']);

mkdirSync(languages, { recursive: true });
for (const [folder, name] of [
  ['examples/supervisor/go', 'keep'],
  ['test/languages/look/go', 'look'],
]) {
  const program = { cwd: join(root, folder) };
  run(name, 'go', ['build', '-o', join(languages, `${name}-go`), '.'], program);
  run(`vet of ${name}`, 'go', ['vet', './...'], program);
}
const flags = run('pkg-config', 'pkg-config', ['--cflags', '--libs', 'reeve-static']).trim().split(/\s+/);
for (const [source, name] of [
  ['examples/supervisor/keep.c', 'keep'],
  ['test/languages/look/look.c', 'look'],
]) {
  run(`${name} in C`, 'cc', ['-O2', join(root, source), '-o', join(languages, `${name}-c-static`), ...flags]);
}
run(
  'examples, and jobs between Go, C and JavaScript',
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.languages.ts'],
  {
    cwd: root,
    env: { ...env, REEVE_LANGUAGES: 'js,go,c-static' },
    stdio: ['ignore', 'inherit', 'inherit'],
  },
);
