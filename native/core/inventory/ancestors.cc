#include "core/inventory/descendants.h"
#include "core/inventory/entry_reader.h"
#include "core/platform.h"

namespace reeve {
namespace {

// A parent that dies while it is looked at leaves its child to another one, which is looked at then.
constexpr int kTriesForAParent = 8;

// Climbs from one pinned process to the next.
class Climb {
 public:
  Climb(Pin pin, ProcessStat stat, EntryReader& reader, const platform::Look& look, SpareHandles& spare)
      : pin_(std::move(pin)), stat_(std::move(stat)), reader_(reader), look_(look), spare_(spare) {}

  // nullopt: there is none, or none that we can see.
  Result<std::optional<ProcessEntry>> next() {
    for (int tries = 0; tries < kTriesForAParent && is_pid(stat_.ppid); ++tries) {
      Result<Pin> parent = spare_.run([&] { return platform::open_pin(stat_.ppid); });
      if (!parent.ok() && !is_passed_over(parent.error())) return parent.error();
      Result<std::optional<ProcessEntry>> entry = std::optional<ProcessEntry>();
      Result<ProcessStat> stat = ProcessStat{};
      if (parent.ok()) {
        entry = reader_.read(look_, stat_.ppid);
        if (!entry.ok()) return entry.error();
        stat = spare_.run([&] { return platform::read_pinned_stat(parent.value()); });
      }
      // The child looked at last: if it still has this parent, the pin was its parent all the while.
      Result<ProcessStat> again = spare_.run([&] { return platform::read_pinned_stat(pin_); });
      if (!again.ok()) return is_passed_over(again.error()) ? gone_error(pin_.pid) : again.error();
      const bool same = again.value().ppid == stat_.ppid;
      if (same && (!parent.ok() || !entry.value() || !stat.ok())) return std::optional<ProcessEntry>();
      if (same) {
        pin_ = std::move(parent.value());
        stat_ = std::move(stat.value());
        return entry;
      }
      stat_ = std::move(again.value());
    }
    return std::optional<ProcessEntry>();
  }

  [[nodiscard]] bool at_the_top() const { return !is_pid(stat_.ppid); }

 private:
  Pin pin_;
  ProcessStat stat_;
  EntryReader& reader_;
  const platform::Look& look_;
  SpareHandles& spare_;
};

}  // namespace

Result<AncestorsResult> ancestors(const ProcessRef& ref, std::optional<std::uint32_t> max_levels,
                                  const EntryQuery& query, SpareHandles& spare) {
  Result<WalkRoot> root = find_root(ref, spare);
  if (!root.ok()) return root.error();
  const Result<platform::Look> look = spare.run([] { return platform::Look::at({}); });
  if (!look.ok()) return look.error();
  AncestorsResult result{.pid = ref.pid, .warnings = std::move(root.value().warnings)};
  if (root.value().identity) result.identity = to_text(*root.value().identity);
  EntryReader reader(query, nullptr, spare);
  Climb climb(std::move(root.value().pin), std::move(root.value().stat), reader, look.value(), spare);
  while (!max_levels || result.chain.size() < *max_levels) {
    Result<std::optional<ProcessEntry>> parent = climb.next();
    if (!parent.ok()) return parent.error();
    if (!parent.value()) break;
    result.chain.push_back(std::move(*parent.value()));
  }
  const bool cut_short = !max_levels || result.chain.size() < *max_levels;
  if (cut_short && !climb.at_the_top()) {
    result.warnings.emplace_back("a parent could not be looked at: the chain ends below it");
  }
  for (std::string& warning : reader.remarks().warnings()) result.warnings.push_back(std::move(warning));
  return result;
}

}  // namespace reeve
