type CleanUp = () => void | Promise<void>;

// Hooks of vitest's own are lost where test files share a program: a module that is known already is not run again.
const cleanUps: CleanUp[] = [];

/** Has this done after each test, before it is looked whether the test left something. For modules of helpers. */
export function afterEachTest(cleanUp: CleanUp): void {
  cleanUps.push(cleanUp);
}

/** Does all of it, the latest first, also where one fails. */
export async function cleanUpTest(): Promise<void> {
  const errors: unknown[] = [];
  for (const cleanUp of cleanUps.toReversed()) {
    await Promise.resolve()
      .then(cleanUp)
      .catch((error) => errors.push(error));
  }
  if (errors.length > 0) throw errors[0];
}
