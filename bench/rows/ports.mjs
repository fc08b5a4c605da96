// listeningPorts, a question about one port, and listFds against the same reads in C, and against what people use.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import findProcess from 'find-process';
import { listeningPorts, listFds, listProcesses, waitForPort } from 'reeve';
import systeminformation from 'systeminformation';
import { floor } from '../build.mjs';
import { endCrowd, startCrowd } from '../crowd.mjs';
import { longestGap } from '../gap.mjs';
import { collect, inTurns, median, now } from '../measure.mjs';

const bar = 1.5;
const command = promisify(execFile);
const openFiles = 1000;

async function taken(call) {
  const before = now();
  await call();
  return now() - before;
}

const timed = (count, call) => collect(count, () => taken(call));
const lsof = (...args) => command('lsof', ['-nP', ...args], { maxBuffer: 2 ** 26 }).catch(({ stdout }) => stdout);

/** A process with a thousand files open. */
async function startOpener() {
  const code = `const fs = require('node:fs');
    for (let at = 0; at < ${openFiles}; at++) fs.openSync('/etc/passwd', 'r');
    console.log('ready'); process.stdin.resume();`;
  const opener = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(opener.stdout, 'data');
  return opener;
}

async function end(child) {
  child.stdin.end();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

async function ports({ quick }, port, processes) {
  const rounds = quick ? 2 : 4;
  const { plain, reeve, one, ss, byLsof, si, find } = await inTurns(rounds, {
    plain: () => floor('ports', 5),
    reeve: () => timed(5, () => listeningPorts({}, { fields: ['name'] })),
    one: () => timed(20, () => waitForPort(process.pid, port)),
    ss: () => timed(1, () => command('ss', ['-lntup'])),
    byLsof: () => timed(1, () => lsof('-i')),
    si: () => timed(1, () => systeminformation.networkConnections()),
    find: () => timed(1, () => findProcess('port', port)),
  });
  const among = `among ${processes.toLocaleString('en')} processes`;
  const beside = (work, name, peer) => ({
    work,
    floor: plain.median,
    reeve: reeve.median,
    bar,
    peers: { other: { name, value: peer.median } },
  });
  return [
    beside(`listeningPorts, ${among}`, 'ss -lntup', ss),
    beside('  the same', 'lsof -i', byLsof),
    beside('  the same', 'systeminformation', si),
    { ...beside('waitForPort of a known process', 'find-process', find), reeve: one.median, bar: null },
  ];
}

async function descriptors({ quick }) {
  const opener = await startOpener();
  try {
    const { plain, reeve, peer } = await inTurns(quick ? 2 : 4, {
      plain: () => floor('fds', opener.pid, 10),
      reeve: () => timed(10, () => listFds(opener.pid)),
      peer: () => timed(1, () => lsof('-p', String(opener.pid))),
    });
    return {
      work: `listFds of ${openFiles.toLocaleString('en')} files`,
      floor: plain.median,
      reeve: reeve.median,
      bar,
      peers: { other: { name: 'lsof -p', value: peer.median } },
    };
  } finally {
    await end(opener);
  }
}

export async function run(how) {
  const count = how.quick ? 1000 : 10_000;
  const crowd = await startCrowd(count);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { processes } = await listProcesses({}, { fields: [] });
    const rows = await ports(how, server.address().port, processes.length);
    rows.push(await descriptors(how), {
      work: '  longest gap of the event loop, listeningPorts',
      floor: 1000,
      floorIs: '(no floor)',
      reeve: median(await collect(5, () => longestGap(() => listeningPorts()))),
      limit: 2000,
    });
    return rows;
  } finally {
    server.close();
    await endCrowd(crowd);
  }
}
