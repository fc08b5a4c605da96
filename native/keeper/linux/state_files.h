#pragma once

#include <sys/resource.h>

#include <cstdint>

namespace reeve::keeper {

// The job's state on disk. `lock` is held for exactly as long as this keeper lives. job.json is there before the job's
// program runs, and says how far the start came:
//   starting  the first process is there and waits; if nobody holds the lock any more it never ran the program
//   running   it was about to execute the program, and did unless `failed` follows
//   failed    the program could not be executed
// exit.json appears, durable, when the first process has ended. All the room that is needed is taken at the start.
class StateFiles {
 public:
  // -1: a job without state; everything below then does nothing and succeeds.
  explicit StateFiles(int folder) : folder_(folder) {}

  // Takes the lock and makes the files. False, with errno and failed_step: the folder is used already, or full.
  bool open();
  // Writes job.json. Called by the job's first process itself, so that it is there whatever happens to the keeper.
  bool write_job(const char* record, std::uint32_t length);
  void mark_running();
  void mark_failed();
  [[nodiscard]] int job_file() const { return job_; }
  // The descriptor that the job's first process, which has its own, has for job.json up to exec.
  void set_mark_file(int file) { mark_file_ = file; }
  // job.json says all it will.
  void release_job();
  bool write_exit(int pid, const char* identity, int wait_status, const rusage& used);
  // Removes what was made: there was no job.
  void forget();

  [[nodiscard]] const char* failed_step() const { return failed_step_; }

 private:
  bool fail(const char* step);
  bool lock();
  int make(const char* name);
  void mark(const char* state);

  int folder_;
  int lock_ = -1;
  int job_ = -1;
  int mark_file_ = -1;
  int exit_ = -1;
  bool ours_ = false;  // the folder was no other job's
  const char* failed_step_ = nullptr;
};

}  // namespace reeve::keeper
