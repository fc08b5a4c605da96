import { invalidArgument, wrongType } from './errors.js';
import type { ProcessRef } from './generated/types.js';

/** Checks one value that was given; `name` is how the caller wrote it. Throws where it can't be used. */
export type Check = (value: unknown, name: string) => void;

const mostPid = 2 ** 31 - 1;
const mostMillis = 2 ** 31 - 1;

function shown(value: unknown): string {
  if (typeof value === 'string') return `string '${value.length > 40 ? `${value.slice(0, 40)}...` : value}'`;
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    return `${typeof value} ${value}`;
  }
  return Array.isArray(value) ? 'an array' : typeof value;
}

export const flag: Check = (value, name) => {
  if (typeof value !== 'boolean') throw wrongType(`${name} must be true or false, not ${shown(value)}`);
};

export const text: Check = (value, name) => {
  if (typeof value !== 'string') throw wrongType(`${name} must be a string, not ${shown(value)}`);
};

export function whole(least: number, most: number): Check {
  return (value, name) => {
    if (typeof value !== 'number') throw wrongType(`${name} must be a number, not ${shown(value)}`);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw invalidArgument(`${name} must be a whole number from ${least} to ${most}, not ${value}`);
    }
  };
}

export function between(least: number, most: number): Check {
  return (value, name) => {
    if (typeof value !== 'number') throw wrongType(`${name} must be a number, not ${shown(value)}`);
    if (!(value >= least && value <= most)) {
      throw invalidArgument(`${name} must be a number from ${least} to ${most}, not ${value}`);
    }
  };
}

export const millis: Check = whole(0, mostMillis);

export function oneOf(...words: readonly string[]): Check {
  return (value, name) => {
    text(value, name);
    if (!words.includes(value as string)) {
      throw invalidArgument(`${name} must be one of ${words.join(', ')}, not '${String(value)}'`);
    }
  };
}

export function listOf(item: Check): Check {
  return (value, name) => {
    if (!Array.isArray(value)) throw wrongType(`${name} must be an array, not ${shown(value)}`);
    for (const [index, element] of value.entries()) item(element, `${name}[${index}]`);
  };
}

export const signalName: Check = (value, name) => {
  if (typeof value === 'number') return whole(1, 64)(value, name);
  if (typeof value !== 'string') throw wrongType(`${name} must be a signal's name or number, not ${shown(value)}`);
};

export const abortSignal: Check = (value, name) => {
  if (!(value instanceof AbortSignal)) throw wrongType(`${name} must be an AbortSignal`);
};

export const callback: Check = (value, name) => {
  if (typeof value !== 'function') throw wrongType(`${name} must be a function`);
};

/** An object with no other keys than these; each given one is checked, and absent and undefined are the same. */
export function checkObject(value: unknown, name: string, checks: Readonly<Record<string, Check>>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongType(`${name} must be an object, not ${shown(value)}`);
  }
  for (const [key, given] of Object.entries(value)) {
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (check === undefined) {
      throw wrongType(`${name} has no option '${key}'; there are: ${Object.keys(checks).join(', ')}`);
    }
    if (given !== undefined) check(given, key);
  }
}

/** A pid, or any record with one. Never coerced: '4711' is no pid, and neither is 2 ** 32 + 4711. */
export function checkRef(ref: unknown): asserts ref is ProcessRef {
  if (typeof ref === 'number') return whole(1, mostPid)(ref, 'pid');
  if (typeof ref !== 'object' || ref === null) {
    throw wrongType(`a process is named by its pid or by a record with one, not by ${shown(ref)}`);
  }
  const record = ref as Record<string, unknown>;
  whole(1, mostPid)(record.pid, 'pid');
  if (record.identity !== undefined && record.identity !== null) text(record.identity, 'identity');
  const start = record.start_time_unix_ms;
  if (start !== undefined && start !== null) whole(0, Number.MAX_SAFE_INTEGER)(start, 'start_time_unix_ms');
}
