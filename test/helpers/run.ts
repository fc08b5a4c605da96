import { type RanWithTimeout, type RunWithTimeoutConfig, type RunWithTimeoutOptions, runWithTimeout } from 'reeve';
import { expectValid } from './schemas.js';

/** runWithTimeout with its result checked against its schema, and the milliseconds it took; a minute unless told. */
export async function run(
  config: Partial<RunWithTimeoutConfig> & Pick<RunWithTimeoutConfig, 'argv'>,
  options: RunWithTimeoutOptions = {},
): Promise<RanWithTimeout & { took: number }> {
  const began = performance.now();
  const result = await runWithTimeout({ timeout_ms: 60_000, ...config }, options);
  const took = performance.now() - began;
  expectValid('run-with-timeout-result', result);
  return Object.assign(result, { took });
}
