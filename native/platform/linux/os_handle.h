#pragma once

namespace reeve {

using OsHandle = int;

inline constexpr OsHandle kInvalidHandle = -1;

void close_handle(OsHandle handle) noexcept;

}  // namespace reeve
