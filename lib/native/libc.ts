import { readFileSync } from 'node:fs';

export type Libc = 'glibc' | 'musl';

const glibcFile = /\/(libc\.so\.6|libc-2\.\d+\.so|ld-2\.\d+\.so|ld-linux[^/]*\.so\.\d+)$/m;
// musl is loader and library in one file; its own name is libc.so, distributions link ld-musl-<cpu>.so.1 to it.
const muslFile = /\/(ld-musl-[^/]+\.so\.\d+|libc\.musl-[^/]+\.so\.\d+|libc\.so)$/m;

function mappedFiles(): string {
  try {
    return readFileSync('/proc/self/maps', 'utf8');
  } catch {
    return '';
  }
}

/**
 * The C library that this very process runs on, by the files that are mapped into it; null where that can't be seen.
 * Files of the machine (/etc/alpine-release, ldd) tell of the machine's library, not of that of a program brought along.
 */
export function runningLibc(maps: string = mappedFiles()): Libc | null {
  if (muslFile.test(maps)) return 'musl';
  return glibcFile.test(maps) ? 'glibc' : null;
}
