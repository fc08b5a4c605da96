import { fileURLToPath } from 'node:url';
import { spawnInGroup, waitPid } from 'reeve';
import { line, record } from './print.mjs';

const script = fileURLToPath(new URL('./reuse-pid.mjs', import.meta.url));
const namespaces = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
const asRoot = process.getuid() === 0;

async function readAll(stream) {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}

/**
 * Runs reuse-pid.mjs in a PID namespace of its own, where pids can be handed out at will without harm to anybody. Not
 * every machine permits that: then it says why.
 */
export async function showGuard() {
  const argv = [...namespaces, ...(asRoot ? [] : ['--user', '--map-root-user']), process.execPath, script];
  let job;
  try {
    job = spawnInGroup({ argv, stdout: 'pipe', stderr: 'pipe', containment: 'group' });
  } catch (error) {
    return line(`not shown here: ${error.message}`);
  }
  const [output, complaints, end] = await Promise.all([readAll(job.stdout), readAll(job.stderr), waitPid(job)]);
  if (end.exit_code !== 0) return line(`not shown here: ${complaints.trim() || `it ended with ${end.exit_code}`}`);
  for (const text of output.trim().split('\n')) {
    const step = JSON.parse(text);
    if (step.say) line(step.say);
    else record(step.schema, step.record);
  }
}
