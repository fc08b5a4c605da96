import { once } from 'node:events';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { afterEachTest } from './after-test.js';
import { script } from './remote.js';
import { expectValid } from './schemas.js';

interface Answer {
  call: number;
  value?: unknown;
  error?: { code: string | null; message: string };
}

const running: ReeveWorker[] = [];

/** A worker thread of this program that calls reeve when told to. */
export class ReeveWorker {
  private last = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly worker: Worker;

  constructor(options: WorkerOptions = {}) {
    this.worker = new Worker(script('as-worker.mjs'), options);
    this.worker.on('message', (answer: Answer) => {
      this.waiting.get(answer.call)?.(answer);
      this.waiting.delete(answer.call);
    });
    running.push(this);
  }

  /** The value, checked against the schema where one is named; throws what the function threw. */
  async call<T = Record<string, unknown>>(name: string, args: unknown[], schema?: string): Promise<T> {
    const { value, error } = await this.post(name, args);
    if (error !== undefined) throw Object.assign(new Error(error.message), { code: error.code });
    if (schema !== undefined) expectValid(schema, value);
    return value as T;
  }

  /** The same without an answer being waited for. */
  post(name: string, args: unknown[]): Promise<Answer> {
    this.last += 1;
    const call = this.last;
    const answered = new Promise<Answer>((resolve) => this.waiting.set(call, resolve));
    this.worker.postMessage({ call, name, args });
    return answered;
  }

  async online(): Promise<void> {
    await once(this.worker, 'online');
  }

  /** Ends the thread at once, whatever it waits for. */
  terminate(): Promise<number> {
    return this.worker.terminate();
  }
}

afterEachTest(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.terminate()));
});
