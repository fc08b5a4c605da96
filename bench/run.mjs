// The benchmarks: each work measured beside its floor in C and its peers, in one run, as one table.
//   --json FILE   also writes the numbers
//   --quick       few samples
//   --only NAME   one file of rows/
// The result is a report: a missed bar is no failure.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { buildFloors, program } from './build.mjs';
import { formatTable, keepsBar } from './table.mjs';

// Set in the program that measures, whose parent reaps what the trees leave.
const reaped = 'REEVE_BENCH_REAPED';
const { values } = parseArgs({
  options: { json: { type: 'string' }, quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});

if (process.platform !== 'linux') {
  console.log('The floors are Linux programs: there is nothing to measure here yet.');
  process.exit(0);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

const environment = {
  kernel: release(),
  cpus: `${cpus().length} x ${cpus()[0]?.model.trim()}`,
  memory_gb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  load_before: loadavg().map((load) => Number(load.toFixed(2))),
  processes: Number(readFileSync('/proc/loadavg', 'latin1').split(/[ /]/)[4]),
  date: new Date().toISOString(),
  quick: values.quick,
};

process.once('SIGINT', () => process.exit(130));
if (process.env[reaped] === undefined) {
  say('building the floors');
  await buildFloors();
  const again = [process.execPath, ...process.argv.slice(1)];
  const done = spawnSync(program('reaper'), again, { stdio: 'inherit', env: { ...process.env, [reaped]: '1' } });
  process.exit(done.status ?? 1);
}
const rows = [];
const names = [
  'get-process',
  'inventory',
  'ports',
  'spawn',
  'wait',
  'many-waits',
  'terminate-tree',
  'run-with-timeout',
  'keeper',
  'jobs',
  'go',
];
for (const name of names) {
  if (values.only !== undefined && values.only !== name) continue;
  const path = new URL(`./rows/${name}.mjs`, import.meta.url);
  if (!existsSync(path)) continue;
  const before = performance.now();
  const { run } = await import(path.href);
  rows.push(...(await run({ quick: values.quick })));
  say(`${name}: ${((performance.now() - before) / 1000).toFixed(1)} s`);
}

for (const [name, value] of Object.entries(environment)) console.log(`${name}: ${value}`);
console.log(`\n${formatTable(rows)}\n`);
const missed = rows.filter((row) => keepsBar(row) === false);
console.log(missed.length > 0 ? 'Missed bars:' : 'No bar was missed.');
for (const row of missed) console.log(`- ${row.work.trim()}${row.why ? `: ${row.why}` : ''}`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ environment, rows }, null, 2)}\n`);
