#include "core/tree/members.h"

#include <set>
#include <unordered_map>

namespace reeve {
namespace {

class Search {
 public:
  Search(const TreeShape& shape, const KnownMembers& known, const std::vector<ProcessStat>& snapshot,
         std::uint64_t snapshot_start)
      : shape_(shape), known_(known), snapshot_(snapshot), snapshot_start_(snapshot_start) {
    for (const ProcessStat& stat : snapshot) children_.emplace(stat.ppid, &stat);
  }

  std::vector<const ProcessStat*> run() {
    for (const ProcessStat& stat : snapshot_) {
      if (by_itself(stat)) add(stat);
    }
    if (shape_.keeper != kNoPid) add_children(shape_.keeper, true);
    for (const auto& [pid, member] : known_) add_children(pid, member.sure);
    // Grows while it is walked: what was found has children too.
    for (std::size_t index = 0; index < found_.size(); ++index) add_children(found_[index]->pid, true);
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool by_itself(const ProcessStat& stat) const {
    const bool in_group = shape_.pgid != kNoPid && stat.pgid == shape_.pgid;
    const bool in_session = shape_.sid != kNoPid && stat.sid == shape_.sid;
    return in_group || in_session || (shape_.root != kNoPid && stat.pid == shape_.root);
  }

  void add(const ProcessStat& stat) {
    if (stat.pid == shape_.keeper || stat.start < shape_.born || known_.contains(stat.pid) ||
        !seen_.insert(stat.pid).second)
      return;
    found_.push_back(&stat);
  }

  void add_children(Pid parent, bool sure) {
    const auto [first, last] = children_.equal_range(parent);
    for (auto child = first; child != last; ++child) {
      if (sure || child->second->start < snapshot_start_) add(*child->second);
    }
  }

  const TreeShape& shape_;
  const KnownMembers& known_;
  const std::vector<ProcessStat>& snapshot_;
  std::uint64_t snapshot_start_;
  std::unordered_multimap<Pid, const ProcessStat*> children_;
  std::set<Pid> seen_;
  std::vector<const ProcessStat*> found_;
};

}  // namespace

std::vector<const ProcessStat*> find_members(const TreeShape& shape, const KnownMembers& known,
                                             const std::vector<ProcessStat>& snapshot, std::uint64_t snapshot_start) {
  return Search(shape, known, snapshot, snapshot_start).run();
}

}  // namespace reeve
