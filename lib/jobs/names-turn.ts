import { randomInt } from 'node:crypto';
import { mkdirSync, readdirSync, truncateSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NamesTurn } from '../generated/types.js';
import { getProcess } from '../index.js';
import { claimFile } from './durable-file.js';
import { isCode, jobError } from './job-errors.js';
import { mayLive } from './job-life.js';
import { type Found, readRecord, recordOf } from './read-record.js';
import type { StateFolder } from './state-folder.js';

// Whoever changes names does so in turn. A turn is a file with a number, which only one process can make: the number after
// the highest. Emptied, its turn is over; that of a process that is gone is over too. The highest is never removed, so
// that who read the folder long ago takes a number that is too low, and finds out by reading again.

const digits = 15;
const numberPattern = /^\d{15}$/;
const patience_ms = 10_000;

let own: NamesTurn | undefined;

function ownTurn(): NamesTurn {
  const { pid } = process;
  own ??= { schema_id: 'urn:reeve:schema:v1:names-turn', pid, identity: getProcess(pid).identity };
  return own;
}

/** This process as others know it. */
export function ownRef(): Pick<NamesTurn, 'pid' | 'identity'> {
  const { pid, identity } = ownTurn();
  return { pid, identity };
}

const nameOf = (number: number): string => String(number).padStart(digits, '0');

function numbersIn(folder: string): number[] {
  return readdirSync(folder)
    .filter((name) => numberPattern.test(name))
    .map(Number)
    .sort((one, other) => other - one);
}

function isTaken(found: Found<NamesTurn>): boolean {
  const turn = recordOf(found);
  return turn !== null && mayLive(turn);
}

/** Takes the next turn; null where somebody has one or was faster. */
async function tryTurn(folder: string): Promise<number | null> {
  const [highest = 0] = numbersIn(folder);
  const last = readRecord<NamesTurn>(join(folder, nameOf(highest)), 'names-turn', ({ pid }) => {
    if (!Number.isInteger(pid)) throw new Error('it has no pid');
  });
  if (highest > 0 && isTaken(last)) return null;
  const number = highest + 1;
  if (!(await claimFile(folder, nameOf(number), ownTurn()))) return null;
  const [now, ...lower] = numbersIn(folder);
  if (now !== number) {
    // Whoever has a later turn may have removed it.
    removeQuietly(join(folder, nameOf(number)));
    return null;
  }
  for (const one of lower) removeQuietly(join(folder, nameOf(one)));
  return number;
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

async function takeTurn(folder: string): Promise<number> {
  const end = performance.now() + patience_ms;
  for (;;) {
    const number = await tryTurn(folder);
    if (number !== null) return number;
    if (performance.now() > end) {
      throw jobError('ERR_STATE_BUSY', `another process has held the names of '${folder}' for ${patience_ms} ms`);
    }
    await sleep(randomInt(1, 6));
  }
}

const queues = new Map<string, Promise<unknown>>();

/** Does this while nobody else, in this process or another, changes names of the state folder. A matter of milliseconds. */
export async function inTurn<T>(state: StateFolder, act: () => Promise<T>): Promise<T> {
  const folder = join(state.names, '.turn');
  const before = queues.get(folder) ?? Promise.resolve();
  const done = before.then(async () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const number = await takeTurn(folder);
    return act().finally(() => truncateSync(join(folder, nameOf(number))));
  });
  const settled = done.catch(() => {});
  queues.set(folder, settled);
  settled.then(() => queues.get(folder) === settled && queues.delete(folder));
  return done;
}
