import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ownAddon, PackageCopy } from '../helpers/package-copy.js';
import { isAddonNamed } from '../helpers/sanitizer.js';

const { native } = createRequire(import.meta.url)('../../dist/cjs/native/load.js');
const built: string = native.builtFor;
const release = 'build/Release/reeve.node';
let copy: PackageCopy;

/** This machine's addon, changed to say that it is for another target of no longer name. */
function relabelled(target: string): Buffer {
  const bytes = readFileSync(ownAddon);
  const at = bytes.indexOf(`reeve addon for ${built}\0`);
  expect(at).toBeGreaterThan(0);
  bytes.write(`reeve addon for ${target}`.padEnd(`reeve addon for ${built}`.length, '\0'), at, 'latin1');
  return bytes;
}

function forOtherMachine(bytes: Buffer): Buffer {
  const machine = 18; // e_machine, elf(5)
  bytes.writeUInt16LE(process.arch === 'arm64' ? 62 : 183, machine);
  return bytes;
}

async function refusal(before = ''): Promise<string> {
  const { code, stderr, stdout } = await copy.load(before);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  // In every refusal: what this program is.
  expect(stderr).toContain(`(${built}, Node-API ${process.versions.napi})`);
  expect(stderr).toContain('ERR_REEVE_ADDON');
  return stderr;
}

// Runs with sanitizers and in other runtimes name their addon, so nothing is looked for there.
describe.skipIf(isAddonNamed)('an addon that must not be loaded', () => {
  beforeEach(() => {
    copy = new PackageCopy();
  });
  afterEach(() => copy.remove());

  test('none at all: names every place that was looked at, and what to do', async () => {
    const stderr = await refusal();
    const [platform, arch, libc] = built.split('-');
    for (const part of [
      copy.root,
      release,
      `prebuilds/${platform}-${arch}/reeve.${libc}.node`,
      'What to do: install',
    ]) {
      expect(stderr).toContain(part);
    }
  });

  test.runIf(built.endsWith('-glibc'))(
    'for the other libc: it refuses by itself, before it does anything',
    async () => {
      const other = built.replace('-glibc', '-musl');
      const file = copy.place(release, relabelled(other));
      const stderr = await refusal();
      expect(stderr).toContain(`${file} is an addon for ${other}, and it did not load`);
      expect(stderr).toContain('this program runs on glibc: use the addon for glibc');
    },
  );

  test('for another processor', async () => {
    const file = copy.place(release, forOtherMachine(relabelled('linux-mips')));
    expect(await refusal()).toContain(`${file} is an addon for linux-mips, and it did not load`);
  });

  test.each([
    ['a text', Buffer.from('{}')],
    ['empty', Buffer.alloc(0)],
    ['cut off in its header', readFileSync(ownAddon).subarray(0, 50)],
    ['cut off early', readFileSync(ownAddon).subarray(0, 5000)],
  ])('no addon: %s', async (_what, content) => {
    const file = copy.place(release, content);
    expect(await refusal()).toContain(`${file} is no addon of reeve, or not a whole one`);
  });

  test('cut off by a single byte, which would be a crash later', async () => {
    const whole = readFileSync(ownAddon);
    const file = copy.place(release, whole.subarray(0, whole.length - 1));
    expect(await refusal()).toContain(`${file} is an addon for ${built}, and it did not load: its end is missing`);
  });

  test('named by REEVE_ADDON and not there', async () => {
    copy.place(release);
    const missing = join(copy.folder, 'missing.node');
    expect(await refusal(`process.env.REEVE_ADDON = ${JSON.stringify(missing)};`)).toContain(`${missing} is not there`);
  });

  test('in a program whose Node-API is too old: it is not even opened', async () => {
    copy.place(release);
    const before = `Object.defineProperty(process, 'versions', { value: { ...process.versions, napi: '7' } });
      process.dlopen = () => { throw new Error('opened'); };`;
    const { code, stderr } = await copy.load(before);
    expect(code).toBe(1);
    expect(stderr).toContain(`(${built}, Node-API 7)`);
    expect(stderr).toContain('It needs Node-API 8, which Node 20 and newer have');
    expect(stderr).not.toContain('opened');
  });
});
