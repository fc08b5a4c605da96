#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace reeve::c_api {

// The waits that somebody may yet be called for. Each is settled or cancelled, whichever is first, and never both: who
// takes it does it.
class Waits {
 public:
  using Cancel = std::function<void()>;

  std::uint64_t add();
  // How the core lets go of it; a wait that was taken meanwhile needs no such thing.
  void know(std::uint64_t id, Cancel cancel);
  // nullopt when somebody else has taken it.
  std::optional<Cancel> take(std::uint64_t id);

 private:
  std::mutex mutex_;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Cancel> waits_;
};

}  // namespace reeve::c_api
