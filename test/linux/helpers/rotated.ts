import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A log's files, from the oldest to the one that is written. */
export function logFiles(file: string): string[] {
  const folder = dirname(file);
  const before = `${basename(file)}.`;
  const numbered = readdirSync(folder).filter(
    (name) => name.startsWith(before) && /^\d+$/.test(name.slice(before.length)),
  );
  const older = numbered.sort((one, other) => Number(other.slice(before.length)) - Number(one.slice(before.length)));
  return [...older.map((name) => join(folder, name)), file];
}

/** All that stands in a log's files, in the order it was written. */
export const wholeLog = (file: string): string =>
  logFiles(file)
    .map((path) => readFileSync(path, 'latin1'))
    .join('');
