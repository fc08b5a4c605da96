#pragma once

#include <span>
#include <string_view>

namespace reeve::posix {

struct NumberName {
  int number;
  std::string_view name;
};

// What only this system has, beyond the names that all Unixes share (each OS folder defines these).
std::span<const NumberName> own_errors();
std::span<const NumberName> own_signals();

// Numbers of the real-time signals; empty where the system has none.
struct RealTimeSignals {
  int first = 0;
  int last = -1;
};
RealTimeSignals real_time_signals();

}  // namespace reeve::posix
