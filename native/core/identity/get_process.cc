#include "core/identity/get_process.h"

#include "core/base/utf8.h"
#include "core/platform.h"

namespace reeve {
namespace {

constexpr double kMillisPerSecond = 1000.0;
constexpr double kPercent = 100.0;

// Turns bytes into text and remembers that something was replaced.
class Transcriber {
 public:
  std::string text(const std::string& bytes) {
    Utf8Text result = to_utf8(bytes);
    replaced_ |= result.replaced;
    return std::move(result.text);
  }

  std::optional<std::string> text(const std::optional<std::string>& bytes) {
    return bytes ? std::optional(text(*bytes)) : std::nullopt;
  }

  std::optional<std::vector<std::string>> texts(const std::optional<std::vector<std::string>>& all) {
    if (!all) return std::nullopt;
    std::vector<std::string> result;
    result.reserve(all->size());
    for (const std::string& bytes : *all) result.push_back(text(bytes));
    return result;
  }

  std::optional<std::map<std::string, std::string>> texts(
      const std::optional<std::map<std::string, std::string>>& all) {
    if (!all) return std::nullopt;
    std::map<std::string, std::string> result;
    for (const auto& [name, value] : *all) result.emplace(text(name), text(value));
    return result;
  }

  [[nodiscard]] bool replaced() const { return replaced_; }

 private:
  bool replaced_ = false;
};

std::optional<double> cpu_percent(const ProcessFacts& facts) {
  if (!facts.cpu_ms || !facts.age_ms) return std::nullopt;
  if (*facts.age_ms == 0) return 0.0;
  return static_cast<double>(*facts.cpu_ms) / static_cast<double>(*facts.age_ms) * kPercent;
}

ProcessInfo to_info(ProcessFacts facts, const FactsWanted& wanted) {
  ProcessInfo info;
  Transcriber transcriber;
  info.pid = facts.identity.pid;
  if (facts.stat) {
    const ProcessStat& stat = *facts.stat;
    info.ppid = stat.ppid;
    if (stat.pgid != kNoGroup) info.pgid = stat.pgid;
    if (stat.sid != kNoGroup) info.sid = stat.sid;
    info.name = transcriber.text(stat.name);
    info.state = stat.state;
  }
  info.exe_path = transcriber.text(facts.exe_path);
  info.cmdline = transcriber.texts(facts.cmdline);
  info.user = transcriber.text(facts.user);
  info.uid = facts.uid;
  info.start_time_unix_ms = facts.start_time_unix_ms;
  if (facts.identity.start != 0 || facts.identity.unique != 0) info.identity = to_text(facts.identity);
  info.memory_kb = facts.memory_kb;
  info.cpu_percent = cpu_percent(facts);
  if (facts.age_ms) info.elapsed_seconds = static_cast<double>(*facts.age_ms) / kMillisPerSecond;
  info.thread_count = facts.threads;
  info.has_env = wanted.env;
  info.env = transcriber.texts(facts.env);
  info.has_cwd = wanted.cwd;
  info.cwd = transcriber.text(facts.cwd);
  info.warnings = std::move(facts.warnings);
  if (transcriber.replaced()) info.warnings.emplace_back("bytes that are not UTF-8 were replaced by U+FFFD");
  return info;
}

}  // namespace

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
  return to_info(std::move(facts.value()), wanted);
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
