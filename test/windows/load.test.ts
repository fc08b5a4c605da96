import { afterEach, beforeEach, expect, test } from 'vitest';
import { PackageCopy } from '../helpers/package-copy.js';

let copy: PackageCopy;
beforeEach(() => {
  copy = new PackageCopy();
});
afterEach(() => copy.remove());

test('an installed copy takes the prebuilt addon for Windows', async () => {
  const file = copy.place('prebuilds/win32-x64/reeve.node');
  expect(await copy.load()).toMatchObject({ code: 0, stdout: `${file}\n`, stderr: '' });
});

test('without one the error names what was looked for, and where', async () => {
  const { code, stderr } = await copy.load();
  expect(code).toBe(1);
  for (const part of ['win32-x64', copy.root, 'reeve.node', 'prebuilds']) expect(stderr).toContain(part);
});
