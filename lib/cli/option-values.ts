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
