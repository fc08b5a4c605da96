#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/descriptors/descriptor_facts.h"

namespace reeve::linux_decode {

// What a link of /proc/<pid>/fd says by itself.
struct DescriptorLink {
  // nullopt: it is a path, and only the file tells what it is.
  std::optional<DescriptorKind> kind{};
  std::uint64_t inode = 0;  // of a socket or pipe; else 0
};
DescriptorLink parse_descriptor_link(std::string_view target);

// The inode of "socket:[4711]"; nullopt for any other link.
std::optional<std::uint64_t> parse_socket_link(std::string_view target);

// /proc/<pid>/fdinfo/<fd> (proc_pid_fdinfo(5)).
struct DescriptorInfo {
  std::optional<std::uint64_t> position{};
  std::optional<std::uint32_t> flags{};
  std::optional<std::uint64_t> inode{};  // Linux 5.14
  std::optional<Pid> pid{};              // of a pidfd: -1 of one whose process was reaped
};
DescriptorInfo parse_descriptor_info(std::string_view text);

Access access_of(std::uint32_t flags);
bool closes_on_exec(std::uint32_t flags);
// As open(2) names them, without the access mode. `arm`: whether the numbers are those of ARM.
std::vector<std::string> names_of_flags(std::uint32_t flags, bool arm);

// The name of a socket's protocol in the kernel ("TCPv6", "UNIX-STREAM"), which the xattr system.sockprotoname has.
SocketFacts parse_protocol_name(std::string_view name);

}  // namespace reeve::linux_decode
