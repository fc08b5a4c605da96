import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PackageCopy } from '../helpers/package-copy.js';
import { isAddonNamed } from '../helpers/sanitizer.js';

const require = createRequire(import.meta.url);
const { placesFor } = require('../../dist/cjs/native/addon-file.js');
const { runningLibc } = require('../../dist/cjs/native/libc.js');
const { native } = require('../../dist/cjs/native/load.js');
const libc = native.builtFor.split('-')[2];
const prebuilt = `prebuilds/${process.platform}-${process.arch}/reeve.${libc}.node`;
let copy: PackageCopy;

const mapsLine = (file: string) => `7f1c5e400000-7f1c5e428000 r--p 00000000 fe:00 1835 ${file}\n`;

test.each([
  ['Debian', ['/usr/lib/x86_64-linux-gnu/libc.so.6', '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2'], 'glibc'],
  ['CentOS 7', ['/usr/lib64/libc-2.17.so', '/usr/lib64/ld-2.17.so'], 'glibc'],
  ['NixOS', ['/nix/store/0123-glibc-2.40/lib/libc.so.6'], 'glibc'],
  ['Debian on arm64', ['/usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1'], 'glibc'],
  ['Alpine', ['/lib/ld-musl-x86_64.so.1'], 'musl'],
  ['Alpine on arm64', ['/lib/ld-musl-aarch64.so.1'], 'musl'],
  ['Debian with musl', ['/usr/lib/x86_64-linux-musl/libc.so'], 'musl'],
  // The C++ runtime of a glibc system brought along: the loader decides.
  ['musl below a borrowed libstdc++', ['/opt/lib/ld-linux-x86-64.so.2', '/lib/ld-musl-x86_64.so.1'], 'musl'],
  ['a static program', ['/usr/bin/program'], null],
  ['no /proc', [], null],
])('the libc is seen by what is mapped: %s', (_system, files, expected) => {
  expect(runningLibc(files.map(mapsLine).join(''))).toBe(expected);
});

test('the libc of this very process is the one its addon was built for', () => {
  expect(runningLibc()).toBe(libc);
});

test('where an addon is looked for, in which order', () => {
  const host = { platform: 'linux', arch: 'arm64', libc: 'musl' };
  const own = '/r/build/Release/reeve.node';
  expect(placesFor('/r', host)).toEqual([own, '/r/prebuilds/linux-arm64/reeve.musl.node']);
  const both = ['/r/prebuilds/linux-arm64/reeve.glibc.node', '/r/prebuilds/linux-arm64/reeve.musl.node'];
  expect(placesFor('/r', { ...host, libc: null })).toEqual([own, ...both]);
  expect(placesFor('/r', { platform: 'darwin', arch: 'x64', libc: null })).toEqual([
    own,
    '/r/prebuilds/darwin-x64/reeve.node',
  ]);
});

// Runs with sanitizers and in other runtimes name their addon, so nothing is looked for there.
describe.skipIf(isAddonNamed)('a copy of the package', () => {
  beforeEach(() => {
    copy = new PackageCopy();
  });
  afterEach(() => copy.remove());

  test('takes the prebuilt addon for this system', async () => {
    const file = copy.place(prebuilt);
    copy.place('prebuilds/linux-arm64/reeve.musl.node', Buffer.from('not this one'));
    expect(await copy.load()).toMatchObject({ code: 0, stdout: `${file}\n`, stderr: '' });
  });

  test('takes what was built on this machine before what is prebuilt', async () => {
    copy.place(prebuilt, Buffer.from('not this one'));
    const file = copy.place('build/Release/reeve.node');
    expect(await copy.load()).toMatchObject({ code: 0, stdout: `${file}\n`, stderr: '' });
  });

  test('has its addons where node-gyp-build looks for them', () => {
    const file = copy.place(prebuilt);
    copy.place(`prebuilds/${process.platform}-${process.arch}/reeve.${libc === 'musl' ? 'glibc' : 'musl'}.node`);
    expect(require('node-gyp-build').path(copy.root)).toBe(file);
    const { dependencies } = JSON.parse(readFileSync(join(copy.root, 'package.json'), 'utf8'));
    expect(Object.keys(dependencies), 'of the command alone').toEqual(['commander']);
  });
});
