#pragma once

#include <array>
#include <cstddef>
#include <mutex>

#include "core/base/unique_handle.h"
#include "core/platform.h"

namespace reeve {

// A few handles held back, so that a look at a process, or at all of them, is still possible when the program has none
// left.
class SpareHandles {
 public:
  SpareHandles() { refill(); }

  // Calls `read`, which needs at most kSpares handles for its own duration; again with the spare ones given up if it
  // had none.
  template <class Read>
  auto run(Read read) {
    auto result = read();
    if (result.ok() || (result.error().code != "EMFILE" && result.error().code != "ENFILE")) return result;
    const std::lock_guard lock(mutex_);
    for (UniqueHandle& spare : spares_) spare.reset();
    result = read();
    refill();
    return result;
  }

 private:
  void refill() {
    for (UniqueHandle& spare : spares_) {
      Result<UniqueHandle> opened = platform::open_spare();
      if (opened.ok()) spare = std::move(opened.value());
    }
  }

  static constexpr std::size_t kSpares = 6;  // a reactor, a target, and for looks a folder, a file in it and a pin

  std::mutex mutex_;
  std::array<UniqueHandle, kSpares> spares_;
};

}  // namespace reeve
