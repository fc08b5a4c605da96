#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/base/spare_handles.h"
#include "core/identity/process_ref.h"
#include "core/platform.h"

namespace reeve {

// A process whose descendants are looked for, pinned.
struct WalkRoot {
  Pin pin{};
  ProcessStat stat{};
  std::optional<Identity> identity{};
  std::vector<std::string> warnings{};
};

// ESRCH, ERR_PROCESS_REUSED; a zombie is found, and has no descendants.
Result<WalkRoot> find_root(const ProcessRef& ref, SpareHandles& spare);

// Walks from a process to its children, their children and so on. Where the system lists the children of one process,
// no others are looked at; else all are, once. Each process found is a child, by the system's word, of one that was
// found before and still was there afterwards.
class DescendantWalk {
 public:
  // `level` counts from 1. The first is asked of each process found, with what one cheap read and the owner tell:
  // whether the rest is wanted too; it is then given to the second.
  using Wants = std::function<bool(std::uint32_t level, const ProcessFacts& facts)>;
  using Take = std::function<void(std::uint32_t level, ProcessFacts facts)>;

  DescendantWalk(const WalkRoot& root, std::optional<std::uint32_t> most_levels, SpareHandles& spare)
      : root_(root), most_levels_(most_levels), spare_(spare) {}

  Status run(const FactsWanted& wanted, const Wants& wants, const Take& take);
  // How many there were on each level, wanted or not.
  [[nodiscard]] const std::vector<std::uint64_t>& found_on_level() const { return found_on_level_; }

 private:
  struct Node {
    Pid pid = kNoPid;
    Pid ppid = kNoPid;
    std::uint64_t start = 0;
  };
  struct Batch {
    std::vector<Node> nodes;
    std::vector<ProcessFacts> facts;
  };

  Status prepare();
  Result<std::vector<Pid>> children_of(Pid parent);
  // The children of the node; none when it is gone or is not the one any more.
  Result<Batch> read_children_of(const Node& node, std::uint32_t level, const FactsWanted& wanted, const Wants& wants);
  Result<std::optional<Pin>> pin_again(const Node& node);

  const WalkRoot& root_;
  std::optional<std::uint32_t> most_levels_;
  SpareHandles& spare_;
  std::optional<platform::Look> look_;
  bool has_lists_ = true;
  std::map<Pid, std::vector<Pid>> table_;  // where there are no lists: the children of each
  std::set<Pid> seen_;
  std::vector<std::uint64_t> found_on_level_;
};

}  // namespace reeve
