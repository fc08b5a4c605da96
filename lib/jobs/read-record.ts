import { closeSync, constants, openSync, readSync } from 'node:fs';
import { isCode } from './job-errors.js';

/** What a file of the state folder was found to hold. A fault is a sentence for people. */
export type Found<T> = { readonly record: T } | { readonly fault: string | null };

const missing = { fault: null };
// Nothing here follows a link, waits for a FIFO's writer or becomes the owner of a terminal.
const how = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
const mostBytes = 2 ** 24;
const buffer = Buffer.allocUnsafeSlow(2 ** 16);

/** The rest of a file that did not fit. */
function readOn(file: number, beginning: string): string {
  const pieces = [Buffer.from(beginning, 'latin1')];
  for (let size = buffer.length; ; ) {
    const read = readSync(file, buffer, 0, buffer.length, size);
    if (read === 0) return Buffer.concat(pieces).toString('utf8');
    size += read;
    if (size > mostBytes) throw new Error('it is too large');
    pieces.push(Buffer.from(buffer.subarray(0, read)));
  }
}

/**
 * All of a small file as text. Synchronous, and with no question before: ten thousand of them take a fraction of what
 * promises would. What is no file has nothing to read, or says so.
 */
function readText(path: string): string {
  const file = openSync(path, how);
  try {
    const read = readSync(file, buffer, 0, buffer.length, 0);
    if (read === buffer.length) return readOn(file, buffer.toString('latin1', 0, read));
    return buffer.toString('utf8', 0, read);
  } finally {
    closeSync(file);
  }
}

function parse(text: string): Record<string, unknown> {
  if (text === '') throw new Error('it is empty');
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('it is no record');
  return value as Record<string, unknown>;
}

const schemaName = /^urn:reeve:schema:v(\d+):(.+)$/;

function checkSchema(found: unknown, name: string): void {
  if (found === `urn:reeve:schema:v1:${name}`) return;
  const [, version, named] = schemaName.exec(String(found)) ?? [];
  if (named !== name) throw new Error(`it is no ${name}`);
  if (version !== '1') throw new Error(`it was written by another version of reeve (v${version})`);
}

// The system's words for a file that is not what it should be. Others are about this program or the disk, and not a fault of
// the record: whoever took a record for lost because of them could take a living job for lost.
const ofTheFile = ['ELOOP', 'EISDIR', 'ENOTDIR', 'ENXIO', 'ESPIPE', 'EACCES', 'EPERM', 'EMLINK', 'EFTYPE'];

function isFault(error: unknown): boolean {
  return !(error instanceof Error && 'errno' in error) || isCode(error, ...ofTheFile);
}

/** The record of this schema that a text is; throws what is wrong with it. */
export function parseRecord<T>(text: string, schema: string, check: (record: T) => void): T {
  const record = parse(text);
  checkSchema(record.schema_id, schema);
  check(record as T);
  return record as T;
}

/**
 * Reads a record of this schema; `check` throws what is wrong with it. Keys that it does not know are nobody's fault: a
 * newer version may have written them.
 */
export function readRecord<T>(path: string, schema: string, check: (record: T) => void): Found<T> {
  try {
    return { record: parseRecord(readText(path), schema, check) };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return missing;
    if (!isFault(error)) throw error;
    return { fault: `${path} can't be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The record, or null. */
export function recordOf<T>(found: Found<T>): T | null {
  return 'record' in found ? found.record : null;
}

/** What is wrong with it, or null when nothing is, or it is not there. */
export function faultOf(found: Found<unknown>): string | null {
  return 'record' in found ? null : found.fault;
}
