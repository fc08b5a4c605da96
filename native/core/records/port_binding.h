#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ports/listener.h"
#include "core/records/header.h"
#include "core/records/process_info.h"

namespace reeve {

// One listener and one process that has it open. Without a process: there is none that we may see.
struct PortBinding {
  Listener listener{};
  std::optional<Pid> pid{};
  std::optional<std::string> identity{};
  std::optional<int> descriptor{};
  std::optional<ProcessEntry> process{};
};

template <class Visit>
void describe(const PortBinding& binding, Visit& visit) {
  const Listener& listener = binding.listener;
  visit("protocol", to_text(listener.transport));
  visit("family", to_text(listener.address.family));
  visit("local_addr", to_text(listener.address));
  visit("local_port", listener.port);
  visit("dual_stack", listener.dual_stack);
  visit("interface", listener.interface.empty() ? std::nullopt : std::optional(listener.interface));
  visit("state", listener.transport == Transport::tcp ? "listen" : "unconnected");
  visit("socket_id", listener.socket == 0 ? std::nullopt : std::optional(std::to_string(listener.socket)));
  visit("uid", listener.uid);
  visit("pid", binding.pid);
  visit("identity", binding.identity);
  visit("fd", binding.descriptor);
  visit("process", binding.process);
}

// All of the record but `bindings`, which may be many.
struct PortBindingsHead {
  Header header{};
  std::vector<std::string> warnings{};
};

template <class Visit>
void describe(const PortBindingsHead& head, Visit& visit) {
  describe_header(head.header, "port-bindings", visit);
  visit("warnings", head.warnings);
}

// The processes that listen at one port, by ascending pid, each once.
struct PortOwners {
  Header header{};
  Transport transport = Transport::tcp;
  std::uint16_t port = 0;
  bool listening = false;  // also when nobody who does may be seen
  std::vector<ProcessEntry> processes{};
  std::vector<std::string> warnings{};
};

template <class Visit>
void describe(const PortOwners& owners, Visit& visit) {
  describe_header(owners.header, "port-owners", visit);
  visit("protocol", to_text(owners.transport));
  visit("local_port", owners.port);
  visit("listening", owners.listening);
  visit("processes", owners.processes);
  visit("warnings", owners.warnings);
}

struct WaitForPortResult {
  Header header{};
  Transport transport = Transport::tcp;
  std::uint16_t port = 0;
  std::vector<PortBinding> bindings{};
  std::int64_t waited_ms = 0;
  std::vector<std::string> warnings{};
};

template <class Visit>
void describe(const WaitForPortResult& result, Visit& visit) {
  describe_header(result.header, "wait-for-port-result", visit);
  visit("protocol", to_text(result.transport));
  visit("local_port", result.port);
  visit("bindings", result.bindings);
  visit("waited_ms", result.waited_ms);
  visit("warnings", result.warnings);
}

}  // namespace reeve
