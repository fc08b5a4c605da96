// Looks into every prebuilt addon and keeper, runs those that run here, and prints a table. Fails if an addon is missing,
// or a host.
//   --target NAME ...  only these targets
//   --here             only this machine's own, in the Node that runs this
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hosts, notRun, ownHost } from './hosts/hosts.mjs';
import { checkRefusal, refusals } from './hosts/refusals.mjs';
import { checkKeeperStart, keeperCommand } from './hosts/run-keeper.mjs';
import { runSmoke } from './hosts/run-smoke.mjs';
import { wrongChecksums } from './prebuild/checksums.mjs';
import { select } from './prebuild/targets.mjs';
import { checkElf, checkKeeperElf } from './structure/elf.mjs';
import { checkMachO } from './structure/mach-o.mjs';
import { checkKeeperPe, checkPe } from './structure/pe.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const prebuilds = join(root, 'prebuilds');
const cache = join(root, 'build', 'hosts');
const packageFolder = root.replace(/\/$/, '');
const { values } = parseArgs({
  options: { target: { type: 'string', multiple: true, default: [] }, here: { type: 'boolean', default: false } },
});
const structure = { linux: checkElf, darwin: checkMachO, win32: checkPe };
const keeperStructure = { linux: checkKeeperElf, win32: checkKeeperPe };

const used = values.here ? [ownHost()] : hosts;
const looked = values.here ? [ownHost().target] : values.target;

function guarded(work) {
  try {
    return work();
  } catch (error) {
    return { wrong: [error.message] };
  }
}

function look(target, addon) {
  const { wrong } = guarded(() => ({ wrong: structure[target.platform](addon, target) }));
  return { target: target.name, host: 'structure', result: 'as it should be', wrong };
}

function lookAtKeeper(target, addon) {
  const keeper = join(prebuilds, target.keeper);
  const { wrong } = guarded(() => ({ wrong: keeperStructure[target.platform](keeper, target, addon) }));
  return { target: target.name, host: 'structure of the keeper', result: 'as it should be', wrong };
}

async function startKeeper(target) {
  const host = 'start of the keeper';
  const command = keeperCommand(target, join(prebuilds, target.keeper));
  if (!command) {
    return { target: target.name, host, result: 'not run: nothing here runs it', wrong: [], skipped: true };
  }
  const wrong = await checkKeeperStart(command).catch((error) => [error.message]);
  return { target: target.name, host, result: 'says what it lacks', wrong };
}

function runOn(host, addon) {
  const begun = performance.now();
  const { passed, asKnown, wrong } = guarded(() => runSmoke(host, host.prepare(cache), packageFolder, addon));
  const known = asKnown?.length ? `, ${asKnown.length} fail as known of this host` : '';
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  return { target: host.target, host: host.name, result: `${passed} checks pass${known} (${seconds} s)`, wrong };
}

function refuse(refusal, addon) {
  const { wrong } = guarded(() => ({ wrong: checkRefusal(refusal, cache, packageFolder, addon) }));
  return { target: refusal.target, host: refusal.host, result: 'refused with the right words', wrong };
}

async function rowsOf(target) {
  const addon = join(prebuilds, target.file);
  if (!existsSync(addon)) {
    return [{ target: target.name, host: '-', wrong: [`${addon} is missing: npm run prebuild -- ${target.name}`] }];
  }
  const rows = [
    look(target, addon),
    ...(target.keeper ? [lookAtKeeper(target, addon), await startKeeper(target)] : []),
    ...used.filter((host) => host.target === target.name).map((host) => runOn(host, addon)),
    ...(values.here ? [] : refusals.filter((each) => each.target === target.name)).map((each) => refuse(each, addon)),
  ];
  const reason = values.here ? null : notRun[target.name];
  return reason
    ? [...rows, { target: target.name, host: '-', result: `not run: ${reason}`, wrong: [], skipped: true }]
    : rows;
}

const table = [];
for (const target of select(looked)) table.push(...(await rowsOf(target)));
const sums = guarded(() => ({ wrong: wrongChecksums(prebuilds).map((file) => `${file} is not what SHA256SUMS says`) }));
table.push({ target: 'all', host: 'SHA256SUMS', result: 'as it should be', wrong: sums.wrong });
for (const { target, host, result, wrong } of table) {
  console.log(`${target.padEnd(18)} ${host.padEnd(24)} ${wrong.length > 0 ? 'WRONG' : result}`);
  for (const line of wrong) console.log(`    ${line}`);
}
const failed = table.filter(({ wrong }) => wrong.length > 0).length;
const skipped = table.filter((row) => row.skipped).length;
console.log(`prebuilds: ${table.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
