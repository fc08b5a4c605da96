#pragma once

namespace reeve {

using OsHandle = void*;

inline constexpr OsHandle kInvalidHandle = nullptr;

void close_handle(OsHandle handle) noexcept;

}  // namespace reeve
