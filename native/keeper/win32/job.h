#pragma once

#include <cstdint>

namespace reeve::keeper {

// The job object that a keeper holds open, and with it the job's name.
class Job {
 public:
  void take(void* handle) { handle_ = handle; }

  // From here on it runs on without the one that holds it, and its first process holds its name too.
  bool outlive_us(void* first) const;
  void end() const;

  enum class Members { none, some, unknown };
  // Some: `member` is one of those that are left, to be waited for and closed. Unknown: none of them can be opened.
  Members next(void*& member) const;

 private:
  [[nodiscard]] void* open_member(std::uint32_t pid) const;

  void* handle_ = nullptr;
};

}  // namespace reeve::keeper
