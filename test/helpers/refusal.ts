import { ReeveError } from 'reeve';
import { expect } from 'vitest';
import { expectValid } from './schemas.js';

type Verb = (...args: unknown[]) => unknown;

/** What the call throws or rejects with, which is a TypeError or a ReeveError with a code and a valid record. */
export async function refusal(verb: unknown, ...args: unknown[]): Promise<Error & { code: string }> {
  const outcome = await new Promise((resolve) => resolve((verb as Verb)(...args))).then(
    (value) => new Error(`not refused: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  expect(outcome).toSatisfy((error) => error instanceof TypeError || error instanceof ReeveError, `${outcome}`);
  if (outcome instanceof ReeveError) {
    expectValid('error', outcome.toJSON());
    expectValid('error', JSON.parse(JSON.stringify(outcome)));
    expect(outcome.message.startsWith(`${outcome.code}: `)).toBe(true);
  }
  return outcome as Error & { code: string };
}
