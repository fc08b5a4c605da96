// The file into which a dying child writes when it died. In memory, so that reading and writing it costs no disk.
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const page = 4096;

export function openStamp() {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'reeve-bench-'));
  const path = join(folder, 'stamp');
  writeFileSync(path, Buffer.alloc(page));
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(8);
  return {
    path,
    /** Microseconds of the monotonic clock, as now() of measure.mjs. */
    read() {
      readSync(file, bytes, 0, bytes.length, 0);
      return Number(bytes.readBigUInt64LE()) / 1000;
    },
    remove() {
      closeSync(file);
      rmSync(folder, { recursive: true });
    },
  };
}
