#include <algorithm>

#include "core/keeper/kept_job.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::fake {

// Who takes in the children of this one: the nearest keeper above it, as the nearest subreaper does.
Pid World::heir_of(const Process& process) {
  for (Pid pid = process.ppid; is_pid(pid) && pid != kInit;) {
    const auto above = table.find(pid);
    if (above == table.end()) break;
    const auto keeps = [&](const auto& keeping) { return keeping->keeper == above->second && !above->second->ended; };
    if (std::any_of(keepings.begin(), keepings.end(), keeps)) return pid;
    pid = above->second->ppid;
  }
  return kInit;
}

bool World::holds(const Keeping& keeping, const Process& process) {
  for (Pid pid = process.ppid; is_pid(pid) && pid != kInit;) {
    if (pid == keeping.keeper->pid) return true;
    const auto above = table.find(pid);
    pid = above == table.end() ? kNoPid : above->second->ppid;
  }
  return false;
}

void World::say(const std::shared_ptr<Keeping>& keeping, const KeeperNews& news) {
  for (const auto& [number, handle] : handles) {
    if (!handle.channel || handle.channel->keeping != keeping) continue;
    handle.channel->inbox.push_back(news);
    ++handle.channel->said;
  }
  changed.notify_all();
}

// What the keepers themselves do once something has ended.
void World::look_after_keepers() {
  for (const std::shared_ptr<Keeping>& keeping : std::vector(keepings)) {
    if (keeping->is_over) continue;
    if (keeping->keeper->ended) {
      keeping->is_over = true;
      say(keeping, {.kind = KeeperNews::Kind::closed});
      continue;
    }
    if (keeping->deaf) continue;
    if (keeping->job->ended && keeping->released && !keeping->told_exit) {
      keeping->told_exit = true;
      ExitStatus exit = keeping->job->exit;
      exit.source = ExitSource::keeper;
      say(keeping, {.kind = KeeperNews::Kind::exited, .exit = exit});
    }
    const auto lives = [&](const auto& entry) { return !entry.second->ended && holds(*keeping, *entry.second); };
    if (std::any_of(table.begin(), table.end(), lives)) continue;
    keeping->is_over = true;
    if (keeping->released) say(keeping, {.kind = KeeperNews::Kind::empty, .ended = keeping->ended});
    say(keeping, {.kind = KeeperNews::Kind::closed});
    end_locked(keeping->keeper, {.code = 0});
  }
}

void World::end_by_keeper(const std::shared_ptr<Keeping>& keeping) {
  log.push_back("end by " + std::to_string(keeping->keeper->pid));
  if (keeping->deaf || keeping->keeper->ended) return;
  for (bool again = true; again;) {
    again = false;
    for (const auto& [pid, process] : std::map(table)) {
      if (process->ended || !holds(*keeping, *process)) continue;
      if (!process->unkillable && !process->refuses) ++keeping->ended;
      if (deliver(process, kKill).ok() && process->ended) again = true;
    }
  }
}

void World::hang_up(const Channel& channel) {
  const std::shared_ptr<Keeping>& keeping = channel.keeping;
  if (!channel.is_launchers || (keeping->released && !keeping->orders.ends_with_us)) return;
  end_by_keeper(keeping);
}

}  // namespace reeve::fake
