// clang-format over all native sources; with --write it formats them instead.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.cc', '*.h', '*.c'], {
  cwd: root,
  encoding: 'utf8',
});
const files = listed.stdout.split('\n').filter((file) => file !== '');
if (files.length === 0) throw new Error('no native sources found: run this in a git checkout');
const mode = process.argv.includes('--write') ? ['-i'] : ['--dry-run', '--Werror'];
const formatter = createRequire(import.meta.url).resolve('clang-format/index.js');
const done = spawnSync(process.execPath, [formatter, ...mode, ...files], { cwd: root, stdio: 'inherit' });
if (done.status === 0) console.log(`format: ${files.length} native files are as clang-format wants them`);
process.exit(done.status ?? 1);
