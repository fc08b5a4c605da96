// Durable jobs: what they cost beside the primitives they are made of, what a log through a keeper costs beside a shell's
// redirect, and how long a list of many takes.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { capabilities, spawnInGroup, terminateTree, waitPid } from 'reeve';
import { openJobs } from 'reeve/jobs';
import { idle } from '../build.mjs';
import { collect, inTurns, median, memoryOf, now } from '../measure.mjs';

const runFile = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const mostMemory = 100 * 1024;
const mostListed = 300_000;

async function timed(work) {
  const before = now();
  const value = await work();
  return { taken: now() - before, value };
}

/** The same program under a keeper with its state on disk, by the primitives and as a durable job. */
async function startAndStopRows({ quick }, state_dir) {
  const jobs = openJobs({ state_dir });
  const signal = { signal: 'SIGKILL' };
  const taken = { start: {}, stop: {} };
  let number = 0;
  const plain = async () => {
    const folder = join(state_dir, `plain-${number++}`);
    mkdirSync(folder);
    const config = { argv: [idle], stdout: 'ignore', containment: 'keeper', state_dir: folder };
    const { taken: start, value: job } = await timed(async () => spawnInGroup(config));
    const { taken: stop } = await timed(() => terminateTree(job, signal));
    await waitPid(job.containment.keeper).catch(() => {});
    return { start, stop };
  };
  const durable = async () => {
    const logs = { stdout: 'ignore', stderr: 'ignore' };
    const { taken: start, value: job } = await timed(() => jobs.start({ argv: [idle], containment: 'keeper', logs }));
    const { taken: stop } = await timed(() => jobs.stop(job, signal));
    return { start, stop };
  };
  for (const [name, once] of Object.entries({ plain, durable })) {
    const samples = await collect(quick ? 10 : 50, once);
    for (const verb of ['start', 'stop']) taken[verb][name] = median(samples.map((sample) => sample[verb]));
  }
  const row = { floorIs: 'primitive', bar: null };
  const why = 'waits for the disk: what is asked for is there before it is done';
  return ['start', 'stop'].map((verb) => ({
    ...row,
    work: `jobs.${verb}, keeper`,
    floor: taken[verb].plain,
    reeve: taken[verb].durable,
    why,
  }));
}

const listTwice = `
  import { openJobs } from 'reeve/jobs';
  const jobs = openJobs({ state_dir: process.argv[1] });
  const taken = [];
  for (let times = 0; times < 2; times++) {
    const before = process.cpuUsage();
    await jobs.list();
    const { user, system } = process.cpuUsage(before);
    taken.push(user + system);
  }
  console.log(JSON.stringify(taken));`;

const readEach = `
  import { readFileSync, readdirSync } from 'node:fs';
  const folder = process.argv[1] + '/jobs/';
  const before = process.cpuUsage();
  for (const id of readdirSync(folder)) JSON.parse(readFileSync(folder + id + '/summary.json', 'utf8'));
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify([user + system]));`;

async function inNode(code, ...args) {
  const { stdout } = await runFile(process.execPath, ['--input-type=module', '-e', code, ...args], { cwd: root });
  return JSON.parse(stdout);
}

async function fillUp(state_dir, count) {
  const jobs = openJobs({ state_dir });
  const end = await jobs.wait(await jobs.start({ argv: ['true'] }));
  for (let number = 1; number < count; number++) {
    const id = number.toString(16).padStart(12, '0');
    const folder = join(state_dir, 'jobs', id);
    mkdirSync(folder);
    writeFileSync(join(folder, 'summary.json'), `${JSON.stringify({ ...end, id, folder })}\n`);
  }
}

