import { lstatSync } from 'node:fs';
import type { Command } from 'commander';
import type { Capabilities } from '../index.js';
import { adviceOn, controllersOfLimits } from './advice.js';
import { type Context, primitives } from './context.js';
import { exitCode } from './exit-codes.js';
import { print, printJson } from './output.js';
import { facts } from './table.js';

const yes = (good: boolean, otherwise: string) => (good ? 'yes' : `no: ${otherwise}`);

function cgroupText({ cgroup }: Capabilities): string {
  return cgroup.available ? `yes, below ${cgroup.path}` : `no: ${cgroup.reason}`;
}

function limitsText({ cgroup_controllers, platform }: Capabilities): string {
  if (platform === 'win32') return 'memory, pids and cpu, by job objects';
  if (cgroup_controllers === null) return 'none: they need cgroups';
  const kept = controllersOfLimits.filter((name) => cgroup_controllers.includes(name));
  return kept.length === 0 ? 'none: no controller is handed down' : `by ${kept.join(', ')}`;
}

/** What the state folder is; it is not made for the question. */
async function stateText(open: Context['open'], path: string): Promise<string> {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return `${path} (made by the first start)`;
  try {
    await open();
    return path;
  } catch (error) {
    return `not usable: ${(error as Error).message}`;
  }
}

function diagnosis(can: Capabilities, state: string): string {
  return facts([
    ['system', `${can.platform}: ${can.kernel}`],
    ['durable jobs', yes(can.keeper.available, can.keeper.reason ?? '')],
    ['state folder', state],
    [
      'containment',
      can.containments.length === 0 ? 'none' : `${can.containments.join(', ')} (auto: ${can.default_containment})`,
    ],
    ['cgroups', cgroupText(can)],
    ['limits', limitsText(can)],
    ['ends with its parent', yes(can.on_parent_exit_kill, 'there is nobody who would see to it')],
    ...(can.platform === 'linux' ? linuxFacts(can) : []),
    ...[...can.warnings, ...adviceOn(can)].map((sentence) => ['advice', sentence] as const),
  ]);
}

function linuxFacts(can: Capabilities): [string, string][] {
  return [
    ['pinned processes', yes(can.pidfd, 'pidfds are refused, so waits look every 20 ms')],
    [
      'unique identities',
      yes(can.pidfd_inode, 'a pid that comes back within 10 ms looks the same (Linux 6.9 has them)'),
    ],
    ['exit codes of others', yes(can.exit_info, 'of zombies only (Linux 6.15 tells them)')],
  ];
}

async function doctor(open: Context['open'], place: string | undefined, json: boolean): Promise<number> {
  const { capabilities } = await primitives();
  const { defaultStateFolder } = await import('../jobs/index.js');
  const can = capabilities();
  if (json) printJson(can);
  else print(diagnosis(can, await stateText(open, place ?? defaultStateFolder())));
  return can.keeper.available ? exitCode.ok : exitCode.failure;
}

export function addDoctor(program: Command, { open, leave }: Context): void {
  program
    .command('doctor')
    .description('what this machine can do for jobs, what it can not, and what helps; 1 where it can have none')
    .option('--json', 'print the record of capabilities')
    .action(async ({ json = false }: { json?: boolean }) =>
      leave(await doctor(open, program.opts<{ stateDir?: string }>().stateDir, json)),
    );
}
