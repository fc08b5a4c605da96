#pragma once

#include <dirent.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/platform.h"
#include "test/check.h"

namespace reeve::test {

inline int open_descriptors() {
  int count = 0;
  DIR* folder = opendir("/proc/self/fd");
  while (const dirent* entry = readdir(folder)) count += entry->d_name[0] != '.';
  closedir(folder);
  return count;
}

// Declared first in each test: at its end no child and no descriptor may be left.
class Scene {
 public:
  Scene() : before_(open_descriptors()) {}
  ~Scene() {
    CHECK_EQ(open_descriptors(), before_);
    const pid_t left = waitpid(-1, nullptr, WNOHANG | __WALL);
    CHECK(left == -1 && errno == ECHILD);
  }
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

 private:
  int before_;
};

inline bool eventually(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

// A forked child that does `body` and ends with what that answers, without any clean-up of the parent's.
inline pid_t fork_child(const std::function<int()>& body) {
  const pid_t pid = fork();
  if (pid == 0) _exit(body());
  return pid;
}

inline pid_t fork_sleeper() {
  return fork_child([] {
    for (;;) pause();
    return 0;
  });
}

// The wait status word of a child, once it has ended.
inline int reap(pid_t pid) {
  int word = 0;
  while (waitpid(pid, &word, __WALL) == -1 && errno == EINTR) {
  }
  return word;
}

inline int kill_and_reap(pid_t pid) {
  kill(pid, SIGKILL);
  return reap(pid);
}

// Exit code of a child that must end by itself; -1 when a signal ended it.
inline int exit_code_of(pid_t pid) {
  const int word = reap(pid);
  return WIFEXITED(word) ? WEXITSTATUS(word) : -1;
}

inline Pin pin_of(pid_t pid) {
  Result<Pin> pin = platform::open_pin(pid);
  CHECK(pin.ok());
  return pin.ok() ? std::move(pin.value()) : Pin{};
}

inline SpawnPlan plan_of(std::vector<std::string> arguments) {
  SpawnPlan plan;
  plan.file = arguments.front();
  plan.arguments = std::move(arguments);
  plan.environment = {"PATH=/usr/bin:/bin"};
  return plan;
}

// A shell whose standard output is read by us to its end; the shell is reaped. Fails the test when it can't start.
inline std::string output_of(SpawnPlan plan, int* exit_code = nullptr) {
  plan.streams[1].kind = StreamPlan::Kind::pipe;
  Result<SpawnedProcess> child = platform::spawn(plan, {}, FolderSupport::Entry::none);
  if (!child.ok()) {
    fault(__FILE__, __LINE__, message_of(child.error()));
    return {};
  }
  std::string text;
  char buffer[4096];
  for (;;) {
    const ssize_t size = read(child.value().parent_ends[1].get(), buffer, sizeof buffer);
    if (size <= 0) break;
    text.append(buffer, static_cast<std::size_t>(size));
  }
  const int code = exit_code_of(child.value().pin.pid);
  if (exit_code != nullptr) *exit_code = code;
  return text;
}

inline std::string shell_output(const std::string& script) { return output_of(plan_of({"/bin/sh", "-c", script})); }

}  // namespace reeve::test
