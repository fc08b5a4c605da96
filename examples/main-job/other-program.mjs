// Knows nothing but the state folder, and tells what it finds there.
import { text } from 'node:stream/consumers';
import { openJobs } from 'reeve/jobs';

const jobs = openJobs({ state_dir: process.argv[2] });
for (const { id, name, status, pid, exit_code, signal } of await jobs.list()) {
  const log = (await text(jobs.attach(id, { stdout: true }))).trim();
  const how = status === 'running' ? `runs as ${pid}` : `is ${status} with ${exit_code ?? signal}`;
  console.log(`'${name}' ${how}, its log is '${log}'`);
}
const server = await jobs.get('server');
if (server?.status === 'running') {
  const again = await jobs.start({ argv: ['sleep', '600'], name: 'server', if_running: 'reuse' });
  console.log(`asked to start 'server', it got ${again.id === server.id ? 'the one that runs' : 'another'}`);
}
