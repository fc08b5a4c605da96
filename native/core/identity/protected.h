#pragma once

#include <optional>
#include <vector>

#include "core/base/result.h"

namespace reeve {

// This process and all it descends from: ending any of them would end us, or the machine.
class ProtectedProcesses {
 public:
  static ProtectedProcesses now();

  // Why an ancestor may be missing; nullopt when none is.
  [[nodiscard]] const std::optional<Error>& incomplete() const { return incomplete_; }
  [[nodiscard]] bool contains(Pid pid) const;
  // Whether one of them is a member of this group, so that no signal may go to the group as a whole.
  [[nodiscard]] bool has_member_of(Pid pgid) const;
  // The refusal for a target that must not be ended; nullopt for any other.
  [[nodiscard]] std::optional<Error> refusal(Pid target) const;

 private:
  struct Entry {
    Pid pid;
    Pid pgid;
  };
  std::vector<Entry> entries_;
  std::optional<Error> incomplete_;
};

}  // namespace reeve
