#pragma once

namespace reeve {

// A number in the fake world's table of handles.
using OsHandle = int;

inline constexpr OsHandle kInvalidHandle = -1;

void close_handle(OsHandle handle) noexcept;

}  // namespace reeve
