#include "core/wait/exit_memory.h"

namespace reeve {
namespace {

constexpr std::size_t kRemembered = 4096;

}  // namespace

void ExitMemory::remember(const Identity& identity, const ExitStatus& exit) {
  const Key key = key_of(identity);
  if (!entries_.insert_or_assign(key, Entry{.identity = identity, .exit = exit}).second) return;
  latest_[identity.pid] = key;
  order_.push_back(key);
  if (order_.size() <= kRemembered) return;
  const Key oldest = order_.front();
  order_.pop_front();
  entries_.erase(oldest);
  const auto latest = latest_.find(std::get<Pid>(oldest));
  if (latest != latest_.end() && latest->second == oldest) latest_.erase(latest);
}

const ExitMemory::Entry* ExitMemory::find(const Identity& identity) const {
  const auto found = entries_.find(key_of(identity));
  const bool known = found != entries_.end() && compare(found->second.identity, identity) == Sameness::same;
  return known ? &found->second : nullptr;
}

const ExitMemory::Entry* ExitMemory::find(Pid pid) const {
  const auto latest = latest_.find(pid);
  if (latest == latest_.end()) return nullptr;
  const auto found = entries_.find(latest->second);
  return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace reeve
