#include "core/inventory/process_stats.h"

#include "core/inventory/entry_reader.h"
#include "core/inventory/walk.h"
#include "core/platform.h"

namespace reeve {
namespace {

// A sum of what can't be read of every part is no sum.
void add(std::optional<std::uint64_t>& sum, const std::optional<std::uint64_t>& part) {
  if (sum && part) {
    *sum += *part;
  } else {
    sum.reset();
  }
}

void add(Usage& sum, const Usage& part) {
  add(sum.cpu_user_ms, part.cpu_user_ms);
  add(sum.cpu_system_ms, part.cpu_system_ms);
  add(sum.memory_kb, part.memory_kb);
  add(sum.pss_kb, part.pss_kb);
  add(sum.io_read_bytes, part.io_read_bytes);
  add(sum.io_written_bytes, part.io_written_bytes);
  add(sum.threads, part.threads);
  add(sum.voluntary_switches, part.voluntary_switches);
  add(sum.involuntary_switches, part.involuntary_switches);
}

// One look for all refs of a call.
class Meter {
 public:
  Meter(const platform::Look& look, const StatsQuery& query, SpareHandles& spare)
      : look_(look), query_(query), spare_(spare) {}

  Result<ProcessStats> measure(const ProcessRef& ref) {
    ProcessStats stats{.header = header_, .pid = ref.pid, .shown = query_.wanted};
    const Result<ProcessUsage> root = measure_root(ref, stats);
    if (query_.tree && has_folder(ref)) {
      Result<ProcessStats> counted = measure_folder(ref, root, std::move(stats));
      if (counted.ok() || counted.error().code != code::kUnsupported) return counted;
      stats = ProcessStats{.header = header_, .pid = ref.pid, .shown = query_.wanted};
      stats.warnings.push_back(message_of(counted.error()));
    }
    if (!root.ok()) return root.error();
    fill_from_root(stats, root.value());
    stats.usage = root.value().usage;
    if (!query_.tree) return stats;
    const Status added = add_descendants(ref, stats);
    if (!added.ok()) return added.error();
    return stats;
  }

 private:
  static bool has_folder(const ProcessRef& ref) {
    return ref.containment && !ref.containment->folder.empty() && check(*ref.containment).ok() &&
           platform::is_same_folder(*ref.containment);
  }

  Result<ProcessUsage> measure_root(const ProcessRef& ref, ProcessStats& stats) {
    const Result<Pin> pin = spare_.run([&] { return platform::open_pin(ref.pid); });
    if (!pin.ok()) return pin.error().code == "ESRCH" ? gone_error(ref.pid) : pin.error();
    Result<ProcessUsage> usage = read(pin.value());
    if (!usage.ok()) return usage.error().code == "ESRCH" ? gone_error(ref.pid) : usage.error();
    const Judgement judgement = judge(ref, usage.value().identity);
    if (judgement.verdict == Verdict::reused) return reused_error(ref.pid);
    if (ref.identity && judgement.verdict == Verdict::unknown) {
      stats.warnings.emplace_back("cannot tell whether this is the process on record");
    }
    return usage;
  }

  Result<ProcessUsage> read(const Pin& pin) {
    return spare_.run([&] { return look_.read_usage(pin, query_.wanted); });
  }

  static void fill_from_root(ProcessStats& stats, const ProcessUsage& root) {
    stats.identity = to_text(root.identity);
    stats.state = root.stat.state;
    stats.age_ms = root.age_ms;
  }

  // What the folder itself counts holds those that have ended too. What it doesn't count is added up of its members.
  Result<ProcessStats> measure_folder(const ProcessRef& ref, const Result<ProcessUsage>& root, ProcessStats stats) {
    const std::string& folder = ref.containment->folder;
    const Result<FolderUsage> counted = spare_.run([&] { return platform::read_folder_usage(folder); });
    if (!counted.ok()) return counted.error();
    const Result<std::vector<Pid>> members = spare_.run([&] { return platform::folder_members(folder); });
    if (!members.ok()) return members.error();
    stats.source = ref.containment->kind == ContainmentKind::job ? UsageSource::job : UsageSource::cgroup;
    if (root.ok()) fill_from_root(stats, root.value());
    if (!stats.identity && ref.identity) stats.identity = to_text(*ref.identity);
    stats.usage = nothing_used();
    stats.processes = 0;
    for (const Pid pid : members.value()) add_process(pid, std::nullopt, stats);
    const Usage& own = counted.value().usage;
    const auto prefer = [](std::optional<std::uint64_t>& sum, const std::optional<std::uint64_t>& of_folder) {
      if (of_folder) sum = of_folder;
    };
    prefer(stats.usage.cpu_user_ms, own.cpu_user_ms);
    prefer(stats.usage.cpu_system_ms, own.cpu_system_ms);
    prefer(stats.usage.memory_kb, own.memory_kb);
    prefer(stats.usage.io_read_bytes, own.io_read_bytes);
    prefer(stats.usage.io_written_bytes, own.io_written_bytes);
    return stats;
  }

