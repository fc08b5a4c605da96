#include <algorithm>
#include <array>
#include <cerrno>
#include <thread>

#include "core/platform.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve {

using fake::world;

void close_handle(OsHandle handle) noexcept {
  const std::lock_guard lock(world().mutex);
  const auto found = world().handles.find(handle);
  const std::shared_ptr<fake::Channel> channel = found == world().handles.end() ? nullptr : found->second.channel;
  world().handles.erase(handle);
  world().sets.erase(handle);
  for (auto& [number, set] : world().sets) set.watched.erase(handle);
  if (channel) world().hang_up(*channel);
}

namespace platform {
namespace {

struct Name {
  int number;
  std::string_view name;
};

constexpr auto kErrors = std::to_array<Name>({{EPERM, "EPERM"},
                                              {ENOENT, "ENOENT"},
                                              {ESRCH, "ESRCH"},
                                              {EIO, "EIO"},
                                              {EAGAIN, "EAGAIN"},
                                              {EACCES, "EACCES"},
                                              {EBUSY, "EBUSY"},
                                              {EEXIST, "EEXIST"},
                                              {EINVAL, "EINVAL"},
                                              {ENFILE, "ENFILE"},
                                              {EMFILE, "EMFILE"},
                                              {E2BIG, "E2BIG"},
                                              {ENOEXEC, "ENOEXEC"}});

}  // namespace

std::string_view name() { return "fake"; }

std::string_view error_name(int os_error) {
  const auto* found = std::find_if(kErrors.begin(), kErrors.end(), [&](const Name& n) { return n.number == os_error; });
  return found == kErrors.end() ? "EUNKNOWN" : found->name;
}

std::string error_text(int os_error) { return "text of " + std::string(error_name(os_error)); }
std::optional<int> signal_number(std::string_view) { return std::nullopt; }
std::string signal_name(int number) { return "SIG" + std::to_string(number); }
int default_stop_signal() { return fake::kTerm; }
int default_kill_signal() { return fake::kKill; }
int freeze_signal() { return fake::kStop; }
int continue_signal() { return fake::kCont; }
Pid own_pid() { return fake::kOwn; }

Result<Thread> start_thread(std::function<void()> body) {
  const std::lock_guard lock(world().mutex);
  if (world().thread_error) return *world().thread_error;
  return Thread{.native = reinterpret_cast<std::uintptr_t>(new std::thread(std::move(body)))};
}

void join_thread(const Thread& thread) {
  const std::unique_ptr<std::thread> owned(reinterpret_cast<std::thread*>(thread.native));
  owned->join();
}

Result<int> to_descriptor(UniqueHandle handle) {
  {
    const std::lock_guard lock(world().mutex);
    if (world().descriptor_error) return *world().descriptor_error;
  }
  return handle.release();
}

Result<UniqueHandle> open_spare() {
  const std::lock_guard lock(world().mutex);
  const Result<int> handle = world().open_handle({}, "open");
  if (!handle.ok()) return handle.error();
  return UniqueHandle(handle.value());
}

Result<std::string> random_token() {
  static int count = 0;
  std::string token = std::to_string(++count);
  return std::string(24 - token.size(), '0') + token;
}

Result<std::string> absolute_path(const std::string& path) {
  return path.starts_with('/') ? path : "/fake/folder/" + path;
}
bool is_same_variable(std::string_view one, std::string_view other) { return one == other; }
std::vector<std::string> environment() { return world().environment; }

Machine probe_machine() { return world().machine; }

}  // namespace platform
}  // namespace reeve
