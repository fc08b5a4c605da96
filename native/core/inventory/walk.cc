#include "core/inventory/walk.h"

#include "core/inventory/entry_reader.h"

namespace reeve {

Result<WalkRoot> find_root(const ProcessRef& ref, SpareHandles& spare) {
  Result<Resolved> resolved = spare.run([&] { return resolve(ref); });
  if (!resolved.ok()) return resolved.error();
  Resolved& found = resolved.value();
  if (found.judgement.verdict == Verdict::reused) return reused_error(ref.pid);
  if (!found.pin) return gone_error(ref.pid);
  WalkRoot root{.pin = std::move(*found.pin), .identity = std::move(found.current)};
  Result<ProcessStat> stat = spare.run([&] { return platform::read_pinned_stat(root.pin); });
  if (!stat.ok()) return stat.error().code == "ESRCH" ? gone_error(ref.pid) : stat.error();
  root.stat = std::move(stat.value());
  if (ref.identity && found.judgement.verdict == Verdict::unknown) {
    root.warnings.emplace_back("cannot tell whether this is the process on record");
  }
  return root;
}

Status DescendantWalk::prepare() {
  const auto lists = spare_.run([&] { return platform::read_children(root_.stat.pid); });
  if (!lists.ok()) return lists.error();
  has_lists_ = lists.value().has_value();
  Result<platform::Look> look =
      spare_.run([&] { return has_lists_ ? platform::Look::at({}) : platform::Look::at_all(); });
  if (!look.ok()) return look.error();
  look_.emplace(std::move(look.value()));
  if (has_lists_) return Done{};
  constexpr FactsWanted kStatAlone{.cmdline = false, .identity = false, .owner = false, .exe = false};
  for (const Pid pid : look_->pids()) {
    const auto facts = spare_.run([&] { return look_->read(pid, kStatAlone, nullptr); });
    if (!facts.ok() && !is_passed_over(facts.error())) return facts.error();
    if (facts.ok() && facts.value()->stat) table_[facts.value()->stat->ppid].push_back(pid);
  }
  return Done{};
}

Result<std::vector<Pid>> DescendantWalk::children_of(Pid parent) {
  if (!has_lists_) return table_[parent];
  auto listed = spare_.run([&] { return platform::read_children(parent); });
  if (!listed.ok()) return listed.error();
  return listed.value() ? std::move(*listed.value()) : std::vector<Pid>();
}

// A later process with this pid, this start and this parent would be a child of the same parent all the same.
Result<std::optional<Pin>> DescendantWalk::pin_again(const Node& node) {
  const auto nobody = [] { return Result<std::optional<Pin>>(std::optional<Pin>()); };
  Result<Pin> pin = spare_.run(
      [&] { return node.pid == root_.stat.pid ? platform::copy_pin(root_.pin) : platform::open_pin(node.pid); });
  if (!pin.ok()) return is_passed_over(pin.error()) ? nobody() : pin.error();
  const Result<ProcessStat> stat = spare_.run([&] { return platform::read_pinned_stat(pin.value()); });
  if (!stat.ok()) return is_passed_over(stat.error()) ? nobody() : stat.error();
  if (stat.value().start != node.start) return nobody();
  if (node.pid != root_.stat.pid && stat.value().ppid != node.ppid) return nobody();
  return std::optional(std::move(pin.value()));
}

Result<DescendantWalk::Batch> DescendantWalk::read_children_of(const Node& node, std::uint32_t level,
                                                               const FactsWanted& wanted, const Wants& wants) {
  Result<std::optional<Pin>> pin = pin_again(node);
  if (!pin.ok()) return pin.error();
  if (!pin.value()) return Batch{};
  const Result<std::vector<Pid>> children = children_of(node.pid);
  if (!children.ok()) return children.error();
  Batch batch;
  const AcceptsFacts is_child = [&](const ProcessFacts& facts) {
    if (!facts.stat || facts.stat->ppid != node.pid || facts.stat->start < node.start) return false;
    batch.nodes.push_back({.pid = facts.stat->pid, .ppid = node.pid, .start = facts.stat->start});
    return wants(level, facts);
  };
  for (const Pid child : children.value()) {
    if (seen_.contains(child)) continue;
    const std::size_t before = batch.nodes.size();
    auto facts = spare_.run([&] {
      batch.nodes.resize(before);
      return look_->read(child, wanted, is_child);
    });
    if (facts.ok() && facts.value()) batch.facts.push_back(std::move(*facts.value()));
    if (facts.ok()) continue;
    if (!is_passed_over(facts.error())) return facts.error();
    batch.nodes.resize(before);
  }
  // Their parent's pid was this process' own all the while only if it still is there.
  if (platform::is_gone(*pin.value())) return Batch{};
  for (const Node& child : batch.nodes) seen_.insert(child.pid);
  return batch;
}

Status DescendantWalk::run(const FactsWanted& wanted, const Wants& wants, const Take& take) {
  seen_ = {root_.stat.pid};
  const Status prepared = prepare();
  if (!prepared.ok()) return prepared;
  std::vector<Node> current{{.pid = root_.stat.pid, .ppid = root_.stat.ppid, .start = root_.stat.start}};
  for (std::uint32_t level = 1; !current.empty() && (!most_levels_ || level <= *most_levels_); ++level) {
    std::vector<Node> next;
    std::map<Pid, ProcessFacts> taken;  // by ascending pid, whoever their parents are
    for (const Node& node : current) {
      Result<Batch> batch = read_children_of(node, level, wanted, wants);
      if (!batch.ok()) return batch.error();
      next.insert(next.end(), batch.value().nodes.begin(), batch.value().nodes.end());
      for (ProcessFacts& facts : batch.value().facts) taken.insert_or_assign(facts.identity.pid, std::move(facts));
    }
    for (auto& [pid, facts] : taken) take(level, std::move(facts));
    if (!next.empty()) found_on_level_.push_back(next.size());
    current = std::move(next);
  }
  return Done{};
}

}  // namespace reeve
