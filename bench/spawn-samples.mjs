// node spawn-samples.mjs CONTAINMENT MB COUNT: a program with MB of memory it really touched, besides its own, that
// starts the least program COUNT times by reeve and fewer times by Node, and prints how long each call held it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { spawnInGroup, waitPid } from 'reeve';
import { program } from './build.mjs';
import { collect, held } from './measure.mjs';

const [containment, mb, count] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const piece = 64;
const kept = [];
for (let size = 0; size < mb; size += piece) kept.push(Buffer.alloc(Math.min(piece, mb - size) << 20, 1));

const config = { argv: [program('leaf')], stdin: 'ignore', stdout: 'ignore', stderr: 'ignore', containment };

async function byReeve() {
  const { taken, value } = held(() => spawnInGroup(config));
  await waitPid(value);
  return taken;
}

async function byNode() {
  const { taken, value } = held(() => spawn(program('leaf'), [], { stdio: 'ignore' }));
  await once(value, 'exit');
  return taken;
}

await collect(10, byReeve);
await collect(3, byNode);
const rss_mb = Math.round(process.memoryUsage.rss() / 2 ** 20);
const reeve = await collect(count, byReeve);
const peer = await collect(Math.ceil(count / 6), byNode);
console.log(JSON.stringify({ rss_mb, reeve, peer, kept: kept.length }));
