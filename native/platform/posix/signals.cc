#include <algorithm>
#include <array>
#include <csignal>

#include "core/base/number.h"
#include "core/platform.h"
#include "platform/posix/signal_names.h"

namespace reeve::platform {
namespace {

constexpr std::string_view kPrefix = "SIG";
constexpr std::string_view kFirstRealTime = "SIGRTMIN";

std::array<std::span<const posix::NumberName>, 2> tables() { return {posix::kSignalNames, posix::own_signals()}; }

// SIGRTMIN or SIGRTMIN+n.
std::optional<int> real_time_number(std::string_view name) {
  const auto [first, last] = posix::real_time_signals();
  if (first > last || !name.starts_with(kFirstRealTime)) return std::nullopt;
  const std::string_view offset = name.substr(kFirstRealTime.size());
  if (offset.empty()) return first;
  if (offset.front() != '+') return std::nullopt;
  const auto number = to_number<int>(offset.substr(1));
  if (!number || *number < 0 || *number > last - first) return std::nullopt;
  return first + *number;
}

}  // namespace

int default_stop_signal() { return SIGTERM; }
int default_kill_signal() { return SIGKILL; }
int freeze_signal() { return SIGSTOP; }
int continue_signal() { return SIGCONT; }

std::optional<int> signal_number(std::string_view name) {
  const std::string full = name.starts_with(kPrefix) ? std::string(name) : std::string(kPrefix).append(name);
  for (const auto& table : tables()) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& known) { return known.name == full; });
    if (found != table.end()) return found->number;
  }
  return real_time_number(full);
}

std::string signal_name(int number) {
  for (const auto& table : tables()) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto& known) { return known.number == number; });
    if (found != table.end()) return std::string(found->name);
  }
  const auto [first, last] = posix::real_time_signals();
  if (number < first || number > last) return "SIG" + std::to_string(number);
  const std::string offset = number == first ? "" : "+" + std::to_string(number - first);
  return std::string(kFirstRealTime) + offset;
}

}  // namespace reeve::platform
