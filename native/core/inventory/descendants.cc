#include "core/inventory/descendants.h"

#include "core/inventory/entry_reader.h"
#include "core/platform.h"

namespace reeve {

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
  DescendantsHead head{.pid = root.stat.pid, .max_levels = max_levels, .sample = query.sample};
  if (root.identity) head.identity = to_text(*root.identity);
  EntryReader reader(query, baseline, spare);
  JsonParts parts(sink);
  const auto wants = [&](std::uint32_t, const ProcessFacts& facts) { return reader.fits(facts); };
  const auto take = [&](std::uint32_t level, ProcessFacts facts) {
    parts.add(DescendantEntry{.level = level, .process = reader.to_entry(std::move(facts))});
    ++head.matched;
  };
  DescendantWalk walk(root, max_levels, spare);
  const Status walked = walk.run(facts_wanted(query), wants, take);
  if (!walked.ok()) return walked.error();
  parts.flush();
  head.found_on_level = walk.found_on_level();
  head.warnings = root.warnings;
  for (std::string& warning : reader.remarks().warnings()) head.warnings.push_back(std::move(warning));
  return head;
}

}  // namespace reeve
