// Builds the fuzzers of native/fuzz with clang and lets each of them run for a while, beginning with its seeds in
// native/fuzz/corpus. Fails if one finds a text that ends it, and says where that text lies.
//   --seconds N  for each target (default 3)
//   TARGET ...   only these
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, parse, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const build = join(root, 'build', 'fuzz');
const found = join(build, 'found');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '3' } },
});
const seconds = Number(values.seconds);

function fail(message) {
  console.error(`fuzz: ${message}`);
  process.exit(1);
}

function checkCompiler() {
  const source = 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }';
  const flags = ['-fsanitize=fuzzer,address,undefined', '-x', 'c++', '-', '-o', '/dev/null'];
  const tried = spawnSync('clang++', flags, { input: source, encoding: 'utf8' });
  if (tried.error) fail('clang++ is missing: apt-get install clang');
  if (tried.status === 0) return;
  fail(`clang++ cannot build fuzzers: apt-get install libclang-rt-dev\n${tried.stderr}`);
}

function cmake(...args) {
  const done = spawnSync('cmake', args, { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) fail(`the build failed\n${done.stdout}${done.stderr}${done.error ?? ''}`);
}

function buildFuzzers() {
  const begun = performance.now();
  const generator = spawnSync('ninja', ['--version']).error ? [] : ['-G', 'Ninja'];
  cmake('-S', root, '-B', build, ...generator, '-DCMAKE_CXX_COMPILER=clang++', '-DREEVE_BUILD_FUZZERS=ON');
  cmake('--build', build, '--target', 'fuzzers', '--parallel');
  process.stderr.write(`fuzz: built in ${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
}

/** What libFuzzer's last status line and its statistics say. */
function figuresOf(log) {
  const number = (pattern) => Number(log.match(pattern)?.at(-1)?.match(/\d+/)[0] ?? 0);
  return {
    runs: number(/^stat::number_of_executed_units: +\d+/gm),
    coverage: number(/ cov: \d+/g),
    features: number(/ ft: \d+/g),
    added: number(/^stat::new_units_added: +\d+/gm),
  };
}

function fuzz(target) {
  const seeds = join(root, 'native', 'fuzz', 'corpus', target);
  const learnt = join(build, 'learnt', target);
  rmSync(learnt, { recursive: true, force: true });
  mkdirSync(learnt, { recursive: true });
  const options = ['-timeout=10', '-rss_limit_mb=1024', '-print_final_stats=1'];
  const args = [learnt, seeds, ...options, `-max_total_time=${seconds}`, `-artifact_prefix=${join(found, target)}-`];
  const limit = { timeout: (seconds + 120) * 1000, killSignal: 'SIGKILL' };
  const done = spawnSync(join(build, 'fuzzers', target), args, { encoding: 'utf8', maxBuffer: 2 ** 28, ...limit });
  rmSync(learnt, { recursive: true });
  const text = /Test unit written to (.*)/.exec(done.stderr)?.[1];
  return { target, ok: done.status === 0, log: done.stderr, text, ...figuresOf(done.stderr) };
}

function row(target, numbers, result) {
  return `${target.padEnd(20)}${numbers.map((number) => String(number).padStart(10)).join('')}   ${result}`;
}

function report({ target, ok, runs, coverage, features, added, log, text }) {
  console.log(row(target, [runs, coverage, features, added], ok ? 'ok' : 'FAILED'));
  if (ok) return;
  console.log(log.split('\n').slice(-60).join('\n'));
  if (text) console.log(`again with: build/fuzz/fuzzers/${target} ${relative(root, text)}`);
}

const names = (folder, ending) => readdirSync(folder).filter((name) => parse(name).ext === ending);
const targets = names(join(root, 'native', 'fuzz'), '.cc').map((name) => parse(name).name);
const unknown = positionals.filter((name) => !targets.includes(name));
if (unknown.length > 0) fail(`no target ${unknown.join(', ')}; there are ${targets.join(', ')}`);
if (!(Number.isInteger(seconds) && seconds > 0)) fail(`--seconds takes a whole number, not '${values.seconds}'`);
checkCompiler();
buildFuzzers();
mkdirSync(found, { recursive: true });
console.log(row('target', ['runs', 'coverage', 'features', 'new units'], ''));
let failed = 0;
for (const target of positionals.length > 0 ? positionals : targets) {
  const result = fuzz(target);
  report(result);
  if (!result.ok) failed += 1;
}
if (failed > 0) fail(`${failed} of the targets failed`);
