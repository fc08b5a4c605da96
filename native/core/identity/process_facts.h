#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/pid.h"
#include "core/identity/identity.h"

namespace reeve {

// stopped: by a signal, until it is continued. traced: by a debugger, for which continuing it does nothing.
enum class ProcessState { running, sleeping, disk_sleep, stopped, traced, zombie, unknown };

// What one cheap read tells of a process: enough to place it in a tree and to tell it from a namesake.
struct ProcessStat {
  Pid pid = kNoPid;
  Pid ppid = kNoPid;
  Pid pgid = kNoPid;
  Pid sid = kNoPid;
  ProcessState state = ProcessState::unknown;
  std::uint64_t start = 0;  // Identity::start
  std::string name{};       // the kernel's name, bytes
};

// Everything the platform tells of one process. Strings are bytes; what may not be read is empty (nullopt).
struct ProcessFacts {
  std::optional<ProcessStat> stat{};
  Identity identity{};
  std::optional<std::int64_t> start_time_unix_ms{};
  std::optional<std::uint64_t> age_ms{};
  std::optional<std::uint64_t> cpu_ms{};
  std::optional<std::uint64_t> memory_kb{};
  std::optional<std::uint32_t> threads{};
  std::optional<std::uint32_t> uid{};
  std::optional<std::string> user{};
  std::optional<std::string> exe_path{};
  std::optional<std::string> cwd{};
  std::optional<std::vector<std::string>> cmdline{};
  std::optional<std::map<std::string, std::string>> env{};
  std::vector<std::string> warnings{};
};

struct FactsWanted {
  bool cmdline = true;
  bool env = false;
  bool cwd = false;
};

}  // namespace reeve
