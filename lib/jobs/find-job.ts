import { wrongType } from '../errors.js';
import type { Job } from '../generated/types.js';
import { jobError } from './job-errors.js';
import { hasFolder, idsIn, isId } from './job-files.js';
import { idNamed } from './job-name.js';
import type { StateFolder } from './state-folder.js';

/** What a job is named by: its id, a name, a beginning of an id that no other has, or its record. */
export type JobRef = string | Pick<Job, 'id'>;

const prefixPattern = /^[0-9a-f]{4,11}$/;

function textOf(ref: unknown): string {
  const text = typeof ref === 'object' && ref !== null ? (ref as Record<string, unknown>).id : ref;
  if (typeof text === 'string') return text;
  throw wrongType(`a job is named by its id, its name or its record, not by ${ref === null ? 'null' : typeof ref}`);
}

function byPrefix(state: StateFolder, text: string): string | null {
  if (!prefixPattern.test(text)) return null;
  const [first, second] = idsIn(state).filter((id) => id.startsWith(text));
  if (second !== undefined) throw jobError('ERR_JOB_AMBIGUOUS', `several jobs have ids that begin with '${text}'`);
  return first ?? null;
}

/** The id that is meant, in this order: an id, a name, the beginning of an id; null where there is none. */
export function findId(state: StateFolder, ref: JobRef): string | null {
  const text = textOf(ref);
  if (isId(text) && hasFolder(state, text)) return text;
  const named = idNamed(state, text);
  if (named !== null && hasFolder(state, named)) return named;
  return byPrefix(state, text);
}

/** The same, where there has to be one. */
export function needId(state: StateFolder, ref: JobRef): string {
  const id = findId(state, ref);
  if (id === null) throw jobError('ERR_JOB_NOT_FOUND', `no job has the id or name '${textOf(ref)}'`);
  return id;
}
