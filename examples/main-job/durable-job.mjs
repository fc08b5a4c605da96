// A job that this program starts and another one finds again.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { capabilities } from 'reeve';
import { openJobs } from 'reeve/jobs';
import { line, record } from './print.mjs';

const runFile = promisify(execFile);
const otherProgram = fileURLToPath(new URL('./other-program.mjs', import.meta.url));

async function askOther(state_dir) {
  const { stdout } = await runFile(process.execPath, [otherProgram, state_dir]);
  for (const text of stdout.trim().split('\n')) line(`another program: ${text}`);
}

export async function showDurableJob() {
  if (!capabilities().keeper.available) return line('durable jobs need keepers, which this system has not');
  const state_dir = mkdtempSync(join(tmpdir(), 'reeve-main-job-'));
  const jobs = openJobs({ state_dir });
  try {
    const argv = ['sh', '-c', 'echo ready; exec sleep 600'];
    const job = await jobs.start({ argv, name: 'server', labels: { of: 'npm start' } });
    record('job', job);
    for await (const { line: text } of jobs.watch(job)) {
      line(`it wrote: ${text}`);
      break;
    }
    await askOther(state_dir);
    record('job', await jobs.stop('server'));

    const short = await jobs.start({ argv: ['sh', '-c', 'exit 7'], name: 'short' });
    const { exit_code } = await jobs.wait(short);
    line(`a short job ended with ${exit_code}`);
    await askOther(state_dir);
    line(`${(await jobs.prune()).removed.length} records were removed, with their logs`);
  } finally {
    for (const { id } of await jobs.list({ status: ['pending', 'running'] })) await jobs.kill(id);
    rmSync(state_dir, { recursive: true });
  }
}
