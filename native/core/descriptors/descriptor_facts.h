#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/pid.h"

namespace reeve {

enum class DescriptorKind : std::uint8_t {
  file,
  directory,
  symlink,  // opened by itself (O_PATH)
  device,
  tty,
  fifo,
  pipe,
  socket,
  epoll,
  eventfd,
  signalfd,
  timerfd,
  inotify,
  fanotify,
  io_uring,
  pidfd,
  memfd,
  kqueue,
  semaphore,
  shared_memory,
  process,  // a handle of Windows
  thread,
  other,
};

inline constexpr auto kDescriptorKinds = std::to_array<std::string_view>(
    {"file",  "directory", "symlink",   "device",        "tty",     "fifo",     "pipe",     "socket",
     "epoll", "eventfd",   "signalfd",  "timerfd",       "inotify", "fanotify", "io_uring", "pidfd",
     "memfd", "kqueue",    "semaphore", "shared_memory", "process", "thread",   "other"});

constexpr std::string_view to_text(DescriptorKind kind) { return kDescriptorKinds[static_cast<std::size_t>(kind)]; }

// nullopt: there is no kind of this name.
constexpr std::optional<DescriptorKind> descriptor_kind_named(std::string_view name) {
  for (std::size_t index = 0; index < kDescriptorKinds.size(); ++index) {
    if (kDescriptorKinds[index] == name) return static_cast<DescriptorKind>(index);
  }
  return std::nullopt;
}

enum class Access : std::uint8_t { read, write, read_write, path };

// What is known of a socket. Texts are empty, and the rest is nullopt, where it is not told or there is none.
struct SocketFacts {
  std::string family{};    // ipv4 ipv6 unix netlink packet ...
  std::string type{};      // stream datagram seqpacket raw
  std::string protocol{};  // tcp udp ...
  std::string state{};     // listen established ...
  std::optional<std::string> local_addr{};
  std::optional<std::uint16_t> local_port{};
  std::optional<std::string> remote_addr{};
  std::optional<std::uint16_t> remote_port{};
  std::optional<std::string> path{};  // of a unix socket, bytes; an abstract name begins with '@'
};

struct DescriptorFacts {
  std::uint64_t number = 0;
  DescriptorKind kind = DescriptorKind::other;
  std::optional<std::string> path{};    // bytes
  std::optional<std::string> target{};  // what the system says it leads to, as it stands; bytes
  std::optional<bool> deleted{};        // its path leads elsewhere or nowhere by now
  std::optional<Access> access{};
  std::optional<bool> close_on_exec{};
  std::optional<std::vector<std::string>> flags{};  // as open(2) names them
  std::optional<std::uint64_t> position{};
  std::optional<std::uint64_t> inode{};
  std::optional<Pid> target_pid{};
  std::optional<SocketFacts> socket{};
};

struct DescriptorScan {
  std::vector<DescriptorFacts> descriptors{};
  std::vector<std::string> warnings{};
};

}  // namespace reeve
