#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "core/platform.h"
#include "platform/darwin/decode/groups.h"
#include "platform/darwin/folders.h"
#include "platform/darwin/kernel/fork_start.h"
#include "platform/darwin/kernel/notice.h"
#include "platform/darwin/kernel/pinning.h"
#include "platform/darwin/kernel/spawn_request.h"
#include "platform/posix/command_path.h"
#include "platform/posix/errors.h"
#include "platform/posix/exec.h"
#include "platform/posix/kill.h"
#include "platform/posix/retry.h"
#include "platform/posix/streams.h"

namespace reeve::platform {
namespace {

using darwin_kernel::ChildOrders;
using darwin_kernel::SpawnRequest;

struct Program {
  std::vector<std::string> files;
  std::vector<char*> arguments;
  std::vector<char*> environment;
};

bool is_relative(const std::string& file) { return !file.starts_with('/'); }

// posix_spawn knows nothing of these. And with addchdir_np and a relative file it may start the program and still answer
// ENOENT (seen on macOS 10.15 and later by the authors of other runtimes).
bool needs_fork(const SpawnPlan& plan, const Program& program) {
  const bool privileged = plan.uid || plan.gid || plan.groups || plan.umask || plan.nice;
  return privileged || (plan.cwd && std::any_of(program.files.begin(), program.files.end(), is_relative));
}

// A failed posix_spawn costs as much as a process, and PATH is long.
bool is_missing(const std::string& file) {
  return access(file.c_str(), F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

struct Attempt {
  pid_t child = 0;
  int error = ENOENT;
};

Attempt try_files(const SpawnRequest& request, const Program& program) {
  Attempt attempt;
  bool refused = false;
  for (const std::string& file : program.files) {
    if (is_missing(file)) {
      attempt.error = errno;
      continue;
    }
    attempt.error = request.start(&attempt.child, file.c_str(), program.arguments.data(), program.environment.data());
    // As the shell does: a file that may not be run doesn't end the search, but is the answer if nothing else is found.
    refused = refused || attempt.error == EACCES;
    if (attempt.error != ENOENT && attempt.error != ENOTDIR && attempt.error != EACCES) return attempt;
  }
  if (refused) attempt.error = EACCES;
  return attempt;
}

// posix_spawn does not say whether it was the program or the directory that it could not find.
Error failed_start(const SpawnPlan& plan, int number) {
  const bool bad_cwd = plan.cwd && access((*plan.cwd + "/.").c_str(), X_OK) != 0;
  return bad_cwd ? posix::start_error(plan, errno, "chdir") : posix::start_error(plan, number, "posix_spawn");
}

Result<Pid> start_by_spawn(SpawnRequest& request, const SpawnPlan& plan, const Program& program) {
  const Status prepared = request.prepare_child(plan.new_session, plan.cwd ? plan.cwd->c_str() : nullptr);
  if (!prepared.ok()) return prepared.error();
  const Attempt attempt = try_files(request, program);
  if (attempt.error != 0) return failed_start(plan, attempt.error);
  return attempt.child;
}

std::vector<std::uint32_t> groups_of(const SpawnPlan& plan) {
  return darwin_decode::with_effective_group(plan.gid.value_or(getegid()),
                                             plan.groups.value_or(std::vector<std::uint32_t>()));
}

Result<Pid> start_by_fork(SpawnRequest& request, const SpawnPlan& plan, const Program& program) {
  const Status prepared = request.prepare_exec();
  if (!prepared.ok()) return prepared.error();
  const std::vector<char*> candidates = posix::pointers_to(program.files);
  const std::vector<std::uint32_t> groups = groups_of(plan);
  ChildOrders orders;
  orders.candidates = candidates.data();
  orders.arguments = program.arguments.data();
  orders.environment = program.environment.data();
  orders.request = &request;
  orders.cwd = plan.cwd ? plan.cwd->c_str() : nullptr;
  orders.new_session = plan.new_session;
  orders.set_uid = plan.uid.has_value();
  orders.uid = plan.uid.value_or(0);
  orders.set_gid = plan.gid.has_value();
  orders.gid = plan.gid.value_or(0);
  // Without a list of its own, a job that changes its user must not keep root's supplementary groups.
  orders.set_groups = plan.groups.has_value() || ((orders.set_uid || orders.set_gid) && geteuid() == 0);
  orders.groups = groups.data();
  orders.group_count = groups.size();
  orders.set_umask = plan.umask.has_value();
  orders.umask = static_cast<mode_t>(plan.umask.value_or(0));
  orders.set_nice = plan.nice.has_value();
  orders.nice = plan.nice.value_or(0);
  return darwin_kernel::start_forked(orders, plan);
}

// A child that can't be held on to must not run on.
void abandon(Pid child) {
  const Status killed = posix::kill_process(child, SIGKILL);
  static_cast<void>(killed);  // an unreaped child of ours can always be signalled
  posix::retry([&] { return waitpid(child, nullptr, 0); });
}

}  // namespace

Result<SpawnedProcess> spawn(const SpawnPlan& plan, const std::string& folder, FolderSupport::Entry) {
  if (!folder.empty()) return unsupported(kNoFolders);
  Result<posix::OpenStreams> streams = posix::open_streams(plan.streams);
  if (!streams.ok()) return streams.error();
  Result<UniqueHandle> notice = darwin_kernel::make_notice();
  if (!notice.ok()) return notice.error();
  SpawnRequest request;
  const Status placed = request.set_streams(streams.value().child);
  if (!placed.ok()) return placed.error();
  const Program program{.files = posix::command_candidates(plan.file, plan.environment),
                        .arguments = posix::pointers_to(plan.arguments),
                        .environment = posix::pointers_to(plan.environment)};
  const Result<Pid> child =
      needs_fork(plan, program) ? start_by_fork(request, plan, program) : start_by_spawn(request, plan, program);
  if (!child.ok()) return child.error();
  Result<Pin> pin = darwin_kernel::pin_child(child.value(), std::move(notice.value()));
  if (!pin.ok()) {
    abandon(child.value());
    return pin.error();
  }
  return SpawnedProcess{.pin = std::move(pin.value()), .parent_ends = std::move(streams.value().parent_ends)};
}

}  // namespace reeve::platform
