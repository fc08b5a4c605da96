#include "core/tree/tree_plan.h"

#include "core/platform.h"

namespace reeve {

TreePlan plan_tree(const ProcessRef& ref, const Resolved& resolved, SpareHandles& spare) {
  TreePlan plan{.recorded = ref.containment.value_or(Containment{})};
  if (platform::is_same_folder(plan.recorded)) plan.folder = plan.recorded.folder;
  const bool ours = resolved.pin && resolved.judgement.verdict != Verdict::reused;
  if (ours) {
    const Result<ProcessStat> read = spare.run([&] { return platform::read_pinned_stat(*resolved.pin); });
    if (read.ok()) plan.root = read.value();
  }
  if (plan.root) {
    plan.shape.root = ref.pid;
    plan.shape.born = plan.root->start;
    plan.shape.pgid = plan.root->pgid == ref.pid ? ref.pid : kNoPid;
    plan.shape.sid = plan.root->sid == ref.pid ? ref.pid : kNoPid;
  } else if (ours && !platform::has_ended(*resolved.pin)) {
    plan.root = ProcessStat{.pid = ref.pid};
    plan.root_is_hidden = true;
  } else if (ref.identity) {
    plan.shape.born = ref.identity->start;
  }
  if (plan.recorded.kind == ContainmentKind::none && plan.shape.pgid != kNoPid) {
    plan.recorded = {.kind = ContainmentKind::group, .pgid = plan.shape.pgid, .sid = plan.shape.sid};
  }
  return plan;
}

}  // namespace reeve
