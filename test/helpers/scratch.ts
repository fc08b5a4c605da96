import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEachTest } from './after-test.js';

const folders: string[] = [];
// Windows keeps a folder for as long as anybody is in it or has a file of it open, which a job's console may for a moment.
const removal = { recursive: true, force: true, maxRetries: 50, retryDelay: 20 };

/** A fresh folder that is removed after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reeve-test-'));
  folders.push(folder);
  return folder;
}

afterEachTest(() => {
  for (const folder of folders.splice(0)) rmSync(folder, removal);
});
