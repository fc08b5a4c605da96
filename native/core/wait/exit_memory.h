#pragma once

#include <deque>
#include <map>
#include <optional>
#include <tuple>

#include "core/identity/identity.h"
#include "core/wait/exit_status.h"

namespace reeve {

// How the latest processes ended, for those who ask after they are gone. Bounded: the oldest are forgotten.
class ExitMemory {
 public:
  using Key = std::tuple<Pid, std::uint64_t, std::uint64_t>;  // an Identity of this boot

  struct Entry {
    Identity identity;
    ExitStatus exit;
  };

  static Key key_of(const Identity& identity) { return {identity.pid, identity.start, identity.unique}; }

  void remember(const Identity& identity, const ExitStatus& exit);
  [[nodiscard]] const Entry* find(const Identity& identity) const;
  // The latest that had this pid.
  [[nodiscard]] const Entry* find(Pid pid) const;

 private:
  std::map<Key, Entry> entries_;
  std::map<Pid, Key> latest_;
  std::deque<Key> order_;
};

}  // namespace reeve
