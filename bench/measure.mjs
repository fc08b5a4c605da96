// Times in microseconds, and what is told of many of them; memory in bytes.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const runFile = promisify(execFile);
const starts = fileURLToPath(new URL('./spawn-samples.mjs', import.meta.url));

export function now() {
  return Number(process.hrtime.bigint()) / 1000;
}

/** How long one call holds the event loop. */
export function held(call) {
  const before = now();
  const value = call();
  return { taken: now() - before, value };
}

export function median(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1];
}

/** Collects `count` samples of an asynchronous `once`, one after the other. */
export async function collect(count, once) {
  const samples = [];
  for (let at = 0; at < count; at++) samples.push(await once(at));
  return samples;
}

/**
 * Measures each way of doing one work in turn, `rounds` times over, so that a neighbour's load hits all of them; each
 * gets the median of its least disturbed round, and the longest sample of all.
 */
export async function inTurns(rounds, ways) {
  const medians = {};
  const longest = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, samplesOf] of Object.entries(ways)) {
      const samples = await samplesOf();
      if (medians[name] === undefined) medians[name] = [];
      medians[name].push(median(samples));
      longest[name] = Math.max(longest[name] ?? 0, ...samples);
    }
  }
  return Object.fromEntries(
    Object.keys(ways).map((name) => [name, { median: Math.min(...medians[name]), longest: longest[name] }]),
  );
}

/** Starts in a program of its own that has `mb` of touched memory: see spawn-samples.mjs. */
export async function startSamples(containment, mb, count) {
  const { stdout } = await runFile(process.execPath, [starts, containment, String(mb), String(count)]);
  return JSON.parse(stdout);
}

/** The bytes that a process has for itself alone, and its share of all it has. */
export function memoryOf(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
  const of = (name) => Number(new RegExp(`^${name}: *(\\d+) kB$`, 'm').exec(text)[1]) * 1024;
  return { own: of('Private_Clean') + of('Private_Dirty'), share: of('Pss') };
}
