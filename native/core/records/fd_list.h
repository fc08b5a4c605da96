#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/descriptors/descriptor_facts.h"
#include "core/records/header.h"

namespace reeve {

constexpr std::string_view to_text(Access access) {
  switch (access) {
    case Access::read:
      return "read";
    case Access::write:
      return "write";
    case Access::read_write:
      return "read_write";
    case Access::path:
      break;
  }
  return "path";
}

template <class Visit>
void describe(const SocketFacts& socket, Visit& visit) {
  const auto word = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
  visit("family", word(socket.family));
  visit("type", word(socket.type));
  visit("protocol", word(socket.protocol));
  visit("state", word(socket.state));
  visit("local_addr", socket.local_addr);
  visit("local_port", socket.local_port);
  visit("remote_addr", socket.remote_addr);
  visit("remote_port", socket.remote_port);
  visit("path", socket.path);
}

// Its texts are UTF-8.
struct FdEntry {
  DescriptorFacts facts{};
};

template <class Visit>
void describe(const FdEntry& entry, Visit& visit) {
  const DescriptorFacts& facts = entry.facts;
  visit("fd", facts.number);
  visit("kind", to_text(facts.kind));
  visit("path", facts.path);
  visit("target", facts.target);
  visit("deleted", facts.deleted);
  visit("access", facts.access ? std::optional(to_text(*facts.access)) : std::nullopt);
  visit("close_on_exec", facts.close_on_exec);
  visit("flags", facts.flags);
  visit("position", facts.position);
  visit("inode", facts.inode ? std::optional(std::to_string(*facts.inode)) : std::nullopt);
  visit("target_pid", facts.target_pid);
  visit("socket", facts.socket);
}

// All of the record but `fds`, which may be many.
struct FdListHead {
  Header header{};
  Pid pid = kNoPid;
  std::optional<std::string> identity{};
  std::vector<std::string> warnings{};
};

template <class Visit>
void describe(const FdListHead& head, Visit& visit) {
  describe_header(head.header, "fd-list", visit);
  visit("pid", head.pid);
  visit("identity", head.identity);
  visit("warnings", head.warnings);
}

}  // namespace reeve
