import { codeOfError, exitCode } from './exit-codes.js';
import { complain, printJson } from './output.js';
import { Progress } from './progress.js';

export const jobsArgument = ['<job...>', 'ids, beginnings of those, or names'] as const;

interface Each<T> {
  /** What is said while it takes long. */
  doing: string;
  /** Print what came of each. */
  json?: boolean | undefined;
  act: (ref: string) => Promise<T>;
  /** The code of one that went well. Default 0. */
  code?: (result: T) => number;
}

/** Does this for each at the same time; the highest code of all. What failed for one is said, and fails no other. */
export async function each<T>(
  refs: string[],
  { doing, json, act, code = () => exitCode.ok }: Each<T>,
): Promise<number> {
  const progress = new Progress(doing, refs.length);
  const one = async (ref: string): Promise<number> => {
    try {
      const result = await act(ref);
      if (json) progress.above(() => printJson(result));
      return code(result);
    } catch (error) {
      progress.above(() => complain(`${ref}: ${(error as Error).message}`));
      return codeOfError(error);
    } finally {
      progress.step();
    }
  };
  const codes = await Promise.all(refs.map(one));
  progress.end();
  return Math.max(...codes);
}
