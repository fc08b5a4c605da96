import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { hosts } from './hosts.mjs';

const script = fileURLToPath(new URL('./refuse.cjs', import.meta.url));

// Node on musl loads an addon for glibc without complaint, so there the addon itself refuses. All others are refused by the
// runtime or the system, mostly in words that don't help; reeve adds what the file is, and what the program.
export const refusals = [
  { host: 'Node 26 on musl 1.2', target: 'linux-x64-glibc', says: /runs on musl: use the addon for musl/ },
  { host: 'Bun 1.4 on musl 1.2', target: 'linux-x64-glibc', says: /\(linux-x64-musl, Node-API \d+\)/ },
  { host: 'Node 20', target: 'linux-x64-musl', says: /\(linux-x64-glibc, Node-API \d+\)/ },
  { host: 'Node 26', target: 'linux-arm64-glibc', says: /\(linux-x64-glibc, Node-API \d+\)/ },
  // With the permissions it was given it may not see which libc it runs on.
  { host: 'Deno 2.9', target: 'darwin-arm64', says: /\(linux-x64-unknown libc, Node-API \d+\)/ },
];

/** What is wrong with how this host refuses this addon. */
export function checkRefusal({ host: name, target, says }, cache, root, addon) {
  const host = hosts.find((each) => each.name === name);
  const { command, env } = host.prepare(cache);
  const [file, ...args] = [...command, ...(host.options ?? []), script, root];
  const done = spawnSync(file, args, { encoding: 'utf8', env: { ...process.env, ...env, REEVE_ADDON: addon } });
  if (done.status !== 0) return [`ended with ${done.signal ?? done.status}: ${done.stderr}`];
  const { code, message } = JSON.parse(done.stdout);
  const asItShould =
    code === 'ERR_REEVE_ADDON' && message.includes(`${addon} is an addon for ${target}, and`) && says.test(message);
  return asItShould ? [] : [`says: ${message}`];
}
