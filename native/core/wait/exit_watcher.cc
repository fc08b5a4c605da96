#include "core/wait/exit_watcher.h"

#include <utility>

#include "core/platform.h"

namespace reeve {
namespace {

// How long the kernel's own word on an exit is awaited, which comes when the parent reaps, before a zombie's is taken.
constexpr Millis kReapPatience{20};
constexpr Millis kLookPause{20};
// The same where the zombie told nothing: then there is only the kernel's word to come.
constexpr Millis kLastPatience{500};
// A keeper's word is given once it is on disk, which on a busy one takes a while; who was killed is known to be silent at once.
constexpr Millis kKeeperPatience{2000};

// A bare pid means whoever has or had it; a record means one process, and never one that it can't be told from.
bool may_name(const ProcessRef& ref, const Identity& identity) {
  const bool bare = !ref.identity && !ref.start_time_unix_ms;
  return bare || judge(ref, identity).verdict == Verdict::same;
}

}  // namespace

ExitWatcher::ExitWatcher(Reactor& reactor, SpareHandles& spare, Tidy tidy)
    : reactor_(reactor), spare_(spare), tidy_(std::move(tidy)) {}

void ExitWatcher::adopt(Pin process, const Identity& identity, JobFolder folder, Teller teller) {
  const Lock lock(mutex_);
  add_watch(Watch{
      .pin = std::move(process), .identity = identity, .ours = true, .teller = teller, .folder = std::move(folder)});
}

ExitWatcher::Answer ExitWatcher::wait(Pin pin, const Identity& identity, std::optional<TimePoint> deadline,
                                      Callback callback, Teller teller) {
  const Lock lock(mutex_);
  if (const auto* entry = memory_.find(identity)) return Outcome{.identity = identity, .exit = entry->exit};
  const auto known = by_identity_.find(ExitMemory::key_of(identity));
  const std::uint64_t id = known != by_identity_.end()
                               ? known->second
                               : add_watch(Watch{.pin = std::move(pin), .identity = identity, .teller = teller});
  Watch& watch = watches_.at(id);
  // Somebody who knew its pid alone was first; the keeper's word serves both.
  if (watch.teller == Teller::kernel && teller == Teller::keeper) watch.teller = teller;
  return add_waiter(id, watch, deadline, std::move(callback));
}

void ExitWatcher::tell(const Identity& identity, const std::optional<ExitStatus>& exit) {
  Lock lock(mutex_);
  const auto found = by_identity_.find(ExitMemory::key_of(identity));
  if (found == by_identity_.end()) return;
  const std::uint64_t id = found->second;
  Watch& watch = watches_.at(id);
  if (watch.teller != Teller::keeper && watch.teller != Teller::keeper_alone) return;
  if (exit) return finish(lock, id, *exit);
  if (watch.teller == Teller::keeper_alone) {
    return finish(lock, id, unknown_exit("it ended before this wait began, and its keeper ended without telling how"));
  }
  // Its end may have woken us already, and will not again.
  watch.teller = Teller::kernel;
  if (const std::optional<ExitStatus> told = exit_of(id, watch)) finish(lock, id, *told);
}

std::optional<ExitWatcher::Answer> ExitWatcher::wait_for_child(const ProcessRef& ref, std::optional<TimePoint> deadline,
                                                               Callback callback) {
  const Lock lock(mutex_);
  const auto child = children_.find(ref.pid);
  if (child == children_.end()) return std::nullopt;
  Watch& watch = watches_.at(child->second);
  if (!may_name(ref, watch.identity)) return std::nullopt;
  return add_waiter(child->second, watch, deadline, std::move(callback));
}

void ExitWatcher::cancel(const Ticket& ticket) {
  const Lock lock(mutex_);
  const auto watch = watches_.find(ticket.watch);
  if (watch == watches_.end()) return;
  const auto waiter = watch->second.waiters.find(ticket.waiter);
  if (waiter == watch->second.waiters.end()) return;
  if (waiter->second.deadline) reactor_.cancel(*waiter->second.deadline);
  watch->second.waiters.erase(waiter);
  if (watch->second.waiters.empty() && !watch->second.ours) drop(ticket.watch);
}

std::optional<ExitWatcher::Outcome> ExitWatcher::recall(const Identity& identity) {
  const Lock lock(mutex_);
  const auto* entry = memory_.find(identity);
  if (entry == nullptr) return std::nullopt;
  return Outcome{.identity = identity, .exit = entry->exit};
}

std::optional<ExitWatcher::Outcome> ExitWatcher::recall_latest(const ProcessRef& ref) {
  const Lock lock(mutex_);
  const auto* entry = memory_.find(ref.pid);
  if (entry == nullptr || !may_name(ref, entry->identity)) return std::nullopt;
  return Outcome{.identity = entry->identity, .exit = entry->exit};
}

std::uint64_t ExitWatcher::add_watch(Watch watch) {
  const std::uint64_t id = ++last_id_;
  const Watch& added = watches_.emplace(id, std::move(watch)).first->second;
  by_identity_[ExitMemory::key_of(added.identity)] = id;
  if (added.ours) children_[added.identity.pid] = id;
  listen(id, watches_.at(id));
  return id;
}

void ExitWatcher::listen(std::uint64_t id, Watch& watch) {
  if (watch.pin.pollable) {
    const Result<Reactor::Key> key =
        reactor_.watch(watch.pin.handle.get(), platform::Poller::Interest::pin, [this, id] { on_ready(id); });
    if (key.ok()) {
      watch.key = key.value();
      return;
    }
    watch.warnings.push_back(message_of(key.error()) + "; looking every 20 ms instead");
  } else if (watch.pin.handle.valid()) {
    watch.warnings.emplace_back("pidfds are refused here: looking every 20 ms, and the exit code may be missed");
  } else {
    watch.warnings.emplace_back("no descriptor left (EMFILE): looking every 20 ms, and the exit code may be missed");
  }
  look_again(id, watch, kLookPause);
}

ExitWatcher::Ticket ExitWatcher::add_waiter(std::uint64_t id, Watch& watch, std::optional<TimePoint> deadline,
                                            Callback callback) {
  const std::uint64_t number = ++last_id_;
  Waiter waiter{.callback = std::move(callback), .deadline = std::nullopt};
  if (deadline) waiter.deadline = reactor_.at(*deadline, [this, id, number] { on_deadline(id, number); });
  watch.waiters.emplace(number, std::move(waiter));
  return Ticket{.watch = id, .waiter = number};
}

// How it ended, where that can be seen without its keeper's word; nullopt: it can't, and only the keeper may know.
std::optional<ExitStatus> ExitWatcher::exit_in_sight(const Pin& ended) {
  if (std::optional<ExitStatus> told = platform::read_exit(ended)) return told;
  const ExitStatus zombie = platform::read_zombie_exit(ended);
  return zombie.source == ExitSource::unknown ? std::nullopt : std::optional(zombie);
}

// For whoever can't wait any longer for what a keeper says of a process that has ended; nullopt: it hasn't.
std::optional<ExitStatus> ExitWatcher::exit_untold(const Watch& watch) {
  const bool kept = watch.teller == Teller::keeper && platform::has_ended(watch.pin);
  if (!kept && watch.teller != Teller::keeper_alone) return std::nullopt;
  std::optional<ExitStatus> seen = kept ? exit_in_sight(watch.pin) : std::nullopt;
  return seen ? seen : unknown_exit("it has ended, and its keeper did not tell how in time");
}

// The exit as far as it can be told now; nullopt: not ended, or more will be known in a moment.
std::optional<ExitStatus> ExitWatcher::exit_of(std::uint64_t id, Watch& watch) {
  if (watch.teller == Teller::us) return platform::reap(watch.pin);
  if (watch.teller == Teller::keeper) {
    // Its word is on the way: it comes once the keeper has it on disk, or not at all when somebody stopped it.
    if (platform::has_ended(watch.pin) && !watch.timer) look_again(id, watch, kKeeperPatience);
    return std::nullopt;
  }
  if (watch.teller == Teller::keeper_alone) return std::nullopt;
  if (!watch.pin.handle.valid()) return look_unpinned(watch);
  if (std::optional<ExitStatus> told = platform::read_exit(watch.pin)) return told;
  if (!platform::has_ended(watch.pin)) return std::nullopt;
  if (!watch.provisional) {
    watch.provisional = platform::read_zombie_exit(watch.pin);
    const bool told_nothing = watch.provisional->source == ExitSource::unknown;
    look_again(id, watch, told_nothing && watch.key ? kLastPatience : kReapPatience);
  }
  if (!platform::is_gone(watch.pin)) return std::nullopt;
  // Reaped, perhaps since the first question above: now the kernel tells, if it ever does.
  std::optional<ExitStatus> told = platform::read_exit(watch.pin);
  return told ? told : watch.provisional;
}

// Without a pin there is only the start to tell the process from a namesake, and its exit code is gone with it.
std::optional<ExitStatus> ExitWatcher::look_unpinned(const Watch& watch) {
  std::optional<ExitStatus> zombie;
  const Result<ProcessStat> stat = spare_.run([&] {
    Result<ProcessStat> read = platform::read_stat(watch.identity.pid);
    const bool ended =
        read.ok() && read.value().start == watch.identity.start && read.value().state == ProcessState::zombie;
    // Here, while there still are descriptors for it.
    if (ended) zombie = platform::read_zombie_exit(watch.pin);
    return read;
  });
  if (zombie) return zombie;
  const bool there = stat.ok() && stat.value().start == watch.identity.start;
  if (there || (!stat.ok() && stat.error().code != "ESRCH")) return std::nullopt;
  return unknown_exit("no descriptor was left to pin it with, and it was gone at the next look");
}

void ExitWatcher::on_ready(std::uint64_t id) {
  Lock lock(mutex_);
  const auto watch = watches_.find(id);
  if (watch == watches_.end()) return;
  if (const std::optional<ExitStatus> exit = exit_of(id, watch->second)) finish(lock, id, *exit);
}

void ExitWatcher::on_look(std::uint64_t id) {
  Lock lock(mutex_);
  const auto found = watches_.find(id);
  if (found == watches_.end()) return;
  Watch& watch = found->second;
  watch.timer.reset();
  const bool unheard = watch.teller == Teller::keeper && platform::has_ended(watch.pin);
  if (unheard) watch.provisional = exit_in_sight(watch.pin);
  // It may have been reaped since, of which we are told only after this: then the kernel's word stands before the zombie's.
  std::optional<ExitStatus> exit = exit_of(id, watch);
  if (!exit) exit = watch.provisional;
  if (exit) {
    finish(lock, id, *exit);
  } else if (!watch.timer) {
    look_again(id, watch, kLookPause);
  }
}

void ExitWatcher::on_deadline(std::uint64_t id, std::uint64_t number) {
  Lock lock(mutex_);
  const auto watch = watches_.find(id);
  if (watch == watches_.end()) return;
  const auto waiter = watch->second.waiters.find(number);
  if (waiter == watch->second.waiters.end()) return;
  // Where this thread was held up, the end is there and not heard of yet: nobody is told then that the process lives.
  if (const std::optional<ExitStatus> exit = exit_of(id, watch->second)) return finish(lock, id, *exit);
  const Callback callback = std::move(waiter->second.callback);
  const Outcome outcome{
      .identity = watch->second.identity, .exit = exit_untold(watch->second), .warnings = watch->second.warnings};
  watch->second.waiters.erase(waiter);
  if (watch->second.waiters.empty() && !watch->second.ours) drop(id);
  lock.unlock();
  callback(outcome);
}

void ExitWatcher::look_again(std::uint64_t id, Watch& watch, Millis pause) {
  watch.timer = reactor_.at(Clock::now() + pause, [this, id] { on_look(id); });
}

void ExitWatcher::finish(Lock& lock, std::uint64_t id, const ExitStatus& exit) {
  const auto found = watches_.find(id);
  const std::map<std::uint64_t, Waiter> waiters = std::move(found->second.waiters);
  JobFolder folder = std::move(found->second.folder);
  const Outcome outcome{
      .identity = found->second.identity, .exit = exit, .warnings = std::move(found->second.warnings)};
  memory_.remember(outcome.identity, exit);
  drop(id);
  lock.unlock();
  // Before the waiters hear of it: a program may end as soon as it does, and would leave the folder behind.
  if (!folder.path.empty()) tidy_(std::move(folder));
  for (const auto& [number, waiter] : waiters) {
    if (waiter.deadline) reactor_.cancel(*waiter.deadline);
    waiter.callback(outcome);
  }
}

void ExitWatcher::drop(std::uint64_t id) {
  const auto found = watches_.find(id);
  Watch& watch = found->second;
  if (watch.key) reactor_.unwatch(*watch.key, watch.pin.handle.get());
  if (watch.timer) reactor_.cancel(*watch.timer);
  by_identity_.erase(ExitMemory::key_of(watch.identity));
  const auto child = children_.find(watch.identity.pid);
  if (child != children_.end() && child->second == id) children_.erase(child);
  watches_.erase(found);
}

}  // namespace reeve
