#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/records/header.h"
#include "core/wait/exit_status.h"

namespace reeve {

struct WaitPidResult {
  Header header;
  Pid pid = kNoPid;
  std::optional<std::string> identity;
  bool timed_out = false;
  std::optional<ExitStatus> exit;  // none: it has not ended
  std::vector<std::string> warnings;
};

constexpr std::string_view to_text(ExitSource source) {
  switch (source) {
    case ExitSource::child:
      return "child";
    case ExitSource::keeper:
      return "keeper";
    case ExitSource::kernel:
      return "kernel";
    case ExitSource::procfs:
      return "procfs";
    case ExitSource::unknown:
      break;
  }
  return "unknown";
}

constexpr std::string_view source_of(const WaitPidResult& result) {
  return result.exit ? to_text(result.exit->source) : "none";
}

template <class Visit>
void describe(const WaitPidResult& result, Visit& visit) {
  const ExitStatus none;
  const ExitStatus& exit = result.exit ? *result.exit : none;
  describe_header(result.header, "wait-pid-result", visit);
  visit("pid", result.pid);
  visit("identity", result.identity);
  visit("exited", result.exit.has_value());
  visit("timed_out", result.timed_out);
  visit("exit_code", exit.code);
  visit("signal", exit.signal ? std::optional(platform::signal_name(*exit.signal)) : std::nullopt);
  visit("exit_code_source", source_of(result));
  visit("warnings", result.warnings);
}

}  // namespace reeve
