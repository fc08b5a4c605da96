import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { basename, isAbsolute, join, sep } from 'node:path';
import type { JobCancel, JobSpec, KeptExit, KeptJob } from '../generated/types.js';
import { type Found, readRecord } from './read-record.js';
import type { StateFolder } from './state-folder.js';

/** Names in a job's folder. */
export const specFile = 'spec.json';
export const cancelFile = 'cancel.json';
export const summaryFile = 'summary.json';
/** What its keeper holds and writes. */
export const keeperFolder = 'keeper';

/** Folders of jobs that are not there yet, or not any more, begin with a dot: no id does. */
export const unborn = '.new-';
export const removed = '.removed-';

const idPattern = /^[0-9a-f]{12}$/;

export const isId = (text: string): boolean => idPattern.test(text);
export const newId = (): string => randomBytes(6).toString('hex');
export const folderOf = (state: StateFolder, id: string): string => state.jobs + sep + id;

/** The ids that have a folder of their own, in no order. A link to one is none. */
export function idsIn(state: StateFolder): string[] {
  const ids: string[] = [];
  for (const entry of readdirSync(state.jobs, { withFileTypes: true })) {
    if (entry.isDirectory() && isId(entry.name)) ids.push(entry.name);
  }
  return ids;
}

/** Whether the job has one. */
export function hasFolder(state: StateFolder, id: string): boolean {
  return lstatSync(folderOf(state, id), { throwIfNoEntry: false })?.isDirectory() === true;
}

type Wrong = [right: boolean, sentence: string];

function demand(...all: Wrong[]): void {
  for (const [right, sentence] of all) if (!right) throw new Error(sentence);
}

const isText = (value: unknown) => typeof value === 'string';
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isPid = (value: unknown) => Number.isInteger(value) && (value as number) > 0 && (value as number) < 2 ** 31;

function isLog(value: unknown): boolean {
  return value === null || (isText(value) && (isAbsolute(value as string) || basename(value as string) === value));
}

/** `named`: whether the folder has its name already, which is the job's id. */
export function readSpec(folder: string, named = true): Found<JobSpec> {
  return readRecord<JobSpec>(join(folder, specFile), 'job-spec', (spec) =>
    demand(
      [!named || spec.id === basename(folder), 'its id is not the name of its folder'],
      [spec.name === null || isText(spec.name), 'its name is no text'],
      [isObject(spec.labels) && Object.values(spec.labels).every(isText), 'its labels are no texts'],
      [Array.isArray(spec.argv) && spec.argv.length > 0 && spec.argv.every(isText), 'its argv is no list of texts'],
      [isText(spec.cwd), 'its cwd is no text'],
      [Number.isSafeInteger(spec.created_unix_ms), 'its created_unix_ms is no number'],
      [isObject(spec.launcher) && isPid(spec.launcher.pid), 'its launcher has no pid'],
      [isObject(spec.logs) && isLog(spec.logs.stdout) && isLog(spec.logs.stderr), 'its logs are no paths'],
    ),
  );
}

export function readCancel(folder: string): Found<JobCancel> {
  return readRecord<JobCancel>(join(folder, cancelFile), 'job-cancel', (cancel) =>
    demand(
      [Number.isSafeInteger(cancel.requested_unix_ms), 'its requested_unix_ms is no number'],
      [typeof cancel.exit_known === 'boolean', 'its exit_known is neither true nor false'],
    ),
  );
}

export function readKeptJob(folder: string): Found<KeptJob> {
  return readRecord<KeptJob>(join(folder, keeperFolder, 'job.json'), 'kept-job', ({ state, record }) =>
    demand(
      [['starting', 'running', 'failed'].includes(state), 'its state is unknown'],
      [isObject(record) && isPid(record.pid) && isText(record.identity), 'its record has no pid with identity'],
      [isObject(record?.containment) && isObject(record.containment.keeper), 'its record has no keeper'],
      [isPid(record?.containment?.keeper?.pid) && isText(record.containment.keeper?.identity), 'its keeper has no pid'],
    ),
  );
}

export function readKeptExit(folder: string): Found<KeptExit> {
  return readRecord<KeptExit>(join(folder, keeperFolder, 'exit.json'), 'kept-exit', (exit) =>
    demand(
      [Number.isInteger(exit.exit_code) !== isText(exit.signal), 'it has neither an exit code nor a signal'],
      [Number.isSafeInteger(exit.ended_unix_ms), 'its ended_unix_ms is no number'],
    ),
  );
}
