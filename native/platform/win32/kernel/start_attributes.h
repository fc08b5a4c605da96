#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "core/base/result.h"
#include "core/base/unique_handle.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::windows {

// The list of attributes CreateProcess takes: the only handles the child inherits, and the job it is born in. What it
// points to must live as long as it does.
class StartAttributes {
 public:
  StartAttributes() = default;
  StartAttributes(const StartAttributes&) = delete;
  StartAttributes& operator=(const StartAttributes&) = delete;
  ~StartAttributes();

  // Each handle once.
  Status set(std::vector<HANDLE> handles, OsHandle job);
  LPPROC_THREAD_ATTRIBUTE_LIST get() { return list_; }

 private:
  Status add(DWORD_PTR attribute, void* value, std::size_t size);

  std::vector<std::byte> buffer_;
  LPPROC_THREAD_ATTRIBUTE_LIST list_ = nullptr;
  std::vector<HANDLE> handles_;
  std::array<HANDLE, 1> jobs_{};
};

}  // namespace reeve::windows
