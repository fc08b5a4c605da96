import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { system } from './system.js';

const folder = fileURLToPath(new URL('../../build/native/programs/', import.meta.url));

/** The path of a built program of test/programs. */
export function program(name: string): string {
  const path = folder + name + system.programEnding;
  if (!existsSync(path)) throw new Error(`${path} is not built: node scripts/build-native.mjs --tests`);
  return path;
}

/** Commands that every system has. */
export const idle = [program('idle')];
export const copies = [program('copies')];
export const says = (out: string, err: string) => [program('says'), out, err];
export const exits = (code: number, after_ms = 0) => [program('exits'), String(code), String(after_ms)];
/** Runs this text as a module in Node. */
export const nodeRuns = (code: string, ...args: string[]) => [
  process.execPath,
  '--input-type=module',
  '-e',
  code,
  ...args,
];
