#pragma once

#include <string>
#include <string_view>

namespace reeve::binding {

// What this addon was compiled for, as its place below prebuilds/ is named: "linux-x64-glibc", "darwin-arm64".
std::string_view built_for();

// Why this addon must not be used in this process, and what to do; empty if it may be. An addon for glibc loads into a
// program on musl without complaint and brings it down later: musl takes libc.so.6 for itself (seen with musl 1.2.3).
std::string wrong_libc();

}  // namespace reeve::binding
