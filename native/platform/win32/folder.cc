#include "core/platform.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/job.h"
#include "platform/win32/kernel/process_handle.h"
#include "platform/win32/kernel/signals.h"
#include "platform/win32/kernel/text.h"
#include "platform/win32/kernel/windows.h"

// A job's folder is a job object, and its path the object's name.
namespace reeve::platform {
namespace {

using windows::JobRight;

bool is_not_there(const Error& error) { return error.os == ERROR_FILE_NOT_FOUND; }

}  // namespace

Result<JobFolder> make_folder(const std::string& path, const FolderOrders& orders) {
  const Result<std::wstring> name = windows::to_utf16(path);
  if (!name.ok()) return name.error();
  UniqueHandle job(CreateJobObjectW(nullptr, name.value().c_str()));
  if (!job.valid()) return windows::last_error("CreateJobObject");
  if (GetLastError() == ERROR_ALREADY_EXISTS) return windows::error_of(ERROR_ALREADY_EXISTS, "CreateJobObject");
  Result<std::vector<std::string>> unkept = windows::order_job(job.get(), orders);
  if (!unkept.ok()) return unkept.error();
  if (orders.limits_required && !unkept.value().empty()) return unsupported("can't keep " + unkept.value().front());
  return JobFolder{.path = path, .hold = std::move(job), .unkept = std::move(unkept.value())};
}

bool is_folders_fault(const Error& error) {
  return error.op == "CreateJobObject" || error.op == "SetInformationJobObject" ||
         error.op == "AssignProcessToJobObject";
}

// A handle in the member's own table, which nobody there knows of: the job has its name for as long as that process
// lives. One that kills on close must not be held by anybody but its owner.
Status share_folder(const JobFolder& folder, const Pin& member) {
  OsHandle copy = kInvalidHandle;
  if (DuplicateHandle(GetCurrentProcess(), folder.hold.get(), member.handle.get(), &copy, JOB_OBJECT_QUERY, FALSE, 0) ==
      FALSE) {
    return windows::last_error("DuplicateHandle", member.pid);
  }
  return Done{};
}

// The name ends in a token that nobody can guess and no two jobs share.
bool is_same_folder(const Containment& containment) {
  return containment.kind == ContainmentKind::job && windows::open_job(containment.folder, JobRight::kill).ok();
}

Result<std::vector<Pid>> folder_members(const std::string& path) {
  const Result<UniqueHandle> job = windows::open_job(path, JobRight::query);
  if (job.ok()) return windows::job_members(job.value().get());
  if (is_not_there(job.error())) return std::vector<Pid>();
  return job.error();
}

bool is_folder_member(Pid pid, const std::string& path) {
  const Result<UniqueHandle> job = windows::open_job(path, JobRight::query);
  const Result<UniqueHandle> process = windows::open_process(pid);
  BOOL inside = FALSE;
  return job.ok() && process.ok() && IsProcessInJob(process.value().get(), job.value().get(), &inside) != FALSE &&
         inside != FALSE;
}

Result<bool> is_folder_populated(const std::string& path) {
  const Result<UniqueHandle> job = windows::open_job(path, JobRight::query);
  if (!job.ok()) return is_not_there(job.error()) ? Result<bool>(false) : job.error();
  const Result<std::uint32_t> active = windows::count_active(job.value().get());
  if (!active.ok()) return active.error();
  return active.value() > 0;
}

Status kill_folder(const std::string& path) {
  const Result<UniqueHandle> job = windows::open_job(path, JobRight::kill);
  if (!job.ok()) return job.error();
  if (TerminateJobObject(job.value().get(), windows::kKilledExitCode) == FALSE) {
    return windows::last_error("TerminateJobObject");
  }
  return Done{};
}

// Job objects are never frozen: processes are suspended one by one.
Status thaw_folder(const std::string&) { return Done{}; }

// A job object goes with its last handle. This only says whether it is time to close ours.
Status remove_folder(const std::string& path) {
  const Result<bool> populated = is_folder_populated(path);
  if (!populated.ok()) return populated.error();
  if (populated.value()) return windows::error_of(ERROR_BUSY, "QueryInformationJobObject");
  return Done{};
}

Result<UniqueHandle> watch_folder(const std::string& path) { return windows::open_job(path, JobRight::watch); }

std::vector<std::string> folder_controllers(const std::string&) { return {}; }

}  // namespace reeve::platform
