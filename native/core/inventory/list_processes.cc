#include "core/inventory/list_processes.h"

#include "core/inventory/entry_reader.h"
#include "core/platform.h"

namespace reeve {
namespace {

Result<platform::Look> look_at(const EntryQuery& query, SpareHandles& spare) {
  return spare.run(
      [&] { return query.filter.pid_in ? platform::Look::at(*query.filter.pid_in) : platform::Look::at_all(); });
}

}  // namespace

Result<CpuBaseline> take_baseline(const EntryQuery& query, SpareHandles& spare) {
  const Result<platform::Look> look = look_at(query, spare);
  if (!look.ok()) return look.error();
  constexpr FactsWanted kNothingElse{.cmdline = false, .identity = false, .owner = false, .exe = false};
  CpuBaseline baseline;
  const AcceptsFacts note = [&](const ProcessFacts& facts) {
    baseline.note(facts);
    return false;
  };
  for (const Pid pid : look.value().pids()) {
    const auto read = spare.run([&] { return look.value().read(pid, kNothingElse, note); });
    if (!read.ok() && !is_passed_over(read.error())) return read.error();
  }
  return baseline;
}

Result<ProcessListHead> list_processes(const EntryQuery& query, const CpuBaseline* baseline, SpareHandles& spare,
                                       const PartSink& sink) {
  const Result<platform::Look> look = look_at(query, spare);
  if (!look.ok()) return look.error();
  EntryReader reader(query, baseline, spare);
  JsonParts parts(sink);
  for (const Pid pid : look.value().pids()) {
    const Result<std::optional<ProcessEntry>> entry = reader.read(look.value(), pid);
    if (!entry.ok()) return entry.error();
    if (entry.value()) parts.add(*entry.value());
  }
  parts.flush();
  return ProcessListHead{.sample = query.sample, .warnings = reader.remarks().warnings()};
}

}  // namespace reeve
