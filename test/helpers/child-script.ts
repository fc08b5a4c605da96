import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { atPace } from './pace.js';
import { nodeEnvironment } from './sanitizer.js';

type Reeve = typeof import('reeve');

export interface ScriptOptions {
  /** A command that the interpreter is started through, such as `['prlimit', '--nofile=30']`. */
  through?: string[];
  env?: Record<string, string>;
}

export interface ScriptOutcome<T> {
  answer: T;
  stdout: string;
  stderr: string;
}

const entry = new URL('../../dist/index.js', import.meta.url).href;
const answerMark = '\u0001answer ';
const patience = atPace(25_000);

/**
 * Runs `body` in a program of its own and gives what it returned. Only the text of the function goes there: it sees
 * reeve, what is passed as `input`, and nothing of the file around it; modules it gets by `process.getBuiltinModule`.
 * Fails unless the program ends by itself with 0, which it does only if nothing holds its event loop open.
 */
export async function inChild<I, T>(
  body: (reeve: Reeve, input: I) => T | Promise<T>,
  input: I,
  options: ScriptOptions = {},
): Promise<ScriptOutcome<T>> {
  const source = `import * as reeve from ${JSON.stringify(entry)};
const answer = await (${body.toString()})(reeve, ${JSON.stringify(input)});
process.stdout.write('\\n\\u0001answer ' + JSON.stringify(answer ?? null) + '\\n');`;
  const command = [...(options.through ?? []), process.execPath, '--input-type=module', '-e', source];
  const child = spawn(command[0] as string, command.slice(1), {
    env: { ...process.env, ...nodeEnvironment, ...options.env },
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Its output too: something it started may hold that open.
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    child.stdout.destroy();
    child.stderr.destroy();
  }, patience);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...end) => resolve(end));
  });
  clearTimeout(timer);
  const at = stdout.lastIndexOf(answerMark);
  if (code !== 0 || at < 0) throw new Error(`the script ended with ${code ?? signal}\n${stdout}\n${stderr}`);
  return { answer: JSON.parse(stdout.slice(at + answerMark.length)) as T, stdout: stdout.slice(0, at - 1), stderr };
}
