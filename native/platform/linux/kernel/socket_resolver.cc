#include "platform/linux/kernel/socket_resolver.h"

#include <algorithm>

namespace reeve::linux_kernel {
namespace {

using linux_decode::InetSocket;
using linux_decode::UnixSocket;

void fill_inet(SocketFacts& facts, const InetSocket& socket, Transport transport) {
  const bool tcp = transport == Transport::tcp;
  facts.family = to_text(socket.local.family);
  if (facts.type.empty()) facts.type = tcp ? "stream" : "datagram";
  if (facts.protocol.empty()) facts.protocol = to_text(transport);
  facts.state = linux_decode::word_of_state(socket.state, tcp);
  if (socket.local_port != 0) {
    facts.local_addr = to_text(socket.local);
    facts.local_port = socket.local_port;
  }
  if (socket.remote_port == 0) return;
  facts.remote_addr = to_text(socket.remote);
  facts.remote_port = socket.remote_port;
}

// The subflows of MPTCP are listed as TCP, under the inode of the whole.
bool is_of(const SocketFacts& facts, Transport transport, IpFamily family) {
  if (facts.family.empty()) return true;
  const bool tcp = transport == Transport::tcp;
  const bool protocol = facts.protocol == to_text(transport) || (tcp && facts.protocol == "mptcp");
  return protocol && facts.family == to_text(family);
}

}  // namespace

bool SocketResolver::is_wanted(const Fits& fits) const {
  return std::any_of(by_inode_.begin(), by_inode_.end(), [&](const auto& entry) {
    return std::any_of(entry.second.begin(), entry.second.end(),
                       [&](const SocketFacts* facts) { return facts->state.empty() && fits(*facts); });
  });
}

template <class Fill>
void SocketResolver::fill(std::uint64_t inode, Fill fill_one) {
  const auto found = by_inode_.find(inode);
  if (inode == 0 || found == by_inode_.end()) return;
  for (SocketFacts* facts : found->second) fill_one(*facts);
}

Status SocketResolver::run_inet(Transport transport, IpFamily family, const NetworkOf& network) {
  if (!is_wanted([&](const SocketFacts& facts) { return is_of(facts, transport, family); })) return Done{};
  const InetWanted every{.transport = transport, .family = family, .states = ~0U};
  return list_inet_sockets(every, network, [&](const InetSocket& socket) {
    fill(socket.inode, [&](SocketFacts& facts) { fill_inet(facts, socket, transport); });
  });
}

Status SocketResolver::run_unix(const NetworkOf& network) {
  const Fits may_be_unix = [](const SocketFacts& facts) { return facts.family.empty() || facts.family == "unix"; };
  if (!is_wanted(may_be_unix)) return Done{};
  return list_unix_sockets(network, [&](const UnixSocket& socket) {
    fill(socket.inode, [&](SocketFacts& facts) {
      facts.family = "unix";
      if (!socket.type.empty()) facts.type = socket.type;
      facts.state = socket.state;
      if (!socket.path.empty()) facts.path = socket.path;
    });
  });
}

Status SocketResolver::run(const NetworkOf& network) {
  for (const Transport transport : {Transport::tcp, Transport::udp}) {
    for (const IpFamily family : {IpFamily::ipv4, IpFamily::ipv6}) {
      const Status done = run_inet(transport, family, network);
      if (!done.ok()) return done;
    }
  }
  return run_unix(network);
}

}  // namespace reeve::linux_kernel
