import { type Check, checkObject, listOf, oneOf, text, whole } from './arguments.js';
import type {
  FindByPortOptions,
  ListeningPortsOptions,
  PortBinding,
  PortBindings,
  PortFilter,
  PortOwners,
  ProcessEntry,
} from './generated/types.js';
import type { PortBindingsHead } from './native/binding.js';
import { native } from './native/load.js';
import { inParts } from './parts.js';
import { fieldChecks, toQuery } from './process-fields.js';

export const port: Check = whole(1, 65_535);
export const protocol: Check = oneOf('tcp', 'udp');

const filterChecks: Readonly<Record<keyof PortFilter, Check>> = {
  protocol,
  local_port: port,
  local_addr: text,
  host: text,
  pid_in: listOf(whole(1, 2 ** 31 - 1)),
};

const ownerChecks: Readonly<Record<keyof FindByPortOptions, Check>> = { protocol, host: text };

/**
 * The sockets that wait at a port, of TCP and UDP, IPv4 and IPv6, with the processes that have them open: one binding
 * for each pair, by protocol, port, family and address. A binding is a ref. A socket whose process may not be seen
 * (another user's, another namespace's, the kernel's own) is told of with `pid: null`, and one warning says why.
 *
 * Only sockets of this program's own network namespace. Each process was pinned, seen to have the socket open, and still
 * there after what is told of it was read. Nobody there is an empty list. Read on a thread of reeve's. Rejects with
 * `ERR_INVALID_ARG` for an address that is none, and where the look itself fails, such as `EMFILE`.
 */
export async function listeningPorts(
  filter: PortFilter = {},
  options: ListeningPortsOptions = {},
): Promise<PortBindings> {
  checkObject(filter, 'filter', filterChecks);
  checkObject(options, 'options', fieldChecks);
  const { fields } = toQuery({}, options);
  const { head, items } = await inParts<PortBindingsHead, PortBinding>((settle) =>
    native.listeningPorts({ ...filter, fields }, settle),
  );
  const { warnings, ...rest } = head;
  return { ...rest, bindings: items, warnings };
}

/**
 * The processes that listen at one port (`protocol`: tcp), each once. `listening` says whether anybody does:
 * `listening: true` without a process means that none of them may be seen. With `host`, those that would get what is sent
 * to that address. An answer about this moment: a port that is free now may be taken by the time it is used.
 */
export async function findByPort(local_port: number, options: FindByPortOptions = {}): Promise<PortOwners> {
  port(local_port, 'port');
  checkObject(options, 'options', ownerChecks);
  const { protocol: spoken = 'tcp', host } = options;
  const found = await listeningPorts({ protocol: spoken, local_port, ...(host !== undefined && { host }) });
  const processes = new Map<number, ProcessEntry>();
  for (const { process } of found.bindings) {
    if (process !== null) processes.set(process.pid, process);
  }
  return {
    schema_id: 'urn:reeve:schema:v1:port-owners',
    timestamp: found.timestamp,
    platform: found.platform,
    protocol: spoken,
    local_port,
    listening: found.bindings.length > 0,
    processes: [...processes.values()].sort((one, other) => one.pid - other.pid),
    warnings: found.warnings,
  };
}
