#include "core/ports/port_owner.h"

#include "core/keeper/keeper_link.h"
#include "core/platform.h"
#include "core/tree/tree_plan.h"
#include "core/tree/tree_signaller.h"

namespace reeve {

struct PortOwner::State {
  Pid pid = kNoPid;
  OwnerScope scope = OwnerScope::process;
  Pin root{};                   // invalid: it was gone before
  std::optional<Pin> keeper{};  // whose children are all members
  std::optional<PinnedTree> tree{};
  std::optional<TreeSignaller> finder{};
};

PortOwner::PortOwner(std::unique_ptr<State> state) : state_(std::move(state)) {}
PortOwner::PortOwner(PortOwner&& other) noexcept = default;
PortOwner::~PortOwner() = default;

Result<PortOwner> PortOwner::find(const ProcessRef& ref, OwnerScope scope, SpareHandles& spare) {
  const Containment recorded = ref.containment.value_or(Containment{});
  if (const Status formed = check(recorded); !formed.ok()) return formed.error();
  Result<Resolved> found = spare.run([&] { return resolve(ref); });
  if (!found.ok()) return found.error();
  Resolved& resolved = found.value();
  const bool reused = resolved.judgement.verdict == Verdict::reused;
  const bool may_outlive = scope == OwnerScope::tree && recorded.kind != ContainmentKind::none;
  if (reused && !may_outlive) return reused_error(ref.pid);
  if (!resolved.pin && !may_outlive) return gone_error(ref.pid);
  auto state = std::make_unique<State>();
  state->pid = ref.pid;
  state->scope = scope;
  if (scope == OwnerScope::tree) {
    TreePlan plan = plan_tree(ref, resolved, spare);
    if (plan.folder.empty()) state->keeper = pin_keeper(recorded);
    if (state->keeper) plan.shape.keeper = state->keeper->pid;
    state->tree.emplace(plan.shape, plan.recorded, ProtectedProcesses(), spare);
    state->finder.emplace(*state->tree, plan.folder, nullptr);
    if (plan.root) {
      Result<Pin> copy = spare.run([&] { return platform::copy_pin(*resolved.pin); });
      if (!copy.ok()) return copy.error();
      state->tree->add(std::move(copy.value()), std::move(*plan.root));
    }
  }
  if (resolved.pin && !reused) state->root = std::move(*resolved.pin);
  return PortOwner(std::move(state));
}

std::vector<Pid> PortOwner::living() {
  if (!state_->tree) {
    return platform::has_ended(state_->root) ? std::vector<Pid>() : std::vector<Pid>{state_->pid};
  }
  state_->tree->refresh();
  std::vector<Pid> pids;
  for (const auto& [pid, member] : state_->tree->members()) {
    if (!member.ended) pids.push_back(pid);
  }
  return pids;
}

Status PortOwner::gather() {
  if (!state_->finder) return Done{};
  const Result<std::size_t> found = state_->finder->gather();
  if (!found.ok()) return found.error();
  return Done{};
}

Result<bool> PortOwner::has_ended() {
  if (!state_->finder) return platform::has_ended(state_->root);
  return state_->finder->is_empty();
}

const Pin* PortOwner::wakeful_root() const {
  return state_->root.handle.valid() && state_->root.pollable ? &state_->root : nullptr;
}

Pid PortOwner::pid() const { return state_->pid; }
OwnerScope PortOwner::scope() const { return state_->scope; }

}  // namespace reeve
