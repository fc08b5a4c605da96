export { capabilities } from './capabilities.js';
export { checkIdentity } from './check-identity.js';
export {
  type AncestorOptions,
  type AncestorsWith,
  ancestors,
  type DescendantOptions,
  type DescendantsWith,
  descendants,
  killDescendants,
} from './descendants.js';
export { ReeveError } from './errors.js';
export type {
  AncestorsOptions,
  AncestorsResult,
  Capabilities,
  Containment,
  DescendantsOptions,
  DescendantsResult,
  ErrorRecord,
  FdEntry,
  FdList,
  FindByPortOptions,
  IdentityCheckResult,
  KillDescendantsOptions,
  KillDescendantsResult,
  ListeningPortsOptions,
  ListFdsOptions,
  ListProcessesOptions,
  PortBinding,
  PortBindings,
  PortFilter,
  PortOwners,
  ProcessEntry,
  ProcessFilter,
  ProcessInfo,
  ProcessList,
  ProcessRef,
  ProcessStats,
  ProcessStatsList,
  ProcessStatsOptions,
  RunWithTimeoutResult,
  SelfGroup,
  SignalManyResult,
  SignalResult,
  SpawnInGroupConfig,
  SpawnInGroupResult,
  TerminateTreeConfig,
  TerminateTreeResult,
  WaitForPortResult,
  WaitPidResult,
} from './generated/types.js';
export { type GetProcessOptions, getProcess } from './get-process.js';
export { listFds } from './list-fds.js';
export { type ListOptions, listProcesses, listProcessesSync, type ProcessListWith } from './list-processes.js';
export { findByPort, listeningPorts } from './listening-ports.js';
export type { ProcessField, ProcessWith, UsualField } from './process-fields.js';
export { processStats } from './process-stats.js';
export type { RunWithTimeoutConfig } from './run-plan.js';
export { type RanWithTimeout, type RunWithTimeoutOptions, runWithTimeout } from './run-with-timeout.js';
export { selfGroup } from './self-group.js';
export {
  forceKill,
  forceKillMany,
  sendSignal,
  sendSignalGroup,
  sendSignalMany,
  terminate,
  terminateMany,
} from './send-signal.js';
export { type SpawnedInGroup, spawnInGroup } from './spawn-in-group.js';
export { terminateTree, terminateTreeSync } from './terminate-tree.js';
export { type WaitForPortOptions, waitForPort } from './wait-for-port.js';
export { type WaitPidOptions, waitPid, waitPidSync } from './wait-pid.js';
export { type ProcessSample, type WatchProcessOptions, watchProcess } from './watch-process.js';
