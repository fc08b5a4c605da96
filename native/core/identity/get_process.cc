#include "core/identity/get_process.h"

#include "core/identity/process_description.h"
#include "core/platform.h"

namespace reeve {

Result<ProcessInfo> get_process(const ProcessRef& ref, const FactsWanted& wanted) {
  const Result<Pin> pin = platform::open_pin(ref.pid);
  if (!pin.ok()) return pin.error().code == "ESRCH" ? gone_error(ref.pid) : pin.error();
  Result<ProcessFacts> facts = platform::read_facts(pin.value(), wanted);
  if (!facts.ok()) return facts.error().code == "ESRCH" ? gone_error(ref.pid) : facts.error();
  const Judgement judgement = judge(ref, facts.value().identity);
  if (judgement.verdict == Verdict::reused) return reused_error(ref.pid);
  if (ref.identity && judgement.verdict == Verdict::unknown) {
    facts.value().warnings.emplace_back("cannot tell whether this is the process on record");
  }
  FieldSet fields = FieldSet::usual();
  if (wanted.env) fields.add(Field::env);
  if (wanted.cwd) fields.add(Field::cwd);
  return to_info(std::move(facts.value()), fields, Header{});
}

Result<IdentityCheck> check_identity(const ProcessRef& ref) {
  const Result<Resolved> resolved = resolve(ref);
  if (!resolved.ok()) return resolved.error();
  const Resolved& found = resolved.value();
  IdentityCheck check;
  check.pid = ref.pid;
  check.verdict = found.judgement.verdict;
  check.basis = found.judgement.basis;
  check.zombie = found.zombie && found.judgement.verdict != Verdict::reused;
  if (found.current) check.identity = to_text(*found.current);
  return check;
}

}  // namespace reeve
