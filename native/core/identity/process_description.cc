#include "core/identity/process_description.h"

#include "core/base/utf8.h"

namespace reeve {
namespace {

constexpr double kMillisPerSecond = 1000.0;
constexpr double kPercent = 100.0;

// Turns bytes into text and remembers that something was replaced.
class Transcriber {
 public:
  std::string text(std::string bytes) {
    replaced_ |= replace_non_utf8(bytes);
    return bytes;
  }

  std::optional<std::string> text(std::optional<std::string> bytes) {
    if (bytes) replaced_ |= replace_non_utf8(*bytes);
    return bytes;
  }

  std::optional<std::vector<std::string>> texts(std::optional<std::vector<std::string>> all) {
    if (!all) return std::nullopt;
    for (std::string& bytes : *all) replaced_ |= replace_non_utf8(bytes);
    return all;
  }

  std::optional<std::map<std::string, std::string>> texts(std::optional<std::map<std::string, std::string>> all) {
    if (!all) return std::nullopt;
    std::map<std::string, std::string> result;
    for (auto& [name, value] : *all) result.emplace(text(name), text(std::move(value)));
    return result;
  }

  [[nodiscard]] bool replaced() const { return replaced_; }

 private:
  bool replaced_ = false;
};

std::vector<ThreadInfo> to_threads(std::vector<ThreadFacts> all, Transcriber& transcriber) {
  std::vector<ThreadInfo> threads;
  threads.reserve(all.size());
  for (ThreadFacts& thread : all) {
    threads.push_back({.tid = thread.tid,
                       .name = transcriber.text(std::move(thread.name)),
                       .state = thread.state,
                       .cpu_ms = thread.cpu_ms});
  }
  return threads;
}

}  // namespace

std::optional<double> lifetime_cpu_percent(const ProcessFacts& facts) {
  if (!facts.cpu_ms || !facts.age_ms) return std::nullopt;
  if (*facts.age_ms == 0) return 0.0;
  return static_cast<double>(*facts.cpu_ms) / static_cast<double>(*facts.age_ms) * kPercent;
}

ProcessInfo to_info(ProcessFacts facts, FieldSet fields, Header header) {
  ProcessInfo info{.header = std::move(header), .fields = fields};
  Transcriber transcriber;
  info.pid = facts.identity.pid;
  if (facts.stat) {
    ProcessStat& stat = *facts.stat;
    info.ppid = stat.ppid;
    if (stat.pgid != kNoGroup) info.pgid = stat.pgid;
    if (stat.sid != kNoGroup) info.sid = stat.sid;
    info.name = transcriber.text(std::move(stat.name));
    info.state = stat.state;
  }
  info.exe_path = transcriber.text(std::move(facts.exe_path));
  info.cmdline = transcriber.texts(std::move(facts.cmdline));
  info.user = transcriber.text(std::move(facts.user));
  info.uid = facts.uid;
  info.start_time_unix_ms = facts.start_time_unix_ms;
  if (facts.identity.start != 0 || facts.identity.unique != 0) info.identity = to_text(facts.identity);
  info.memory_kb = facts.memory_kb;
  info.cpu_percent = lifetime_cpu_percent(facts);
  if (facts.age_ms) info.elapsed_seconds = static_cast<double>(*facts.age_ms) / kMillisPerSecond;
  info.thread_count = facts.threads;
  info.env = transcriber.texts(std::move(facts.env));
  if (facts.thread_list) info.threads = to_threads(std::move(*facts.thread_list), transcriber);
  info.cwd = transcriber.text(std::move(facts.cwd));
  info.warnings = std::move(facts.warnings);
  if (transcriber.replaced()) info.warnings.emplace_back(kReplacedBytes);
  return info;
}

}  // namespace reeve
