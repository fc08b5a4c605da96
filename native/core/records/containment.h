#pragma once

#include <optional>
#include <string>

#include "core/spawn/containment.h"

namespace reeve {

template <class Visit>
void describe(const Keeper& keeper, Visit& visit) {
  visit("pid", keeper.identity.pid);
  visit("identity", to_text(keeper.identity));
  visit("state_dir", keeper.state_dir.empty() ? std::nullopt : std::optional(keeper.state_dir));
}

template <class Visit>
void describe(const Containment& containment, Visit& visit) {
  const auto pid_or_null = [](Pid pid) { return pid == kNoPid ? std::nullopt : std::optional<Pid>(pid); };
  const auto text_or_null = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::string>(text);
  };
  visit("kind", to_text(containment.kind));
  visit("pgid", pid_or_null(containment.pgid));
  visit("sid", pid_or_null(containment.sid));
  visit("cookie", text_or_null(containment.cookie));
  const bool cgroup = containment.kind == ContainmentKind::cgroup;
  visit("cgroup_path", text_or_null(cgroup ? containment.folder : ""));
  // As text: an inode has 64 bits, a JSON number in JavaScript 53.
  visit("cgroup_id", text_or_null(cgroup ? std::to_string(containment.folder_id) : ""));
  visit("job_name", text_or_null(cgroup ? "" : containment.folder));
  visit("keeper", containment.keeper);
}

// Only a folder that the kernel keeps for the job lets nothing out, and only to a keeper every orphan comes back.
constexpr std::string_view reliability_of(ContainmentKind kind) {
  const bool kept = kind == ContainmentKind::cgroup || kind == ContainmentKind::keeper || kind == ContainmentKind::job;
  return kept ? "guaranteed" : "best_effort";
}

}  // namespace reeve
