#pragma once

#include <optional>
#include <string>

#include "core/base/spare_handles.h"
#include "core/identity/process_ref.h"
#include "core/spawn/containment.h"
#include "core/tree/members.h"

namespace reeve {

// What the tree of a ref is known by.
struct TreePlan {
  TreeShape shape{};
  Containment recorded{};             // the ref's own; of a bare process the group that it leads
  std::string folder{};               // the job's, if it still is the one on record
  std::optional<ProcessStat> root{};  // the first process, unless it is gone or its pid is another's
  bool root_is_hidden = false;        // it lives, and no more than its pid is known
};

TreePlan plan_tree(const ProcessRef& ref, const Resolved& resolved, SpareHandles& spare);

}  // namespace reeve
