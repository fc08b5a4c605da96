#include "core/inventory/entry_reader.h"

#include "core/identity/process_description.h"

namespace reeve {

bool is_passed_over(const Error& error) { return error.code == "ESRCH" || error.code == "EACCES"; }

std::optional<double> EntryReader::percent(const ProcessFacts& facts) const {
  return baseline_ != nullptr ? baseline_->percent(facts) : lifetime_cpu_percent(facts);
}

ProcessEntry EntryReader::to_entry(ProcessFacts facts) {
  const std::optional<double> used = percent(facts);
  // A name that nobody asked for needs no remark about its bytes.
  if (facts.stat && !query_.fields.has(Field::name)) facts.stat->name.clear();
  ProcessEntry entry{.info = to_info(std::move(facts), query_.fields, Header{.timestamp = {}})};
  entry.info.cpu_percent = used;
  remarks_.note(entry.info.pid, entry.info.warnings);
  return entry;
}

Result<std::optional<ProcessEntry>> EntryReader::read(const platform::Look& look, Pid pid, const AcceptsFacts& also) {
  const AcceptsFacts accepts = [&](const ProcessFacts& facts) { return (!also || also(facts)) && fits(facts); };
  Result<std::optional<ProcessFacts>> facts = spare_.run([&] { return look.read(pid, wanted_, accepts); });
  if (!facts.ok()) {
    if (is_passed_over(facts.error())) return std::optional<ProcessEntry>();
    return facts.error();
  }
  if (!facts.value()) return std::optional<ProcessEntry>();
  return std::optional(to_entry(std::move(*facts.value())));
}

}  // namespace reeve
