// A Linux keeper run without an addon, also under qemu, where addons can start no jobs. It is given a channel and an empty
// plan, and has to say what it lacks: core/keeper/protocol.h.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

const limit = { timeout: 20_000, killSignal: 'SIGKILL' };
const message = { word: 0, number: 8, step: 12, size: 32 };
const refused = 3;
const wantedStep = 'version';

const commands = {
  'linux-x64': (keeper) => (process.platform === 'linux' && process.arch === 'x64' ? [keeper] : null),
  'linux-arm64': (keeper) => {
    if (process.platform === 'linux' && process.arch === 'arm64') return [keeper];
    const qemu = 'qemu-aarch64-static';
    return spawnSync(qemu, ['--version']).error ? null : [qemu, keeper];
  },
};

/** The command that runs this target's keeper here; null where nothing does. */
export function keeperCommand(target, keeper) {
  return commands[`${target.platform}-${target.arch}`]?.(keeper) ?? null;
}

function whatItSaid(said) {
  if (said.length < message.size) return [`says ${said.length} bytes`];
  const word = said.readUInt32LE(message.word);
  const step = said.toString('latin1', message.step, message.size).replace(/\0.*$/, '');
  return word === refused && step === wantedStep ? [] : [`says word ${word}, step '${step}'`];
}

/** What is wrong with a keeper that is started by this command. */
export async function checkKeeperStart([file, ...args]) {
  const empty = openSync('/dev/null', 'r');
  const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', empty], ...limit });
  closeSync(empty);
  const ended = once(child, 'exit');
  const said = [];
  child.stdio[3].on('data', (data) => {
    said.push(data);
    // It stays until its launcher has heard it.
    child.stdio[3].end();
  });
  const [code, signal] = await ended;
  const end = code === 1 ? [] : [`ends with ${signal ?? code}`];
  return [...whatItSaid(Buffer.concat(said)), ...end];
}
