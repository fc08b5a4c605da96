// getProcess and checkIdentity against the same reads in C.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { checkIdentity, getProcess } from 'reeve';
import { floor } from '../build.mjs';
import { held, inTurns } from '../measure.mjs';

const bar = 1.5;

function many(count, call) {
  return Array.from({ length: count }, () => held(call).taken);
}

async function compare({ quick }, work, pid, reads, call) {
  const count = quick ? 100 : 400;
  many(count, call); // so that the first round measures compiled code too
  const { plain, reeve, readFile } = await inTurns(quick ? 3 : 7, {
    plain: () => floor('facts', pid, count, reads),
    reeve: () => many(count, call),
    readFile: () => many(count, () => readFileSync(`/proc/${pid}/stat`)),
  });
  const peers = { other: { name: 'readFile of stat', value: readFile.median } };
  return {
    work,
    floor: plain.median,
    reeve: reeve.median,
    bar,
    peers,
    why: 'the result as a JS object: napi_set_named_property once a field',
  };
}

export async function run(how) {
  const sleeper = spawn('sleep', ['600'], { stdio: 'ignore' });
  try {
    await once(sleeper, 'spawn');
    const record = getProcess(sleeper.pid);
    return [
      await compare(how, 'getProcess, itself', process.pid, 'all', () => getProcess(process.pid)),
      await compare(how, 'getProcess, a sleeping child', sleeper.pid, 'all', () => getProcess(sleeper.pid)),
      await compare(how, 'checkIdentity', sleeper.pid, 'identity', () => checkIdentity(record)),
    ];
  } finally {
    sleeper.kill('SIGKILL');
  }
}
