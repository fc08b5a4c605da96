#pragma once

#include "core/base/spare_handles.h"
#include "core/inventory/cpu_baseline.h"
#include "core/inventory/entry_query.h"
#include "core/inventory/remarks.h"
#include "core/records/process_info.h"

namespace reeve {

// Reads the processes of one look as a query wants them.
class EntryReader {
 public:
  // `baseline`: the first look of a query that samples, else none.
  EntryReader(const EntryQuery& query, const CpuBaseline* baseline, SpareHandles& spare)
      : query_(query), wanted_(facts_wanted(query)), baseline_(baseline), spare_(spare) {}

  // nullopt: the filter or `also` refused it, or it is gone. `also` is asked first, and of each process.
  Result<std::optional<ProcessEntry>> read(const platform::Look& look, Pid pid, const AcceptsFacts& also = nullptr);

  [[nodiscard]] bool fits(const ProcessFacts& facts) const { return query_.filter.fits(facts, percent(facts)); }
  ProcessEntry to_entry(ProcessFacts facts);

  Remarks& remarks() { return remarks_; }

 private:
  [[nodiscard]] std::optional<double> percent(const ProcessFacts& facts) const;

  const EntryQuery& query_;
  FactsWanted wanted_;
  const CpuBaseline* baseline_;
  SpareHandles& spare_;
  Remarks remarks_;
};

// Gone meanwhile, or kept from us by a rule: it is passed over. Anything else (EMFILE) would make a list look shorter
// than it is.
bool is_passed_over(const Error& error);

}  // namespace reeve
