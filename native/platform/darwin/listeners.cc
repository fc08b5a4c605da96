#include <libproc.h>
#include <sys/proc_info.h>

#include <algorithm>
#include <cerrno>
#include <map>

#include "core/platform.h"
#include "platform/darwin/kernel/open_files.h"
#include "platform/darwin/kernel/process_table.h"

namespace reeve::platform {

// macOS lists sockets by process, so that one look tells both, and of those that may not be looked into it tells nothing.
struct ListenerLook::State {
  std::vector<Listener> listeners;
  std::vector<std::string> warnings;
  std::vector<ListenerHolder> holders;
  std::uint64_t unreadable = 0;
};

namespace {

// Of the sockets of one process. A process that has one twice is named by its lowest descriptor.
void add_listeners_of(Pid pid, const std::vector<darwin_kernel::OpenFile>& files, const ListenersWanted& wanted,
                      std::map<std::uint64_t, std::size_t>& places, std::vector<Listener>& listeners,
                      std::vector<ListenerHolder>& holders) {
  std::map<std::size_t, int> found;
  for (const darwin_kernel::OpenFile& file : files) {
    if (file.type != PROX_FDTYPE_SOCKET) continue;
    socket_fdinfo socket{};
    if (!darwin_kernel::read_socket(pid, file.descriptor, socket)) continue;
    const std::optional<Listener> listener = darwin_kernel::listener_of(socket);
    if (!listener || (wanted.transport && listener->transport != *wanted.transport)) continue;
    if (wanted.port && listener->port != *wanted.port) continue;
    const auto [known, is_new] = places.emplace(listener->socket, listeners.size());
    if (is_new) listeners.push_back(*listener);
    const auto [holder, is_first] = found.emplace(known->second, file.descriptor);
    if (!is_first) holder->second = std::min(holder->second, file.descriptor);
  }
  for (const auto& [place, descriptor] : found) {
    holders.push_back({.listener = place, .pid = pid, .descriptor = descriptor});
  }
}

}  // namespace

Result<ListenerLook> ListenerLook::at(const ListenersWanted& wanted) {
  const Result<std::vector<darwin_kernel::ProcessRecord>> records = darwin_kernel::list_records();
  if (!records.ok()) return records.error();
  auto state = std::make_shared<State>();
  std::map<std::uint64_t, std::size_t> places;
  for (const darwin_kernel::ProcessRecord& record : records.value()) {
    const Pid pid = record.stat.pid;
    if (!is_pid(pid)) continue;
    const auto files = darwin_kernel::list_open_files(pid);
    if (!files.ok() && (files.error().os == EPERM || files.error().os == EACCES)) ++state->unreadable;
    if (!files.ok()) continue;
    add_listeners_of(pid, files.value(), wanted, places, state->listeners, state->holders);
  }
  if (state->unreadable > 0) {
    state->warnings.push_back("what " + std::to_string(state->unreadable) +
                              (state->unreadable == 1 ? " process has" : " processes have") +
                              " open may not be read, so their sockets are missing (EPERM)");
  }
  return ListenerLook(std::move(state));
}

const std::vector<Listener>& ListenerLook::listeners() const { return state_->listeners; }
const std::vector<std::string>& ListenerLook::warnings() const { return state_->warnings; }

Result<HolderScan> ListenerLook::holders(const std::vector<std::size_t>& places,
                                         const std::optional<std::vector<Pid>>& among) const {
  HolderScan scan{.unreadable = state_->unreadable};
  for (const ListenerHolder& holder : state_->holders) {
    if (std::find(places.begin(), places.end(), holder.listener) == places.end()) continue;
    if (among && std::find(among->begin(), among->end(), holder.pid) == among->end()) continue;
    scan.holders.push_back(holder);
  }
  return scan;
}

bool ListenerLook::still_holds(const Pin& pin, const ListenerHolder& holder) const {
  socket_fdinfo socket{};
  return darwin_kernel::read_socket(pin.pid, holder.descriptor, socket) &&
         socket.psi.soi_so == state_->listeners[holder.listener].socket;
}

}  // namespace reeve::platform
