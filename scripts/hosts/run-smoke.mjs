import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./smoke.cjs', import.meta.url));
const limit = { timeout: 120_000, killSignal: 'SIGKILL' };

function lastObject(stdout) {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1));
  } catch {
    return null;
  }
}

/** Runs smoke.cjs once; gives { check: null | why it failed }. */
function run(host, { command, env }, root, addon, place) {
  const [file, ...args] = [...command, ...(host.options ?? []), script, root, place, host.target];
  const done = spawnSync(file, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env, REEVE_ADDON: addon },
    ...limit,
  });
  const end = done.error?.message ?? `ended with ${done.signal ?? done.status}`;
  return lastObject(done.stdout) ?? { [`runs (${place})`]: `${end}: ${done.stderr.trim().slice(-2000)}` };
}

/** What is wrong with one answer, given that this host is known to fail this check in this way. */
function judge(check, answer, fault) {
  if (!fault) return answer === null ? [] : [`${check}: ${answer}`];
  if (answer === null) return [`${check}: passes, which it was not expected to: take it out of the host's faults`];
  return fault.test(answer) ? [] : [`${check}: fails in another way than is known: ${answer}`];
}

/** All checks on one host: how many passed, which failed as expected of the host, and what is wrong. */
export function runSmoke(host, prepared, root, addon) {
  const results = {
    ...run(host, prepared, root, addon, 'main'),
    ...run(host, prepared, root, addon, 'worker'),
  };
  const faults = host.faults ?? {};
  const unasked = Object.keys(faults).filter((check) => !(check in results));
  const wrong = [
    ...Object.entries(results).flatMap(([check, answer]) => judge(check, answer, faults[check])),
    ...unasked.map((check) => `${check}: a known fault of this host that was not looked for`),
  ];
  const passed = Object.values(results).filter((answer) => answer === null).length;
  return { passed, asKnown: Object.keys(faults), wrong };
}
