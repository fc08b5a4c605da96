#include <net/if.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <unordered_map>

#include "core/platform.h"
#include "platform/linux/decode/descriptor.h"
#include "platform/linux/kernel/descriptor_folder.h"
#include "platform/linux/kernel/facts_reader.h"
#include "platform/linux/kernel/socket_list.h"
#include "platform/posix/errors.h"

namespace reeve::platform {
namespace {

using linux_decode::InetSocket;

std::string interface_name(std::uint32_t index) {
  std::array<char, IF_NAMESIZE> name{};
  return index != 0 && if_indextoname(index, name.data()) != nullptr ? std::string(name.data()) : std::string();
}

Listener listener_of(const InetSocket& socket, Transport transport) {
  Listener listener{.transport = transport,
                    .address = socket.local,
                    .port = socket.local_port,
                    .interface = interface_name(socket.interface),
                    .socket = socket.inode,
                    .uid = socket.uid};
  // Bound to one address, it takes nothing else; bound to all, it does unless it was told not to (IPV6_V6ONLY).
  if (socket.local.family == IpFamily::ipv6 && is_wildcard(socket.local)) {
    listener.dual_stack = socket.ipv6_only ? std::optional(!*socket.ipv6_only) : std::nullopt;
  }
  return listener;
}

Status add_listeners(Transport transport, std::uint16_t port, std::vector<Listener>& listeners) {
  // A socket for datagrams without a peer is "closed" to the kernel.
  const std::uint8_t waiting = transport == Transport::tcp ? linux_decode::kListening : linux_decode::kClosed;
  for (const IpFamily family : {IpFamily::ipv4, IpFamily::ipv6}) {
    const linux_kernel::InetWanted wanted{
        .transport = transport, .family = family, .states = linux_kernel::state_bit(waiting), .port = port};
    const Status listed = linux_kernel::list_inet_sockets(wanted, {}, [&](const InetSocket& socket) {
      if (socket.state == waiting && socket.local_port != 0) listeners.push_back(listener_of(socket, transport));
    });
    if (!listed.ok()) return listed;
  }
  return Done{};
}

// The kernel lists in several goes, and a socket that moves meanwhile may come twice.
void keep_first_of_each(std::vector<Listener>& listeners) {
  std::map<std::uint64_t, std::size_t> seen;
  std::size_t kept = 0;
  for (std::size_t at = 0; at < listeners.size(); ++at) {
    const std::uint64_t socket = listeners[at].socket;
    if (socket != 0 && !seen.emplace(socket, at).second) continue;
    if (kept != at) listeners[kept] = std::move(listeners[at]);
    ++kept;
  }
  listeners.resize(kept);
}

// Looks through what processes have open for some sockets.
class HolderSearch {
 public:
  HolderSearch(const std::vector<Listener>& listeners, const std::vector<std::size_t>& places) {
    for (const std::size_t place : places) {
      if (listeners[place].socket != 0) by_inode_.emplace(listeners[place].socket, place);
    }
  }

  [[nodiscard]] bool is_vain() const { return by_inode_.empty(); }

  Status look_at(Pid pid) {
    found_.clear();
    const auto folder = linux_kernel::DescriptorFolder::open(pid);
    if (!folder.ok()) return passed_over(folder.error());
    const Result<bool> any = read(folder.value());
    if (!any.ok()) return passed_over(any.error());
    // The main thread may have ended before the others: they still have everything open.
    if (!any.value()) look_at_threads(pid);
    for (const auto& [place, descriptor] : found_) {
      scan_.holders.push_back({.listener = place, .pid = pid, .descriptor = descriptor});
    }
    return Done{};
  }

  HolderScan take() { return std::move(scan_); }

 private:
  // Whether there was anything at all.
  Result<bool> read(const linux_kernel::DescriptorFolder& folder) {
    bool any = false;
    const Status done = folder.read([&](int descriptor, std::string_view target) {
      any = true;
      const auto inode = linux_decode::parse_socket_link(target);
      const auto wanted = inode ? by_inode_.find(*inode) : by_inode_.end();
      if (wanted == by_inode_.end()) return;
      const auto [known, is_new] = found_.emplace(wanted->second, descriptor);
      if (!is_new) known->second = std::min(known->second, descriptor);
    });
    if (!done.ok()) return done.error();
    return any;
  }

  void look_at_threads(Pid pid) {
    const Status done = linux_kernel::each_other_thread(pid, [&](Pid tid) {
      const auto folder = linux_kernel::DescriptorFolder::open_of_thread(pid, tid);
      const Result<bool> any = folder.ok() ? read(folder.value()) : Result<bool>(false);
      return any.ok() && any.value();
    });
    static_cast<void>(done);  // it is gone: then it has nothing open
  }

  Status passed_over(const Error& error) {
    if (error.os == EMFILE || error.os == ENFILE || error.os == ENOMEM) return error;
    if (error.os == EACCES || error.os == EPERM) ++scan_.unreadable;
    return Done{};
  }

  std::unordered_map<std::uint64_t, std::size_t> by_inode_;
  std::map<std::size_t, int> found_;  // of the process that is looked at
  HolderScan scan_;
};

}  // namespace

struct ListenerLook::State {
  std::vector<Listener> listeners;
  std::vector<std::string> warnings;
};

Result<ListenerLook> ListenerLook::at(const ListenersWanted& wanted) {
  auto state = std::make_shared<State>();
  for (const Transport transport : {Transport::tcp, Transport::udp}) {
    if (wanted.transport && *wanted.transport != transport) continue;
    const Status added = add_listeners(transport, wanted.port.value_or(0), state->listeners);
    if (!added.ok()) return added.error();
  }
  keep_first_of_each(state->listeners);
  return ListenerLook(std::move(state));
}

const std::vector<Listener>& ListenerLook::listeners() const { return state_->listeners; }
const std::vector<std::string>& ListenerLook::warnings() const { return state_->warnings; }

Result<HolderScan> ListenerLook::holders(const std::vector<std::size_t>& places,
                                         const std::optional<std::vector<Pid>>& among) const {
  HolderSearch search(state_->listeners, places);
  if (search.is_vain()) return HolderScan{};
  Result<std::vector<Pid>> pids = among ? *among : linux_kernel::list_numbers("/proc");
  if (!pids.ok()) return pids.error();
  for (const Pid pid : pids.value()) {
    const Status looked = search.look_at(pid);
    if (!looked.ok()) return looked.error();
  }
  return search.take();
}

bool ListenerLook::still_holds(const Pin& pin, const ListenerHolder& holder) const {
  return linux_kernel::leads_to_socket(pin.pid, holder.descriptor, state_->listeners[holder.listener].socket);
}

}  // namespace reeve::platform
