#include <algorithm>
#include <cerrno>

#include "core/platform.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::platform {

using fake::error;
using fake::world;

struct Look::State {
  std::vector<Pid> pids;
};

Result<Look> Look::at_all() {
  const std::lock_guard lock(world().mutex);
  ++world().lists;
  std::vector<Pid> pids;
  for (const auto& [pid, process] : world().table) {
    if (!process->hidden) pids.push_back(pid);
  }
  return Look(std::make_shared<State>(State{.pids = std::move(pids)}));
}

Result<Look> Look::at(std::vector<Pid> pids) { return Look(std::make_shared<State>(State{.pids = std::move(pids)})); }

const std::vector<Pid>& Look::pids() const { return state_->pids; }

Result<std::optional<ProcessFacts>> Look::read(Pid pid, const FactsWanted&, const AcceptsFacts& accepts) const {
  const Result<Pin> pin = open_pin(pid);
  if (!pin.ok()) return pin.error();
  Result<ProcessFacts> facts = read_facts(pin.value(), {});
  if (!facts.ok()) return facts.error();
  if (accepts && !accepts(facts.value())) return std::optional<ProcessFacts>();
  return std::optional(std::move(facts.value()));
}

Result<ProcessUsage> Look::read_usage(const Pin& pin, const UsageWanted&) const {
  Result<ProcessStat> stat = read_pinned_stat(pin);
  if (!stat.ok()) return stat.error();
  Result<Identity> identity = identity_of(pin, stat.value());
  if (!identity.ok()) return identity.error();
  ProcessUsage read{.stat = std::move(stat.value()), .identity = std::move(identity.value())};
  const fake::ProcessPtr process = world().at(pin.pid);
  if (process) read.usage = process->usage;
  return read;
}

Result<std::optional<std::vector<Pid>>> read_children(Pid parent) {
  const auto hook = world().before_children;
  if (hook) hook(parent);
  const std::lock_guard lock(world().mutex);
  if (!world().lists_children) return std::optional<std::vector<Pid>>();
  std::vector<Pid> children;
  for (const auto& [pid, process] : world().table) {
    if (process->ppid == parent) children.push_back(pid);
  }
  return std::optional(std::move(children));
}

Result<FolderUsage> read_folder_usage(const std::string&) { return unsupported("nothing is counted"); }

Status signal_group(Pid pgid, int signal) {
  if (pgid <= 1) return error(EPERM, "kill", pgid);
  const std::lock_guard lock(world().mutex);
  bool any = false;
  const auto table = world().table;
  for (const auto& [pid, process] : table) {
    if (process->pgid == pgid && !process->ended) any = world().deliver(process, signal).ok() || any;
  }
  if (!any) return error(ESRCH, "kill", pgid);
  return Done{};
}

}  // namespace reeve::platform
