#pragma once

#include <sys/types.h>

#include <functional>
#include <map>
#include <string>

namespace reeve::stepper {

// Who is who in a start: the launcher's child is the keeper, the keeper's is the job's first process.
enum class Role { unknown, launcher, keeper, first, other };

struct Aim {
  Role observed = Role::launcher;
  Role victim = Role::launcher;
  int step = 1;
  bool of_the_end = false;  // steps count from the launcher's second mark on, not from its first to its second
};

// Runs a launcher and all that it starts under ptrace, and kills `victim` when `observed` is about to make its `step`-th
// system call, of those while the victim is there. Settings of signals, which are many and all alike, don't count, and
// neither do the launcher's looks at files while it ends the job. Then lets go of everybody.
class Tracer {
 public:
  explicit Tracer(Aim aim) : aim_(aim) {}

  // Why processes can't be traced here; empty: they can.
  static std::string refusal();

  void run(const std::function<void()>& launcher);

  [[nodiscard]] bool hit() const { return hit_; }
  [[nodiscard]] int steps() const { return steps_; }
  // The launcher has told the job's first process to go on.
  [[nodiscard]] bool released() const { return released_; }
  [[nodiscard]] pid_t launcher() const { return pid_of(Role::launcher); }
  [[nodiscard]] pid_t keeper() const { return pid_of(Role::keeper); }
  [[nodiscard]] pid_t first() const { return pid_of(Role::first); }

 private:
  struct Tracee {
    Role role = Role::unknown;
    bool stopped = false;
    bool gone = false;  // ended, or not followed any more
    bool program = false;
  };

  [[nodiscard]] pid_t pid_of(Role role) const;
  [[nodiscard]] const Tracee* find(Role role) const;
  [[nodiscard]] bool all_is_quiet() const;
  void on_status(pid_t pid, int status);
  pid_t note_birth(pid_t parent);
  void on_call(pid_t pid, Tracee& tracee);
  // Both: true when the process is to stay where it is.
  bool on_mark(Role role);
  bool on_entry(Tracee& tracee, unsigned long call, unsigned long argument);
  void resume(pid_t pid, int signal = 0);
  void let_go();
  void await_end(pid_t pid);

  Aim aim_;
  std::map<pid_t, Tracee> tracees_;
  int steps_ = 0;
  bool counting_ = false;
  bool started_ = false;  // the launcher has begun
  bool ending_ = false;   // to end the job, or itself
  bool hit_ = false;
  bool released_ = false;
  bool marked_ = false;  // the program says that it stands
  bool over_ = false;
};

}  // namespace reeve::stepper
