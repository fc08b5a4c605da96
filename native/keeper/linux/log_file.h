#pragma once

#include "core/keeper/protocol.h"

namespace reeve::keeper {

// The file that an output of the job goes to, and those before it: NAME is written, NAME.1 came before it, up to
// NAME.<keep>. A file ends at the end of the line that fills it, or before the first line after its time; a line without
// end is cut kOverhang beyond. Whatever goes wrong with a new file, the old one is written on: what is written is never
// lost, and never written twice.
class LogFile {
 public:
  // `name` lives no longer than this call. False, with errno: it is no regular file, or another keeper writes it.
  bool open(const LogPlan& plan, const char* name);
  // How much of it was taken; less than `length` or -1, with errno, where the file takes no more now.
  long write(const char* text, long length);

 private:
  static constexpr long kOverhang = 65536;

  // How much of the text belongs in this file, and whether it is full then.
  long part_of(const char* text, long length, bool& full) const;
  bool take(const char* name, int how);
  [[nodiscard]] bool is_past_its_time() const;
  // False: the old file is written on.
  bool rotate();
  bool shift();
  const char* numbered(std::uint32_t number, char* place) const;

  int folder_ = -1;
  int file_ = -1;
  std::uint32_t keep_ = 1;
  long most_ = 0;
  long size_ = 0;
  long most_age_ = 0;  // milliseconds; 0: any
  long began_ = 0;
  bool at_line_start_ = true;
  char name_[kMostLogName + 1] = {};
};

}  // namespace reeve::keeper
