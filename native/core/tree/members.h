#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/identity/process_facts.h"

namespace reeve {

// What a tree can be recognised by besides parenthood. A group or session counts only while it is the tree's own, that
// is, led by the tree's first process; kNoPid where it isn't.
struct TreeShape {
  Pid root = kNoPid;
  Pid pgid = kNoPid;
  Pid sid = kNoPid;
  Pid keeper = kNoPid;     // its children are all members; itself is none
  std::uint64_t born = 0;  // start of the first process: nothing older can descend from it
};

// Members known before a snapshot. `sure`: still there when the snapshot was complete, so that its pid meant nobody
// else meanwhile. Of the others, only children born before the snapshot began are taken as theirs.
struct KnownMember {
  bool sure = false;
};
using KnownMembers = std::map<Pid, KnownMember>;

// The processes of the snapshot that belong to the tree and are not known yet: children of members to any depth, and
// members of the tree's own group and session, which is how re-parented ones are found. Pure: nothing is asked of the
// system.
std::vector<const ProcessStat*> find_members(const TreeShape& shape, const KnownMembers& known,
                                             const std::vector<ProcessStat>& snapshot, std::uint64_t snapshot_start);

}  // namespace reeve
