#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/pid.h"
#include "core/identity/identity.h"
#include "core/base/result.h"

namespace reeve {

enum class ContainmentKind { none, group, keeper, cgroup, job };

// The process that keeps a job.
struct Keeper {
  Identity identity{};
  std::string state_dir{};  // empty: it writes nothing down
};

// What holds a job's processes together, as far as it can be written down and followed later, also by another program.
struct Containment {
  ContainmentKind kind = ContainmentKind::none;
  Pid pgid = kNoPid;
  Pid sid = kNoPid;             // only of a session that the job's first process leads
  std::string cookie{};         // the job's token in the environment of its processes
  std::string folder{};         // cgroup: its absolute path; job: its name
  std::uint64_t folder_id = 0;  // cgroup: what tells this folder from a later one of the same name
  std::optional<Keeper> keeper{};
};

std::string_view to_text(ContainmentKind kind);
// The other way round; none for a word that is no kind's.
ContainmentKind containment_kind(std::string_view text);

// Whether `token` is one of those in the job variable: jobs inside jobs carry all of theirs, joined by colons.
// Nobody carries an empty one.
bool has_token(std::string_view tokens, std::string_view token);

// Whether a record's containment has the form that spawn_in_group gives it. What a record names is killed and removed,
// so nothing is done with one that somebody made up or cut short.
Status check(const Containment& containment);

}  // namespace reeve
