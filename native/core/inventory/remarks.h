#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "core/base/pid.h"

namespace reeve {

// What is to be said of some processes of a list: one sentence for all that have it in common.
class Remarks {
 public:
  void note(Pid pid, const std::vector<std::string>& warnings);
  // A sentence about the list as a whole.
  void note(std::string warning) { general_.push_back(std::move(warning)); }
  [[nodiscard]] std::vector<std::string> warnings() const;

 private:
  struct Subjects {
    std::size_t count = 0;
    std::vector<Pid> first;
  };
  std::map<std::string, Subjects> by_text_;
  std::vector<std::string> general_;
};

}  // namespace reeve
