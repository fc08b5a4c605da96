#include "core/inventory/descendants.h"

#include <functional>
#include <map>

#include "core/inventory/entry_reader.h"
#include "core/platform.h"

namespace reeve {
namespace {

using TellDescendant = std::function<void(DescendantEntry)>;

Result<DescendantsHead> walk_descendants(const WalkRoot& root, std::optional<std::uint32_t> max_levels,
                                         const EntryQuery& query, const CpuBaseline* baseline, SpareHandles& spare,
                                         const TellDescendant& tell) {
  DescendantsHead head{.pid = root.stat.pid, .max_levels = max_levels, .sample = query.sample};
  if (root.identity) head.identity = to_text(*root.identity);
  EntryReader reader(query, baseline, spare);
  const auto wants = [&](std::uint32_t, const ProcessFacts& facts) { return reader.fits(facts); };
  const auto take = [&](std::uint32_t level, ProcessFacts facts) {
    tell(DescendantEntry{.level = level, .process = reader.to_entry(std::move(facts))});
    ++head.matched;
  };
  DescendantWalk walk(root, max_levels, spare);
  const Status walked = walk.run(facts_wanted(query), wants, take);
  if (!walked.ok()) return walked.error();
  head.found_on_level = walk.found_on_level();
  head.warnings = root.warnings;
  for (std::string& warning : reader.remarks().warnings()) head.warnings.push_back(std::move(warning));
  return head;
}

}  // namespace

Result<CpuBaseline> take_baseline(const WalkRoot& root, std::optional<std::uint32_t> max_levels, SpareHandles& spare) {
  CpuBaseline baseline;
  const auto note = [&](std::uint32_t, const ProcessFacts& facts) {
    baseline.note(facts);
    return false;
  };
  constexpr FactsWanted kNothing{.cmdline = false, .identity = false, .owner = false, .exe = false};
  const Status walked = DescendantWalk(root, max_levels, spare).run(kNothing, note, [](auto, auto) {});
  if (!walked.ok()) return walked.error();
  return baseline;
}

Result<DescendantsHead> descendants(const WalkRoot& root, std::optional<std::uint32_t> max_levels,
                                    const EntryQuery& query, const CpuBaseline* baseline, SpareHandles& spare,
                                    const PartSink& sink) {
  JsonParts parts(sink);
  Result<DescendantsHead> head = walk_descendants(root, max_levels, query, baseline, spare,
                                                  [&](const DescendantEntry& entry) { parts.add(entry); });
  if (head.ok()) parts.flush();
  return head;
}

Result<DescendantsResult> whole_descendants(const WalkRoot& root, std::optional<std::uint32_t> max_levels,
                                            const EntryQuery& query, const CpuBaseline* baseline, SpareHandles& spare) {
  std::map<std::uint32_t, WholeJson> told;
  Result<DescendantsHead> head =
      walk_descendants(root, max_levels, query, baseline, spare,
                       [&](const DescendantEntry& entry) { told[entry.level].add(entry.process); });
  if (!head.ok()) return head.error();
  DescendantsResult result{.head = std::move(head.value())};
  for (const std::uint64_t found : result.head.found_on_level) {
    const auto level = static_cast<std::uint32_t>(result.levels.size() + 1);
    result.levels.push_back({.level = level, .found = found, .processes = told[level].take()});
  }
  return result;
}

}  // namespace reeve
