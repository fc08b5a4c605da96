import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownAddon } from '../helpers/package-copy.js';

const script = (path: string) => import(fileURLToPath(new URL(`../../scripts/${path}`, import.meta.url)));
const { built, writeChecksums, wrongChecksums } = await script('prebuild/checksums.mjs');
const targets: { name: string; file: string; keeper: string | null }[] = (await script('prebuild/targets.mjs')).targets;
const { filesOf, select } = await script('prebuild/targets.mjs');
const { checkElf, checkKeeperElf } = await script('structure/elf.mjs');
const { checkKeeperStart, keeperCommand } = await script('hosts/run-keeper.mjs');
const { checkMachO } = await script('structure/mach-o.mjs');
let prebuilds: string;

beforeAll(() => {
  prebuilds = mkdtempSync(join(tmpdir(), 'reeve-test-'));
});
afterAll(() => rmSync(prebuilds, { recursive: true }));

const onLinuxX64 = process.platform === 'linux' && process.arch === 'x64';

test('names of targets are the names of their files', () => {
  expect(targets.map(({ name, file }) => [name, file])).toContainEqual([
    'linux-arm64-musl',
    'linux-arm64/reeve.musl.node',
  ]);
  expect(select(['darwin-x64'])).toMatchObject([{ file: 'darwin-x64/reeve.node', arch: 'x64' }]);
  expect(filesOf(select(['linux-x64-glibc', 'linux-x64-musl']))).toEqual([
    'linux-x64/reeve.glibc.node',
    'linux-x64/reeve-keeper',
    'linux-x64/reeve.musl.node',
  ]);
  expect(() => select(['linux-sparc'])).toThrow(/no target 'linux-sparc'. There are: linux-x64-glibc, /);
});

// The local addon is linked against this machine's glibc, so the look has something to find.
test.runIf(onLinuxX64)('the look into a Linux addon finds what is wrong with it', () => {
  const own = { platform: 'linux', arch: 'x64', libc: 'glibc' };
  expect(checkElf(ownAddon, own).join()).toMatch(/needs glibc 2\.\d+/);
  expect(checkElf(ownAddon, { ...own, arch: 'arm64' })).toContain('not for arm64');
  expect(checkElf(ownAddon, { ...own, libc: 'musl' })).toContain('needs libc.so.6');
  expect(checkElf(process.execPath, own).join()).toMatch(/exports .*may be unloaded/);
});

test.runIf(onLinuxX64)('the look into a keeper finds what is wrong with it', () => {
  const own = { arch: 'x64' };
  const keeper = join(dirname(ownAddon), 'reeve-keeper');
  expect(checkKeeperElf(keeper, own, ownAddon)).toEqual([]);
  expect(checkKeeperElf(keeper, { arch: 'arm64' }, ownAddon)).toEqual(['not for arm64']);
  const other = join(prebuilds, 'reeve-keeper');
  writeFileSync(other, Buffer.concat([readFileSync(keeper), Buffer.alloc(32 * 1024)]), { mode: 0o644 });
  expect(checkKeeperElf(other, own, ownAddon)).toEqual([
    'may not be executed',
    expect.stringMatching(/^has \d+ bytes$/),
    'is another one than the addon carries in itself',
  ]);
  rmSync(other);
  expect(checkKeeperElf(process.execPath, own, ownAddon)).toContain('needs a loader');
});

test.runIf(onLinuxX64)('the start of a keeper is heard', async () => {
  const keeper = join(dirname(ownAddon), 'reeve-keeper');
  expect(keeperCommand({ platform: 'linux', arch: 'x64' }, keeper)).toEqual([keeper]);
  expect(await checkKeeperStart([keeper])).toEqual([]);
  expect(await checkKeeperStart(['/bin/true'])).toEqual(['says 0 bytes', 'ends with 0']);
});

test('the look into a macOS addon knows one', () => {
  expect(checkMachO(ownAddon, { platform: 'darwin', arch: 'arm64' })).toEqual(['is no 64-bit Mach-O file']);
});

test('checksums: a changed, a missing and an unlisted addon are found', () => {
  const [first, second, third] = filesOf(targets.slice(3)) as [string, string, string];
  const put = (file: string, content: Buffer) => {
    mkdirSync(join(prebuilds, file, '..'), { recursive: true });
    writeFileSync(join(prebuilds, file), content);
  };
  for (const file of [first, second]) put(file, readFileSync(ownAddon));
  writeChecksums(prebuilds);
  expect(wrongChecksums(prebuilds)).toEqual([]);
  expect(readFileSync(join(prebuilds, 'SHA256SUMS'), 'utf8')).toMatch(/^([0-9a-f]{64} {2}\S+\n){2}$/);
  put(first, Buffer.from('changed'));
  rmSync(join(prebuilds, second));
  put(third, Buffer.from('new'));
  expect(wrongChecksums(prebuilds).sort()).toEqual([first, second, third].sort());
  expect(built(prebuilds)).toHaveLength(2);
});
