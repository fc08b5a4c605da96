#pragma once

#include <cstdint>

#include "platform/win32/kernel/keeper_plan.h"

namespace reeve::keeper {

// The job's state on disk, the same files as on Linux (keeper/linux/state_files.h). `lock` is open, and nobody else can
// open it, for exactly as long as this keeper lives.
class StateFiles {
 public:
  // Where the folder's path is to be put, without a NUL; it stays empty for a job without state. Everything below then
  // does nothing and succeeds.
  wchar_t* place() { return folder_; }
  void set_length(std::uint32_t length) { length_ = length; }

  // Takes the lock and makes the files. False, with GetLastError and failed_step: the folder is used already, or full.
  bool open();
  bool write_job(const char* record, std::uint32_t length);
  void mark_running();
  void mark_failed();
  // Lets go of job.json, in which nothing changes any more.
  void settle();
  // How the process ended, durably; its times and memory are its own, without those of its children.
  bool write_exit(std::uint32_t pid, const char* identity, void* process);
  // Removes what was made: there was no job.
  void forget();

  [[nodiscard]] const char* failed_step() const { return failed_step_; }

 private:
  bool fail(const char* step);
  // The path of a file in the folder, up to the next call with the same `buffer`.
  const wchar_t* path(const char* name, wchar_t* buffer) const;
  [[nodiscard]] bool is_there(const char* name);
  void* make(const char* name, std::uint32_t room);
  bool rename(const char* from, const char* to, std::uint32_t how);
  void mark(const char* state) const;

  static constexpr std::uint32_t kRoom = windows::kLongestPath + windows::kRoomForName;

  wchar_t folder_[kRoom] = {};
  wchar_t path_[kRoom] = {};
  wchar_t new_path_[kRoom] = {};
  std::uint32_t length_ = 0;
  void* lock_ = nullptr;
  void* job_ = nullptr;
  void* exit_ = nullptr;
  bool ours_ = false;  // the folder was no other job's
  const char* failed_step_ = nullptr;
};

}  // namespace reeve::keeper
