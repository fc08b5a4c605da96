import { lstatSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { isCode, jobError, systemError } from './job-errors.js';

/** Where jobs are on record. All paths are absolute. */
export interface StateFolder {
  readonly path: string;
  /** A folder for each job. */
  readonly jobs: string;
  /** A file for each name. */
  readonly names: string;
}

function ofThisSystem(): string {
  const { XDG_STATE_HOME: state, LOCALAPPDATA: local } = process.env;
  if (process.platform === 'win32') return join(local ?? join(homedir(), 'AppData', 'Local'), 'reeve', 'state');
  // A relative one is to be ignored, says the XDG Base Directory Specification 0.8.
  if (state !== undefined && isAbsolute(state)) return join(state, 'reeve');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'reeve');
  return join(homedir(), '.local', 'state', 'reeve');
}

/** The state folder that is used where none is named: `$REEVE_STATE_DIR`, else what this system's convention says. */
export function defaultStateFolder(): string {
  const { REEVE_STATE_DIR: given } = process.env;
  return given === undefined || given === '' ? ofThisSystem() : resolve(given);
}

const writableByOthers = 0o022;

/** Refuses a folder that is none, or that others could put a record into. */
function refuseUnsafe(path: string): void {
  const found = lstatSync(path);
  if (!found.isDirectory()) {
    throw jobError('ERR_STATE_DIR', `'${path}' is no folder${found.isSymbolicLink() ? ', but a symbolic link' : ''}`);
  }
  if (process.geteuid === undefined) return;
  if (found.uid !== process.geteuid() && process.geteuid() !== 0) {
    throw jobError('ERR_STATE_DIR', `'${path}' belongs to another user (${found.uid})`);
  }
  if ((found.mode & writableByOthers) !== 0) {
    throw jobError(
      'ERR_STATE_DIR',
      `others may write to '${path}': take that away (chmod go-w) or name another folder`,
    );
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
  refuseUnsafe(path);
}

/** Makes the state folder where it is missing, for this user alone, and refuses one that is not safe. */
export function openStateFolder(given: string): StateFolder {
  const path = resolve(given);
  const state = { path, jobs: join(path, 'jobs'), names: join(path, 'names') };
  try {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    for (const folder of [path, state.jobs, state.names]) makeFolder(folder);
  } catch (error) {
    throw systemError(error);
  }
  return state;
}
