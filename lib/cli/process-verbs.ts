import { type Command, Option } from 'commander';
import type { ListOptions, PortBinding, ProcessEntry, ProcessField, ProcessInfo } from '../index.js';
import { type Context, primitives } from './context.js';
import { codeOfError, exitCode } from './exit-codes.js';
import { allOf, firstOf, namedArgument, readName } from './named-processes.js';
import { duration, portNumber } from './option-values.js';
import { complain, print, printJson } from './output.js';
import { drawTree } from './process-tree.js';
import { quoted } from './shell-words.js';
import { ageText, columns, facts, memoryText } from './table.js';

type Open = Context['open'];

/** The command line; of what has none, a kernel thread or a zombie, the name. */
function commandOf({ cmdline, name }: Pick<ProcessEntry, 'cmdline' | 'name'>): string {
  return cmdline && cmdline.length > 0 ? quoted(cmdline) : `[${name ?? '?'}]`;
}

const percentText = (percent: number | null | undefined) => (percent == null ? '-' : percent.toFixed(1));

interface TreeOptions {
  sample?: number;
  json?: boolean;
}

async function tree(open: Open, text: string, { sample, json }: TreeOptions): Promise<number> {
  const measured: ListOptions<ProcessField> =
    sample === undefined ? {} : { cpu_mode: 'monitor', sample_duration_ms: sample };
  const found = await allOf(await readName(text, open), measured);
  const rows = drawTree(found.processes).map(({ lines, entry }) => [
    entry.pid,
    percentText(entry.cpu_percent),
    memoryText(entry.memory_kb),
    entry.state,
    `${lines}${commandOf(entry)}`,
  ]);
  if (json) printJson(found);
  else print(columns(['PID', 'CPU%', 'MEMORY', 'STATE', 'CMD'], rows));
  return exitCode.ok;
}

function told(info: ProcessInfo): string {
  return facts([
    ['pid', info.pid],
    ['parent', info.ppid],
    ['name', info.name],
    ['command', info.cmdline && quoted(info.cmdline)],
    ['program', info.exe_path],
    ['cwd', info.cwd],
    ['user', info.user ?? info.uid],
    ['group', info.pgid],
    ['session', info.sid],
    ['state', info.state],
    ['started', info.start_time_unix_ms && new Date(info.start_time_unix_ms).toISOString()],
    ['memory', memoryText(info.memory_kb)],
    ['cpu', `${percentText(info.cpu_percent)}%`],
    ['threads', info.thread_count],
    ['identity', info.identity],
  ]);
}

function processTable(infos: readonly ProcessInfo[]): string {
  const rows = infos.map((info) => [
    info.pid,
    info.ppid,
    info.user ?? info.uid,
    info.state,
    percentText(info.cpu_percent),
    memoryText(info.memory_kb),
    info.elapsed_seconds === null ? null : ageText(info.elapsed_seconds * 1000),
    commandOf(info),
  ]);
  return columns(['PID', 'PPID', 'USER', 'STATE', 'CPU%', 'MEMORY', 'AGE', 'CMD'], rows);
}

async function ps(open: Open, texts: string[], { json }: { json?: boolean }): Promise<number> {
  const { getProcess } = await primitives();
  const infos: ProcessInfo[] = [];
  let code: number = exitCode.ok;
  for (const text of texts) {
    try {
      infos.push(getProcess(await firstOf(await readName(text, open)), { include_cwd: true }));
    } catch (error) {
      complain(`${text}: ${(error as Error).message}`);
      code = Math.max(code, codeOfError(error));
    }
  }
  const [first] = infos;
  if (json) for (const info of infos) printJson(info);
  else if (first !== undefined) print(texts.length === 1 ? told(first) : processTable(infos));
  return code;
}

interface PortOptions {
  port?: number;
  tcp?: boolean;
  udp?: boolean;
  json?: boolean;
}

function bindingRow({ protocol, family, local_addr, local_port, pid, process, uid }: PortBinding) {
  const address = family === 'ipv6' ? `[${local_addr}]` : local_addr;
  const user = process?.user ?? uid;
  return [protocol, `${address}:${local_port}`, pid, user, process === null ? null : commandOf(process)];
}

async function ports(open: Open, text: string | undefined, { port, tcp, udp, json }: PortOptions): Promise<number> {
  const { listeningPorts } = await primitives();
  const owners = text === undefined ? null : (await allOf(await readName(text, open))).processes;
  const known = new Map(owners?.map(({ pid, identity }) => [pid, identity]));
  const found = await listeningPorts({
    ...((tcp || udp) && { protocol: tcp ? 'tcp' : 'udp' }),
    ...(port !== undefined && { local_port: port }),
    ...(owners !== null && { pid_in: [...known.keys()] }),
  });
  const isMeant = ({ pid, identity }: PortBinding) => owners === null || (pid !== null && known.get(pid) === identity);
  const result = { ...found, bindings: found.bindings.filter(isMeant) };
  if (json) printJson(result);
  else print(columns(['PROTO', 'ADDRESS', 'PID', 'USER', 'CMD'], result.bindings.map(bindingRow)));
  if (!json) for (const warning of result.warnings) complain(warning);
  return exitCode.ok;
}

export function addProcesses(program: Command, { open, leave }: Context): void {
  program
    .command('tree')
    .description('the processes of a job, or a process and what descends from it, with what they use')
    .argument('<job-or-pid>', namedArgument)
    .option('--sample <duration>', 'measure the processor for so long (default: since each was started)', duration)
    .option('--json', 'print the list of them')
    .action(async (text: string, options: TreeOptions) => leave(await tree(open, text, options)));
  program
    .command('ps')
    .description('what the system tells of processes: of one all, of several a line each')
    .argument('<job-or-pid...>', namedArgument)
    .option('--json', 'print the records')
    .action(async (texts: string[], options: { json?: boolean }) => leave(await ps(open, texts, options)));
  program
    .command('ports')
    .description('who listens where: everybody, all of a job, or a process and what descends from it')
    .argument('[job-or-pid]', namedArgument)
    .option('--port <port>', 'only this port', portNumber)
    .addOption(new Option('--tcp', 'only TCP').conflicts('udp'))
    .option('--udp', 'only UDP')
    .option('--json', 'print the record')
    .action(async (text: string | undefined, options: PortOptions) => leave(await ports(open, text, options)));
}
