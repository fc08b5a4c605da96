#include "platform/win32/kernel/program_start.h"

#include "core/platform.h"
#include "platform/win32/kernel/command_line.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/job.h"
#include "platform/win32/kernel/program_path.h"
#include "platform/win32/kernel/signals.h"
#include "platform/win32/kernel/start_attributes.h"
#include "platform/win32/kernel/streams.h"
#include "platform/win32/kernel/text.h"

namespace reeve::windows {
namespace {

struct Priority {
  int up_to;
  DWORD group;
};

// As Node's os.setPriority() maps them.
constexpr std::array kPriorities{Priority{-14, HIGH_PRIORITY_CLASS}, Priority{-1, ABOVE_NORMAL_PRIORITY_CLASS},
                                 Priority{0, NORMAL_PRIORITY_CLASS}, Priority{10, BELOW_NORMAL_PRIORITY_CLASS},
                                 Priority{19, IDLE_PRIORITY_CLASS}};

DWORD priority_of(int nice) {
  for (const Priority& priority : kPriorities) {
    if (nice <= priority.up_to) return priority.group;
  }
  return IDLE_PRIORITY_CLASS;
}

Status refuse_unix_only(const SpawnPlan& plan) {
  if (plan.uid || plan.gid || plan.groups) return unsupported("uid, gid and groups are not to be had on Windows");
  if (plan.umask) return unsupported("umask is not to be had on Windows");
  return Done{};
}

bool has_console() { return GetConsoleCP() != 0; }

DWORD creation_flags(const SpawnPlan& plan) {
  // A group of its own is what Ctrl+Break can be sent to.
  DWORD flags = CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT | CREATE_NEW_PROCESS_GROUP;
  if (plan.nice) flags |= priority_of(*plan.nice);
  // Without a console of ours to share, Windows would open a window for it.
  if (plan.new_session || !has_console()) flags |= CREATE_NO_WINDOW;
  return flags;
}

Status check_folder(const std::string& name, const std::wstring& cwd) {
  const DWORD attributes = GetFileAttributesW(cwd.c_str());
  const bool missing = attributes == INVALID_FILE_ATTRIBUTES;
  if (!missing && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) return Done{};
  Error error = missing ? last_error("chdir") : error_of(ERROR_DIRECTORY, "chdir");
  error.detail = "cannot enter cwd '" + name + "': " + platform::error_text(error.os);
  return error;
}

// Everything CreateProcess takes, in its own form.
struct Start {
  std::wstring program;
  std::wstring command_line;
  std::wstring environment;
  std::wstring cwd;
  Streams streams;
  UniqueHandle job;
};

Result<Start> prepare(const SpawnPlan& plan, const std::string& folder) {
  const Status possible = refuse_unix_only(plan);
  if (!possible.ok()) return possible.error();
  Result<std::wstring> cwd = to_utf16(plan.cwd.value_or(""));
  if (!cwd.ok()) return cwd.error();
  if (plan.cwd) {
    const Status there = check_folder(*plan.cwd, cwd.value());
    if (!there.ok()) return there.error();
  }
  Result<std::wstring> program = find_program(plan.file, plan.cwd, plan.environment);
  if (!program.ok()) return program.error();
  Result<std::wstring> line = make_command_line(plan.arguments);
  if (!line.ok()) return line.error();
  Result<std::wstring> environment = make_environment_block(plan.environment);
  if (!environment.ok()) return environment.error();
  Result<Streams> streams = open_streams(plan.streams);
  if (!streams.ok()) return streams.error();
  Start start{.program = std::move(program.value()),
              .command_line = std::move(line.value()),
              .environment = std::move(environment.value()),
              .cwd = std::move(cwd.value()),
              .streams = std::move(streams.value()),
              .job = {}};
  if (folder.empty()) return start;
  Result<UniqueHandle> job = open_job(folder, JobRight::assign);
  if (!job.ok()) return job.error();
  start.job = std::move(job.value());
  return start;
}

std::vector<HANDLE> handles_of(const Start& start) {
  std::vector<HANDLE> handles;
  for (const UniqueHandle& end : start.streams.child_ends) handles.push_back(end.get());
  return handles;
}

// Some sandboxes let nobody into another job. Whether it was that, a start without one tells, of a process that never runs.
bool starts_outside(Start& start, const SpawnPlan& plan, STARTUPINFOEXW& info) {
  StartAttributes attributes;
  if (!attributes.set(handles_of(start), kInvalidHandle).ok()) return false;
  info.lpAttributeList = attributes.get();
  PROCESS_INFORMATION started{};
  if (CreateProcessW(start.program.c_str(), start.command_line.data(), nullptr, nullptr, TRUE,
                     creation_flags(plan) | CREATE_SUSPENDED, start.environment.data(),
                     start.cwd.empty() ? nullptr : start.cwd.c_str(), &info.StartupInfo, &started) == FALSE) {
    return false;
  }
  const UniqueHandle process(started.hProcess);
  const UniqueHandle thread(started.hThread);
  TerminateProcess(process.get(), kKilledExitCode);
  return true;
}

Error job_refused() { return error_of(ERROR_ACCESS_DENIED, "AssignProcessToJobObject"); }

}  // namespace

Result<StartedProgram> start_program(const SpawnPlan& plan, const std::string& folder, Run run) {
  Result<Start> prepared = prepare(plan, folder);
  if (!prepared.ok()) return prepared.error();
  Start& start = prepared.value();
  StartAttributes attributes;
  const Status set = attributes.set(handles_of(start), start.job.get());
  if (!set.ok()) return set.error();
  STARTUPINFOEXW info{};
  info.StartupInfo.cb = sizeof info;
  info.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  info.StartupInfo.hStdInput = start.streams.child_ends[0].get();
  info.StartupInfo.hStdOutput = start.streams.child_ends[1].get();
  info.StartupInfo.hStdError = start.streams.child_ends[2].get();
  info.lpAttributeList = attributes.get();
  PROCESS_INFORMATION started{};
  const DWORD waits = run == Run::when_resumed ? CREATE_SUSPENDED : 0;
  if (CreateProcessW(start.program.c_str(), start.command_line.data(), nullptr, nullptr, TRUE,
                     creation_flags(plan) | waits, start.environment.data(),
                     start.cwd.empty() ? nullptr : start.cwd.c_str(), &info.StartupInfo, &started) == FALSE) {
    Error error = last_error("CreateProcess");
    error.detail = "cannot execute '" + plan.file + "': " + platform::error_text(error.os);
    return error.os == ERROR_ACCESS_DENIED && start.job.valid() && starts_outside(start, plan, info) ? job_refused()
                                                                                                     : error;
  }
  return StartedProgram{
      .process = {.pin = {.pid = static_cast<Pid>(started.dwProcessId), .handle = UniqueHandle(started.hProcess)},
                  .parent_ends = std::move(start.streams.parent_ends)},
      .thread = UniqueHandle(started.hThread)};
}

}  // namespace reeve::windows
