import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describeFile, type Host, isCutOff, nameOf, placesFor } from './addon-file.js';
import type { Binding } from './binding.js';
import { runningLibc } from './libc.js';

const requiredNodeApi = 8;

// dist/cjs/native/load.js stands three folders below the package's root.
const packageRoot = join(__dirname, '..', '..', '..');

function nodeApiVersion(): number {
  return Number(process.versions.napi ?? 0);
}

function hostOfThisProcess(): Host {
  const libc = process.platform === 'linux' ? runningLibc() : null;
  return { platform: process.platform, arch: process.arch, libc };
}

function loadError(host: Host, lines: string[], cause?: unknown): Error {
  const first = `reeve has no native addon that loads here (${nameOf(host)}, Node-API ${nodeApiVersion()}).`;
  return Object.assign(new Error([first, ...lines].join('\n'), { cause }), { code: 'ERR_REEVE_ADDON' });
}

function adviceFor(host: Host): string {
  const installed = `install reeve again with prebuilds/${host.platform}-${host.arch} in it`;
  const checkout = 'in a checkout, `npm run build` makes one for this system';
  return `What to do: ${installed}; ${checkout}. A bundler has to leave reeve out of the bundle.`;
}

function requireAddon(file: string, host: Host): Binding {
  try {
    if (isCutOff(file)) throw new Error('its end is missing');
    return require(file) as Binding;
  } catch (cause) {
    const reason = `${file} ${describeFile(file)}, and it did not load: ${(cause as Error).message}`;
    throw loadError(host, [reason, adviceFor(host)], cause);
  }
}

function findAddon(): Binding {
  const host = hostOfThisProcess();
  // Checked before the load: an addon that needs a newer Node-API than the host has may crash it.
  if (nodeApiVersion() < requiredNodeApi) {
    throw loadError(host, [`It needs Node-API ${requiredNodeApi}, which Node 20 and newer have: use a newer runtime.`]);
  }
  // For reeve's own tests, and for programs that are packed into one file.
  const named = process.env.REEVE_ADDON;
  if (named) return requireAddon(named, host);
  const places = placesFor(packageRoot, host);
  const file = places.find((place) => existsSync(place));
  if (file) return requireAddon(file, host);
  const tried = places.map((place) => relative(packageRoot, place)).join(', ');
  throw loadError(host, [`Looked below ${packageRoot} for: ${tried}.`, adviceFor(host)]);
}

/** The native addon, loaded once. */
export const native: Binding = findAddon();
