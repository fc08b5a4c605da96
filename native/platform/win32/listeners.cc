#include <algorithm>

#include "core/platform.h"
#include "platform/win32/kernel/port_table.h"

namespace reeve::platform {

struct ListenerLook::State {
  std::vector<Listener> listeners;
  std::vector<windows::OwnedListener> owned;  // at the same places
  std::vector<std::string> warnings;
};

Result<ListenerLook> ListenerLook::at(const ListenersWanted& wanted) {
  auto state = std::make_shared<State>();
  for (const Transport transport : {Transport::tcp, Transport::udp}) {
    if (wanted.transport && *wanted.transport != transport) continue;
    for (const IpFamily family : {IpFamily::ipv4, IpFamily::ipv6}) {
      const Result<std::vector<windows::OwnedListener>> table = windows::read_port_table(transport, family);
      if (!table.ok()) return table.error();
      for (const windows::OwnedListener& row : table.value()) {
        if (row.listener.port == 0 || (wanted.port && row.listener.port != *wanted.port)) continue;
        state->listeners.push_back(row.listener);
        state->owned.push_back(row);
      }
    }
  }
  return ListenerLook(std::move(state));
}

const std::vector<Listener>& ListenerLook::listeners() const { return state_->listeners; }
const std::vector<std::string>& ListenerLook::warnings() const { return state_->warnings; }

// Windows names one process for each: the one that made it.
Result<HolderScan> ListenerLook::holders(const std::vector<std::size_t>& places,
                                         const std::optional<std::vector<Pid>>& among) const {
  HolderScan scan;
  for (const std::size_t place : places) {
    const Pid owner = state_->owned[place].owner;
    if (!is_pid(owner)) continue;
    if (among && std::find(among->begin(), among->end(), owner) == among->end()) continue;
    scan.holders.push_back({.listener = place, .pid = owner});
  }
  return scan;
}

// The maker may have ended and left the socket to another process: then its pid may be a later one's by now, which was
// born after the socket was bound.
bool ListenerLook::still_holds(const Pin& pin, const ListenerHolder& holder) const {
  const std::uint64_t bound = state_->owned[holder.listener].bound;
  if (bound == 0) return true;
  const Result<ProcessStat> stat = read_pinned_stat(pin);
  return stat.ok() && stat.value().start <= bound;
}

}  // namespace reeve::platform
