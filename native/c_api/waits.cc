#include "c_api/waits.h"

#include <utility>

namespace reeve::c_api {

std::uint64_t Waits::add() {
  const std::lock_guard lock(mutex_);
  waits_.emplace(++last_id_, nullptr);
  return last_id_;
}

void Waits::know(std::uint64_t id, Cancel cancel) {
  const std::lock_guard lock(mutex_);
  const auto found = waits_.find(id);
  if (found != waits_.end()) found->second = std::move(cancel);
}

std::optional<Waits::Cancel> Waits::take(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto found = waits_.find(id);
  if (found == waits_.end()) return std::nullopt;
  Cancel cancel = std::move(found->second);
  waits_.erase(found);
  return cancel;
}

}  // namespace reeve::c_api
