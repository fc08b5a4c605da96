#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace reeve {

enum class ExitSource { child, keeper, kernel, procfs, unknown };

// How a process ended: an exit code or the number of the signal that ended it, or neither when nothing tells.
struct ExitStatus {
  std::optional<std::int64_t> code{};  // Windows: 32 bits without sign
  std::optional<int> signal{};
  ExitSource source = ExitSource::unknown;
  std::string reason{};  // why neither is known
};

inline ExitStatus unknown_exit(std::string reason) {
  ExitStatus status;
  status.reason = std::move(reason);
  return status;
}

}  // namespace reeve
