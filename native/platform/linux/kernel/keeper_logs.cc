#include "platform/linux/kernel/keeper_logs.h"

#include <fcntl.h>

#include <cerrno>

#include "core/platform.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::linux_kernel {
namespace {

constexpr std::size_t kFirstOutput = 1;
constexpr std::size_t kSecondOutput = 2;
// Without a rotation there are only the timestamps, in one file.
constexpr std::uint64_t kNoLimit = std::uint64_t{1} << 62;

Result<KeeperLog> to_log(const StreamPlan& plan, UniqueHandle pipe) {
  const int flags = fcntl(pipe.get(), F_GETFL);
  // The keeper does other things while it is empty; the job's end of it goes on blocking.
  if (flags == -1 || fcntl(pipe.get(), F_SETFL, flags | O_NONBLOCK) == -1) return posix::last_error("fcntl");
  const std::size_t slash = plan.path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : plan.path.substr(0, slash);
  KeeperLog log;
  log.name = slash == std::string::npos ? plan.path : plan.path.substr(slash + 1);
  if (log.name.empty() || log.name == "." || log.name == "..") return log_error(plan.path, EISDIR);
  if (log.name.size() > keeper::kMostLogName) return log_error(plan.path, ENAMETOOLONG);
  log.pipe = std::move(pipe);
  log.folder.reset(posix::retry([&] { return open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC); }));
  if (!log.folder.valid()) return log_error(plan.path, errno);
  log.plan.flags = (plan.append ? keeper::kLogAppends : 0U) | (plan.timestamps ? keeper::kLogTimes : 0U);
  log.plan.keep = plan.rotation ? plan.rotation->keep : 0;
  log.plan.most_bytes = plan.rotation ? plan.rotation->max_bytes : kNoLimit;
  log.plan.most_age_ms = plan.rotation ? plan.rotation->max_age_ms.value_or(0) : 0;
  return log;
}

}  // namespace

Error log_error(const std::string& path, int number) {
  Error error = posix::error_of(number == EWOULDBLOCK ? EBUSY : number, "open");
  error.detail = "cannot open '" + path + "' as a log: ";
  if (number == EWOULDBLOCK) {
    error.detail += "another job's keeper writes it";
  } else if (number == EINVAL || number == ENXIO) {
    error.detail += "it is no regular file";
  } else if (number == ELOOP) {
    error.detail += "it is a link, which would be renamed and not its file";
  } else {
    error.detail += platform::error_text(number);
  }
  return error;
}

Result<KeptStreams> open_kept_streams(const std::array<StreamPlan, kStreamCount>& plans) {
  std::array<StreamPlan, kStreamCount> streams = plans;
  const bool shared = plans[kFirstOutput].is_log() && plans[kSecondOutput].is_log() &&
                      plans[kFirstOutput].path == plans[kSecondOutput].path;
  for (std::size_t stream = kFirstOutput; stream < kStreamCount; ++stream) {
    if (plans[stream].is_log()) streams[stream] = {.kind = StreamPlan::Kind::pipe};
  }
  if (shared) streams[kSecondOutput] = {.kind = StreamPlan::Kind::ignore};
  Result<posix::OpenStreams> opened = posix::open_streams(streams);
  if (!opened.ok()) return opened.error();
  KeptStreams kept{.open = std::move(opened.value())};
  if (shared) kept.open.child[kSecondOutput] = kept.open.child[kFirstOutput];
  for (std::size_t stream = kFirstOutput; stream < kStreamCount; ++stream) {
    if (!plans[stream].is_log() || !kept.open.parent_ends[stream].valid()) continue;
    Result<KeeperLog> log = to_log(plans[stream], std::move(kept.open.parent_ends[stream]));
    if (!log.ok()) return log.error();
    kept.logs[stream - kFirstOutput] = std::move(log.value());
  }
  return kept;
}

}  // namespace reeve::linux_kernel
