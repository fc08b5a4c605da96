// The package as it will be published: packed, looked into, installed without scripts and without a compiler into an
// empty folder, and used from ESM, CommonJS and TypeScript in every runtime that can be had here.
//   --partial  accepts that addons of some targets are missing, and uses what is there
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expectedContents } from './package/contents.mjs';
import { installAlone } from './package/install.mjs';
import { run } from './package/run.mjs';
import { compileEverywhere, useEverywhere, useKeeper } from './package/use.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'reeve-package-'));
const bin = (name) => join(root, 'node_modules/.bin', name);

function checkContents(files) {
  const partial = process.argv.includes('--partial');
  const expected = expectedContents(root).filter((name) => !partial || existsSync(join(root, name)));
  const found = files.map(({ path }) => path);
  const missing = expected.filter((name) => !found.includes(name));
  const strange = found.filter((name) => !expected.includes(name));
  if (missing.length > 0) {
    throw new Error(`missing in the tarball: ${missing.join(', ')}. Addons are made by: npm run prebuild`);
  }
  if (strange.length > 0) throw new Error(`does not belong into the tarball: ${strange.join(', ')}`);
}

try {
  const [packed] = JSON.parse(run('npm pack', 'npm', ['pack', '--json', '--pack-destination', work], root));
  const tarball = join(work, packed.filename);
  checkContents(packed.files);
  run('publint', bin('publint'), ['run', tarball, '--strict'], work);
  // Not as Node 10 resolves, which knows no entries but the first.
  run('are the types wrong', bin('attw'), [tarball, '--profile', 'node16'], work);
  const consumer = installAlone(work, tarball);
  const compiled = compileEverywhere(consumer, root);
  const used = useEverywhere(consumer, join(root, 'build', 'hosts'));
  // The last to use the package: it takes the keeper's file away.
  const kept = useKeeper(consumer);
  const size = `${packed.files.length} files, ${Math.round(packed.size / 1024)} KB packed, ${Math.round(packed.unpackedSize / 1024)} KB unpacked`;
  console.log(
    `package: ${size}; types: ${compiled.join(', ')}; keeper ${kept.join(', ')}; used from ESM and CommonJS in ${used.join(', ')}`,
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