async function listRows({ quick }, state_dir) {
  const count = quick ? 2000 : 10_000;
  await fillUp(state_dir, count);
  const firsts = [];
  const { reading, listing } = await inTurns(quick ? 1 : 5, {
    reading: () => inNode(readEach, state_dir),
    listing: async () => {
      rmSync(join(state_dir, 'roll.jsonl'), { force: true });
      const [first, second] = await inNode(listTwice, state_dir);
      firsts.push(first);
      return [second];
    },
  });
  const row = { floor: reading.median, floorIs: 'Node, each file', bar: null };
  return [
    { ...row, work: `jobs.list of ${count}, processor time`, reeve: listing.median, limit: mostListed },
    { ...row, work: '  the first time, which writes the roll', reeve: Math.min(...firsts) },
  ];
}

/** The processor time of a process and of the children it has reaped. */
function processorTime(pid) {
  const own = Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[0]) / 1000;
  const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return own + (Number(fields[13]) + Number(fields[14])) * 10_000;
}

const sizeOf = (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** What is in the files of this name, the rotated ones too. */
function written(path) {
  const files = readdirSync(dirname(path)).filter((name) => name.startsWith(basename(path)));
  return files.reduce((sum, name) => sum + sizeOf(join(dirname(path), name)), 0);
}

/** The time that a shell and its keeper take until this many bytes are in the files. */
async function writingTime(jobs, bytes, pathOf, config) {
  const job = await jobs.start({ containment: 'keeper', ...config });
  const path = pathOf(job);
  const end = now() + 60e6;
  // What its children used is known once they are reaped.
  const hasChildren = () => readFileSync(`/proc/${job.pid}/task/${job.pid}/children`, 'latin1') !== '';
  while (written(path) < bytes || hasChildren()) {
    if (now() > end) throw new Error(`${bytes - written(path)} of ${bytes} bytes never came`);
    await pause(5);
  }
  const taken = processorTime(job.pid) + processorTime(job.containment.keeper.pid);
  await jobs.kill(job);
  await jobs.remove(job);
  return [taken];
}

async function logRows({ quick }, state_dir) {
  const jobs = openJobs({ state_dir });
  const bytes = (quick ? 20 : 200) * 2 ** 20;
  const gate = join(state_dir, 'never');
  await runFile('mkfifo', [gate]);
  const file = join(state_dir, 'redirected');
  const shell = (to) => ['sh', '-c', `yes 'a line of some text' | head -c ${bytes}${to}; read forever < ${gate}`];
  const logs = { stderr: 'ignore', rotate: { max_bytes: 2 ** 25, keep: 8 } };
  const { redirect, keeper } = await inTurns(quick ? 1 : 3, {
    redirect: () => {
      rmSync(file, { force: true });
      const none = { stdout: 'ignore', stderr: 'ignore' };
      return writingTime(jobs, bytes, () => file, { argv: shell(` > ${file}`), logs: none });
    },
    keeper: () => writingTime(jobs, bytes, (job) => job.logs.stdout, { argv: shell(''), logs }),
  });
  const work = `log of ${bytes / 2 ** 20} MB, rotated, processor time`;
  return [{ work, floor: redirect.median, floorIs: 'redirect', reeve: keeper.median, bar: null }];
}

async function memoryRows({ quick }, state_dir) {
  const jobs = openJobs({ state_dir });
  const samples = await collect(quick ? 3 : 15, async () => {
    const logs = { rotate: { max_bytes: 2 ** 20, keep: 3 }, timestamps: true };
    const job = await jobs.start({ argv: [idle], logs });
    const { own } = memoryOf(job.containment.keeper.pid);
    const least = memoryOf(job.pid).own;
    await jobs.kill(job);
    return { own, least };
  });
  const middle = (of) => median(samples.map(of));
  const work = 'idle durable job with rotated logs, private memory';
  const row = { unit: 'bytes', floorIs: 'static C', bar: null, limit: mostMemory };
  return [{ ...row, work, floor: middle(({ least }) => least), reeve: middle(({ own }) => own) }];
}

export async function run(how) {
  if (!capabilities().keeper.available) return [];
  const rows = [];
  for (const rowsOf of [startAndStopRows, listRows, logRows, memoryRows]) {
    const folder = mkdtempSync(join(tmpdir(), 'reeve-bench-'));
    try {
      rows.push(...(await rowsOf(how, folder)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return rows;
}
