import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, targets } from './targets.mjs';

/** The addons and keepers that stand in their places. */
export function built(prebuilds) {
  return filesOf(targets).filter((file) => existsSync(join(prebuilds, file)));
}

function sum(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** Writes SHA256SUMS for all addons and keepers that are there, in the form that `sha256sum --check` reads. */
export function writeChecksums(prebuilds) {
  const lines = built(prebuilds).map((file) => `${sum(join(prebuilds, file))}  ${file}\n`);
  writeFileSync(join(prebuilds, 'SHA256SUMS'), lines.join(''));
}

/** The lines of SHA256SUMS that the files below do not bear out, and the files without a line. */
export function wrongChecksums(prebuilds) {
  const lines = readFileSync(join(prebuilds, 'SHA256SUMS'), 'utf8').split('\n').filter(Boolean);
  const claimed = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const files = new Set([...claimed.keys(), ...built(prebuilds)]);
  return [...files].filter((file) => {
    const path = join(prebuilds, file);
    return !existsSync(path) || sum(path) !== claimed.get(file);
  });
}

export function sizeReport(prebuilds) {
  const kilobytes = (bytes) => `${Math.round(bytes / 1024)} KB`;
  const sizes = built(prebuilds).map((file) => ({ file, size: statSync(join(prebuilds, file)).size }));
  const all = sizes.reduce((sum, { size }) => sum + size, 0);
  return [...sizes, { file: 'all', size: all }]
    .map(({ file, size }) => `${file.padEnd(32)} ${kilobytes(size).padStart(8)}`)
    .join('\n');
}
