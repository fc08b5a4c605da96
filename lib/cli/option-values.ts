import { InvalidArgumentError } from 'commander';

/** An option that may be given several times, KEY=VALUE each. */
export function keyValue(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('KEY=VALUE is expected.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** An option that may be given several times. */
export function several(text: string, before: string[] = []): string[] {
  return [...before, text];
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('A whole number is expected.');
  return Number(text);
}

export function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new InvalidArgumentError('A port from 1 to 65535 is expected.');
  return port;
}

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** 500ms, 10s, 5m, 2h, 7d; a number without a unit is seconds. */
export function duration(text: string): number {
  const [, digits, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)?$/.exec(text) ?? [];
  const value = Number(digits) * (units[unit] ?? 1);
  if (digits === undefined || value > 2 ** 31 - 1) {
    throw new InvalidArgumentError('A duration such as 500ms, 10s, 5m, 2h or 7d is expected.');
  }
  return Math.round(value);
}

/** 512M, 1.5G, 64KiB: always by 1024; a number without a unit is bytes. */
export function size(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,12}(?:\.\d{1,3})?)(?:([kmgt])i?)?b?$/i.exec(text) ?? [];
  const value = Number(digits) * 1024 ** (' kmgt'.indexOf(unit.toLowerCase() || ' ') as number);
  if (digits === undefined || value > Number.MAX_SAFE_INTEGER) {
    throw new InvalidArgumentError('A size such as 4096, 64K, 512M or 1.5G is expected.');
  }
  return Math.round(value);
}

/** A signal's name, or its number. */
export function signal(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text.toUpperCase();
}

function factor(text: string): number {
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(text)) throw new InvalidArgumentError('A number is expected.');
  return Number(text);
}

/** What a job may be limited to, by its short name: the key of the library, and how its value is read. */
const limitKeys = {
  memory: ['memory_max', size],
  swap: ['memory_swap_max', size],
  pids: ['pids_max', wholeNumber],
  cpu: ['cpu_max', factor],
  io: ['io_weight', wholeNumber],
} as const;

export type Limits = { [key in (typeof limitKeys)[keyof typeof limitKeys][0]]?: number };

/** An option that may be given several times: memory=512M, pids=100, cpu=1.5. */
export function limit(text: string, before: Limits = {}): Limits {
  const [, key = '', value = ''] = /^([a-z]+)=(.+)$/.exec(text) ?? [];
  if (!Object.hasOwn(limitKeys, key)) {
    throw new InvalidArgumentError(
      `One of ${Object.keys(limitKeys).join(', ')} and a value is expected, as memory=512M.`,
    );
  }
  const [name, read] = limitKeys[key as keyof typeof limitKeys];
  return { ...before, [name]: read(value) };
}
