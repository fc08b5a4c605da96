#include "platform/linux/kernel/socket_list.h"

#include <cerrno>
#include <string>
#include <utility>
#include <vector>

#include "platform/linux/kernel/procfs.h"
#include "platform/linux/kernel/socket_diag.h"
#include "platform/posix/errors.h"

namespace reeve::linux_kernel {
namespace {

// The thread's own, as sock_diag has it: a thread may have moved to another namespace than its process.
std::string net_file(const NetworkOf& network, std::string_view name) {
  const std::string folder = network.pid ? std::to_string(*network.pid) : std::string("thread-self");
  return "/proc/" + folder + "/net/" + std::string(name);
}

// Nothing to fall back from: the file could not be opened either, or the answer was cut short for want of memory.
bool is_shortage(const Error& error) {
  return error.os == EMFILE || error.os == ENFILE || error.os == ENOMEM || error.os == ENOBUFS;
}

Status read_lines(const std::string& path, const std::function<void(std::string_view)>& take) {
  const Result<std::string> text = read_file(path.c_str());
  if (!text.ok()) return text.error();
  std::string_view rest = text.value();
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + (line.size() < rest.size() ? 1 : 0));
    take(line);
  }
  return Done{};
}

std::string_view file_of(const InetWanted& wanted) {
  const bool ipv4 = wanted.family == IpFamily::ipv4;
  if (wanted.transport == Transport::tcp) return ipv4 ? "tcp" : "tcp6";
  return ipv4 ? "udp" : "udp6";
}

Status list_from_file(const InetWanted& wanted, const NetworkOf& network,
                      const std::function<void(const linux_decode::InetSocket&)>& take) {
  const Status read = read_lines(net_file(network, file_of(wanted)), [&](std::string_view line) {
    const auto socket = linux_decode::parse_inet_line(line);
    if (!socket || socket->state >= 32 || (wanted.states & state_bit(socket->state)) == 0) return;
    if (wanted.port == 0 || socket->local_port == wanted.port) take(*socket);
  });
  // A kernel without IPv6 has no tcp6. Without /proc there would be no tcp either.
  if (!read.ok() && read.error().os == ENOENT && wanted.family == IpFamily::ipv6) return Done{};
  return read;
}

}  // namespace

Status list_inet_sockets(const InetWanted& wanted, const NetworkOf& network,
                         const std::function<void(const linux_decode::InetSocket&)>& take) {
  if (network.pid) return list_from_file(wanted, network, take);
  // Kept back until the list is whole: one that breaks off is read anew from the file.
  std::vector<linux_decode::InetSocket> sockets;
  const Status listed =
      list_inet_diag(wanted.transport, wanted.family, wanted.states, wanted.port, [&](std::string_view payload) {
        if (const auto socket = linux_decode::parse_inet_diag(payload)) sockets.push_back(*socket);
      });
  if (!listed.ok()) return is_shortage(listed.error()) ? listed : list_from_file(wanted, network, take);
  for (const linux_decode::InetSocket& socket : sockets) take(socket);
  return Done{};
}

Status list_unix_sockets(const NetworkOf& network, const std::function<void(linux_decode::UnixSocket)>& take) {
  std::vector<linux_decode::UnixSocket> sockets;
  const Status listed =
      network.pid ? Status(posix::error_of(ENOENT, "netlink")) : list_unix_diag([&](std::string_view payload) {
        auto socket = linux_decode::parse_unix_diag(payload);
        if (socket) sockets.push_back(std::move(*socket));
      });
  if (!listed.ok() && is_shortage(listed.error())) return listed;
  if (!listed.ok()) {
    sockets.clear();
    const Status read = read_lines(net_file(network, "unix"), [&](std::string_view line) {
      auto socket = linux_decode::parse_unix_line(line);
      if (socket) sockets.push_back(std::move(*socket));
    });
    if (!read.ok()) return read;
  }
  for (linux_decode::UnixSocket& socket : sockets) take(std::move(socket));
  return Done{};
}

}  // namespace reeve::linux_kernel
