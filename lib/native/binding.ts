import type {
  AncestorsResult,
  Capabilities,
  DescendantsResult,
  ErrorRecord,
  FdList,
  IdentityCheckResult,
  KillDescendantsResult,
  PortBindings,
  PortFilter,
  ProcessFilter,
  ProcessInfo,
  ProcessList,
  ProcessRef,
  ProcessStats,
  ProcessStatsList,
  SelfGroup,
  SignalManyResult,
  SignalResult,
  SpawnInGroupConfig,
  SpawnInGroupResult,
  TerminateTreeConfig,
  TerminateTreeResult,
  WaitForPortResult,
  WaitPidResult,
} from '../generated/types.js';

/** What the addon calls once, with exactly one of the two. */
export type Settle<T> = (error: Error | null, result?: T) => void;

/** As Settle, for a record with a long list: JSON texts of arrays come first, as parts of it, and the rest at the end. */
export type SettleInParts<T> = (error: Error | null, head?: T, part?: string) => void;

/** Which processes, and what of each. A sample's length is undefined where none is taken. */
export interface EntryQuery {
  filter: ProcessFilter;
  fields: readonly string[];
  sample_duration_ms: number | undefined;
}

export type ProcessListHead = Omit<ProcessList, 'processes'>;
export type DescendantsHead = Omit<DescendantsResult, 'levels'> & { found_on_level: number[] };
export type ProcessStatsListHead = Omit<ProcessStatsList, 'processes'>;

export type PortBindingsHead = Omit<PortBindings, 'bindings'>;
export type FdListHead = Omit<FdList, 'fds'>;

/** Whose port, and until when. `tree`: of the process' whole tree. */
export interface PortWaitOrders {
  protocol: string;
  port: number;
  host: string | undefined;
  timeout_ms: number | undefined;
  tree: boolean;
  hold_open: boolean;
}

export interface StatsQuery {
  tree: boolean;
  io: boolean;
  switches: boolean;
  pss: boolean;
}

/** The addon as native/binding/functions.h exports it. It trusts the types of what it is given. */
export interface Binding {
  /** `linux-x64-glibc`, `darwin-arm64`: what this file was compiled for. */
  readonly builtFor: string;
  setErrorMaker(make: (fields: ErrorRecord) => Error): void;
  getProcess(
    ref: ProcessRef,
    options: { include_env: boolean; include_cwd: boolean; include_cmdline: boolean },
  ): ProcessInfo;
  checkIdentity(ref: ProcessRef): IdentityCheckResult;
  spawnInGroup(config: SpawnInGroupConfig & { base_env?: string[] }): {
    result: SpawnInGroupResult;
    ends: [number, number, number];
  };
  /** The result where it is known already, else the number to cancel the wait by. */
  waitPid(
    ref: ProcessRef,
    options: { timeout_ms: number | undefined; hold_open: boolean },
    settle: Settle<WaitPidResult>,
  ): WaitPidResult | number;
  cancelWait(id: number): void;
  waitPidSync(ref: ProcessRef, options: { timeout_ms: number | undefined }): WaitPidResult;
  terminateTree(ref: ProcessRef, config: TerminateTreeConfig, settle: Settle<TerminateTreeResult>): void;
  terminateTreeSync(ref: ProcessRef, config: TerminateTreeConfig): TerminateTreeResult;
  capabilities(): Capabilities;
  listProcesses(query: EntryQuery, settle: SettleInParts<ProcessListHead>): void;
  listProcessesSync(query: EntryQuery): { head: ProcessListHead; parts: string[] };
  descendants(
    ref: ProcessRef,
    query: EntryQuery & { max_levels: number | undefined },
    settle: SettleInParts<DescendantsHead>,
  ): void;
  ancestors(ref: ProcessRef, query: EntryQuery & { max_levels: number | undefined }): AncestorsResult;
  killDescendants(
    ref: ProcessRef,
    orders: { signal: string | number; cascade: boolean; max_levels: number | undefined; filter: ProcessFilter },
    settle: Settle<KillDescendantsResult>,
  ): void;
  sendSignal(ref: ProcessRef, signal: string | number): SignalResult;
  sendSignalGroup(leader: ProcessRef, signal: string | number): SignalResult;
  sendSignalMany(refs: readonly ProcessRef[], signal: string | number): SignalManyResult;
  processStats(ref: ProcessRef, query: StatsQuery, settle: Settle<ProcessStats>): void;
  processStatsMany(refs: readonly ProcessRef[], query: StatsQuery, settle: SettleInParts<ProcessStatsListHead>): void;
  listeningPorts(query: PortFilter & { fields: readonly string[] }, settle: SettleInParts<PortBindingsHead>): void;
  /** The number to cancel the wait by, with cancelWait. */
  waitForPort(ref: ProcessRef | undefined, orders: PortWaitOrders, settle: Settle<WaitForPortResult>): number;
  listFds(ref: ProcessRef, options: { kind: string | undefined }, settle: SettleInParts<FdListHead>): void;
  selfGroup(): SelfGroup;
}
