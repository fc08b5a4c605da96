import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Binding } from './binding.js';

const requiredNodeApi = 8;

// dist/cjs/native/load.js stands three folders below the package's root.
const packageRoot = join(__dirname, '..', '..', '..');

function nodeApiVersion(): number {
  return Number(process.versions.napi ?? 0);
}

function target(): string {
  return `${process.platform}-${process.arch}`;
}

function notFound(cause: unknown): Error {
  const places = [join('build', 'Release', 'reeve.node'), join('prebuilds', target(), '*.node')];
  const lines = [
    `reeve has no native addon for ${target()} (Node-API ${nodeApiVersion()}).`,
    `Looked below ${packageRoot} for: ${places.join(', ')}.`,
    'In a checkout, `npm start` or `npm test` builds it; an installed package brings it in prebuilds/.',
  ];
  return new Error(lines.join('\n'), { cause });
}

function findAddon(): Binding {
  // For reeve's own tests, which load a build with sanitizers.
  const named = process.env.REEVE_ADDON;
  if (named !== undefined && existsSync(named)) return require(named) as Binding;
  // Checked before the load: an addon that needs a newer Node-API than the host has may crash it.
  if (nodeApiVersion() < requiredNodeApi) {
    throw new Error(`reeve needs Node-API ${requiredNodeApi}; this program has ${nodeApiVersion()}`);
  }
  const load = require('node-gyp-build') as (folder: string) => Binding;
  try {
    return load(packageRoot);
  } catch (cause) {
    throw notFound(cause);
  }
}

/** The native addon, loaded once. */
export const native: Binding = findAddon();
