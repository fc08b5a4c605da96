#include "core/keeper/keeper_channels.h"

#include <algorithm>

#include "core/keeper/keeper_link.h"
#include "core/keeper/kept_exit.h"
#include "core/platform.h"

namespace reeve {

void KeeperChannels::add(UniqueHandle channel, const Containment& recorded, const Identity& job) {
  std::unique_lock lock(mutex_);
  const std::uint64_t id = ++last_id_;
  const OsHandle handle = channel.get();
  const Result<Reactor::Key> key =
      reactor_.watch(handle, platform::Poller::Interest::channel, [this, id] { on_ready(id); });
  // Kept open in either case.
  channels_.emplace(
      id, std::make_unique<Channel>(Channel{
              .handle = std::move(channel), .recorded = recorded, .job = job, .key = key.ok() ? key.value() : 0}));
  lock.unlock();
  if (!key.ok()) tell_last(recorded, job);
}

void KeeperChannels::tell_last(const Containment& recorded, const Identity& job) {
  watcher_.tell(job, read_kept_exit(recorded, job));
}

bool KeeperChannels::listens_for(const Identity& job) {
  const std::lock_guard lock(mutex_);
  return std::any_of(channels_.begin(), channels_.end(), [&](const auto& entry) {
    const Channel& channel = *entry.second;
    return !channel.has_told && channel.key != 0 && compare(channel.job, job) == Sameness::same;
  });
}

void KeeperChannels::follow(const Containment& recorded, const Identity& job) {
  if (listens_for(job)) return;
  if (std::optional<KeeperLink> link = KeeperLink::open(recorded)) return add(link->take_channel(), recorded, job);
  reactor_.post([this, recorded, job] { tell_last(recorded, job); });
}

// On the reactor's thread, as all that closes channels.
void KeeperChannels::on_ready(std::uint64_t id) {
  Channel* channel = nullptr;
  {
    const std::lock_guard lock(mutex_);
    const auto found = channels_.find(id);
    if (found == channels_.end()) return;
    channel = found->second.get();
  }
  while (const std::optional<KeeperNews> news = platform::hear(channel->handle.get())) {
    const bool closed = news->kind == KeeperNews::Kind::closed;
    if (closed || news->kind == KeeperNews::Kind::exited) note_told(*channel);
    if (news->kind == KeeperNews::Kind::exited) watcher_.tell(channel->job, news->exit);
    if (!closed) continue;
    tell_last(channel->recorded, channel->job);
    return close(id);
  }
}

// Before the watcher hears it: whoever begins to wait from here on has to ask anew.
void KeeperChannels::note_told(Channel& channel) {
  const std::lock_guard lock(mutex_);
  channel.has_told = true;
}

void KeeperChannels::close(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto found = channels_.find(id);
  if (found->second->key != 0) reactor_.unwatch(found->second->key, found->second->handle.get());
  channels_.erase(found);
}

}  // namespace reeve
