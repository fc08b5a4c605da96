#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/identity/field_set.h"
#include "core/identity/process_facts.h"
#include "core/records/header.h"

namespace reeve {

struct ThreadInfo {
  std::int64_t tid = 0;
  std::optional<std::string> name{};
  ProcessState state = ProcessState::unknown;
  std::optional<std::uint64_t> cpu_ms{};
};

// What is told of one process: all of the record that getProcess gives, and of an entry in a list.
struct ProcessInfo {
  Header header{};
  FieldSet fields = FieldSet::usual();  // those that are shown
  Pid pid = kNoPid;
  std::optional<Pid> ppid{};
  std::optional<Pid> pgid{};
  std::optional<Pid> sid{};
  std::optional<std::string> name{};
  std::optional<std::string> exe_path{};
  std::optional<std::vector<std::string>> cmdline{};
  std::optional<std::string> user{};
  std::optional<std::uint32_t> uid{};
  ProcessState state = ProcessState::unknown;
  std::optional<std::int64_t> start_time_unix_ms{};
  std::optional<std::string> identity{};
  std::optional<std::uint64_t> memory_kb{};
  std::optional<double> cpu_percent{};
  std::optional<double> elapsed_seconds{};
  std::optional<std::uint32_t> thread_count{};
  std::optional<std::map<std::string, std::string>> env{};
  std::optional<std::string> cwd{};
  std::optional<std::vector<ThreadInfo>> threads{};
  std::vector<std::string> warnings{};
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
void describe(const ThreadInfo& thread, Visit& visit) {
  visit("tid", thread.tid);
  visit("name", thread.name);
  visit("state", to_text(thread.state));
  visit("cpu_ms", thread.cpu_ms);
}

template <class Visit>
void describe_fields(const ProcessInfo& info, Visit& visit) {
  const auto show = [&](Field field, const auto& value) {
    if (info.fields.has(field)) visit(kFieldNames[static_cast<std::size_t>(field)].data(), value);
  };
  visit("pid", info.pid);
  show(Field::ppid, info.ppid);
  show(Field::pgid, info.pgid);
  show(Field::sid, info.sid);
  show(Field::name, info.name);
  show(Field::exe_path, info.exe_path);
  show(Field::cmdline, info.cmdline);
  show(Field::user, info.user);
  show(Field::uid, info.uid);
  show(Field::state, to_text(info.state));
  show(Field::start_time_unix_ms, info.start_time_unix_ms);
  show(Field::identity, info.identity);
  show(Field::memory_kb, info.memory_kb);
  show(Field::cpu_percent, info.cpu_percent);
  show(Field::elapsed_seconds, info.elapsed_seconds);
  show(Field::thread_count, info.thread_count);
  show(Field::env, info.env);
  show(Field::cwd, info.cwd);
  show(Field::threads, info.threads);
}

template <class Visit>
void describe(const ProcessInfo& info, Visit& visit) {
  describe_header(info.header, "process-info", visit);
  describe_fields(info, visit);
  visit("warnings", info.warnings);
}

// The same without header and warnings, which the list has once for all.
struct ProcessEntry {
  ProcessInfo info;
};

template <class Visit>
void describe(const ProcessEntry& entry, Visit& visit) {
  describe_fields(entry.info, visit);
}

}  // namespace reeve
