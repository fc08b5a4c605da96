// Makes the addons of all targets on one Linux x64 machine, into prebuilds/.
//   --list             says which targets there are
//   --target NAME ...  makes only these
//   --jobs N           compiles N files at once (2)
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './prebuild/build.mjs';
import { sizeReport, writeChecksums } from './prebuild/checksums.mjs';
import { select, targets } from './prebuild/targets.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const prebuilds = join(root, 'prebuilds');
const cache = join(root, 'build', 'toolchains');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    target: { type: 'string', multiple: true, default: [] },
    jobs: { type: 'string', default: '2' },
  },
});

function reasonOf(work) {
  try {
    work();
    return null;
  } catch (error) {
    return error.message;
  }
}

/** Builds one target; tells why not instead of throwing, so that the others are still built. */
function attempt(target) {
  const begun = performance.now();
  const failure = reasonOf(() => build(target, { root, prebuilds, cache, jobs: Number(values.jobs) }));
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${target.name}: ${failure ? 'FAILED' : 'built'} in ${seconds} s`);
  return failure ? [failure] : [];
}

function main() {
  if (values.list) return console.log(targets.map(({ name }) => name).join('\n'));
  const failures = select([...values.target, ...positionals]).flatMap(attempt);
  writeChecksums(prebuilds);
  console.log(sizeReport(prebuilds));
  if (failures.length > 0) throw new Error(failures.join('\n\n'));
}

try {
  main();
} catch (error) {
  process.stderr.write(`prebuild: ${error.message}\n`);
  process.exitCode = 1;
}
