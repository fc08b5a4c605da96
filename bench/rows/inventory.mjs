// listProcesses, descendants and processStats against the same reads in C, and against the packages that people use.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pidusage from 'pidusage';
import psList from 'ps-list';
import { descendants, killDescendants, listProcesses, processStats } from 'reeve';
import systeminformation from 'systeminformation';
import { floor, tree } from '../build.mjs';
import { endCrowd, startCrowd } from '../crowd.mjs';
import { gapsOfParsing, longestGap } from '../gap.mjs';
import { collect, inTurns, now } from '../measure.mjs';

const bar = 1.3;
// It names all processes in the arguments of a command: of 10,000 that is E2BIG.
const mostOfSystemInformation = 1000;
const statFields = ['ppid', 'name', 'state', 'memory_kb', 'cpu_percent', 'elapsed_seconds'];

/** How long each of `count` calls takes, divided by what it tells of. */
async function timed(count, call, tellsOf) {
  const samples = [];
  for (let at = 0; at < count; at++) {
    const before = now();
    const value = await call();
    samples.push((now() - before) / tellsOf(value));
  }
  return samples;
}

async function lists({ quick }, processes) {
  const rounds = quick ? 2 : 4;
  const each = ({ processes: all }) => all.length;
  const { cStat, cAll, stat, usual, peer, other } = await inTurns(rounds, {
    cStat: () => floor('list', 3, 'stat'),
    stat: () => timed(3, () => listProcesses({}, { fields: statFields }), each),
    cAll: () => floor('list', 3, 'all'),
    usual: () => timed(3, () => listProcesses(), each),
    peer: () =>
      timed(
        1,
        () => psList(),
        (all) => all.length,
      ),
    ...(processes <= mostOfSystemInformation && {
      other: () =>
        timed(
          1,
          () => systeminformation.processes(),
          ({ list }) => list.length,
        ),
    }),
  });
  const what = `of ${processes.toLocaleString('en')} processes, each`;
  return [
    {
      work: `listProcesses, fields of stat, ${what}`,
      floor: cStat.median,
      reeve: stat.median,
      bar,
      peers: { other: { name: 'ps-list', value: peer.median } },
    },
    {
      work: `listProcesses, usual fields, ${what}`,
      floor: cAll.median,
      reeve: usual.median,
      bar,
      peers: other && { other: { name: 'systeminformation', value: other.median } },
    },
  ];
}

async function walks({ quick }, processes) {
  const root = spawn(tree, ['49', '1'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(root.stdout, 'data');
  try {
    const rounds = quick ? 2 : 5;
    const { plain, reeve } = await inTurns(rounds, {
      plain: () => floor('children', root.pid, 20),
      reeve: () =>
        timed(
          20,
          () => descendants(root.pid, { fields: ['ppid', 'name', 'state'] }),
          () => 1,
        ),
    });
    const work = `descendants, 49 among ${processes.toLocaleString('en')}`;
    return [{ work, floor: plain.median, reeve: reeve.median, bar: null }];
  } finally {
    await killDescendants(root.pid, { signal: 'SIGKILL' });
    root.kill('SIGKILL');
  }
}

async function stats({ quick }, crowd) {
  const { processes } = await listProcesses({ ppid: crowd.pid }, { fields: ['identity'] });
  const some = processes.slice(0, 1000);
  const { cAll, reeve, peer } = await inTurns(quick ? 2 : 4, {
    cAll: () => floor('list', 3, 'all'),
    reeve: () =>
      timed(
        3,
        () => processStats(some),
        ({ processes: all }) => all.length,
      ),
    peer: () =>
      timed(
        1,
        () => pidusage(some.map(({ pid }) => pid)),
        (all) => Object.keys(all).length,
      ),
  });
  return {
    work: `processStats of ${some.length}, each`,
    floor: cAll.median,
    floorIs: '(reads of a list)',
    reeve: reeve.median,
    bar: null,
    peers: { other: { name: 'pidusage', value: peer.median } },
  };
}

async function gaps({ quick }, processes) {
  const { processes: records } = await listProcesses();
  const { plain, reeve } = await inTurns(quick ? 2 : 4, {
    plain: () => gapsOfParsing(3, records, () => floor('list', 3, 'all')),
    reeve: () => collect(3, () => longestGap(() => listProcesses())),
  });
  return {
    work: `  longest gap of the event loop, listProcesses of ${processes.toLocaleString('en')}`,
    floor: plain.median,
    floorIs: '(JSON.parse alone)',
    reeve: reeve.median,
    limit: 2000,
  };
}

export async function run(how) {
  const rows = [];
  for (const count of how.quick ? [1000] : [1000, 10_000]) {
    const crowd = await startCrowd(count);
    try {
      rows.push(...(await lists(how, count)), ...(await walks(how, count)));
      if (count === 1000) rows.push(await stats(how, crowd));
      rows.push(await gaps(how, count));
    } finally {
      await endCrowd(crowd);
    }
  }
  return rows;
}
