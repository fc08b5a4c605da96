import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Libc } from './libc.js';

/** What an addon has to fit: a libc only on Linux, and null there if it could not be seen. */
export interface Host {
  platform: string;
  arch: string;
  libc: Libc | null;
}

export function nameOf(host: Host): string {
  const system = `${host.platform}-${host.arch}`;
  return host.platform === 'linux' ? `${system}-${host.libc ?? 'unknown libc'}` : system;
}

/** The places of an addon below the package's root, the first one first. A build of one's own goes before all others. */
export function placesFor(root: string, host: Host): string[] {
  const prebuilt = (file: string) => join(root, 'prebuilds', `${host.platform}-${host.arch}`, file);
  const own = join(root, 'build', 'Release', 'reeve.node');
  if (host.platform !== 'linux') return [own, prebuilt('reeve.node')];
  const libcs: Libc[] = host.libc === null ? ['glibc', 'musl'] : [host.libc];
  return [own, ...libcs.map((libc) => prebuilt(`reeve.${libc}.node`))];
}

// native/binding/built_for.cc puts these words into every addon.
const words = /reeve addon for ([a-z0-9]+-[a-z0-9]+(?:-[a-z]+)?)\0/;

const elfHeaderBytes = 64;
const elfMagic = '\x7fELF';

function endOfElf(header: Buffer): number {
  // e_shoff, e_shentsize and e_shnum of elf(5): the table of sections is the last thing in the file.
  return Number(header.readBigUInt64LE(40)) + header.readUInt16LE(58) * header.readUInt16LE(60);
}

/**
 * Whether a file is the beginning of a 64-bit ELF library whose end is missing (a download that broke off, a full disk).
 * dlopen() maps such a one, and the first touch of a page that is not there ends the program by SIGBUS.
 */
export function isCutOff(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const header = Buffer.alloc(elfHeaderBytes);
    const read = readSync(descriptor, header, 0, elfHeaderBytes, 0);
    if (!header.toString('latin1').startsWith(elfMagic)) return false;
    return read < elfHeaderBytes || fstatSync(descriptor).size < endOfElf(header);
  } finally {
    closeSync(descriptor);
  }
}

/** What a file says of itself, for the message when it would not load. */
export function describeFile(file: string): string {
  if (!existsSync(file)) return 'is not there';
  try {
    const found = words.exec(readFileSync(file, 'latin1'));
    return found ? `is an addon for ${found[1]}` : 'is no addon of reeve, or not a whole one';
  } catch (error) {
    return `can't be read: ${(error as Error).message}`;
  }
}
