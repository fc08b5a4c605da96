import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEachTest } from './after-test.js';
import { atPace } from './pace.js';
import { nodeEnvironment } from './sanitizer.js';
import { expectValid } from './schemas.js';

const running: Remote[] = [];

/** The path of a script of test/scripts. */
export function script(name: string): string {
  return fileURLToPath(new URL(`../scripts/${name}`, import.meta.url));
}

export interface RemoteError {
  name: string;
  code: string | null;
  message: string;
  record: unknown;
}

interface Answer {
  ready?: number;
  call?: number;
  value?: unknown;
  error?: RemoteError;
}

/** Another Node process that calls reeve when told to: as another user, in another namespace, under other limits. */
export class Remote {
  /** As the process sees itself. */
  pid = 0;
  private last = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private errors = '';
  private readonly ended: Promise<void>;

  private constructor(private readonly child: ChildProcess) {
    child.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
    child.on('error', (error) => {
      this.errors += error.message;
    });
    this.ended = new Promise<void>((resolve) => child.once('close', () => resolve())).then(() => {
      for (const settle of this.waiting.values()) settle({ error: this.died() });
    });
  }

  /** `under`: a command that the script is started by, such as setpriv with its options. */
  static async start(name = 'remote.mjs', under: string[] = []): Promise<Remote> {
    const [command, ...args] = [...under, process.execPath, script(name)];
    const env = { ...process.env, ...nodeEnvironment };
    const remote = new Remote(spawn(command as string, args, { env, stdio: ['pipe', 'pipe', 'pipe'] }));
    running.push(remote);
    const ready = new Promise<Answer>((resolve) => remote.waiting.set(0, resolve));
    if (remote.child.stdout === null) throw new Error('no pipe');
    createInterface({ input: remote.child.stdout }).on('line', (line) => remote.take(JSON.parse(line)));
    const first = await ready;
    if (first.ready === undefined) throw new Error(`${command} did not start: ${first.error?.message}`);
    remote.pid = first.ready;
    return remote;
  }

  private take(answer: Answer): void {
    const number = answer.call ?? 0;
    this.waiting.get(number)?.(answer);
    this.waiting.delete(number);
  }

  private died(): RemoteError {
    const how = this.child.signalCode ?? this.child.exitCode;
    return { name: 'Died', code: null, message: `the other process ended by ${how}: ${this.errors}`, record: null };
  }

  /** The value, which is checked against the schema where one is named; throws what the function threw. */
  async call<T = Record<string, unknown>>(name: string, args: unknown[], schema?: string): Promise<T> {
    const { value, error } = await this.ask(name, args);
    if (error !== undefined) throw Object.assign(new Error(`${name}: ${error.message}`), { code: error.code });
    if (schema !== undefined) expectValid(schema, value);
    return value as T;
  }

  /** What the function threw. */
  async refusal(name: string, args: unknown[]): Promise<RemoteError> {
    const { value, error } = await this.ask(name, args);
    if (error === undefined) throw new Error(`${name} was not refused: ${JSON.stringify(value)}`);
    if (error.name === 'ReeveError') expectValid('error', error.record);
    return error;
  }

  private ask(name: string, args: unknown[]): Promise<Answer> {
    this.last += 1;
    const call = this.last;
    const answered = new Promise<Answer>((resolve) => this.waiting.set(call, resolve));
    this.child.stdin?.write(`${JSON.stringify({ call, name, args })}\n`);
    return answered;
  }

  /** Ends the process by ending its input. */
  async close(): Promise<void> {
    this.child.stdin?.end();
    const late = setTimeout(() => this.child.kill('SIGKILL'), atPace(5000));
    await this.ended;
    clearTimeout(late);
  }
}

afterEachTest(async () => {
  await Promise.all(running.splice(0).map((remote) => remote.close()));
});
