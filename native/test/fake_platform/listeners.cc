#include <algorithm>
#include <cerrno>

#include "core/platform.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::platform {

using fake::error;
using fake::world;

struct ListenerLook::State {
  std::vector<Listener> listeners;
  std::vector<std::string> warnings;
};

Result<ListenerLook> ListenerLook::at(const ListenersWanted& wanted) {
  const auto hook = world().before_listeners;
  if (hook) hook();
  const std::lock_guard lock(world().mutex);
  if (world().listeners_error) return *world().listeners_error;
  auto state = std::make_shared<State>();
  for (const Listener& listener : world().listeners) {
    if (wanted.transport && listener.transport != *wanted.transport) continue;
    if (!wanted.port || listener.port == *wanted.port) state->listeners.push_back(listener);
  }
  return ListenerLook(std::move(state));
}

const std::vector<Listener>& ListenerLook::listeners() const { return state_->listeners; }
const std::vector<std::string>& ListenerLook::warnings() const { return state_->warnings; }

Result<HolderScan> ListenerLook::holders(const std::vector<std::size_t>& places,
                                         const std::optional<std::vector<Pid>>& among) const {
  const auto hook = world().before_holders;
  if (hook) hook();
  const std::lock_guard lock(world().mutex);
  HolderScan scan;
  for (const auto& [pid, process] : world().table) {
    if (process->ended || (among && std::find(among->begin(), among->end(), pid) == among->end())) continue;
    if (process->refuses) ++scan.unreadable;
    if (process->refuses) continue;
    for (const std::size_t place : places) {
      if (process->sockets.contains(state_->listeners[place].socket)) {
        scan.holders.push_back({.listener = place, .pid = pid, .descriptor = 3});
      }
    }
  }
  return scan;
}

bool ListenerLook::still_holds(const Pin& pin, const ListenerHolder& holder) const {
  const std::lock_guard lock(world().mutex);
  const auto handle = world().handles.find(pin.handle.get());
  if (handle == world().handles.end() || handle->second.process->ended) return false;
  return handle->second.process->sockets.contains(state_->listeners[holder.listener].socket);
}

}  // namespace reeve::platform
