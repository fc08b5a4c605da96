import { type ErrorRecord, ReeveError } from 'reeve';
import { expectValid } from './schemas.js';

function recordOf(error: unknown): ErrorRecord {
  if (!(error instanceof ReeveError)) throw error;
  const record = error.toJSON();
  expectValid('error', record);
  return record;
}

/** The record of the ReeveError that `act` throws; fails when it throws none. */
export function refusal(act: () => unknown): ErrorRecord {
  try {
    act();
  } catch (error) {
    return recordOf(error);
  }
  throw new Error('it was not refused');
}

/** The same of a promise. */
export async function rejection(act: Promise<unknown>): Promise<ErrorRecord> {
  return act.then(() => {
    throw new Error('it was not refused');
  }, recordOf);
}
