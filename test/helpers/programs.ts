import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../build/native/programs/', import.meta.url));

/** The path of a built program of test/programs. */
export function program(name: string): string {
  const path = folder + name;
  if (!existsSync(path)) throw new Error(`${path} is not built: node scripts/build-native.mjs --tests`);
  return path;
}
