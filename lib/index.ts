export { capabilities } from './capabilities.js';
export { checkIdentity } from './check-identity.js';
export { ReeveError } from './errors.js';
export type {
  Capabilities,
  Containment,
  ErrorRecord,
  IdentityCheckResult,
  ProcessInfo,
  ProcessRef,
  RunWithTimeoutResult,
  SpawnInGroupConfig,
  SpawnInGroupResult,
  TerminateTreeConfig,
  TerminateTreeResult,
  WaitPidResult,
} from './generated/types.js';
export { type GetProcessOptions, getProcess } from './get-process.js';
export type { RunWithTimeoutConfig } from './run-plan.js';
export { type RanWithTimeout, type RunWithTimeoutOptions, runWithTimeout } from './run-with-timeout.js';
export { type SpawnedInGroup, spawnInGroup } from './spawn-in-group.js';
export { terminateTree, terminateTreeSync } from './terminate-tree.js';
export { type WaitPidOptions, waitPid, waitPidSync } from './wait-pid.js';
