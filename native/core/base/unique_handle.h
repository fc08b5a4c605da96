#pragma once

#include <utility>

#include "os_handle.h"

namespace reeve {

// Owns one descriptor or handle and closes it once. No bare OsHandle outlives the statement that made it.
class UniqueHandle {
 public:
  UniqueHandle() noexcept = default;
  explicit UniqueHandle(OsHandle handle) noexcept : handle_(handle) {}
  UniqueHandle(UniqueHandle&& other) noexcept : handle_(other.release()) {}
  UniqueHandle& operator=(UniqueHandle&& other) noexcept {
    if (this != &other) reset(other.release());
    return *this;
  }
  UniqueHandle(const UniqueHandle&) = delete;
  UniqueHandle& operator=(const UniqueHandle&) = delete;
  ~UniqueHandle() { reset(); }

  [[nodiscard]] OsHandle get() const noexcept { return handle_; }
  [[nodiscard]] bool valid() const noexcept { return handle_ != kInvalidHandle; }
  [[nodiscard]] OsHandle release() noexcept { return std::exchange(handle_, kInvalidHandle); }
  void reset(OsHandle handle = kInvalidHandle) noexcept {
    if (handle_ != kInvalidHandle) close_handle(handle_);
    handle_ = handle;
  }

 private:
  OsHandle handle_ = kInvalidHandle;
};

}  // namespace reeve
