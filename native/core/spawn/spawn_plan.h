#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/unique_handle.h"
#include "core/identity/pin.h"
#include "core/spawn/containment.h"

namespace reeve {

// Bounds for the files that an output goes to.
struct LogRotation {
  std::uint64_t max_bytes = 0;  // in one file, which ends with the line that fills it
  std::uint32_t keep = 1;       // how many files besides the one that is written
  // How long one file is written; another one begins with the next line after that.
  std::optional<std::uint64_t> max_age_ms{};
};

// What one of the child's three standard streams becomes.
struct StreamPlan {
  enum class Kind { ignore, inherit, pipe, file, descriptor };
  Kind kind = Kind::ignore;
  std::string path{};   // file
  bool append = false;  // file, output only
  // file, output only: what a keeper does with it
  std::optional<LogRotation> rotation{};
  bool timestamps = false;
  int descriptor = -1;  // descriptor: the caller's number

  [[nodiscard]] bool is_log() const { return rotation || timestamps; }
};

inline constexpr std::size_t kStreamCount = 3;

// A start, fully worked out: the platform does what stands here and decides nothing.
struct SpawnPlan {
  std::string file{};                    // argv[0]; searched in PATH of `environment` when it has no slash
  std::vector<std::string> arguments{};  // argv as the program sees it
  std::vector<std::string> environment{};
  std::optional<std::string> cwd{};
  std::array<StreamPlan, kStreamCount> streams{};
  bool new_session = false;
  std::optional<std::uint32_t> uid{};
  std::optional<std::uint32_t> gid{};
  std::optional<std::vector<std::uint32_t>> groups{};
  std::optional<std::uint32_t> umask{};
  std::optional<int> nice{};
};

struct SpawnedProcess {
  Pin pin;
  std::array<UniqueHandle, kStreamCount> parent_ends{};  // the parent's end of each piped stream
};

}  // namespace reeve
