#include <algorithm>
#include <cerrno>

#include "core/platform.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::platform {
namespace {

using fake::Channel;
using fake::error;
using fake::Keeping;
using fake::world;
using Lock = std::unique_lock<std::mutex>;
using Kind = KeeperNews::Kind;

std::shared_ptr<Channel> channel_of(OsHandle handle) {
  const auto found = world().handles.find(handle);
  return found == world().handles.end() ? nullptr : found->second.channel;
}

Result<UniqueHandle> open_channel(const std::shared_ptr<Keeping>& keeping, bool is_launchers) {
  auto channel = std::make_shared<Channel>(Channel{.keeping = keeping, .is_launchers = is_launchers});
  const Result<int> handle = world().open_handle({.channel = channel}, kKeeperOp);
  if (!handle.ok()) return handle.error();
  return UniqueHandle(handle.value());
}

Result<PreparedJob> prepare(const SpawnPlan& plan, const KeeperOrders& orders) {
  const Lock lock(world().mutex);
  if (world().keeper_error) return *world().keeper_error;
  if (world().spawn_error) return *world().spawn_error;
  Result<SpawnedProcess> keeper = world().start_locked({.file = "keeper"}, {.ppid = fake::kOwn, .held = true});
  if (!keeper.ok()) return keeper.error();
  const Pid pid = keeper.value().pin.pid;
  Result<SpawnedProcess> job = world().start_locked(plan, {.ppid = pid, .folder = orders.folder});
  if (!job.ok()) return job.error();
  const auto keeping = std::make_shared<Keeping>(Keeping{.keeper = world().table.at(pid),
                                                         .job = world().table.at(job.value().pin.pid),
                                                         .token = orders.token,
                                                         .orders = orders});
  world().keepings.push_back(keeping);
  Result<UniqueHandle> channel = open_channel(keeping, true);
  if (!channel.ok()) return channel.error();
  return PreparedJob{.process = std::move(job.value()),
                     .keeper = std::move(keeper.value().pin),
                     .channel = std::move(channel.value()),
                     .state_dir = orders.state_dir};
}

}  // namespace

std::optional<Error> keeper_refusal() { return std::nullopt; }

Result<PreparedJob> prepare_kept(const SpawnPlan& plan, const KeeperOrders& orders) {
  Result<PreparedJob> prepared = prepare(plan, orders);
  if (!prepared.ok()) return prepared;
  Result<Identity> keeper = read_identity(prepared.value().keeper);
  if (!keeper.ok()) {
    drop_kept(prepared.value());
    return keeper.error();
  }
  prepared.value().keeper_identity = std::move(keeper.value());
  return prepared;
}

Status release_kept(const PreparedJob& job, const SpawnPlan&, const std::string&, const std::string& record) {
  const std::shared_ptr<Channel> channel = channel_of(job.channel.get());
  if (const auto& hook = world().before_release) hook(*channel->keeping);
  const Lock lock(world().mutex);
  if (world().release_error) return *world().release_error;
  if (channel->keeping->keeper->ended) return error(ECANCELED, kKeeperOp);
  channel->keeping->released = true;
  channel->keeping->record = record;
  return Done{};
}

void drop_kept(PreparedJob& job) {
  job.channel.reset();
  const Lock lock(world().mutex);
  const auto found = world().handles.find(job.keeper.handle.get());
  world().reap_locked(found->second.process);
}

Result<UniqueHandle> connect_keeper(const std::string& token, const Pin& keeper) {
  const Lock lock(world().mutex);
  for (const std::shared_ptr<Keeping>& keeping : world().keepings) {
    if (keeping->token != token || keeping->keeper->pid != keeper.pid || keeping->keeper->ended) continue;
    Result<UniqueHandle> handle = open_channel(keeping, false);
    if (!handle.ok() || keeping->deaf) return handle;
    const std::shared_ptr<Channel> channel = channel_of(handle.value().get());
    channel->inbox.push_back({.kind = Kind::running});
    if (keeping->told_exit) {
      ExitStatus exit = keeping->job->exit;
      exit.source = ExitSource::keeper;
      channel->inbox.push_back({.kind = Kind::exited, .exit = exit});
    }
    channel->said = static_cast<int>(channel->inbox.size());
    return handle;
  }
  return error(ECONNREFUSED, "connect");
}

Status ask_for_end(OsHandle channel) {
  const Lock lock(world().mutex);
  const std::shared_ptr<Keeping>& keeping = channel_of(channel)->keeping;
  if (keeping->keeper->ended) return error(EPIPE, "send");
  world().end_by_keeper(keeping);
  return Done{};
}

std::optional<KeeperNews> hear(OsHandle channel) {
  const Lock lock(world().mutex);
  std::deque<KeeperNews>& inbox = channel_of(channel)->inbox;
  if (inbox.empty()) return std::nullopt;
  const KeeperNews news = inbox.front();
  // A closed channel says so as often as it is asked.
  if (news.kind != Kind::closed) inbox.pop_front();
  return news;
}

Result<std::string> read_kept_exit(const std::string& state_dir) {
  const Lock lock(world().mutex);
  const auto found = world().kept_exits.find(state_dir);
  if (found == world().kept_exits.end()) return error(ENOENT, "open");
  return found->second;
}

}  // namespace reeve::platform
