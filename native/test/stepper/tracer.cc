#include "test/stepper/tracer.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "test/stepper/launcher.h"

namespace reeve::stepper {
namespace {

constexpr long kOptions = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
                          PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
constexpr int kCallStop = SIGTRAP | 0x80;
constexpr useconds_t kPause = 100;
constexpr int kQuietPauses = 300;  // 30 ms in which nobody made a call

bool is_birth(int status) {
  const int event = status >> 16;
  return event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK || event == PTRACE_EVENT_CLONE;
}

// What a search of /proc is made of, as long as there are processes.
bool is_look(unsigned long call) {
  return call == SYS_openat || call == SYS_read || call == SYS_close || call == SYS_getdents64;
}

// As ptrace wants its numbers.
void* word(long number) { return reinterpret_cast<void*>(number); }

}  // namespace

std::string Tracer::refusal() {
  const pid_t child = fork();
  if (child < 0) return strerror(errno);
  if (child == 0) {
    for (;;) pause();
  }
  __ptrace_syscall_info info{};
  int status = 0;
  const bool traced = ptrace(PTRACE_SEIZE, child, nullptr, word(kOptions)) == 0 &&
                      ptrace(PTRACE_INTERRUPT, child, nullptr, nullptr) == 0 &&
                      waitpid(child, &status, __WALL) == child &&
                      ptrace(PTRACE_GET_SYSCALL_INFO, child, word(sizeof info), &info) > 0;
  const std::string why = traced ? "" : strerror(errno);
  kill(child, SIGKILL);
  while (waitpid(child, &status, __WALL) == child && WIFSTOPPED(status)) {
  }
  return why;
}

void Tracer::run(const std::function<void()>& launcher) {
  int gate[2];
  if (pipe(gate) != 0) return;
  const pid_t pid = fork();
  if (pid < 0) return;
  if (pid == 0) {
    char byte = 0;
    close(gate[1]);
    if (read(gate[0], &byte, 1) < 0) _exit(2);
    close(gate[0]);
    launcher();
  }
  ptrace(PTRACE_SEIZE, pid, nullptr, word(kOptions));
  // It is traced from here on; its first stop is at the first call after this.
  ptrace(PTRACE_INTERRUPT, pid, nullptr, nullptr);
  tracees_[pid].role = Role::launcher;
  close(gate[0]);
  close(gate[1]);
  int pauses = 0;
  while (!hit_ && !over_ && pauses < kQuietPauses) {
    int status = 0;
    const pid_t changed = waitpid(-1, &status, __WALL | WNOHANG);
    if (changed < 0) break;
    if (changed == 0) {
      pauses = all_is_quiet() ? pauses + 1 : 0;
      usleep(kPause);
      continue;
    }
    pauses = 0;
    on_status(changed, status);
  }
  let_go();
}

pid_t Tracer::pid_of(Role role) const {
  for (const auto& [pid, tracee] : tracees_) {
    if (tracee.role == role) return pid;
  }
  return 0;
}

const Tracer::Tracee* Tracer::find(Role role) const {
  const auto found = tracees_.find(pid_of(role));
  return found == tracees_.end() ? nullptr : &found->second;
}

// The launcher has ended, and the program stands: whoever is left waits for something.
bool Tracer::all_is_quiet() const {
  const Tracee* launcher = find(Role::launcher);
  return marked_ && launcher != nullptr && launcher->gone;
}

void Tracer::on_status(pid_t pid, int status) {
  Tracee& tracee = tracees_[pid];
  if (!WIFSTOPPED(status)) {
    tracee.gone = true;
    tracee.stopped = false;
    over_ = tracee.role == aim_.observed;
    return;
  }
  tracee.stopped = true;
  if (is_birth(status)) {
    const pid_t born = note_birth(pid);
    if (born != 0 && tracees_[born].stopped) resume(born);
    return resume(pid);
  }
  const int event = status >> 16;
  // Who it is, its parent's stop tells.
  if (tracee.role == Role::unknown) return;
  if (event == PTRACE_EVENT_EXEC && tracee.role == Role::first) tracee.program = true;
  if (event != 0) return resume(pid);
  if (WSTOPSIG(status) == kCallStop) return on_call(pid, tracee);
  resume(pid, WSTOPSIG(status));
}

// 0: the parent was killed meanwhile.
pid_t Tracer::note_birth(pid_t parent) {
  unsigned long message = 0;
  if (ptrace(PTRACE_GETEVENTMSG, parent, nullptr, &message) != 0) return 0;
  const auto born = static_cast<pid_t>(message);
  const Role role = tracees_[parent].role;
  tracees_[born].role = role == Role::launcher ? Role::keeper : role == Role::keeper ? Role::first : Role::other;
  return born;
}

void Tracer::on_call(pid_t pid, Tracee& tracee) {
  __ptrace_syscall_info info{};
  const long got = ptrace(PTRACE_GET_SYSCALL_INFO, pid, word(sizeof info), &info);
  const bool entry = got > 0 && info.op == PTRACE_SYSCALL_INFO_ENTRY;
  if (!entry || !on_entry(tracee, info.entry.nr, info.entry.args[0])) resume(pid);
}

// The launcher's first: the start begins; its second: the end does. The program's: it stands.
bool Tracer::on_mark(Role role) {
  if (role == Role::launcher) {
    ending_ = started_;
    started_ = true;
    counting_ = ending_ == aim_.of_the_end;
    return false;
  }
  marked_ = true;
  over_ = aim_.observed == Role::first;
  return over_;
}

bool Tracer::on_entry(Tracee& tracee, unsigned long call, unsigned long argument) {
  if (call == SYS_getpgid && argument == kMark) return on_mark(tracee.role);
  const bool launcher = tracee.role == Role::launcher;
  if (launcher && started_ && call == SYS_sendto) released_ = true;
  if (!counting_ || call == SYS_rt_sigaction || (ending_ && launcher && is_look(call))) return false;
  // While the program is looked at, its keeper doesn't hear yet that it runs.
  const Tracee* first = find(Role::first);
  if (tracee.role == Role::keeper && aim_.observed == Role::first && first != nullptr && first->program) return true;
  if (tracee.role == aim_.observed) {
    const Tracee* victim = find(aim_.victim);
    if (victim != nullptr && !victim->gone && ++steps_ == aim_.step) {
      kill(pid_of(aim_.victim), SIGKILL);
      hit_ = true;
      return true;
    }
  }
  return false;
}

void Tracer::resume(pid_t pid, int signal) {
  tracees_[pid].stopped = false;
  ptrace(PTRACE_SYSCALL, pid, nullptr, word(signal));
}

// The victim is dead before anybody goes on. Whoever stands is let go at once, the others as soon as they stop for it, and
// children that they have meanwhile too.
void Tracer::let_go() {
  if (hit_) await_end(pid_of(aim_.victim));
  for (auto& [pid, tracee] : tracees_) {
    if (tracee.gone) continue;
    tracee.gone = tracee.stopped;
    ptrace(tracee.stopped ? PTRACE_DETACH : PTRACE_INTERRUPT, pid, nullptr, nullptr);
  }
  while (std::any_of(tracees_.begin(), tracees_.end(), [](const auto& entry) { return !entry.second.gone; })) {
    int status = 0;
    const pid_t pid = waitpid(-1, &status, __WALL);
    if (pid < 0) break;
    tracees_[pid].gone = true;
    if (!WIFSTOPPED(status)) continue;
    if (is_birth(status)) note_birth(pid);
    const bool signal = status >> 16 == 0 && WSTOPSIG(status) != kCallStop;
    ptrace(PTRACE_DETACH, pid, nullptr, word(signal ? WSTOPSIG(status) : 0));
  }
}

void Tracer::await_end(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status)) {
  }
  tracees_[pid].gone = true;
}

}  // namespace reeve::stepper
