import type { Capabilities } from '../index.js';

/** What `run --limit` needs of a cgroup. */
export const controllersOfLimits = ['memory', 'pids', 'cpu', 'io'];

/** Sentences about what would make a Linux machine do more. */
function onLinux({ cgroup, cgroup_controllers, pidfd }: Capabilities): string[] {
  const advice: string[] = [];
  if (!pidfd) advice.push('let the seccomp filter of this container pass pidfd_open and pidfd_send_signal');
  if (!cgroup.available) {
    advice.push('for cgroups and limits start from: systemd-run --user --scope -p Delegate=yes SHELL');
  } else {
    const missing = controllersOfLimits.filter((name) => !cgroup_controllers?.includes(name));
    if (missing.length > 0) {
      advice.push(
        `limits by ${missing.join(', ')} can't be kept: a controller has to be handed down to ${cgroup.path}, which needs a cgroup without processes of its own (docs/spawn.md, Limits)`,
      );
    }
  }
  return advice;
}

/** What to do about what this machine can't; empty where nothing is left to wish for. */
export function adviceOn(can: Capabilities): string[] {
  if (can.platform === 'darwin') return ['macOS has no keepers: durable jobs need Linux or Windows'];
  const keeper = can.keeper.available ? [] : ['no durable job can be started before what is said of keepers is mended'];
  return can.platform === 'linux' ? [...keeper, ...onLinux(can)] : keeper;
}
