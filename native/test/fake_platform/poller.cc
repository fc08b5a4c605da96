#include <cerrno>

#include "core/platform.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::platform {
namespace {

using fake::World;
using fake::world;
using Lock = std::unique_lock<std::mutex>;

// Edges, as epoll's: the end, the reap, each change of a folder and each word of a keeper since the last look.
bool take_edge(World::Watched& watched, const World::Handle& handle) {
  if (handle.process) {
    const bool end = handle.process->ended && !watched.seen_end;
    const bool reap = handle.process->reaped && !watched.seen_reap && world().tells_reap;
    watched.seen_end |= end;
    watched.seen_reap |= reap;
    return end || reap;
  }
  if (handle.channel) {
    const bool edge = handle.channel->said != watched.heard;
    watched.heard = handle.channel->said;
    return edge;
  }
  const auto folder = world().folders.find(handle.folder);
  const bool edge = folder != world().folders.end() && folder->second.changes != watched.seen_changes;
  if (edge) watched.seen_changes = folder->second.changes;
  return edge;
}

}  // namespace

struct Poller::State {
  UniqueHandle set;
};

Poller::Poller(std::unique_ptr<State> state) : state_(std::move(state)) {}
Poller::Poller(Poller&& other) noexcept = default;
Poller::~Poller() = default;

Result<Poller> Poller::create() {
  const Lock lock(world().mutex);
  if (world().poller_error) return *world().poller_error;
  const Result<int> set = world().open_handle({}, "poller");
  if (!set.ok()) return set.error();
  world().sets[set.value()];
  return Poller(std::make_unique<State>(State{.set = UniqueHandle(set.value())}));
}

Status Poller::add(OsHandle handle, std::uint64_t key, Interest interest) {
  const Lock lock(world().mutex);
  if (world().poller_error) return *world().poller_error;
  const auto found = world().handles.find(handle);
  if (found == world().handles.end()) return fake::error(EINVAL, "poller");
  World::Watched watched{.key = key};
  // A folder is news once at first, as a cgroup's event file is that nobody has read yet (kernfs_generic_poll()).
  if (interest == Interest::folder) watched.seen_changes = -1;
  if (!world().sets[state_->set.get()].watched.emplace(handle, watched).second) return fake::error(EEXIST, "poller");
  world().changed.notify_all();
  return Done{};
}

void Poller::remove(OsHandle handle) {
  const Lock lock(world().mutex);
  world().sets[state_->set.get()].watched.erase(handle);
}

Status Poller::wait(std::optional<Micros> timeout, std::vector<std::uint64_t>& ready) {
  ready.clear();
  Lock lock(world().mutex);
  World::PollSet& set = world().sets[state_->set.get()];
  const auto something = [&] {
    for (auto& [number, watched] : set.watched) {
      if (take_edge(watched, world().handles.at(number))) ready.push_back(watched.key);
    }
    return set.woken || !ready.empty();
  };
  if (timeout) {
    // By the system's clock, because ThreadSanitizer of GCC 12 does not know pthread_cond_clockwait.
    world().changed.wait_until(lock, std::chrono::system_clock::now() + *timeout, something);
  } else {
    world().changed.wait(lock, something);
  }
  set.woken = false;
  return Done{};
}

void Poller::wake() {
  const Lock lock(world().mutex);
  world().sets[state_->set.get()].woken = true;
  world().changed.notify_all();
}

}  // namespace reeve::platform
