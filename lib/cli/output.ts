import { once } from 'node:events';

/** Everything that a verb says on its standard output, and nothing else, goes through here. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`reeve: ${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Is aborted when nobody is left who reads the standard output: whoever prints without end goes by it. */
export function readerGone(): AbortSignal {
  const gone = new AbortController();
  process.stdout.once('error', () => gone.abort());
  return gone.signal;
}

/** The same as `print`, at the pace of whoever reads. */
export async function printSlowly(text: string, gone: AbortSignal): Promise<void> {
  if (process.stdout.write(`${text}\n`) || gone.aborted) return;
  await once(process.stdout, 'drain', { signal: gone });
}
