#include "core/ports/find_by_port.h"

#include <map>

namespace reeve {

Result<PortOwners> find_by_port(Transport transport, std::uint16_t port, const std::optional<IpAddress>& host,
                                SpareHandles& spare) {
  const PortQuery query{.filter = {.wanted = {.transport = transport, .port = port}, .host = host}};
  Result<BindingScan> scan = find_bindings(query, spare);
  if (!scan.ok()) return scan.error();
  PortOwners owners{.transport = transport, .port = port, .listening = !scan.value().bindings.empty()};
  std::map<Pid, ProcessEntry> processes;
  for (PortBinding& binding : scan.value().bindings) {
    if (binding.process) processes.insert_or_assign(*binding.pid, std::move(*binding.process));
  }
  for (auto& [pid, process] : processes) owners.processes.push_back(std::move(process));
  owners.warnings = std::move(scan.value().warnings);
  return owners;
}

}  // namespace reeve
