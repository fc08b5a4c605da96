// Calls functions for a test that wants another process to call them: a line of JSON in, {call, name, args}; a line of
// JSON out, {call, value} or {call, error}. Ends when its input does.
import { createInterface } from 'node:readline';
import { ReeveError } from 'reeve';

function answer(record) {
  process.stdout.write(`${JSON.stringify(record)}\n`);
}

function described(error) {
  const record = error instanceof ReeveError ? error.toJSON() : null;
  return { name: error.name, code: error.code ?? null, message: error.message, record };
}

export function serve(functions) {
  createInterface({ input: process.stdin }).on('line', (line) => {
    const { call, name, args } = JSON.parse(line);
    new Promise((resolve) => resolve(functions[name](...args))).then(
      (value) => answer({ call, value }),
      (error) => answer({ call, error: described(error) }),
    );
  });
  answer({ ready: process.pid });
}