  Status add_descendants(const ProcessRef& ref, ProcessStats& stats) {
    stats.source = UsageSource::descendants;
    const Result<WalkRoot> root = find_root(ref, spare_);
    if (!root.ok()) return root.error();
    std::vector<std::pair<Pid, std::uint64_t>> found;
    constexpr FactsWanted kNothing{.cmdline = false, .identity = false, .owner = false, .exe = false};
    const auto note = [&](std::uint32_t, const ProcessFacts& facts) {
      found.emplace_back(facts.stat->pid, facts.stat->start);
      return false;
    };
    const Status walked = DescendantWalk(root.value(), std::nullopt, spare_).run(kNothing, note, [](auto, auto) {});
    if (!walked.ok()) return walked;
    for (const auto& [pid, start] : found) add_process(pid, start, stats);
    return Done{};
  }

  // One that has ended since it was found adds nothing, nor does a later one with its pid.
  void add_process(Pid pid, std::optional<std::uint64_t> start, ProcessStats& stats) {
    const Result<Pin> pin = spare_.run([&] { return platform::open_pin(pid); });
    if (!pin.ok()) return;
    const Result<ProcessUsage> usage = read(pin.value());
    if (!usage.ok() || (start && usage.value().stat.start != *start)) return;
    ++stats.processes;
    add(stats.usage, usage.value().usage);
  }

  [[nodiscard]] Usage nothing_used() const {
    Usage none{.cpu_user_ms = 0, .cpu_system_ms = 0, .memory_kb = 0, .threads = 0};
    if (query_.wanted.pss) none.pss_kb = 0;
    if (query_.wanted.io) none.io_read_bytes = none.io_written_bytes = 0;
    if (query_.wanted.switches) none.voluntary_switches = none.involuntary_switches = 0;
    return none;
  }

  const platform::Look& look_;
  const StatsQuery& query_;
  SpareHandles& spare_;
  Header header_;  // of all: they are taken in one go
};

Result<platform::Look> look_for(const std::vector<ProcessRef>& refs, SpareHandles& spare) {
  std::vector<Pid> pids;
  pids.reserve(refs.size());
  for (const ProcessRef& ref : refs) pids.push_back(ref.pid);
  return spare.run([&] { return platform::Look::at(pids); });
}

}  // namespace

Result<ProcessStats> process_stats(const ProcessRef& ref, const StatsQuery& query, SpareHandles& spare) {
  const Result<platform::Look> look = look_for({ref}, spare);
  if (!look.ok()) return look.error();
  return Meter(look.value(), query, spare).measure(ref);
}

Result<ProcessStatsListHead> process_stats_of(const std::vector<ProcessRef>& refs, const StatsQuery& query,
                                              SpareHandles& spare, const PartSink& sink) {
  const Result<platform::Look> look = look_for(refs, spare);
  if (!look.ok()) return look.error();
  Meter meter(look.value(), query, spare);
  ProcessStatsListHead head;
  JsonParts parts(sink);
  for (const ProcessRef& ref : refs) {
    const Result<ProcessStats> stats = meter.measure(ref);
    if (stats.ok()) {
      parts.add(stats.value());
      continue;
    }
    const std::optional<std::string> recorded =
        ref.identity ? std::optional(to_text(*ref.identity)) : std::optional<std::string>();
    head.missing.push_back({.pid = ref.pid,
                            .identity = recorded,
                            .code = std::string(stats.error().code),
                            .message = message_of(stats.error())});
  }
  parts.flush();
  return head;
}

Result<SelfGroup> self_group(SpareHandles& spare) {
  const Result<Pin> pin = spare.run([] { return platform::open_pin(platform::own_pid()); });
  if (!pin.ok()) return pin.error();
  const Result<ProcessStat> stat = spare.run([&] { return platform::read_pinned_stat(pin.value()); });
  if (!stat.ok()) return stat.error();
  const Result<Identity> identity = spare.run([&] { return platform::read_identity(pin.value()); });
  SelfGroup self{.pid = platform::own_pid()};
  if (identity.ok()) self.identity = to_text(identity.value());
  if (stat.value().pgid != kNoGroup) self.pgid = stat.value().pgid;
  if (stat.value().sid != kNoGroup) self.sid = stat.value().sid;
  return self;
}

}  // namespace reeve
