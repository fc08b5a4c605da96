#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/identity/process_facts.h"
#include "core/records/header.h"

namespace reeve {

struct ProcessInfo {
  Header header;
  Pid pid = kNoPid;
  std::optional<Pid> ppid;
  std::optional<Pid> pgid;
  std::optional<Pid> sid;
  std::optional<std::string> name;
  std::optional<std::string> exe_path;
  std::optional<std::vector<std::string>> cmdline;
  std::optional<std::string> user;
  std::optional<std::uint32_t> uid;
  ProcessState state = ProcessState::unknown;
  std::optional<std::int64_t> start_time_unix_ms;
  std::optional<std::string> identity;
  std::optional<std::uint64_t> memory_kb;
  std::optional<double> cpu_percent;
  std::optional<double> elapsed_seconds;
  std::optional<std::uint32_t> thread_count;
  bool has_env = false;
  std::optional<std::map<std::string, std::string>> env;
  bool has_cwd = false;
  std::optional<std::string> cwd;
  std::vector<std::string> warnings;
};

constexpr std::string_view to_text(ProcessState state) {
  switch (state) {
    case ProcessState::running:
      return "running";
    case ProcessState::sleeping:
      return "sleeping";
    case ProcessState::disk_sleep:
      return "disk_sleep";
    case ProcessState::stopped:
    case ProcessState::traced:
      return "stopped";
    case ProcessState::zombie:
      return "zombie";
    case ProcessState::unknown:
      break;
  }
  return "unknown";
}

template <class Visit>
void describe(const ProcessInfo& info, Visit& visit) {
  describe_header(info.header, "process-info", visit);
  visit("pid", info.pid);
  visit("ppid", info.ppid);
  visit("pgid", info.pgid);
  visit("sid", info.sid);
  visit("name", info.name);
  visit("exe_path", info.exe_path);
  visit("cmdline", info.cmdline);
  visit("user", info.user);
  visit("uid", info.uid);
  visit("state", to_text(info.state));
  visit("start_time_unix_ms", info.start_time_unix_ms);
  visit("identity", info.identity);
  visit("memory_kb", info.memory_kb);
  visit("cpu_percent", info.cpu_percent);
  visit("elapsed_seconds", info.elapsed_seconds);
  visit("thread_count", info.thread_count);
  if (info.has_env) visit("env", info.env);
  if (info.has_cwd) visit("cwd", info.cwd);
  visit("warnings", info.warnings);
}

}  // namespace reeve
