#pragma once

#include <cstddef>
#include <string_view>

#include "core/base/result.h"
#include "core/base/unique_handle.h"

namespace reeve::windows {

// A pipe to a program that is yet to be started: our end, and one that it may inherit.
struct ChannelEnds {
  UniqueHandle ours{};
  UniqueHandle theirs{};
};
Result<ChannelEnds> open_channel(const std::string& token);

// All of it, or an error. Wait no longer than the other side lives: somebody else may have inherited its end.
Status write_channel(OsHandle channel, OsHandle other, std::string_view bytes);
Status read_channel(OsHandle channel, OsHandle other, void* buffer, std::size_t size);

}  // namespace reeve::windows
