import type {
  Capabilities,
  ErrorRecord,
  IdentityCheckResult,
  ProcessInfo,
  ProcessRef,
  SpawnInGroupConfig,
  SpawnInGroupResult,
  TerminateTreeConfig,
  TerminateTreeResult,
  WaitPidResult,
} from '../generated/types.js';

/** What the addon calls once, with exactly one of the two. */
export type Settle<T> = (error: Error | null, result?: T) => void;

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
}
