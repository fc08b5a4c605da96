import type { StartJobConfig } from '../jobs/index.js';
import type { Limits } from './option-values.js';

/** The options of `run`, as they were given. */
export interface RunOptions {
  name?: string;
  label?: Record<string, string>;
  cwd?: string;
  env?: Record<string, string>;
  unset?: string[];
  stdin?: string;
  limit?: Limits;
  containment?: NonNullable<StartJobConfig['containment']>;
  killOnParentExit?: boolean;
  logMax?: number;
  logAge?: number;
  logKeep?: number;
  logTimestamps?: boolean;
  reuse?: boolean;
  replace?: boolean;
  readyPort?: number;
  readyTimeout?: number;
  wait?: boolean;
  tail?: boolean;
  timeout?: number;
  json?: boolean;
}

/** What is wrong with options that don't go together; null where nothing is. */
export function faultOf(options: RunOptions): string | null {
  const { reuse, replace, name, killOnParentExit, wait, tail, logMax, logAge, logKeep, readyPort, readyTimeout } =
    options;
  if (reuse && replace) return '--reuse and --replace exclude each other';
  if ((reuse || replace) && name === undefined) return '--reuse and --replace go by the name: give one with --name';
  if (killOnParentExit && !wait && !tail) {
    return '--kill-on-parent-exit ends the job with this command, so it needs --wait or --tail';
  }
  if (logKeep !== undefined && logMax === undefined) return '--log-keep needs --log-max';
  if (logAge !== undefined && logMax === undefined) return '--log-age needs --log-max';
  if (readyTimeout !== undefined && readyPort === undefined) return '--ready-timeout needs --ready-port';
  return null;
}

function logsOf({ logMax, logAge, logKeep, logTimestamps }: RunOptions): StartJobConfig['logs'] {
  const more = { ...(logAge !== undefined && { max_age_ms: logAge }), ...(logKeep !== undefined && { keep: logKeep }) };
  return {
    ...(logMax !== undefined && { rotate: { max_bytes: logMax, ...more } }),
    ...(logTimestamps && { timestamps: true }),
  };
}

/** What the library is asked for. */
export function configOf(argv: string[], options: RunOptions): StartJobConfig {
  const { name, label, cwd, env, unset = [], stdin, limit, containment, killOnParentExit, reuse, replace } = options;
  const removed = Object.fromEntries(unset.map((variable) => [variable, null]));
  return {
    argv,
    labels: label ?? {},
    env: { ...removed, ...env },
    logs: logsOf(options) ?? {},
    ...(name !== undefined && { name }),
    ...(cwd !== undefined && { cwd }),
    ...(stdin !== undefined && { stdin: { file: stdin } }),
    ...(limit !== undefined && { limits: limit }),
    ...(containment !== undefined && { containment }),
    ...(killOnParentExit && { on_parent_exit: 'kill' as const }),
    ...((reuse || replace) && { if_running: reuse ? 'reuse' : 'replace' }),
  };
}
