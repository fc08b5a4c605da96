// One job's keeper on Windows: holds its job object and its lock, lets its first process run once the job is written down,
// keeps how that ended, and ends what is left when the launcher ends, if it is to. It lives exactly as long as the job has
// a process. Whoever else ends the job does so by its name.

#include <windows.h>

#include "keeper/win32/channel.h"
#include "keeper/win32/job.h"
#include "keeper/win32/state_files.h"
#include "platform/win32/kernel/keeper_plan.h"

namespace reeve::keeper {
namespace {

constexpr DWORD kLookPause = 50;  // milliseconds, where a member can't be waited for

HANDLE to_handle(std::uint64_t number) { return reinterpret_cast<HANDLE>(static_cast<ULONG_PTR>(number)); }

class Keeper {
 public:
  [[noreturn]] void run() {
    if (!channel_.open()) ExitProcess(1);
    if (!take_plan()) refuse();
    if ((plan_.flags & kProbe) != 0) {
      channel_.tell(Message{.word = Word::running});
      ExitProcess(0);
    }
    if (!open_files()) refuse();
    channel_.tell(Message{.word = Word::prepared});
    if (!take_go()) give_up();
    if (!release()) refuse();
    channel_.tell(Message{.word = Word::running, .pid = static_cast<std::int32_t>(plan_.pid)});
    channel_.close();
    while (step()) {
    }
    ExitProcess(0);
  }

 private:
  bool fail(const char* step) {
    failed_step_ = step;
    error_ = GetLastError();
    return false;
  }

  // Tells why nothing runs, and stays until the launcher has heard it.
  [[noreturn]] void refuse() {
    job_.end();
    Message message{.word = Word::refused, .number = static_cast<std::int32_t>(error_)};
    for (std::uint32_t index = 0; index + 1 < kStepLength && failed_step_[index] != '\0'; ++index) {
      message.step[index] = failed_step_[index];
    }
    files_.forget();
    channel_.tell(message);
    channel_.await_hang_up();
    ExitProcess(1);
  }

  // The launcher is gone, or doesn't want the job any more, of which nothing has run.
  [[noreturn]] void give_up() {
    job_.end();
    files_.forget();
    ExitProcess(1);
  }

  bool take_plan() {
    SetLastError(ERROR_INVALID_DATA);
    if (!channel_.read(&plan_, sizeof plan_)) return fail("plan");
    if (plan_.version != kVersion) return fail("version");
    job_.take(to_handle(plan_.job));
    const std::uint32_t length = plan_.path_length;
    if (length > windows::kLongestPath) return fail("plan");
    if (!channel_.read(files_.place(), length * static_cast<std::uint32_t>(sizeof(wchar_t)))) return fail("plan");
    files_.set_length(length);
    return true;
  }

  bool open_files() { return files_.open() || fail(files_.failed_step()); }

  bool take_go() {
    GoHeader header;
    if (!channel_.read(&header, sizeof header)) return false;
    if (header.word != Word::go || header.identity_length > kMostIdentity || header.record_length > kMostRecord) {
      return false;
    }
    record_length_ = header.record_length;
    return channel_.read(identity_, header.identity_length) && channel_.read(record_, header.record_length);
  }

  bool release() {
    if (!files_.write_job(record_, record_length_)) return fail(files_.failed_step());
    if (!ends_with_parent() && !job_.outlive_us(to_handle(plan_.process))) return fail("job object");
    files_.mark_running();
    HANDLE const thread = to_handle(plan_.thread);
    if (ResumeThread(thread) == static_cast<DWORD>(-1)) {
      fail("ResumeThread");
      files_.mark_failed();
      return false;
    }
    CloseHandle(thread);
    files_.settle();
    return true;
  }

  // Waits for one thing to happen. False once the job is empty and all is written down.
  bool step() {
    if (exited_ && member_ == nullptr) {
      const Job::Members left = job_.next(member_);
      if (left == Job::Members::none) return false;
    }
    HANDLE awaited[2];
    DWORD count = 0;
    HANDLE const process = exited_ ? member_ : to_handle(plan_.process);
    if (process != nullptr) awaited[count++] = process;
    const bool watches_parent = ends_with_parent() && !ending_;
    if (watches_parent) awaited[count++] = to_handle(plan_.launcher);
    if (count == 0) {
      Sleep(kLookPause);
      return true;
    }
    const DWORD limit = process == nullptr ? kLookPause : INFINITE;
    const DWORD ready = WaitForMultipleObjects(count, awaited, FALSE, limit);
    if (ready == WAIT_FAILED) Sleep(kLookPause);
    if (ready >= WAIT_OBJECT_0 + count) return true;
    if (watches_parent && ready == WAIT_OBJECT_0 + count - 1) {
      end();
    } else if (exited_) {
      CloseHandle(member_);
      member_ = nullptr;
    } else {
      note_exit();
    }
    return true;
  }

  void note_exit() {
    exited_ = true;
    files_.write_exit(plan_.pid, identity_, to_handle(plan_.process));
    // Up to here the pid was still its own, for everybody who asks.
    CloseHandle(to_handle(plan_.process));
  }

  void end() {
    ending_ = true;
    job_.end();
  }

  [[nodiscard]] bool ends_with_parent() const { return (plan_.flags & kEndWithParent) != 0; }

  // All of it nought at first, so that none of it takes room in the file.
  windows::KeeperPlan plan_{.version = 0};
  Channel channel_;
  Job job_;
  StateFiles files_;
  HANDLE member_ = nullptr;
  bool exited_ = false;
  bool ending_ = false;
  DWORD error_ = 0;
  const char* failed_step_ = nullptr;
  std::uint32_t record_length_ = 0;
  char identity_[kMostIdentity + 1] = {};
  char record_[kMostRecord] = {};
};

// Too large for a stack.
constinit Keeper keeper;

}  // namespace
}  // namespace reeve::keeper

// The first function of the program.
extern "C" [[noreturn]] void reeve_keep() { reeve::keeper::keeper.run(); }
