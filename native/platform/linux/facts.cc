#include "core/platform.h"
#include "platform/linux/kernel/facts_reader.h"

namespace reeve::platform {

Result<ProcessFacts> read_facts(const Pin& pin, const FactsWanted& wanted) {
  Result<std::optional<ProcessFacts>> facts = linux_kernel::read_pinned_facts(pin, wanted, nullptr);
  if (!facts.ok()) return facts.error();
  return std::move(*facts.value());
}

}  // namespace reeve::platform
