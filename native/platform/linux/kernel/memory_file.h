#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/base/unique_handle.h"

namespace reeve::linux_kernel {

// A file with this content and without a place, closed on exec; or one that may be executed itself.
Result<UniqueHandle> make_memory_file(const char* name, std::string_view content);
Result<UniqueHandle> make_memory_program(const char* name, std::string_view content);

}  // namespace reeve::linux_kernel
