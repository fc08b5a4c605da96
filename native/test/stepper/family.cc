#include "test/stepper/family.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace reeve::stepper {
namespace {

// Of processes with one thread, which all of these are.
void append_children(pid_t parent, std::vector<pid_t>& family) {
  const std::string id = std::to_string(parent);
  std::ifstream children("/proc/" + id + "/task/" + id + "/children");
  for (pid_t child = 0; children >> child;) family.push_back(child);
}

// Or killed, and only not yet given the processor to die on.
bool is_dead(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  bool there = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("State:"))
      there = line.find("Z (") == std::string::npos && line.find("X (") == std::string::npos;
    if (line.starts_with("SigPnd:") && (std::stoull(line.substr(7), nullptr, 16) >> (SIGKILL - 1) & 1) != 0)
      return true;
  }
  return !there;
}

}  // namespace

void take_in_orphans() { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

std::vector<pid_t> living_family() {
  int status = 0;
  for (pid_t pid = 0; (pid = waitpid(-1, &status, WNOHANG | __WALL)) > 0;) {
    if (WIFSTOPPED(status)) ptrace(PTRACE_DETACH, pid, nullptr, nullptr);
  }
  std::vector<pid_t> family;
  append_children(getpid(), family);
  // Grows while it is walked.
  for (std::size_t at = 0; at < family.size(); ++at) append_children(family[at], family);
  std::erase_if(family, is_dead);
  return family;
}

bool is_traced(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("TracerPid:")) return std::stoi(line.substr(10)) != 0;
  }
  return false;
}

void kill_children() {
  std::vector<pid_t> children;
  append_children(getpid(), children);
  for (const pid_t child : children) kill(child, SIGKILL);
}

}  // namespace reeve::stepper
