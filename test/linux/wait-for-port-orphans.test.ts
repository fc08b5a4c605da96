import { type SpawnInGroupConfig, waitForPort, waitPid } from 'reeve';
import { expect, test } from 'vitest';
import { start } from '../helpers/jobs.js';
import { freePort, listensAfter } from '../helpers/listener.js';
import { refusal } from '../helpers/refusal.js';
import { expectValid } from '../helpers/schemas.js';

const kinds = ['auto', 'keeper', 'group'] as const satisfies SpawnInGroupConfig['containment'][];

const quoted = (words: string[]) => words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');

test.each(kinds)(
  'a daemon of a job in containment %s is found, also when the first process is gone',
  async (containment) => {
    const port = await freePort();
    const server = quoted(listensAfter(port, 300));
    const job = start({ argv: ['sh', '-c', `(setsid ${server} >/dev/null 2>&1 &)`], containment, stdout: 'ignore' });
    const result = await waitForPort(job, port, { timeout_ms: 20_000 });
    expectValid('wait-for-port-result', result);
    expect(result.bindings).toMatchObject([{ local_port: port }]);
    expect(result.bindings[0]?.pid).not.toBe(job.pid);
    await waitPid(job);
    const error = await refusal(waitForPort, job, port, { scope: 'process', timeout_ms: 1000 });
    expect(['ESRCH', 'ERR_PROCESS_ENDED']).toContain(error.code);
  },
);
