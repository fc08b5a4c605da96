#pragma once

#include <cstdint>
#include <functional>
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

struct ThreadFacts {
  std::int64_t tid = 0;
  std::optional<std::string> name{};
  ProcessState state = ProcessState::unknown;
  std::optional<std::uint64_t> cpu_ms{};
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
  std::optional<std::vector<ThreadFacts>> thread_list{};
  std::vector<std::string> warnings{};
};

// What is to be read beyond what one cheap read tells (stat, memory, processor time, age). What isn't wanted is not read.
struct FactsWanted {
  bool cmdline = true;
  bool env = false;
  bool cwd = false;
  bool identity = true;
  bool owner = true;  // uid and user
  bool exe = true;
  bool threads = false;  // each of them, not their number
};

// Says whether the rest is to be read, once the cheap read and the owner (if wanted) are known.
using AcceptsFacts = std::function<bool(const ProcessFacts&)>;

}  // namespace reeve
