// Programs that use the installed package, in every form that users write.
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hosts, ownHost } from '../hosts/hosts.mjs';
import { select } from '../prebuild/targets.mjs';
import { run } from './run.mjs';

const body = `
  const job = reeve.spawnInGroup({ argv: ['sh', '-c', 'exit 7'], stdout: 'ignore' });
  reeve.waitPid(job).then(async ({ exit_code }) => {
    const tree = reeve.spawnInGroup({ argv: ['sh', '-c', 'sleep 600 & sleep 600'], stdout: 'ignore' });
    const { exited, survivors } = await reeve.terminateTree(tree);
    const ok = exit_code === 7 && exited && survivors.length === 0 && reeve.getProcess(process.pid).pid === process.pid;
    console.log(ok ? 'works: ' + addon.builtFor : 'fails');
  });`;
const addon = (folder) => JSON.stringify(join(folder, 'node_modules/reeve/dist/cjs/native/load.js'));

function writePrograms(folder) {
  const cjs = `const reeve = require('reeve');\nconst addon = require(${addon(folder)}).native;${body}\n`;
  const esm = `import * as reeve from 'reeve';\nimport { createRequire } from 'node:module';
const addon = createRequire(import.meta.url)(${addon(folder)}).native;${body}\n`;
  writeFileSync(join(folder, 'use.cjs'), cjs);
  writeFileSync(join(folder, 'use.mjs'), esm);
}

/** Every host that runs a whole package, from ESM and CommonJS. */
export function useEverywhere({ folder, path }, cache) {
  writePrograms(folder);
  const whole = hosts.filter((host) => !host.faults && !host.addonOnly);
  for (const host of whole) {
    const { command, env } = host.prepare(cache);
    const [file, ...args] = [...command, ...(host.options ?? [])];
    for (const program of ['use.mjs', 'use.cjs']) {
      const { REEVE_ADDON: _, ...inherited } = process.env;
      const environment = { ...inherited, ...env, PATH: path };
      const said = run(`${program} in ${host.name}`, file, [...args, program], folder, environment);
      if (said !== `works: ${host.target}`) throw new Error(`${program} in ${host.name} said: ${said}`);
    }
  }
  return whole.map(({ name }) => name);
}

const kept = `const reeve = require('reeve');
  const job = reeve.spawnInGroup({ argv: ['sh', '-c', 'setsid sleep 600 & sleep 600'], containment: 'keeper' });
  const { exe_path } = reeve.getProcess(job.containment.keeper.pid);
  reeve.terminateTree(job, { signal: 'SIGKILL', kill_timeout_ms: 20000 }).then(({ tree_kill_reliability, survivors }) => {
    const ended = tree_kill_reliability === 'guaranteed' && survivors.length === 0;
    console.log(ended ? 'runs ' + exe_path : 'fails');
  });\n`;

/** A kept job by the installed keeper's file, and by the addon's own copy where that file can't be executed. */
export function useKeeper({ folder, path, package: installed }) {
  const [target] = select([ownHost().target]);
  const file = join(installed, 'prebuilds', target.keeper);
  const ways = [
    { what: 'as installed', change: () => {}, from: file },
    { what: 'without its x bit', change: () => chmodSync(file, 0o644), from: '/memfd:reeve-keeper (deleted)' },
    { what: 'missing', change: () => rmSync(file), from: '/memfd:reeve-keeper (deleted)' },
  ];
  writeFileSync(join(folder, 'kept.cjs'), kept);
  const { REEVE_ADDON: _, ...inherited } = process.env;
  for (const { what, change, from } of ways) {
    change();
    const said = run(`keeper ${what}`, process.execPath, ['kept.cjs'], folder, { ...inherited, PATH: path });
    if (said !== `runs ${from}`) throw new Error(`a job under a keeper whose file is ${what}: ${said}`);
  }
  return ways.map(({ what }) => what);
}

const typed = `import { getProcess, runWithTimeout, spawnInGroup, terminateTree } from 'reeve';
import type { ProcessInfo, ReeveError, RunWithTimeoutConfig } from 'reeve';
const own: ProcessInfo = getProcess(process.pid);
const name: string | null = own.name;
export async function end(): Promise<boolean> {
  return (await terminateTree(own, { grace_timeout_ms: 10 })).exited;
}
export async function output(config: RunWithTimeoutConfig): Promise<string | null> {
  await using job = spawnInGroup({ argv: config.argv });
  const { stdout, stdout_buffer } = await runWithTimeout({ ...config, input: new Uint8Array(job.pid) });
  return stdout ?? String(stdout_buffer?.length);
}
// @ts-expect-error: a time-out has to be given
void runWithTimeout({ argv: ['true'] });
export const isGone = (error: ReeveError): boolean => error.code === 'ESRCH' && name !== null;
// @ts-expect-error: a name is no ref
getProcess('init');
`;

const ways = [
  { file: 'typed.mts', module: 'nodenext', resolution: 'nodenext' },
  { file: 'typed.cts', module: 'nodenext', resolution: 'nodenext' },
  { file: 'typed.ts', module: 'esnext', resolution: 'bundler' },
];

/** Compiles a strict TypeScript program against the package's types, as ESM, as CommonJS and for a bundler. */
export function compileEverywhere({ folder }, root) {
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'));
  for (const { file, module, resolution } of ways) {
    writeFileSync(join(folder, file), typed);
    const options = ['--strict', '--noEmit', '--target', 'es2022', '--types', 'node'];
    const args = [...options, '--module', module, '--moduleResolution', resolution, file];
    run(
      `tsc ${file} (${resolution})`,
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), ...args],
      folder,
    );
  }
  return ways.map(({ file, resolution }) => `${file} (${resolution})`);
}
