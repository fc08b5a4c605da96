import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode } from './job-errors.js';

// Windows has no such flag, and makes symbolic links for the privileged only.
const noFollow = constants.O_NOFOLLOW ?? 0;
const fresh = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow;

/** A file of this name that nobody had before, for this user alone. */
export function createFile(path: string): Promise<FileHandle> {
  return open(path, fresh, 0o600);
}

/** Has the names in a folder on disk. Windows does that with the files. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | noFollow);
  await folder.sync().finally(() => folder.close());
}

async function writeBeside(folder: string, name: string, value: object, onDisk: boolean): Promise<string> {
  const path = join(folder, `.${name}.${randomBytes(6).toString('hex')}`);
  const file = await createFile(path);
  try {
    await file.writeFile(`${JSON.stringify(value)}\n`);
    if (onDisk) await file.sync();
  } catch (error) {
    await unlink(path).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
  return path;
}

/**
 * Writes a record that a loss of power leaves whole or not there at all: a file beside it, on disk, gets the name, and then
 * the name is on disk too. `first`: a record that has the name already stays, and the answer is false.
 */
export async function writeDurably(folder: string, name: string, value: object, first = false): Promise<boolean> {
  const temporary = await writeBeside(folder, name, value, true);
  try {
    if (first) await link(temporary, join(folder, name));
    else await rename(temporary, join(folder, name));
  } catch (error) {
    if (first && isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await unlink(temporary).catch(() => {});
  }
  await syncFolder(folder);
  return true;
}

/** The same for what a loss of power may take: what can be found out again, or means nothing after it. */
export async function replaceFile(folder: string, name: string, value: object): Promise<void> {
  const temporary = await writeBeside(folder, name, value, false);
  await rename(temporary, join(folder, name)).catch(async (error) => {
    await unlink(temporary).catch(() => {});
    throw error;
  });
}

/** Writes a file that nobody had before; false where somebody has it. It is there whole or not at all. */
export async function claimFile(folder: string, name: string, value: object): Promise<boolean> {
  const temporary = await writeBeside(folder, name, value, false);
  try {
    await link(temporary, join(folder, name));
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await unlink(temporary).catch(() => {});
  }
}
