#include "c_api/waits.h"

#include "c_api/results.h"

namespace reeve::c_api {

std::uint64_t Waits::add(reeve_on_exit on_exit, void* data) {
  const std::lock_guard lock(mutex_);
  waits_.emplace(++last_id_, Wait{.on_exit = on_exit, .data = data});
  return last_id_;
}

void Waits::know(std::uint64_t id, const ExitWatcher::Ticket& ticket) {
  const std::lock_guard lock(mutex_);
  const auto found = waits_.find(id);
  if (found != waits_.end()) found->second.ticket = ticket;
}

std::optional<Waits::Wait> Waits::take(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto found = waits_.find(id);
  if (found == waits_.end()) return std::nullopt;
  const Wait wait = found->second;
  waits_.erase(found);
  return wait;
}

void Waits::settle(std::uint64_t id, const WaitPidResult& result) {
  const std::optional<Wait> wait = take(id);
  if (wait) wait->on_exit(wait->data, to_c(result));
}

std::optional<ExitWatcher::Ticket> Waits::take_back(std::uint64_t id) {
  const std::optional<Wait> wait = take(id);
  return wait ? std::optional(wait->ticket) : std::nullopt;
}

}  // namespace reeve::c_api
